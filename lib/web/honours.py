"""The photos of exemplars: every request asks for the session and the right to this very one."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from lib.errors import AppError, NotFound
from lib.services.awards import exemplars
from lib.services.files.stored_files import OpenFile
from lib.services.operation import runtime
from lib.web import members
from lib.web.cookies import sent_cookie

PATH: Final = "/exemplars"


def url(exemplar_id: UUID, version: int) -> str:
    """Where a photo is looked at; the version lets browsers ask anew after a change."""
    return f"{PATH}/{exemplar_id}/photo?v={version}"


def routes() -> list[Route]:
    return [Route(f"{PATH}/{{exemplar_id}}/photo", _photo)]


async def _photo(request: Request) -> Response:
    if (refusal := members.barred(request)) is not None:
        return refusal
    try:
        found = await run_in_threadpool(
            _found, sent_cookie(request.scope), request.path_params["exemplar_id"]
        )
    except AppError as error:
        return members.refused(request, error)
    return FileResponse(
        found.path,
        media_type=found.media_type,
        headers={
            "Content-Disposition": "inline",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "no-store",
        },
    )


def _found(cookie: str | None, exemplar_id: str) -> OpenFile:
    db = runtime.database()
    who = members.actor(db, cookie)
    try:
        wanted = UUID(exemplar_id)
    except ValueError as error:
        raise NotFound("exemplar") from error
    return exemplars.photo(db, who, wanted)
