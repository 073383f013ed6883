"""A DOCX gives the lines that a reader of the page sees, numbers of lists too."""

from __future__ import annotations

import pytest

from lib.errors import BadPlan
from lib.services.files.contents.plans import docx_text
from tests.services.files.plans.making import abstract, docx, num, p, r, table

OUTLINE = [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)")]


def lines(body, **parts):
    return docx_text.read(docx(body, **parts), "ke-hoach.docx").lines


def test_automatic_numbers_are_those_of_word():
    body = (
        p("MỤC ĐÍCH", level=0) + p("Mục tiêu", level=1) + p("Nâng chất lượng", level=2)
        + p("Giảm thời gian", level=2) + p("Yêu cầu", level=1) + p("Thiết thực", level=2)
        + p("NỘI DUNG", level=0) + p("Hội nghị", level=1) + p("", level=1) + p("mở sổ", level=3)
    )  # fmt: skip

    assert lines(body, numbering=abstract(7, OUTLINE) + num(1, 7)) == [
        "I. MỤC ĐÍCH", "1. Mục tiêu", "1.1. Nâng chất lượng", "1.2. Giảm thời gian", "2. Yêu cầu",
        "2.1. Thiết thực", "II. NỘI DUNG", "1. Hội nghị", "", "a) mở sổ",
    ]  # fmt: skip


def test_lists_of_one_kind_count_on_and_an_override_begins_anew():
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(7, [("decimal", "%1.")]) + num(1, 7) + num(2, 7) + num(3, 7, start)
    body = (
        p("Một", level=0) + p("Hai", level=0, number=2)
        + p("Lại một", level=0, number=3) + p("Lại hai", level=0, number=3)
    )  # fmt: skip

    assert lines(body, numbering=numbering) == ["1. Một", "2. Hai", "1. Lại một", "2. Lại hai"]


def test_numbers_come_from_styles_too():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Muc"/></w:style>'
    )
    numbering = abstract(7, [("upperRoman", "%1-")]) + num(1, 7)
    body = p("MỤC ĐÍCH", style="Muc") + p("NỘI DUNG", style="Con")
    body += p("Không số", style="Muc", level=0, number=0)

    assert lines(body, numbering=numbering, styles=styles) == [
        "I- MỤC ĐÍCH", "II- NỘI DUNG", "Không số",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text", "told"),
    [
        ("bullet", "\uf0b7", "- Mở sổ"),
        ("bullet", "+", "+ Mở sổ"),
        ("lowerRoman", "(%1)", "(i) Mở sổ"),
        ("decimalZero", "%1.", "01. Mở sổ"),
        ("none", "", "Mở sổ"),
        ("decimal", "Điều %1.", "Điều 1. Mở sổ"),
    ],
)
def test_each_form_of_a_number_is_written_as_it_is_shown(form, text, told):
    numbering = abstract(7, [(form, text)]) + num(1, 7)

    assert lines(p("Mở sổ", level=0), numbering=numbering) == [told]


def test_tracked_changes_are_read_as_accepted():
    body = (
        f"<w:p>{r('Hạn ')}<w:del><w:r><w:delText>30/4</w:delText></w:r></w:del>"
        f"<w:ins>{r('15/5')}</w:ins><w:moveFrom>{r(' cũ')}</w:moveFrom>{r('/2026.')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('Nối ')}</w:p>{p('liền.')}"
    )
    found = docx_text.read(docx(body), "a.docx")

    assert found.lines == ["Hạn 15/5/2026.", "", "Nối liền."]
    assert found.left_out == {"deleted": 2}


def test_what_breaks_and_hides_within_a_paragraph():
    body = (
        f"<w:p>{r('Số:')}<w:r><w:tab/><w:t>/KH</w:t><w:noBreakHyphen/><w:t>UB</w:t><w:softHyphen/>"
        f"<w:t>ND</w:t></w:r></w:p><w:p>{r('Một')}<w:r><w:br/></w:r>{r('hai')}"
        f'<w:r><w:br w:type="page"/></w:r>{r("ẩn", "<w:vanish/>")}'
        "<w:r><w:footnoteReference/></w:r></w:p>"
    )
    found = docx_text.read(docx(body), "a.docx")

    assert found.lines == ["Số:\t/KH-UBND", "Một", "hai"]
    assert found.left_out == {"footnotes": 1, "hidden": 1}


def test_a_text_box_is_read_once_and_before_its_paragraph():
    box = f"<w:txbxContent>{p('SỞ XÂY DỰNG')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{r('KẾ HOẠCH')}</w:p>"
    )

    assert lines(body) == ["SỞ XÂY DỰNG", "KẾ HOẠCH"]


def test_tables_for_looks_are_read_cell_by_cell_and_others_row_by_row():
    head = table([[p("SỞ XÂY DỰNG") + p("Số: 5/KH-SXD"), p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]])
    tasks = table([[p("TT"), p("Việc")], [p("1"), p("Mở sổ") + p("theo dõi | chung")]])

    assert lines(head + tasks) == [
        "SỞ XÂY DỰNG", "Số: 5/KH-SXD", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "",
        "| TT | Việc |", "| 1 | Mở sổ theo dõi / chung |",
    ]  # fmt: skip


def test_content_controls_and_their_like_are_looked_through():
    body = (
        f"<w:sdt><w:sdtContent>{p('KẾ HOẠCH')}</w:sdtContent></w:sdt>"
        f"<w:p><w:hyperlink>{r('Thi đua')}</w:hyperlink><w:smartTag>{r(' 2026')}</w:smartTag></w:p>"
    )

    assert lines(body) == ["KẾ HOẠCH", "Thi đua 2026"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<w:p/>" * 20_001, "too_many_lines"),
        (p("x" * 20_001), "too_long_line"),
        (p("x" * 15_000) * 140, "too_much_text"),
    ],
)
def test_what_is_no_plan_by_its_size_is_refused(body, reason):
    with pytest.raises(BadPlan) as refusal:
        lines(body)

    assert refusal.value.reason == reason


def test_a_list_that_names_itself_ends():
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    numbering = abstract(7, [("decimal", "%1.")], more='<w:numStyleLink w:val="A"/>') + num(1, 7)

    assert lines(p("Một", style="A", level=0), numbering=numbering, styles=styles) == ["1. Một"]
