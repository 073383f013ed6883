"""The photos of exemplars: every request asks for the session and the right to this very one."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.services.awards import exemplars
from lib.web import files, members

PATH: Final = "/exemplars"


def url(exemplar_id: UUID, version: int) -> str:
    """Where a photo is looked at; the version lets browsers ask anew after a change."""
    return f"{PATH}/{exemplar_id}/photo?v={version}"


def routes() -> list[Route]:
    return [Route(f"{PATH}/{{exemplar_id}}/photo", _photo)]


async def _photo(request: Request) -> Response:
    given = request.path_params["exemplar_id"]
    return await files.pictured(
        request, lambda db, actor: exemplars.photo(db, actor, members.key(given, "exemplar"))
    )
