"""The address of a file that somebody asked for: for them alone."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.domain.access import Actor
from lib.services.files.stored_files import OpenFile
from lib.services.jobs import jobs
from lib.services.operation.runtime import Database
from lib.web import files, members

PATH: Final = "/files"


def url(job_id: UUID) -> str:
    """Where a finished file is taken."""
    return f"{PATH}/{job_id}"


def routes() -> list[Route]:
    return [Route(f"{PATH}/{{job_id}}", _file)]


async def _file(request: Request) -> Response:
    given, came_from = request.path_params["job_id"], members.address(request)

    def find(db: Database, actor: Actor) -> OpenFile:
        return jobs.take(db, actor, members.key(given, "file"), address=came_from)

    return await files.saved(request, find)
