"""What a key reads: the list of its tables, pages of one as JSON, and the whole as a CSV."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from starlette.responses import JSONResponse, Response

from lib import text
from lib.domain.campaigns import Campaign
from lib.domain.exports import Dates, Decimals, Options
from lib.domain.past import PARAM
from lib.domain.vietnamese import local
from lib.exports.export import AnyExport
from lib.exports.machine import rows
from lib.services.connections import editions, reading
from lib.services.connections.editions import Edition
from lib.services.reports import past
from lib.web.api import cursors
from lib.web.api.asking import Asked, carried, parameters, whole
from lib.web.api.cursors import Place
from lib.web.api.problems import Problem
from lib.web.downloads import Download
from lib.web.files import disposition

USUAL_ROWS: Final = 1000
MOST_ROWS: Final = 5000
_NO_STORE: Final = {"Cache-Control": "no-store"}
# A program may keep it, if it asks each time whether it still holds.
_ASK_AGAIN: Final = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}
_RANGE: Final = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of an edition.

    Attributes:
        first: the number of the first row, from 0.
        end: the number after the last.
    """

    edition: Edition
    first: int
    limit: int

    @property
    def end(self) -> int:
        return min(self.first + self.limit, self.edition.spool.rows)

    @property
    def etag(self) -> str:
        return f'"{self.edition.tag}-{self.first}-{self.limit}"'

    def cells(self) -> list[list[str]]:
        return self.edition.spool.cells(self.first, self.limit)

    def coming(self, asked: Asked, table: str) -> str | None:
        """The cursor of the next page; None after the last row."""
        if self.end >= self.edition.spool.rows:
            return None
        place = Place(table, self.edition.tag, self.end, self.limit)
        return cursors.sealed(asked.grant, place)


def listed(asked: Asked) -> Response:
    """The tables that the key opens."""
    parameters(asked.request, ())
    campaign, connection = asked.campaign, asked.grant.connection
    told = {
        "campaign": {
            "code": campaign.code,
            "title": campaign.title,
            "state": campaign.state.value,
            "revision": campaign.revision,
        },
        "key": {"name": connection.name, "expires_on": connection.expires_on.isoformat()},
        "tables": [_table(asked, export) for export in reading.exports_of(asked.grant)],
    }
    return JSONResponse(told, headers=_NO_STORE)


def page(asked: Asked, key: str) -> Response:
    """Rows of a table, and where to go on."""
    export = reading.export_of(asked.grant, key)
    given = parameters(asked.request, ("limit", "cursor", PARAM))
    campaign = asked.campaign_at(given.get(PARAM))
    limit = whole(given.get("limit"), "limit", usual=USUAL_ROWS, least=1, most=MOST_ROWS)
    begun = place_of(asked, given.get("cursor"), key)
    if begun is not None:
        limit = limit if "limit" in given else begun.limit

    def tell(one: Page) -> Response:
        found, coming = one.edition, one.coming(asked, key)
        rest = carried(given, PARAM)
        head: dict[str, Any] = {
            "table": key,
            "title": export.label,
            "campaign": found.campaign,
            "revision": found.revision,
            "as_of": local(campaign.at.instant if campaign.at else found.read_at).isoformat(
                timespec="seconds"
            ),
            "day": found.day,
            "count": found.spool.rows,
            "first": one.first,
            "columns": [
                {"name": column.name, "label": column.label, "type": column.type.value}
                for column in found.columns
            ],
            "next": f"{_home(asked)}/{key}?{urlencode({**rest, 'cursor': coming})}"
            if coming
            else None,
        }
        told = json.dumps(head, ensure_ascii=False)[:-1]
        body = f'{told}, "rows":\n{rows.encoded(found.columns, one.cells())}}}\n'
        return Response(body, media_type="application/json", headers=_ASK_AGAIN)

    return read_page(asked, campaign, export, begun, limit, tell)


def place_of(asked: Asked, cursor: str | None, table: str) -> Place | None:
    """Where the cursor of an address goes on; None without one.

    Raises:
        Problem: it is none that this key was given for this table.
    """
    if cursor is None:
        return None
    place = cursors.opened(asked.grant, cursor, table)
    if place is None:
        raise Problem(400, "bad_cursor")
    return place


