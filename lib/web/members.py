"""What routes for signed-in people share: who asks, from where, and how a refusal is told."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from lib.domain.access import Actor
from lib.errors import AppError, Denied, NotFound, Refused, Unavailable
from lib.services.operation import runtime
from lib.services.people import sessions
from lib.text import sentence
from lib.web import logs, missing, words
from lib.web.address import client_address
from lib.web.asgi import header
from lib.web.cookies import sent_cookie
from lib.web.errors import answer

T = TypeVar("T")


async def answered(
    request: Request,
    ask: Callable[[runtime.Database, Actor], T],
    tell: Callable[[T], Response],
) -> Response:
    """What a signed-in person asks for, told; or the refusal.

    Args:
        ask: the question to the services, in a thread of its own.
        tell: the answer to what it found.
    """
    if (refusal := barred(request)) is not None:
        return refusal

    who = None
    try:
        who = await run_in_threadpool(_asking, sent_cookie(request.scope))
        # Told here and not in the thread, which has a copy of this request's context of its own.
        logs.about(who.account_id)
        found = await run_in_threadpool(functools.partial(_answer, ask, who))
    except AppError as error:
        return await run_in_threadpool(refused, request, who, error)
    return tell(found)


def barred(request: Request) -> Response | None:
    """The refusal of a request that no person of ours makes: by another site, or a look ahead."""
    # A prefetch or a link on another site must not leave a record in somebody's name.
    if header(request.scope, "sec-fetch-site") not in {"", "none", "same-origin"}:
        return answer(request.scope, 403)
    if request.method != "GET":
        return answer(request.scope, 405)
    return None


def actor(db: runtime.Database, cookie: str | None) -> Actor:
    """Who asks.

    Raises:
        Denied: nobody who is signed in now.
    """
    found = sessions.find(db, cookie)
    who = sessions.actor(db, found.session_id) if found else None
    if who is None:
        raise Denied("signed_out")
    return who


def _asking(cookie: str | None) -> Actor:
    return actor(runtime.database(), cookie)


def _answer(ask: Callable[[runtime.Database, Actor], T], who: Actor) -> T:
    return ask(runtime.database(), who)


def key(given: str, what: str) -> UUID:
    """The key in an address.

    Args:
        what: whose key it should be, for the refusal.
    Raises:
        NotFound: it is none.
    """
    try:
        return UUID(given)
    except ValueError as error:
        raise NotFound(what) from error


def number(given: str, what: str) -> int:
    """The number in an address, from 1 on.

    Args:
        what: whose number it should be, for the refusal.
    Raises:
        NotFound: it is none.
    """
    try:
        found = int(given)
    except ValueError as error:
        raise NotFound(what) from error
    if not 0 < found < 1 << 31:
        raise NotFound(what)
    return found


def address(request: Request) -> str | None:
    """Where the browser is."""
    seen = request.client.host if request.client else None
    return client_address(request.headers.getlist("x-forwarded-for"), seen)


def refused(request: Request, who: Actor | None, refusal: AppError) -> Response:
    """The answer to a refusal; whatever is no refusal of a download rises.

    Args:
        who: None for somebody who is not signed in.
    """
    if isinstance(refusal, Denied | NotFound):
        if who is None:
            return answer(request.scope, 403, sentence=words.SIGN_IN_FIRST)
        asked = f"{request.url.path}?{request.url.query}"
        told = missing.told(runtime.database(), who, refusal, asked)
        return answer(request.scope, 403 if isinstance(refusal, Denied) else 404, sentence=told)
    if isinstance(refusal, Unavailable):
        return answer(request.scope, 503, sentence=sentence(refusal))
    if isinstance(refusal, Refused):
        return answer(request.scope, 400, sentence=sentence(refusal))
    raise refusal
