"""The addresses that exports are downloaded from; every request asks for the session and the right.

Streamlit's own downloads stay open to whoever knows their address.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.domain.access import Actor
from lib.domain.exports import Dates, Decimals, Options
from lib.domain.past import PARAM
from lib.services.operation.runtime import Database
from lib.services.reports import exports
from lib.services.reports.exports import Made
from lib.web import files, members
from lib.web.errors import answer

PATH: Final = "/export"


def url(key: str, campaign_code: str, options: Options, as_of: str = "") -> str:
    """Where a page sends a browser for a file.

    Args:
        as_of: the instant of its figures; "" for now.
    """
    query = {"campaign": campaign_code, "dates": options.dates, "decimals": options.decimals}
    query |= {PARAM: as_of} if as_of else {}
    return f"{PATH}/{key}?{urlencode(query)}"


def routes() -> list[Route]:
    return [Route(f"{PATH}/{{key}}", _download)]


async def _download(request: Request) -> Response:
    options = _options(request)
    if options is None:
        return members.barred(request) or answer(request.scope, 400)
    key, campaign_code = request.path_params["key"], request.query_params.get("campaign")
    as_of, came_from = request.query_params.get(PARAM, ""), members.address(request)

    def make(db: Database, actor: Actor) -> Made:
        return exports.make(
            db, actor, key=key, campaign_code=campaign_code, options=options, as_of=as_of,
            address=came_from,
        )  # fmt: skip

    return await files.streamed(request, make, "text/csv; charset=utf-8")


def _options(request: Request) -> Options | None:
    query = request.query_params
    try:
        return Options(
            Dates(query.get("dates", Dates.ISO)), Decimals(query.get("decimals", Decimals.POINT))
        )
    except ValueError:
        return None
