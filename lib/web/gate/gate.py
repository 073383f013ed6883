"""The gate before Streamlit: one origin, tabs and files of one's own only, Vietnamese refusals."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final
from urllib.parse import urlsplit

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders

from lib.config import settings
from lib.web import logs, words
from lib.web.address import client_address
from lib.web.asgi import ASGIApp, Message, Receive, Scope, Send, header, wants_page
from lib.web.cookies import sent_cookie
from lib.web.errors import answer
from lib.web.gate import tabs, uploads
from lib.web.gate.line import Line
from lib.web.gate.process import SOCKETS, TABS, UPLOADS
from lib.web.gate.sockets import Socket, place_of
from lib.web.headers import stamp

# Streamlit serves it to anyone: what one visitor downloads.
MEDIA: Final = "/media/"
# For programs with keys of their own: no cookie counts there, and all that is asked for is told.
API: Final = "/api"
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
_log = structlog.get_logger(__name__)


class Gate:
    """Middleware: what it refuses, Streamlit never sees; every answer carries our headers.

    Args:
        find: the key of the live session of a cookie's value, or None.
    """

    def __init__(self, app: ASGIApp, find: Callable[[object], Hashable | None]) -> None:
        self.app = app
        self.find = find

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        # Requests of several people come over one connection, as through a proxy.
        logs.about(None)
        stamped = _with_headers(send)
        refusal = _closed_to_all(scope)
        if refusal is not None:
            await refusal(scope, receive, stamped)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, stamped)
        elif _is_file(scope["path"]):
            await self._file(scope, receive, stamped)
        elif wants_page(scope) and not _is_api(scope["path"]):
            await _for_a_person(self.app, scope, receive, stamped)
        else:
            await self.app(scope, receive, stamped)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a tab's line: within the limits, and going on with a tab of one's own only."""
        line = Line(receive)
        # Before anything is awaited, so that no frame comes first.
        line.hold_to(settings().message_anonymous_kb << 10)
        session = await self._session(scope)
        place = place_of(_address(scope))
        socket = Socket(header(scope, "sec-websocket-key"), place, line, session)
        full = SOCKETS.enter(socket)
        if full is not None:
            _log.warning("socket refused", room=full, place=place)
            await answer(scope, 503, sentence=words.TOO_MANY_TABS)(scope, receive, send)
            return
        try:
            await self.app(_own_tab(scope, session), receive, send)
        finally:
            SOCKETS.leave(socket)

    async def _file(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what a page shows to signed-in people, and take files into one's own tab."""
        session = await self._session(scope)
        tab = tabs.upload_tab(scope["path"])
        if session is None:
            refused = answer(scope, 403, sentence=words.SIGN_IN_FIRST)
            await refused(scope, receive, send)
        elif tab is None or scope["method"] in _SAFE_METHODS:
            await self.app(scope, receive, send)
        elif not TABS.is_of(tab, session):
            _log.warning("upload refused", place=place_of(_address(scope)))
            refused = answer(scope, 403, sentence=words.FOREIGN_TAB)
            await refused(scope, receive, send)
        elif scope["method"] == "DELETE":
            await self.app(scope, receive, send)
        else:
            with UPLOADS.coming(session, uploads.size_of(scope)) as has_room:
                full = answer(scope, 503, sentence=words.TOO_MANY_FILES)
                await (self.app if has_room else full)(scope, receive, send)

    async def _session(self, scope: Scope) -> Hashable | None:
        cookie = sent_cookie(scope)
        return None if cookie is None else await run_in_threadpool(self.find, cookie)


def _closed_to_all(scope: Scope) -> ASGIApp | None:
    """The refusal of what nobody may ask for."""
    # A foreign Origin makes Streamlit ask the internet for its own address inside the event
    # loop, which stops everybody for two seconds on a closed network.
    if not _same_origin(scope):
        return answer(scope, 403, sentence=words.FOREIGN_ORIGIN)
    if any(part in scope["path"] for part in CLOSED):
        return answer(scope, 404)
    return None


def _is_file(path: str) -> bool:
    """Whether Streamlit keeps it for one visitor; its own pictures are below /static/media/."""
    return (MEDIA in path or tabs.UPLOADS in path) and not path.startswith("/static/")


def _is_api(path: str) -> bool:
    return path.startswith(f"{API}/")


def _own_tab(scope: Scope, session: Hashable | None) -> Scope:
    """The handshake, as of somebody new where it names a tab of another or of nobody.

    A refusal would keep the page of whoever was signed out meanwhile from ever coming back.
    """
    tab = tabs.asked_for(scope)
    if tab is None or TABS.is_of(tab, session):
        return scope
    _log.warning("tab refused", place=place_of(_address(scope)), signed_in=session is not None)
    return tabs.without_tab(scope)


def _address(scope: Scope) -> str | None:
    seen = scope["client"][0] if scope.get("client") else None
    return client_address(Headers(scope=scope).getlist("x-forwarded-for"), seen)


def _same_origin(scope: Scope) -> bool:
    """Whether the request comes from a page of ours.

    Browsers name the Origin of every WebSocket and of every request that may change something, so
    there its absence is refused too; but for programs, which can change nothing.
    """
    origin = header(scope, "origin")
    if not origin:
        is_safe = scope["type"] == "http" and scope["method"] in _SAFE_METHODS
        return is_safe or (scope["type"] == "http" and _is_api(scope["path"]))
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
