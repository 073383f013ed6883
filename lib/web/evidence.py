"""The addresses of evidence; every request asks for the session and the right to this very file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from lib.errors import AppError, NotFound
from lib.services.campaigns import campaigns
from lib.services.evidence import evidence_files
from lib.services.files.stored_files import OpenFile
from lib.services.files.zips import Zip
from lib.services.operation import runtime
from lib.web import members
from lib.web.cookies import sent_cookie

PATH: Final = "/evidence"
# Nothing in a file may run or load anything, and only our own pages may frame it. A browser's own
# reader of PDF does not start inside a sandbox; it keeps scripts of the document to itself.
_CSP: Final = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; object-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
_SHOWN: Final = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})


def url(evidence_id: UUID, revision_no: int) -> str:
    """Where one file is looked at; `?tai=1` behind it saves it instead."""
    return f"{PATH}/{evidence_id}/{revision_no}"


def zip_url(
    campaign_code: str, *, unit_code: str = "", task_code: str = "", nomination: UUID | None = None
) -> str:
    """Where all files of a nomination, an item, a unit or the campaign are saved."""
    query = {
        "campaign": campaign_code, "unit": unit_code, "task": task_code,
        "nomination": str(nomination or ""),
    }  # fmt: skip
    return f"{PATH}/zip?{urlencode({key: value for key, value in query.items() if value})}"


def routes() -> list[Route]:
    return [
        Route(f"{PATH}/zip", _zip),
        Route(f"{PATH}/{{evidence_id}}/{{revision_no}}", _file),
    ]


async def _file(request: Request) -> Response:
    if (refusal := members.barred(request)) is not None:
        return refusal
    try:
        found = await run_in_threadpool(
            _found,
            sent_cookie(request.scope),
            request.path_params["evidence_id"],
            request.path_params["revision_no"],
        )
    except AppError as error:
        return members.refused(request, error)
    is_shown = found.media_type in _SHOWN and "tai" not in request.query_params
    sandbox = "" if found.media_type == "application/pdf" else "; sandbox"
    return FileResponse(
        found.path,
        media_type=found.media_type,
        headers={
            "Content-Disposition": _disposition(found.name, "inline" if is_shown else "attachment"),
            "Content-Security-Policy": _CSP + sandbox,
            "X-Frame-Options": "SAMEORIGIN",
            "Cache-Control": "no-store",
        },
    )


async def _zip(request: Request) -> Response:
    if (refusal := members.barred(request)) is not None:
        return refusal
    query = request.query_params
    try:
        made = await run_in_threadpool(
            _made,
            sent_cookie(request.scope),
            query,
            members.address(request),
        )
    except AppError as error:
        return members.refused(request, error)
    headers = {
        "Content-Disposition": _disposition(made.name, "attachment"),
        "Cache-Control": "no-store",
    }
    return StreamingResponse(made.pieces, media_type="application/zip", headers=headers)


def _found(cookie: str | None, evidence_id: str, revision_no: str) -> OpenFile:
    db = runtime.database()
    who = members.actor(db, cookie)
    wanted = _key(evidence_id)
    try:
        number = int(revision_no)
    except ValueError as error:
        raise NotFound("evidence") from error
    if not 0 < number < 1 << 31:
        raise NotFound("evidence")
    return evidence_files.open_file(db, who, evidence_id=wanted, revision_no=number)


def _made(cookie: str | None, query: Mapping[str, str], came_from: str | None) -> Zip:
    db = runtime.database()
    who = members.actor(db, cookie)
    campaign = campaigns.campaign(db, who, query.get("campaign"))
    return evidence_files.zip_of(
        db, who, campaign, unit_code=query.get("unit"), task_code=query.get("task"),
        nomination_id=_key(query["nomination"]) if "nomination" in query else None,
        address=came_from,
    )  # fmt: skip


def _key(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise NotFound("evidence") from error


def _disposition(name: str, how: str) -> str:
    """Names with Vietnamese letters, for browsers new and old."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
