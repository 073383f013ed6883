"""The addresses of signed reports; every request asks for the session and the right."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.domain.access import Actor
from lib.services.closing import scans
from lib.services.files.stored_files import OpenFile
from lib.services.operation.runtime import Database
from lib.web import files, members

PATH: Final = "/reports"


def scan_url(report_id: UUID, number: int) -> str:
    """Where a scan is looked at; `?tai=1` behind it saves it instead."""
    return f"{PATH}/{report_id}/scan/{number}"


def routes() -> list[Route]:
    return [Route(f"{PATH}/{{report_id}}/scan/{{number}}", _scan)]


async def _scan(request: Request) -> Response:
    given, came_from = request.path_params, members.address(request)

    def find(db: Database, actor: Actor) -> OpenFile:
        return scans.open_scan(
            db, actor, members.key(given["report_id"], "report"),
            members.number(given["number"], "report"), address=came_from,
        )  # fmt: skip

    return await files.shown(request, find)
