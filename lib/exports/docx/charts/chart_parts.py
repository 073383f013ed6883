"""What a chart consists of: its drawing as DrawingML, and the sheet that Word lets one edit."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Final

from xlsxwriter import Workbook

from lib.domain.papers.report_paper import ReportChart
from lib.exports.docx.charts import chart_lines, chart_xml

_TITLE_PT: Final = 13
_ALL: Final = 1.12
"""The end of the axis: behind a bar of 100% its label has room."""
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


def sheet(chart: ReportChart) -> bytes:
    """The workbook behind the chart: labels, shares, and the shares in words."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"title": chart.title, "created": _NEVER})
        page = book.add_worksheet(chart_xml.SHEET)
        page.set_column(0, 0, 60)
        share = book.add_format({"num_format": chart_xml.FORMAT})
        page.write_string(0, 1, chart.title)
        for row, bar in enumerate(chart.bars, 1):
            page.write_string(row, 0, bar.label)
            if bar.hundredths is not None:
                page.write_number(row, 1, chart_xml.value(bar.hundredths), share)
            page.write_formula(row, 2, _LABEL.format(row=row + 1), None, chart_xml.said(bar))
    return written.getvalue()


def drawing(chart: ReportChart, sheet_relation: str, size_pt: int) -> str:
    """The part with the drawing, in the order that its schema has."""
    names = " ".join(f'xmlns:{key}="{name}"' for key, name in _NAMES.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {names}><c:date1904 val="0"/><c:lang val="vi-VN"/>'
        f'<c:roundedCorners val="0"/><c:chart>{_title(chart.title)}'
        f'<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>{_plot(chart, size_pt)}'
        "<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        f"</c:spPr>{chart_xml.letters(size_pt)}"
        f'<c:externalData r:id="{sheet_relation}"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    )


def _title(words: str) -> str:
    bold = (chart_xml.run(tag, _TITLE_PT, bold=True) for tag in ("a:defRPr", "a:rPr"))
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>{next(bold)}</a:pPr><a:r>{next(bold)}"
        f"<a:t>{chart_xml.text(words)}</a:t></a:r></a:p>"
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _plot(chart: ReportChart, size_pt: int) -> str:
    if chart.is_line:
        return chart_lines.plot(chart, size_pt) + chart_lines.axes(chart, size_pt)
    return _bars(chart, size_pt) + _axes(size_pt)


def _bars(chart: ReportChart, size_pt: int) -> str:
    labels = "".join(
        chart_xml.label(place, one, size_pt, "outEnd") for place, one in enumerate(chart.bars)
    )
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'<c:ser><c:idx val="0"/><c:order val="0"/>{chart_xml.name(chart)}'
        f'<c:spPr><a:solidFill><a:srgbClr val="{chart_xml.GREY}"/></a:solidFill>'
        f"{chart_xml.line()}</c:spPr>"
        f'<c:invertIfNegative val="0"/><c:dLbls>{labels}'
        f"{chart_xml.letters(size_pt, chart_xml.WHOLE)}"
        f'<c:dLblPos val="outEnd"/>{chart_xml.shown(value=True)}</c:dLbls>'
        f"{chart_xml.data(chart)}</c:ser>"
        '<c:gapWidth val="45"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
    )


def _axes(size_pt: int) -> str:
    """The first bar on top; shares stand beside the bars, so their axis is not drawn."""
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{chart_xml.line()}</c:spPr>{chart_xml.letters(size_pt, chart_xml.LEVEL)}"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="50"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{_ALL}"/><c:min val="0"/></c:scaling><c:delete val="1"/>'
        f'<c:axPos val="t"/><c:numFmt formatCode="{chart_xml.FORMAT}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
        '<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )
