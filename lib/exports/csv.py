"""Exports as CSV that a spreadsheet opens rightly: UTF-8 with its mark, CRLF."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from lib.domain.exports import Decimals, Options, Snapshot
from lib.domain.vietnamese import local
from lib.exports.export import AnyExport, Row

MARK = "\ufeff"
_ROWS_AT_ONCE = 500


def pieces(export: AnyExport, snapshot: Snapshot, options: Options) -> Iterator[bytes]:
    """The file in pieces; the same bytes for the same snapshot and options, whoever asks."""
    return written(export.headings(snapshot), export.rows(snapshot, options), options)


def written(headings: Row, rows: Iterator[Row], options: Options) -> Iterator[bytes]:
    """Any table of cells in pieces."""
    page = io.StringIO()
    writer = csv.writer(
        page,
        delimiter=";" if options.decimals == Decimals.COMMA else ",",
        lineterminator="\r\n",
    )
    page.write(MARK)
    writer.writerow(headings)
    while page.tell():
        yield page.getvalue().encode()
        page.seek(0)
        page.truncate()
        writer.writerows(islice(rows, _ROWS_AT_ONCE))


def file_name(export: AnyExport, snapshot: Snapshot, now: datetime) -> str:
    """As in TDKT_TD-BC-2021_items_20261122-1403_r1234.csv: ASCII, no spaces."""
    return named(snapshot, export.key, now, "csv")


def named(snapshot: Snapshot, what: str, now: datetime, ending: str) -> str:
    """The same of any file that is made of a snapshot."""
    campaign = plain_code(snapshot)
    return f"TDKT_{campaign}_{what}_{local(now):%Y%m%d-%H%M}_r{snapshot.revision}.{ending}"


def plain_code(snapshot: Snapshot) -> str:
    """The campaign's code as part of a file's name."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", snapshot.campaign_code)
