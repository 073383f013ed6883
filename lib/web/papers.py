"""The addresses of the templates of papers, for the Office."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.domain.papers.papers import Paper
from lib.services.papers import paper_templates
from lib.web import files

PATH: Final = "/papers"


def template_url(paper: Paper) -> str:
    """Where the template in force is taken, to begin one's own with."""
    return f"{PATH}/template/{paper}"


def routes() -> list[Route]:
    return [Route(f"{PATH}/template/{{name}}", _template)]


async def _template(request: Request) -> Response:
    name = request.path_params["name"]
    return await files.saved(
        request, lambda db, actor: paper_templates.open_template(db, actor, name)
    )
