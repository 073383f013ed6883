"""Charts that Word draws itself: a part of the file, the sheet behind it, a place in the text.

A paragraph of the style `STYLE` that says a chart's key becomes the chart. The style is found by
its name, since Word gives the styles of a file it saves keys of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from lib.domain.papers.report_paper import ReportChart
from lib.exports.docx.charts import chart_parts
from lib.exports.docx.writing import rules
from lib.exports.docx.writing.styles import CHART, STYLES
from lib.exports.docx.writing.tables import MM

_NAME: Final = next(one.name for one in STYLES if one.key == CHART)
_EMU: Final = 635
"""In a twentieth of a point."""
_WIDTH, _HEIGHT, _MARGIN = (round(mm * MM) for mm in (210, 297, 20))
_MOST_ROW, _TITLE, _BELOW = (round(mm * MM) for mm in (24, 12, 20))
_LOOSE, _TIGHT = (round(mm * MM) for mm in (3, 0.2))
"""Between rows: where there is room, and at least."""
_SIZES: Final = (12, 11, 10, 9)
_LEAST: Final = 8
_LINE_SIZE: Final = 10
_LINES: Final = 1.15
_LINE_HIGH: Final = round(80 * MM)
"""Of a chart over time."""
_LABELS: Final = 0.36
"""Of the width, for what stands beside the bars."""
_CHART_URI: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"


@dataclass(frozen=True, slots=True)
class _Room:
    """What a page has for a chart and a sentence below it, in twentieths of a point."""

    width: int
    height: int


def draw(document: Document, charts: Sequence[ReportChart]) -> None:
    """Put the charts where the paper has a place for them."""
    by_key = {one.key: one for one in charts}
    styles = {one.style_id for one in document.styles if one.name == _NAME}
    for place in list(document.element.body.iter(qn("w:p"))):
        chart = by_key.get("".join(one.text or "" for one in place.iter(qn("w:t"))))
        if chart is not None and rules.style(place) in styles:
            _put(document, place, chart)


def _put(document: Document, place: BaseOxmlElement, chart: ReportChart) -> None:
    room = _room(place)
    size = _size(chart, room)
    part = _part(document, chart, size)
    drawn = _inline(
        chart, document.part.relate_to(part, RELATIONSHIP_TYPE.CHART), _free_id(document),
        room.width, _height(chart, room, size),
    )  # fmt: skip
    for old in place.xpath("./*[not(self::w:pPr)]"):
        place.remove(old)
    place.append(parse_xml(drawn))


def _part(document: Document, chart: ReportChart, size_pt: int) -> Part:
    package = document.part.package
    sheet = Part(
        package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx"),
        CONTENT_TYPE.SML_SHEET, chart_parts.sheet(chart), package,
    )  # fmt: skip
    part = Part(
        PackURI(package.next_partname("/word/charts/chart%d.xml")),
        CONTENT_TYPE.DML_CHART, b"", package,
    )  # fmt: skip
    told = chart_parts.drawing(chart, part.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE), size_pt)
    part._blob = told.encode()
    return part


def _room(place: BaseOxmlElement) -> _Room:
    """Of the pages that the paragraph stands on: the first section that ends behind it."""

    def told(what: str, otherwise: int) -> int:
        found = place.xpath(f"following::w:sectPr[1]/{what}")
        return abs(int(found[0])) if found else otherwise

    sides = told("w:pgMar/@w:left", _MARGIN) + told("w:pgMar/@w:right", _MARGIN)
    ends = told("w:pgMar/@w:top", _MARGIN) + told("w:pgMar/@w:bottom", _MARGIN)
    cell = place.xpath("ancestor::w:tc[1]/w:tcPr/w:tcW/@w:w")
    width = int(cell[0]) if cell else told("w:pgSz/@w:w", _WIDTH) - sides
    return _Room(width, told("w:pgSz/@w:h", _HEIGHT) - ends - _BELOW)


def _size(chart: ReportChart, room: _Room) -> int:
    """Of the letters, in points: as large as a page lets them be."""
    if chart.is_line:
        return _LINE_SIZE
    return next((one for one in _SIZES if _high(chart, room, one, _TIGHT) <= room.height), _LEAST)


def _height(chart: ReportChart, room: _Room, size_pt: int) -> int:
    high = _LINE_HIGH if chart.is_line else _high(chart, room, size_pt, _LOOSE)
    return min(high, room.height)


def _high(chart: ReportChart, room: _Room, size_pt: int, between: int) -> int:
    """A row is as high as the longest label needs, up to a bound."""
    lines = max(rules.wrapped(one.label, size_pt, room.width * _LABELS) for one in chart.bars)
    row = round(lines * size_pt * 20 * _LINES) + between
    return _TITLE + min(row, _MOST_ROW) * len(chart.bars)


def _free_id(document: Document) -> int:
    taken = document.element.body.xpath(".//wp:docPr/@id")
    return max((int(one) for one in taken), default=0) + 1


def _inline(chart: ReportChart, relation: str, number: int, wide: int, high: int) -> str:
    """A run with the chart in the line; who cannot see it is told what it says."""
    said = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    return (
        f"<w:r {nsdecls('w', 'wp', 'a', 'r')}><w:drawing>"
        f'<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide * _EMU}" cy="{high * _EMU}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name={quoteattr(f"Biểu đồ {number}")}'
        f" descr={quoteattr(chart.description, said)} title={quoteattr(chart.title, said)}/>"
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART_URI}">'
        f'<c:chart xmlns:c="{_CHART_URI}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
