"""The line of a chart over time, and its axes."""

from __future__ import annotations

from typing import Final

from lib.domain.papers.report_paper import ReportChart
from lib.exports.docx.charts import chart_xml

_THICK: Final = 19_050
_MOST_DAYS: Final = 12
"""So many days are named below the line."""


def plot(chart: ReportChart, size_pt: int) -> str:
    """A black line whose last point tells its share."""
    last = len(chart.bars) - 1
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'<c:ser><c:idx val="0"/><c:order val="0"/>{chart_xml.name(chart)}'
        f"<c:spPr>{chart_xml.line(_THICK)}</c:spPr>"
        '<c:marker><c:symbol val="circle"/><c:size val="4"/><c:spPr><a:solidFill>'
        f'<a:srgbClr val="{chart_xml.BLACK}"/></a:solidFill></c:spPr></c:marker>'
        f"<c:dLbls>{chart_xml.label(last, chart.bars[last], size_pt, 't')}"
        f"{chart_xml.letters(size_pt, chart_xml.WHOLE)}"
        f"{chart_xml.shown(value=False)}</c:dLbls>{chart_xml.data(chart)}"
        '<c:smooth val="0"/></c:ser><c:marker val="1"/><c:axId val="1"/><c:axId val="2"/>'
        "</c:lineChart>"
    )


def axes(chart: ReportChart, size_pt: int) -> str:
    """Days from left to right, and shares up to 100% with a grey line at each fifth."""
    skip = -(-len(chart.bars) // _MOST_DAYS)
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{chart_xml.line()}</c:spPr>{chart_xml.letters(size_pt)}"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="50"/><c:tickLblSkip val="{skip}"/><c:tickMarkSkip val="{skip}"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        '<c:max val="1"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        f"<c:majorGridlines><c:spPr>{chart_xml.line(colour=chart_xml.GREY)}</c:spPr>"
        '</c:majorGridlines><c:numFmt formatCode="0%" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr>{chart_xml.line()}</c:spPr>{chart_xml.letters(size_pt)}"
        '<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="midCat"/>'
        '<c:majorUnit val="0.2"/></c:valAx>'
    )
