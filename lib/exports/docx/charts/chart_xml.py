"""Pieces of DrawingML that bars and lines share: letters, values out of the sheet, labels.

Papers are printed, so there is black and one grey. What stands beside a value is text out of the
sheet: a number would take its comma or point from the computer that shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

from lib.domain.papers.report_paper import ReportBar, ReportChart
from lib.exports.docx.writing.styles import FONT

SHEET: Final = "SoLieu"
FORMAT: Final = "0.0%"
GREY: Final = "A6A6A6"
BLACK: Final = "000000"
WHOLE: Final = ' wrap="none"'
LEVEL: Final = ' rot="0"'
"""Said outright, or LibreOffice leaves out every other label."""
_PARTS: Final = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")


def shown(*, value: bool) -> str:
    """What a label tells: the value, or nothing."""
    return "".join(f'<c:show{one} val="{int(value and one == "Val")}"/>' for one in _PARTS)


def name(chart: ReportChart) -> str:
    """The series by its title."""
    return f"<c:tx>{strings(f'{SHEET}!$B$1', [chart.title])}</c:tx>"


def data(chart: ReportChart) -> str:
    """The series' labels and shares, with where they stand in the sheet."""
    end = len(chart.bars) + 1
    shares = [None if one.hundredths is None else value(one.hundredths) for one in chart.bars]
    return (
        f"<c:cat>{strings(f'{SHEET}!$A$2:$A${end}', [one.label for one in chart.bars])}</c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!$B$2:$B${end}</c:f><c:numCache>"
        f"<c:formatCode>{FORMAT}</c:formatCode>{points(shares)}</c:numCache></c:numRef></c:val>"
    )


def label(place: int, bar: ReportBar, size_pt: int, position: str) -> str:
    """The share in words beside one value."""
    return (
        f'<c:dLbl><c:idx val="{place}"/><c:tx>'
        f"{strings(f'{SHEET}!$C${place + 2}', [said(bar)])}</c:tx>"
        f'<c:numFmt formatCode="{_format(bar)}" sourceLinked="0"/>{letters(size_pt, WHOLE)}'
        f'<c:dLblPos val="{position}"/>{shown(value=True)}</c:dLbl>'
    )


def strings(where: str, told: Sequence[str]) -> str:
    return f"<c:strRef><c:f>{where}</c:f><c:strCache>{points(told)}</c:strCache></c:strRef>"


def points(values: Sequence[str | float | None]) -> str:
    """What the program shows before it opens the sheet; nothing of what is not known."""

    def known() -> Iterator[str]:
        for place, one in enumerate(values):
            if one is not None:
                yield f'<c:pt idx="{place}"><c:v>{text(str(one))}</c:v></c:pt>'

    return f'<c:ptCount val="{len(values)}"/>{"".join(known())}'


def letters(size_pt: int, lines: str = "") -> str:
    return (
        f"<c:txPr><a:bodyPr{lines}/><a:p><a:pPr>{run('a:defRPr', size_pt)}</a:pPr></a:p></c:txPr>"
    )


def run(tag: str, size_pt: int, *, bold: bool = False) -> str:
    return (
        f'<{tag} lang="vi-VN" sz="{size_pt * 100}" b="{int(bold)}"><a:solidFill>'
        f'<a:srgbClr val="{BLACK}"/></a:solidFill><a:latin typeface="{FONT}"/>'
        f'<a:ea typeface="{FONT}"/><a:cs typeface="{FONT}"/></{tag}>'
    )


def line(width: int = 6350, colour: str = BLACK) -> str:
    """Args: width: in 12,700ths of a point."""
    return f'<a:ln w="{width}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln>'


def text(told: str) -> str:
    return escape(told, {"\r": "&#13;"})


def value(hundredths: int) -> float:
    return hundredths / 10_000


def said(bar: ReportBar) -> str:
    return "" if bar.hundredths is None else bar.share


def _format(bar: ReportBar) -> str:
    """Of the number, for programs that do not read the text beside it: in Vietnamese too."""
    decimals = len(bar.share.partition(",")[2].removesuffix("%"))
    return f"[$-42A]0{'.' * bool(decimals)}{'0' * decimals}%"
