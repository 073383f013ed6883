"""The addresses that exports are downloaded from; every request asks for the session and the right.

Streamlit's own downloads stay open to whoever knows their address.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from lib.domain.access import Actor
from lib.domain.exports import Dates, Decimals, Options
from lib.errors import AppError, Denied, NotFound, Unavailable
from lib.services import exports, runtime, sessions
from lib.services.exports import Made
from lib.text import sentence
from lib.web import words
from lib.web.address import client_address
from lib.web.asgi import header
from lib.web.cookies import sent_cookie
from lib.web.errors import answer

PATH: Final = "/export"


def url(key: str, campaign_code: str, options: Options) -> str:
    """Where a page sends a browser for a file."""
    query = {"campaign": campaign_code, "dates": options.dates, "decimals": options.decimals}
    return f"{PATH}/{key}?{urlencode(query)}"


def routes() -> list[Route]:
    return [Route(f"{PATH}/{{key}}", _download)]


async def _download(request: Request) -> Response:
    # A prefetch or a link on another site must not leave a record in somebody's name.
    if header(request.scope, "sec-fetch-site") not in {"", "none", "same-origin"}:
        return answer(request.scope, 403)
    if request.method != "GET":
        return answer(request.scope, 405)
    query = request.query_params
    try:
        options = Options(
            Dates(query.get("dates", Dates.ISO)), Decimals(query.get("decimals", Decimals.POINT))
        )
    except ValueError:
        return answer(request.scope, 400)
    try:
        made = await run_in_threadpool(
            _make,
            sent_cookie(request.scope),
            request.path_params["key"],
            query.get("campaign"),
            options,
            _address(request),
        )
    except AppError as refusal:
        return _refused(request, refusal)
    headers = {
        "Content-Disposition": f'attachment; filename="{made.name}"',
        "Cache-Control": "no-store",
    }
    return StreamingResponse(made.pieces, media_type="text/csv; charset=utf-8", headers=headers)


def _make(
    cookie: str | None,
    key: str,
    campaign_code: str | None,
    options: Options,
    address: str | None,
) -> Made:
    db = runtime.database()
    return exports.make(
        db,
        _actor(db, cookie),
        key=key,
        campaign_code=campaign_code,
        options=options,
        address=address,
    )


def _address(request: Request) -> str | None:
    seen = request.client.host if request.client else None
    return client_address(header(request.scope, "x-forwarded-for"), seen)


def _actor(db: runtime.Database, cookie: str | None) -> Actor:
    found = sessions.find(db, cookie)
    actor = sessions.actor(db, found.session_id) if found else None
    if actor is None:
        raise Denied("signed_out")
    return actor


def _refused(request: Request, refusal: AppError) -> Response:
    if isinstance(refusal, Denied):
        signed_out = refusal.reason == "signed_out"
        told = words.SIGN_IN_FIRST if signed_out else sentence(refusal)
        return answer(request.scope, 403, sentence=told)
    if isinstance(refusal, NotFound):
        return answer(request.scope, 404, sentence=sentence(refusal))
    if isinstance(refusal, Unavailable):
        return answer(request.scope, 503, sentence=sentence(refusal))
    raise refusal
