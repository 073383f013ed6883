"""Charts in the closing report: what Word, a printer and a reader of the screen get."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.files import Limits
from lib.domain.papers import paper_fields
from lib.domain.papers.papers import Pack, Paper
from lib.domain.papers.report_paper import BY_GROUP, BY_UNIT, ReportBar, ReportChart
from lib.exports.docx.charts import chart_parts
from lib.exports.docx.filling import checking, fill
from lib.exports.docx.making import orders
from lib.exports.docx.writing import package
from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import paragraph
from lib.exports.docx.writing.styles import CHART
from lib.exports.docx.writing.tables import Row, bare
from lib.services.files.contents import ooxml
from tests.exports import papers_made
from tests.exports.docx_reading import Reader
from tests.exports.paper_data import a_chart, a_line, some_data

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
KEEP = Limits(file_bytes=1 << 20, unpacked_bytes=1 << 24, unpacked_ratio=100, entries=100)
ORDER = {
    "chartSpace": "date1904 lang roundedCorners style chart spPr txPr externalData",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    "title": "tx layout overlay spPr txPr",
    "plotArea": "layout barChart lineChart catAx valAx spPr",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap axId",
    "ser": "idx order tx spPr invertIfNegative marker dPt dLbls trendline errBars cat val smooth",
    "dLbls": "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName "
    "showPercent showBubbleSize",
    "dLbl": "idx layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName "
    "showPercent showBubbleSize",
    "catAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark "
    "tickLblPos spPr txPr crossAx crosses auto lblAlgn lblOffset tickLblSkip tickMarkSkip "
    "noMultiLvlLbl",
    "valAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark "
    "tickLblPos spPr txPr crossAx crosses crossBetween majorUnit minorUnit",
    "scaling": "logBase orientation max min",
    "strRef": "f strCache",
    "numRef": "f numCache",
    "strCache": "ptCount pt",
    "numCache": "formatCode ptCount pt",
}
"""ECMA-376 21.2: what stands in what, in this order; Word repairs or refuses anything else."""


def report(rows: int = 7, **changes: object) -> bytes:
    data = some_data(Pack.REPORT, rows)
    assert data.closing is not None
    return filled(replace(data.closing, **changes))


def filled(closing: object, template: bytes = b"") -> bytes:
    data = some_data(Pack.REPORT, closing=closing)
    context = paper_fields.context(Paper.CLOSING_REPORT, data)
    template = template or papers_made.template(Paper.CLOSING_REPORT)
    return fill.filled(template, context, papers_made.SANDBOX)


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return opened.read(name)


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return opened.namelist()


def relations(content: bytes, of: str) -> dict[str, tuple[str, str]]:
    told = ET.fromstring(part(content, of))
    return {one.get("Id", ""): (one.get("Type", ""), one.get("Target", "")) for one in told}


def drawings(content: bytes) -> list[ET.Element]:
    """The drawing of each chart, in the order of the paper."""
    document = ET.fromstring(part(content, "word/document.xml"))
    targets = relations(content, "word/_rels/document.xml.rels")
    found = [targets[one.get(f"{R}id", "")] for one in document.iter(f"{C}chart")]
    assert {kind for kind, _ in found} <= {f"{RELATIONS}/chart"}
    return [ET.fromstring(part(content, f"word/{target}")) for _, target in found]


def sheet(content: bytes, number: int = 1):
    told = relations(content, f"word/charts/_rels/chart{number}.xml.rels")
    drawn = ET.fromstring(part(content, f"word/charts/chart{number}.xml"))
    external = drawn.find(f"{C}externalData")
    assert external is not None
    kind, target = told[external.get(f"{R}id", "")]
    assert kind == f"{RELATIONS}/package"
    return part(content, target.replace("..", "word"))


def cached(drawn: ET.Element, path: str) -> dict[int, str]:
    """The values that are shown before the sheet is opened, by their place."""
    found = drawn.find(f".//{C}ser/{path}")
    assert found is not None
    return {int(one.get("idx", "")): one.findtext(f"{C}v", "") for one in found.iter(f"{C}pt")}


def labels(drawn: ET.Element) -> list[str]:
    return [one.findtext(f".//{C}v") or "" for one in drawn.iter(f"{C}dLbl")]


def test_the_report_has_two_charts_each_with_its_sheet() -> None:
    content = report()

    types = ET.fromstring(part(content, "[Content_Types].xml"))
    of_charts = [one.get("PartName") for one in types if one.get("ContentType") == TYPE]
    assert sorted(of_charts) == ["/word/charts/chart1.xml", "/word/charts/chart2.xml"]
    assert [one for one in names(content) if one.endswith(".xlsx")] == [
        "word/embeddings/Microsoft_Excel_Sheet1.xlsx",
        "word/embeddings/Microsoft_Excel_Sheet2.xlsx",
    ]
    titles = ["".join(one.text or "" for one in d.iter(f"{A}t")) for d in drawings(content)]
    assert titles == ["Tỷ lệ hoàn thành theo nhóm nội dung", "Tỷ lệ hoàn thành theo đơn vị"]


def test_each_stands_in_its_annex_between_the_table_and_the_last_sentence() -> None:
    body = Reader(report()).document.find(f"{W}body")
    assert body is not None
    shown = [
        "chart" if one.find(f".//{C}chart") is not None else
        "table" if one.tag == f"{W}tbl" else "".join(t.text or "" for t in one.iter(f"{W}t"))
        for one in body
    ]  # fmt: skip
    shown = [one for one in shown if one]

    first, second = (place for place, one in enumerate(shown) if one == "chart")
    assert shown[first - 1] == shown[second - 1] == "table"
    assert shown[first + 1].startswith("Phụ lục này gồm")
    assert shown[second + 1].startswith("Số liệu tính trên các nhiệm vụ bắt buộc")


def test_a_place_keeps_its_properties_and_holds_nothing_but_the_drawing() -> None:
    document = Reader(report()).document
    places = [one for one in document.iter(f"{W}p") if one.find(f".//{WP}inline") is not None]

    assert [[child.tag for child in one] for one in places] == [[f"{W}pPr", f"{W}r"]] * 2
    inline = [[child.tag for child in one] for one in document.iter(f"{WP}inline")]
    assert inline == [
        [f"{WP}extent", f"{WP}effectExtent", f"{WP}docPr", f"{WP}cNvGraphicFramePr", f"{A}graphic"]
    ] * 2  # fmt: skip
    assert len({one.get("id") for one in document.iter(f"{WP}docPr")}) == 2


DRAWN = {
    **{str(rows): lambda rows=rows: report(rows) for rows in (1, 2, 7, 35, 40)},
    **{
        f"{points} days": lambda points=points: report(charts=(a_line(points),))
        for points in (2, 31)
    },
}


@pytest.mark.parametrize("made", DRAWN.values(), ids=DRAWN)
def test_elements_stand_in_the_order_of_the_schema(made: Callable[[], bytes]) -> None:
    shown = drawings(made())
    assert shown
    for drawn in shown:
        for element in drawn.iter():
            wanted = ORDER.get(element.tag.removeprefix(C))
            if wanted is None or not element.tag.startswith(C):
                continue
            places = [wanted.split().index(child.tag.removeprefix(C)) for child in element]
            assert places == sorted(places), element.tag


def test_a_chart_is_as_wide_as_its_page_and_never_higher_than_it() -> None:
    for rows in (1, 7, 40):
        extents = list(Reader(report(rows)).document.iter(f"{WP}extent"))
        assert [round(int(one.get("cx", "")) / 36_000) for one in extents] == [165, 252]
        assert int(extents[1].get("cy", "")) / 36_000 < 150.1


def test_it_is_black_and_one_grey_in_times_new_roman() -> None:
    for drawn in drawings(report()):
        colours = {one.get("val") for one in drawn.iter(f"{A}srgbClr")}
        fonts = {
            one.get("typeface") for tag in ("latin", "ea", "cs") for one in drawn.iter(A + tag)
        }
        assert colours == {"000000", "A6A6A6", "FFFFFF"}
        assert fonts == {"Times New Roman"}
        assert not list(drawn.iter(f"{A}schemeClr"))
        (title,) = (one.find(f".//{A}rPr") for one in drawn.iter(f"{C}title"))
        assert title is not None
        assert (title.get("sz"), title.get("b")) == ("1300", "1")


def test_shares_are_written_as_in_vietnamese_and_nothing_is_not_zero() -> None:
    bars = (
        ReportBar("a", 10_000), ReportBar("b", 5450), ReportBar("c", None), ReportBar("d", 0),
        ReportBar("e", 9996),
    )  # fmt: skip
    chart = ReportChart(BY_UNIT, "Tỷ lệ", bars, "")

    (drawn,) = drawings(report(charts=(chart,)))

    assert labels(drawn) == ["100%", "54,5%", "", "0%", "99,96%"]
    assert cached(drawn, f"{C}val") == {0: "1.0", 1: "0.545", 3: "0.0", 4: "0.9996"}
    formats = [one.find(f"{C}numFmt") for one in drawn.iter(f"{C}dLbl")]
    told = [one.get("formatCode") for one in formats if one is not None]
    assert [one.removeprefix("[$-42A]") for one in told if one] == [
        "0%", "0.0%", "0%", "0%", "0.00%",
    ]  # fmt: skip


def test_the_alternative_text_says_what_the_chart_says() -> None:
    content = report(7)

    said = [one.get("descr", "") for one in Reader(content).document.iter(f"{WP}docPr")]
    for words, drawn in zip(said, drawings(content), strict=True):
        shown = zip(cached(drawn, f"{C}cat").values(), labels(drawn), strict=True)
        assert all(f"{label}: {share or '-'}" in words for label, share in shown)


def test_the_sheet_behind_it_says_the_same() -> None:
    content = report(7)
    (_, drawn) = drawings(content)

    page = openpyxl.load_workbook(io.BytesIO(sheet(content, 2)), data_only=True)["SoLieu"]

    rows = list(page.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == list(cached(drawn, f"{C}cat").values())
    assert {n: str(row[1]) for n, row in enumerate(rows) if row[1] is not None} == {
        place: value.removesuffix(".0") for place, value in cached(drawn, f"{C}val").items()
    }
    assert [row[2] or "" for row in rows] == labels(drawn)
    assert page["B1"].value == "Tỷ lệ hoàn thành theo đơn vị"
    told = [one.text or "" for one in drawn.iter(f"{C}f")]
    assert {"SoLieu!$A$2:$A$8", "SoLieu!$B$2:$B$8", "SoLieu!$C$2", "SoLieu!$C$8"} <= set(told)


TEXT = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=300,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4), TEXT)
def test_labels_of_any_text_survive(said: list[str], title: str) -> None:
    bars = tuple(ReportBar(one, 5000) for one in said)
    told = "; ".join(said)

    content = report(charts=(ReportChart(BY_UNIT, title, bars, told),))

    (drawn,) = drawings(content)
    assert list(cached(drawn, f"{C}cat").values()) == said
    assert [one.get("descr") for one in Reader(content).document.iter(f"{WP}docPr")] == [told]
    page = openpyxl.load_workbook(io.BytesIO(sheet(content)))["SoLieu"]
    assert [page.cell(row, 1).value for row in range(2, len(said) + 2)] == said
    assert page["B1"].value == title


@pytest.mark.parametrize("text", ["=1+1", "A & B < C > \"D\" 'E'", "{{ x }}", "]]>", " hai  đầu "])
def test_labels_that_mean_something_elsewhere_are_text(text: str) -> None:
    content = report(charts=(ReportChart(BY_GROUP, text, (ReportBar(text, 1),), text),))

    (drawn,) = drawings(content)
    assert cached(drawn, f"{C}cat") == cached(drawn, f"{C}tx") == {0: text}
    cell = openpyxl.load_workbook(io.BytesIO(sheet(content)))["SoLieu"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_the_same_data_make_the_same_file() -> None:
    made = [package.dateless(report(35)) for _ in range(2)]

    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(sheet(made[0]))) as book:
        told = book.read("docProps/core.xml").decode()
        assert {one.date_time[0] for one in book.infolist()} == {1980}
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+", told)) == {"2021-01-01T00:00:00"}


def test_charts_survive_the_way_to_the_maker() -> None:
    data = some_data(Pack.REPORT, 7)

    again = orders.data_from_json(orders.data_to_json(data))

    assert again == data
    assert again.closing is not None
    assert len(again.closing.charts) == 2


def test_what_was_held_fast_before_there_were_charts_has_none() -> None:
    told = orders.data_to_json(replace(some_data(Pack.REPORT, 7)))
    old, count = re.subn(
        r', "charts": \[.*?\}\], "description": "[^"]*", "is_line": false\}\]', "", told
    )
    assert count == 1
    again = orders.data_from_json(old)

    assert again.closing is not None
    assert again.closing.charts == ()
    assert drawings(filled(again.closing)) == []


def test_a_report_of_nobody_has_no_chart_and_does_not_speak_of_it() -> None:
    content = report(0)

    assert drawings(content) == []
    assert not [one for one in Reader(content).paragraphs() if "biểu đồ" in one.text]
    assert not [one for one in names(content) if "chart" in one or "embeddings" in one]


def test_of_more_units_than_fit_a_sentence_says_so() -> None:
    content = report(41)

    said = [one.text for one in Reader(content).paragraphs() if "biểu đồ" in one.text]
    assert said == ["Không vẽ biểu đồ vì có trên 40 đơn vị; số liệu ở bảng trên."]
    assert drawings(content) == []
    assert not [one for one in Reader(report(40)).paragraphs() if "biểu đồ" in one.text]


@pytest.mark.parametrize("points", [2, 12, 31])
def test_over_time_a_line_ends_with_its_share_in_words(points: int) -> None:
    chart = a_line(points)

    content = report(charts=(chart,))

    (drawn,) = drawings(content)
    assert list(cached(drawn, f"{C}cat").values()) == [one.label for one in chart.bars]
    assert list(cached(drawn, f"{C}val").values()) == [
        str(one.hundredths / 10_000) for one in chart.bars
    ]
    assert labels(drawn) == [chart.bars[-1].share]
    assert [one.get("idx") or one.get("val") for one in drawn.iter(f"{C}idx")][-1] == str(
        points - 1
    )
    skip = drawn.find(f".//{C}tickLblSkip")
    assert skip is not None
    assert points / int(skip.get("val", "")) <= 12
    (alternative,) = (one.get("descr", "") for one in Reader(content).document.iter(f"{WP}docPr"))
    assert alternative == chart.description
    page = openpyxl.load_workbook(io.BytesIO(sheet(content)), data_only=True)["SoLieu"]
    assert [row[2] for row in page.iter_rows(min_row=2, values_only=True)] == [
        one.share for one in chart.bars
    ]
    (extent,) = Reader(content).document.iter(f"{WP}extent")
    assert [round(int(extent.get(one, "")) / 36_000) for one in ("cx", "cy")] == [165, 80]


def test_it_stands_behind_the_chart_of_groups_in_the_first_annex() -> None:
    closing = some_data(Pack.REPORT, 7).closing
    assert closing is not None

    content = report(charts=(*closing.charts, a_line(5)))

    titles = ["".join(one.text or "" for one in d.iter(f"{A}t")) for d in drawings(content)]
    assert titles == [
        "Tỷ lệ hoàn thành theo nhóm nội dung", "Tỷ lệ hoàn thành theo thời gian",
        "Tỷ lệ hoàn thành theo đơn vị",
    ]  # fmt: skip


def test_while_nothing_is_complete_a_sentence_says_so() -> None:
    closing = some_data(Pack.REPORT, 3).closing
    assert closing is not None
    nothing = tuple(replace(row, complete="0") for row in closing.units)

    said = [one.text for one in Reader(report(3, units=nothing)).paragraphs()]

    assert "Chưa có biểu đồ theo thời gian vì chưa có nhiệm vụ nào hoàn thành." in said
    assert not [one.text for one in Reader(report(3)).paragraphs() if "Chưa có biểu đồ" in one.text]


def own(*pieces: str) -> bytes:
    return package.docx("", [Section("".join(pieces))])


PLACE = paragraph(CHART, "{{ closing.unit_chart }}")


def test_a_template_without_a_place_has_no_chart() -> None:
    closing = some_data(Pack.REPORT, 3).closing

    content = filled(closing, own(paragraph("Body", "{{ closing.unit_chart }}")))

    assert drawings(content) == []
    assert [one.text for one in Reader(content).paragraphs()] == ["units"]


def test_the_style_is_known_by_its_name_when_word_has_given_it_another_key() -> None:
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(own(PLACE))) as before, zipfile.ZipFile(saved, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b'"Chart"', b'"TBiu"'))

    content = filled(some_data(Pack.REPORT, 3).closing, saved.getvalue())

    assert len(drawings(content)) == 1


def test_a_place_used_twice_is_drawn_twice() -> None:
    content = filled(some_data(Pack.REPORT, 3).closing, own(PLACE, PLACE))

    assert len(drawings(content)) == 2
    assert len({one.get("id") for one in Reader(content).document.iter(f"{WP}docPr")}) == 2


def test_in_a_table_it_is_as_wide_as_its_cell() -> None:
    content = filled(some_data(Pack.REPORT, 3).closing, own(bare((60, 105), Row((PLACE, PLACE)))))

    extents = Reader(content).document.iter(f"{WP}extent")
    assert [round(int(one.get("cx", "")) / 36_000) for one in extents] == [60, 105]


def test_the_sheet_writes_shares_as_the_paper_does_when_somebody_edits_it(tmp_path: Path) -> None:
    """Without what the maker has kept, the program has to work out its formulas."""
    told = [0, 10, 1250, 5450, 9990, 9996, 9999, 10_000, None]
    bars = tuple(ReportBar(f"Phòng {one}", one) for one in told)
    book = openpyxl.load_workbook(io.BytesIO(chart_parts.sheet(ReportChart("", "", bars, ""))))
    book.save(tmp_path / "sheet.xlsx")

    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", "csv:Text - txt - csv (StarCalc):9,34,76", "--outdir", tmp_path,
            tmp_path / "sheet.xlsx",
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip

    rows = (tmp_path / "sheet.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [row.split("\t")[2] for row in rows] == [
        "" if one.hundredths is None else one.share for one in bars
    ]


def test_a_report_that_comes_back_as_evidence_is_taken() -> None:
    content = package.dateless(report(35))

    assert ooxml.kind(content, "bao-cao.docx").value == "docx"
    ooxml.check(content, "bao-cao.docx", KEEP)


def test_a_report_that_was_filled_can_be_a_template() -> None:
    assert checking.faults(Paper.CLOSING_REPORT, report(7)) == []


def test_a_filled_report_with_a_new_place_gets_a_chart_of_its_own_name() -> None:
    closing = some_data(Pack.REPORT, 3).closing
    before = filled(closing, own(PLACE))
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            told = old.read(name)
            if name == "word/document.xml":
                told = told.replace(b"<w:sectPr", PLACE.encode() + b"<w:sectPr", 1)
            new.writestr(name, told)

    content = filled(replace(closing, charts=(a_chart(BY_UNIT, "Khác", 2),)), saved.getvalue())

    assert len([one for one in names(content) if one.startswith("word/charts/chart")]) == 2
    assert [cached(one, f"{C}cat")[0] for one in drawings(content)] == [
        "Phòng Quản lý số 1", "Khác 1",
    ]  # fmt: skip
