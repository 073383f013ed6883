"""The addresses of papers: a pack for its maker alone, a template for the Office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from lib.domain.access import Actor
from lib.domain.papers.papers import Paper
from lib.errors import AppError
from lib.services.files.stored_files import OpenFile
from lib.services.operation import runtime
from lib.services.operation.runtime import Database
from lib.services.papers import paper_templates, papers
from lib.web import members
from lib.web.cookies import sent_cookie

PATH: Final = "/papers"
_ZIP: Final = "application/zip"


def url(name: str) -> str:
    """Where a finished pack is taken."""
    return f"{PATH}/pack/{name}"


def template_url(paper: Paper) -> str:
    """Where the template in force is taken, to begin one's own with."""
    return f"{PATH}/template/{paper}"


def routes() -> list[Route]:
    return [
        Route(f"{PATH}/pack/{{name}}", _pack),
        Route(f"{PATH}/template/{{name}}", _template),
    ]


async def _pack(request: Request) -> Response:
    def found(_db: Database, actor: Actor, name: str) -> OpenFile:
        return OpenFile(papers.result(actor, name), name, _ZIP)

    return await _sent(request, found)


async def _template(request: Request) -> Response:
    return await _sent(request, paper_templates.open_template)


async def _sent(request: Request, find: Callable[[Database, Actor, str], OpenFile]) -> Response:
    if (refusal := members.barred(request)) is not None:
        return refusal

    def found() -> OpenFile:
        db = runtime.database()
        actor = members.actor(db, sent_cookie(request.scope))
        return find(db, actor, request.path_params["name"])

    try:
        file = await run_in_threadpool(found)
    except AppError as error:
        return members.refused(request, error)
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Cache-Control": "no-store",
    }
    return FileResponse(file.path, media_type=file.media_type, headers=headers)
