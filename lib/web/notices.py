"""Screenshots of notices: every request asks for the session and the right to this very one."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.services.opinions import notices
from lib.web import files, members

PATH: Final = "/notices"


def url(notice_id: UUID) -> str:
    """Where a screenshot is looked at; `?tai=1` behind it saves it instead."""
    return f"{PATH}/{notice_id}/picture"


def routes() -> list[Route]:
    return [Route(f"{PATH}/{{notice_id}}/picture", _picture)]


async def _picture(request: Request) -> Response:
    given = request.path_params["notice_id"]
    return await files.shown(
        request, lambda db, actor: notices.picture(db, actor, members.key(given, "notice"))
    )
