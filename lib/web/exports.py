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

from lib.domain.exports import Dates, Decimals, Options
from lib.errors import AppError
from lib.services.operation import runtime
from lib.services.reports import exports
from lib.services.reports.exports import Made
from lib.web import members
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
    if (refusal := members.barred(request)) is not None:
        return refusal
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
            members.address(request),
        )
    except AppError as error:
        return members.refused(request, error)
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
        members.actor(db, cookie),
        key=key,
        campaign_code=campaign_code,
        options=options,
        address=address,
    )
