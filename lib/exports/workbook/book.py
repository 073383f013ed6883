"""The workbook: a cover that says what it is, a sheet per export, one chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from xlsxwriter import Workbook

from lib import text
from lib.domain.exports import Snapshot
from lib.domain.vietnamese import format_instant, local
from lib.exports.cells import Kind
from lib.exports.registry import EXPORTS
from lib.exports.workbook import formats, sheets
from lib.exports.workbook.formats import Formats
from lib.exports.workbook.origin import Origin
from lib.exports.workbook.rows import RowSheet
from lib.exports.workbook.sheets import Written

_COVER_ROW = 3
_LABEL_WIDTH, _VALUE_WIDTH = 34, 70
_TITLE_HEIGHT = 66
_CHARTED = "groups"


def write(path: Path, snapshot: Snapshot, origin: Origin) -> None:
    """Write the whole workbook."""
    for _ in written(path, snapshot, origin):
        pass


def written(path: Path, snapshot: Snapshot, origin: Origin) -> Iterator[str]:
    """Write the workbook, row by row in constant memory; the key of each sheet when it is in.

    Args:
        snapshot: with everything that the exports read; its items are read more than once.
    """
    # A title may begin with "=" or "https://", and is a title all the same.
    plain = {"strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(path), {"constant_memory": True, **plain}) as book:
        book.set_properties(
            {
                "title": origin.campaign,
                "company": origin.agency,
                "author": origin.made_by,
                "comments": f"r{snapshot.revision} {snapshot.head}",
                "created": local(origin.made_at).replace(tzinfo=None),
            }
        )
        look = formats.made(book)
        # Rows reach the file in their order, and the cover tells how many rows each sheet has.
        counts = {key: export.count(snapshot) for key, export in EXPORTS.items()}
        _cover(book, look, snapshot, origin, counts)
        for key, export in EXPORTS.items():
            sheet = sheets.write(book, look, text.EXPORT_SHEETS[key], export, snapshot)
            if key == _CHARTED:
                _chart(book, sheet)
            yield key


def _cover(
    book: Workbook,
    look: Formats,
    snapshot: Snapshot,
    origin: Origin,
    counts: Mapping[str, int],
) -> None:
    sheet = book.add_worksheet(text.COVER, RowSheet)
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, 1, _VALUE_WIDTH)
    sheet.set_paper(sheets.A4)
    sheet.fit_to_pages(1, 1)
    sheet.hide_gridlines(2)
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.merge_range(0, 0, 0, 1, origin.campaign, look.title)
    sheet.write_string(1, 0, origin.agency, look.label)
    told = _told(snapshot, origin)
    for row, (label, value) in enumerate(told, _COVER_ROW):
        sheet.write_string(row, 0, label, look.label)
        sheet.write_string(row, 1, value, look.cells[Kind.TEXT])
    for row, (key, count) in enumerate(counts.items(), _COVER_ROW + len(told) + 1):
        place = f"internal:'{text.EXPORT_SHEETS[key]}'!A1"
        sheet.write_url(row, 0, place, look.link, text.EXPORT_SHEETS[key])
        sheet.write_string(
            row, 1, text.EXPORT_ROWS.format(what=text.EXPORTS[key], count=count),
            look.cells[Kind.TEXT],
        )  # fmt: skip


def _told(snapshot: Snapshot, origin: Origin) -> Sequence[tuple[str, str]]:
    labels = text.COVER_LABELS
    return (
        (labels["code"], snapshot.campaign_code),
        (labels["made_by"], origin.made_by),
        (labels["made_at"], format_instant(origin.made_at)),
        (labels["scope"], text.COVER_SCOPE),
        (
            labels["day"],
            format_instant(snapshot.as_of) if snapshot.as_of else f"{snapshot.day:%d/%m/%Y}",
        ),
        (labels["revision"], f"r{snapshot.revision}"),
        (labels["head"], f"{snapshot.campaign_code}:{snapshot.head}"),
    )


def _chart(book: Workbook, written: Written) -> None:
    """The share of what is complete by group, drawn by the spreadsheet from its own cells."""
    if not written.rows:
        return
    names, shares = written.keys.index("group"), written.keys.index("completion")
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": [written.name, 0, shares],
            "categories": [written.name, 1, names, written.rows, names],
            "values": [written.name, 1, shares, written.rows, shares],
            "fill": {"color": "#9E1B22"},
            "data_labels": {"value": True},
            "gap": 60,
        }
    )
    chart.set_title({"name": text.CHART_TITLE, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"min": 0, "max": 100, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 900, "height": 90 + 38 * written.rows})
    written.sheet.insert_chart(written.rows + 3, 1, chart, {"description": text.CHART_WORDS})
