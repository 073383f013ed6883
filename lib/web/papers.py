"""The addresses of papers: a pack for its maker alone, a template for the Office."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.domain.access import Actor
from lib.domain.papers.papers import Paper
from lib.services.files.stored_files import OpenFile
from lib.services.operation.runtime import Database
from lib.services.papers import paper_templates, papers
from lib.web import files

PATH: Final = "/papers"


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
    name = request.path_params["name"]

    def find(_db: Database, actor: Actor) -> OpenFile:
        return OpenFile(papers.result(actor, name), name, files.ZIP)

    return await files.saved(request, find)


async def _template(request: Request) -> Response:
    name = request.path_params["name"]
    return await files.saved(
        request, lambda db, actor: paper_templates.open_template(db, actor, name)
    )
