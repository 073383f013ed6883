"""The address that a campaign's file is downloaded from."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.domain.access import Actor
from lib.services.operation.runtime import Database
from lib.services.packages import writing
from lib.services.reports import campaign_files
from lib.services.reports.exports import Made
from lib.web import files, members

PATH: Final = "/campaign-file"
PACKAGE_PATH: Final = "/campaign-package"


def url(campaign_code: str) -> str:
    """Where a page sends a browser for it."""
    return _url(PATH, campaign_code)


def package_url(campaign_code: str) -> str:
    """The same for the campaign's package."""
    return _url(PACKAGE_PATH, campaign_code)


def _url(path: str, campaign_code: str) -> str:
    return f"{path}?{urlencode({'campaign': campaign_code})}"


def routes() -> list[Route]:
    return [Route(PATH, _download), Route(PACKAGE_PATH, _download_package)]


async def _download(request: Request) -> Response:
    code, came_from = request.query_params.get("campaign"), members.address(request)

    def make(db: Database, actor: Actor) -> Made:
        return campaign_files.file(db, actor, code, address=came_from)

    return await files.streamed(request, make, "application/yaml; charset=utf-8")


async def _download_package(request: Request) -> Response:
    code, came_from = request.query_params.get("campaign"), members.address(request)

    def make(db: Database, actor: Actor) -> Made:
        return writing.file(db, actor, code, address=came_from)

    return await files.streamed(request, make, files.ZIP)