def read_page(
    asked: Asked,
    campaign: Campaign,
    export: AnyExport,
    begun: Place | None,
    limit: int,
    tell: Callable[[Page], Response],
    *,
    first: int = 0,
) -> Response:
    """The answer with some rows, on record; 304 for who has them already.

    Args:
        campaign: as it is, or was at the instant that is asked for.
        begun: where the program goes on; None to read from `first` of the table.
    """
    options = Options()
    tag = begun.tag if begun else None
    if asked.request.headers.get("if-none-match") and begun is None:
        now = editions.current_tag(asked.db, campaign, export, options)
        if asked.matches(etag := f'"{now}-{first}-{limit}"'):
            return Response(status_code=304, headers={**_ASK_AGAIN, "ETag": etag})
    edition = editions.take(asked.db, campaign, export, options, tag)
    try:
        one = Page(edition, begun.row if begun else first, limit)
        _note(asked, campaign, export, edition, max(0, one.end - one.first))
        answer = tell(one)
        answer.headers["ETag"] = one.etag
        return answer
    finally:
        edition.leave()


def csv_file(asked: Asked, key: str) -> Response:
    """The whole table: the bytes that a person downloads at the same revision."""
    export = reading.export_of(asked.grant, key)
    given = parameters(asked.request, ("dates", "decimals", PARAM))
    options, campaign = _options(given), asked.campaign_at(given.get(PARAM))
    if asked.request.headers.get("if-none-match"):
        now = editions.current_tag(asked.db, campaign, export, options)
        if asked.matches(f'"{now}"'):
            return Response(status_code=304, headers={**_ASK_AGAIN, "ETag": f'"{now}"'})
    edition = editions.take(asked.db, campaign, export, options)
    try:
        return _sent(asked, campaign, export, edition)
    except BaseException:
        edition.leave()
        raise


def _sent(asked: Asked, campaign: Campaign, export: AnyExport, edition: Edition) -> Response:
    """The file, or the rest of it; the edition is left once it is sent."""
    size, etag = edition.spool.size, f'"{edition.tag}"'
    first, last = _part(asked.request.headers, size, etag)
    if first >= last:
        raise Problem(416, "bad_range", {"Content-Range": f"bytes */{size}"})
    _note(asked, campaign, export, edition, edition.spool.rows)
    is_part = last - first < size
    headers = {
        **_ASK_AGAIN,
        "ETag": etag,
        "Accept-Ranges": "bytes",
        "Content-Length": str(last - first),
        "Content-Disposition": disposition("attachment", edition.file_name),
        **({"Content-Range": f"bytes {first}-{last - 1}/{size}"} if is_part else {}),
    }
    if asked.request.method == "HEAD":
        edition.leave()
        return Response(headers=headers, media_type="text/csv; charset=utf-8")
    return Download(
        edition.spool.pieces(first, last),
        status_code=206 if is_part else 200,
        media_type="text/csv; charset=utf-8",
        headers=headers,
        left=edition.leave,
    )


def _part(headers: Mapping[str, str], size: int, etag: str) -> tuple[int, int]:
    """Which bytes are wanted, up to, not with, the second; all where that is not understood."""
    asked = _RANGE.fullmatch(headers.get("range", ""))
    is_same = headers.get("if-range", etag) == etag
    if asked is None or not is_same:
        return 0, size
    first = int(asked[1])
    return first, min(size, int(asked[2]) + 1) if asked[2] else size


def _note(asked: Asked, campaign: Campaign, export: AnyExport, edition: Edition, read: int) -> None:
    reading.note(
        asked.db,
        asked.grant,
        export.key,
        revision=edition.revision,
        of=edition.spool.rows,
        rows=read,
        address=asked.address,
        at=past.told(campaign),
    )


def _table(asked: Asked, export: AnyExport) -> dict[str, str]:
    home = f"{_home(asked)}/{export.key}"
    return {
        "key": export.key,
        "title": export.label,
        "about": text.EXPORT_HINTS[export.key],
        "json": home,
        "csv": f"{home}.csv",
    }


def _home(asked: Asked) -> str:
    return f"{asked.request.scope['root_path']}/v1/tables"


def _options(given: Mapping[str, str]) -> Options:
    try:
        return Options(
            Dates(given.get("dates", Dates.ISO)), Decimals(given.get("decimals", Decimals.POINT))
        )
    except ValueError as error:
        raise Problem(400, "bad_options") from error
