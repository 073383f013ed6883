"""What routes for signed-in people share: who asks, from where, and how a refusal is told."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from lib.domain.access import Actor
from lib.errors import AppError, Denied, NotFound, Unavailable
from lib.services.operation import runtime
from lib.services.people import sessions
from lib.text import sentence
from lib.web import words
from lib.web.address import client_address
from lib.web.asgi import header
from lib.web.errors import answer


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


def address(request: Request) -> str | None:
    """Where the browser is."""
    seen = request.client.host if request.client else None
    return client_address(header(request.scope, "x-forwarded-for"), seen)


def refused(request: Request, refusal: AppError) -> Response:
    """The answer to a refusal; whatever is no refusal of a download rises."""
    if isinstance(refusal, Denied):
        signed_out = refusal.reason == "signed_out"
        told = words.SIGN_IN_FIRST if signed_out else sentence(refusal)
        return answer(request.scope, 403, sentence=told)
    if isinstance(refusal, NotFound):
        return answer(request.scope, 404, sentence=sentence(refusal))
    if isinstance(refusal, Unavailable):
        return answer(request.scope, 503, sentence=sentence(refusal))
    raise refusal
