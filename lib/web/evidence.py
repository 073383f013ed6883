"""The addresses of evidence; every request asks for the session and the right to this very file."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.domain.access import Actor
from lib.services.campaigns import campaigns
from lib.services.evidence import evidence_files
from lib.services.files.stored_files import OpenFile
from lib.services.files.zips import Zip
from lib.services.operation.runtime import Database
from lib.web import files, members

PATH: Final = "/evidence"


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
    given, came_from = request.path_params, members.address(request)

    def find(db: Database, actor: Actor) -> OpenFile:
        return evidence_files.open_file(
            db, actor, evidence_id=members.key(given["evidence_id"], "evidence"),
            revision_no=members.number(given["revision_no"], "evidence"), address=came_from,
        )  # fmt: skip

    return await files.shown(request, find)


async def _zip(request: Request) -> Response:
    query, came_from = request.query_params, members.address(request)

    def make(db: Database, actor: Actor) -> Zip:
        campaign = campaigns.campaign(db, actor, query.get("campaign"))
        nomination = query.get("nomination")
        return evidence_files.zip_of(
            db, actor, campaign, unit_code=query.get("unit"), task_code=query.get("task"),
            nomination_id=None if nomination is None else members.key(nomination, "evidence"),
            address=came_from,
        )  # fmt: skip

    return await files.streamed(request, make, files.ZIP)
