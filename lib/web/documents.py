"""The files of documents: every request asks for the session and the right to this very one."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.domain.access import Actor
from lib.services.documents import document_files
from lib.services.documents.document_files import WORKING
from lib.services.files.stored_files import OpenFile
from lib.services.operation.runtime import Database
from lib.web import files, members

PATH: Final = "/documents-file"


def url(document_id: UUID, number: int = WORKING) -> str:
    """Where the file of a version is looked at; `?tai=1` behind it saves it instead."""
    return f"{PATH}/{document_id}/{number}"


def routes() -> list[Route]:
    return [Route(f"{PATH}/{{document_id}}/{{number}}", _file)]


async def _file(request: Request) -> Response:
    given, came_from = request.path_params, members.address(request)

    def find(db: Database, actor: Actor) -> OpenFile:
        return document_files.open_file(
            db, actor, members.key(given["document_id"], "document"),
            members.number(given["number"], "document"), address=came_from,
        )  # fmt: skip

    return await files.shown(request, find)
