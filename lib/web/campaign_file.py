"""The address that a campaign's file is downloaded from."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.domain.access import Actor
from lib.services.operation.runtime import Database
from lib.services.reports import campaign_files
from lib.services.reports.exports import Made
from lib.web import files, members

PATH: Final = "/campaign-file"


def url(campaign_code: str) -> str:
    """Where a page sends a browser for it."""
    return f"{PATH}?{urlencode({'campaign': campaign_code})}"


def routes() -> list[Route]:
    return [Route(PATH, _download)]


async def _download(request: Request) -> Response:
    code, came_from = request.query_params.get("campaign"), members.address(request)

    def make(db: Database, actor: Actor) -> Made:
        return campaign_files.file(db, actor, code, address=came_from)

    return await files.streamed(request, make, "application/yaml; charset=utf-8")
