"""The addresses of the audit log: its CSV, and the small file of where its chains end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.domain.access import Actor
from lib.domain.exports import Options
from lib.errors import NotFound
from lib.services.audit import chains, log
from lib.services.audit.log import Filter
from lib.services.campaigns import campaigns
from lib.services.operation.runtime import Database
from lib.web import files, members

PATH: Final = "/audit"
_HEADS: Final = "moc-nhat-ky.txt"


@dataclass(frozen=True, slots=True)
class _Text:
    name: str
    pieces: Iterator[bytes]


def csv_url(campaign_code: str, wanted: Filter) -> str:
    """Where what a filter keeps is saved.

    Args:
        campaign_code: "" for the installation's log.
    """
    query = {
        "campaign": campaign_code,
        "nguoi": wanted.person,
        "don_vi": str(wanted.unit_id or ""),
        "ho_so": wanted.record,
        "loai": wanted.kind,
        "tu": str(wanted.first or ""),
        "den": str(wanted.last or ""),
    }
    return f"{PATH}/nhat-ky.csv?{urlencode({key: value for key, value in query.items() if value})}"


def heads_url() -> str:
    """Where the file of the heads is saved."""
    return f"{PATH}/{_HEADS}"


def routes() -> list[Route]:
    return [Route(f"{PATH}/nhat-ky.csv", _csv), Route(heads_url(), _heads)]


async def _csv(request: Request) -> Response:
    query, came_from = request.query_params, members.address(request)

    def make(db: Database, actor: Actor) -> log.Made:
        code = query.get("campaign")
        campaign = campaigns.campaign(db, actor, code) if code else None
        unit = query.get("don_vi")
        wanted = Filter(
            person=query.get("nguoi", ""),
            unit_id=members.key(unit, "unit") if unit else None,
            record=query.get("ho_so", ""),
            kind=query.get("loai", ""),
            first=_day(query.get("tu")),
            last=_day(query.get("den")),
        )
        return log.as_csv(db, actor, campaign, wanted, Options(), address=came_from)

    return await files.streamed(request, make, "text/csv; charset=utf-8")


async def _heads(request: Request) -> Response:
    came_from = members.address(request)

    def make(db: Database, actor: Actor) -> _Text:
        told = chains.heads_file(db, actor, address=came_from)
        return _Text(_HEADS, iter([told.encode()]))

    return await files.streamed(request, make, "text/plain; charset=utf-8")


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise NotFound("page") from error
