"""The gate before Streamlit: one origin, files for signed-in people only, Vietnamese refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders

from lib.web import logs, words
from lib.web.asgi import ASGIApp, Message, Receive, Scope, Send, header, wants_page
from lib.web.cookies import sent_cookie
from lib.web.errors import answer
from lib.web.headers import stamp

# Streamlit serves these to anyone: what one visitor downloads or uploads.
MEMBERS_ONLY: Final = ("/media/", "/_stcore/upload_file/")
# Streamlit's own sign-in, its figures about the process and its API for programs: not used here.
CLOSED: Final = (
    "/_stcore/metrics",
    "/_stcore/agent",
    "/_stcore/script-health-check",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
)
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """Middleware: what it refuses, Streamlit never sees; every answer carries our headers.

    Args:
        find: the live session of a cookie's value, or None.
    """

    def __init__(self, app: ASGIApp, find: Callable[[object], object | None]) -> None:
        self.app = app
        self.find = find

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        # Requests of several people come over one connection, as through a proxy.
        logs.about(None)
        stamped = _with_headers(send)
        refusal = await self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, stamped)
        elif scope["type"] == "http" and wants_page(scope):
            await _for_a_person(self.app, scope, receive, stamped)
        else:
            await self.app(scope, receive, stamped)

    async def _refusal(self, scope: Scope) -> ASGIApp | None:
        # A foreign Origin makes Streamlit ask the internet for its own address inside the event
        # loop, which stops everybody for two seconds on a closed network.
        if not _same_origin(scope):
            return answer(scope, 403, sentence=words.FOREIGN_ORIGIN)
        path = scope["path"]
        if any(part in path for part in CLOSED):
            return answer(scope, 404)
        if any(part in path for part in MEMBERS_ONLY) and not path.startswith("/static/"):
            cookie = sent_cookie(scope)
            if cookie is None or await run_in_threadpool(self.find, cookie) is None:
                return answer(scope, 403, sentence=words.SIGN_IN_FIRST)
        return None


def _same_origin(scope: Scope) -> bool:
    """Whether the request comes from a page of ours.

    Browsers name the Origin of every WebSocket and of every request that may change something, so
    there its absence is refused too.
    """
    origin = header(scope, "origin")
    if not origin:
        return scope["type"] == "http" and scope["method"] in _SAFE_METHODS
    host = header(scope, "host")
    return bool(host) and urlsplit(origin).netloc.lower() == host.lower()


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] in {"http.response.start", "websocket.http.response.start"}:
            stamp(MutableHeaders(scope=message))
        await send(message)

    return send_with_headers


async def _for_a_person(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Serve, with Streamlit's English refusals replaced by our page."""
    refused = 0

    async def send_own_pages(message: Message) -> None:
        nonlocal refused
        if message["type"] == "http.response.start" and message["status"] >= 400:
            kind = Headers(raw=message["headers"]).get("content-type", "")
            refused = 0 if kind.startswith("text/html") else message["status"]
        if not refused:
            await send(message)

    await app(scope, receive, send_own_pages)
    if refused:
        await answer(scope, refused)(scope, receive, send)
