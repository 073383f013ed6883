"""What a bar chart consists of: its drawing as DrawingML, and the sheet that Word lets one edit.

Papers are printed, so there is black and one grey. What stands beside a bar is text out of the
sheet: a number would take its comma or point from the computer that shows it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

from xlsxwriter import Workbook

from lib.domain.papers.report_paper import ReportBar, ReportChart
from lib.exports.docx.styles import FONT

_SHEET: Final = "SoLieu"
_TITLE_PT: Final = 13
_GREY: Final = "A6A6A6"
_BLACK: Final = "000000"
_ALL: Final = 1.12
"""The end of the axis: behind a bar of 100% its label has room."""
_FORMAT: Final = "0.0%"
_WHOLE: Final = ' wrap="none"'
_LEVEL: Final = ' rot="0"'
"""Said outright, or LibreOffice leaves out every other label."""
_NEVER: Final = datetime(2021, 1, 1)  # noqa: DTZ001 a document property without a zone
_NAMES: Final = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_LABEL: Final = (
    '=IF(B{row}="","",IF(OR(B{row}=0,B{row}=1),B{row}*100,SUBSTITUTE(FIXED(B{row}*100,'
    'IF(B{row}<0.9995,1,2),TRUE),".",","))&"%")'
)
"""As the paper writes shares: a comma, one decimal, and never 100% for what is not all."""
_SHOWN: Final = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def sheet(chart: ReportChart) -> bytes:
    """The workbook behind the chart: labels, shares, and the shares in words."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"title": chart.title, "created": _NEVER})
        page = book.add_worksheet(_SHEET)
        page.set_column(0, 0, 60)
        share = book.add_format({"num_format": _FORMAT})
        page.write_string(0, 1, chart.title)
        for row, bar in enumerate(chart.bars, 1):
            page.write_string(row, 0, bar.label)
            if bar.hundredths is not None:
                page.write_number(row, 1, _value(bar.hundredths), share)
            page.write_formula(row, 2, _LABEL.format(row=row + 1), None, _said(bar))
    return written.getvalue()


def drawing(chart: ReportChart, sheet_relation: str, size_pt: int) -> str:
    """The part with the drawing, in the order that its schema has."""
    names = " ".join(f'xmlns:{key}="{name}"' for key, name in _NAMES.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {names}><c:date1904 val="0"/><c:lang val="vi-VN"/>'
        f'<c:roundedCorners val="0"/><c:chart>{_title(chart.title)}'
        f'<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>{_bars(chart, size_pt)}'
        f"{_axes(size_pt)}<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        f"</c:spPr>{_letters(size_pt)}"
        f'<c:externalData r:id="{sheet_relation}"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    )


def _title(words: str) -> str:
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>{_run('a:defRPr', _TITLE_PT, bold=True)}"
        f"</a:pPr><a:r>{_run('a:rPr', _TITLE_PT, bold=True)}<a:t>{_text(words)}</a:t></a:r></a:p>"
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _bars(chart: ReportChart, size_pt: int) -> str:
    count = len(chart.bars)
    shares = [None if one.hundredths is None else _value(one.hundredths) for one in chart.bars]
    numbers = f"<c:formatCode>{_FORMAT}</c:formatCode>{_points(shares)}"
    labels = "".join(_label(place, one, size_pt) for place, one in enumerate(chart.bars))
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        '<c:ser><c:idx val="0"/><c:order val="0"/>'
        f"<c:tx>{_strings(f'{_SHEET}!$B$1', [chart.title])}</c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{_GREY}"/></a:solidFill>{_line()}</c:spPr>'
        f'<c:invertIfNegative val="0"/><c:dLbls>{labels}{_letters(size_pt, _WHOLE)}'
        f'<c:dLblPos val="outEnd"/>{_SHOWN}</c:dLbls>'
        f"<c:cat>{_strings(f'{_SHEET}!$A$2:$A${count + 1}', [one.label for one in chart.bars])}"
        f"</c:cat><c:val><c:numRef><c:f>{_SHEET}!$B$2:$B${count + 1}</c:f>"
        f"<c:numCache>{numbers}</c:numCache></c:numRef></c:val></c:ser>"
        '<c:gapWidth val="45"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
    )


def _label(place: int, bar: ReportBar, size_pt: int) -> str:
    return (
        f'<c:dLbl><c:idx val="{place}"/><c:tx>'
        f"{_strings(f'{_SHEET}!$C${place + 2}', [_said(bar)])}</c:tx>"
        f'<c:numFmt formatCode="{_format(bar)}" sourceLinked="0"/>{_letters(size_pt, _WHOLE)}'
        f'<c:dLblPos val="outEnd"/>{_SHOWN}</c:dLbl>'
    )


def _axes(size_pt: int) -> str:
    """The first bar on top; shares stand beside the bars, so their axis is not drawn."""
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{_line()}</c:spPr>{_letters(size_pt, _LEVEL)}"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="50"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{_ALL}"/><c:min val="0"/></c:scaling><c:delete val="1"/>'
        f'<c:axPos val="t"/><c:numFmt formatCode="{_FORMAT}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
        '<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _strings(where: str, told: Sequence[str]) -> str:
    return f"<c:strRef><c:f>{where}</c:f><c:strCache>{_points(told)}</c:strCache></c:strRef>"


def _points(values: Sequence[str | float | None]) -> str:
    """What the program shows before it opens the sheet; nothing of what is not known."""

    def points() -> Iterator[str]:
        for place, value in enumerate(values):
            if value is not None:
                yield f'<c:pt idx="{place}"><c:v>{_text(str(value))}</c:v></c:pt>'

    return f'<c:ptCount val="{len(values)}"/>{"".join(points())}'


def _letters(size_pt: int, lines: str = "") -> str:
    return (
        f"<c:txPr><a:bodyPr{lines}/><a:p><a:pPr>{_run('a:defRPr', size_pt)}</a:pPr></a:p></c:txPr>"
    )


def _run(tag: str, size_pt: int, *, bold: bool = False) -> str:
    return (
        f'<{tag} lang="vi-VN" sz="{size_pt * 100}" b="{int(bold)}"><a:solidFill>'
        f'<a:srgbClr val="{_BLACK}"/></a:solidFill><a:latin typeface="{FONT}"/>'
        f'<a:ea typeface="{FONT}"/><a:cs typeface="{FONT}"/></{tag}>'
    )


def _line() -> str:
    return f'<a:ln w="6350"><a:solidFill><a:srgbClr val="{_BLACK}"/></a:solidFill></a:ln>'


def _format(bar: ReportBar) -> str:
    """Of the number, for programs that do not read the text beside it: in Vietnamese too."""
    decimals = len(bar.share.partition(",")[2].removesuffix("%"))
    return f"[$-42A]0{'.' * bool(decimals)}{'0' * decimals}%"


def _value(hundredths: int) -> float:
    return hundredths / 10_000


def _said(bar: ReportBar) -> str:
    return "" if bar.hundredths is None else bar.share


def _text(told: str) -> str:
    return escape(told, {"\r": "&#13;"})
