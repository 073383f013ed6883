"""Every paper in the format of Decree 30/2020, and a checker that knows each fault."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from lib.domain.papers.paper_parts import Signer
from lib.domain.papers.papers import Pack, Paper, PaperData
from tests.exports import docx_checker, papers_made
from tests.exports.docx_reading import Reader
from tests.exports.paper_data import (
    CENTRE,
    OFFICE,
    TO_COME,
    a_collective,
    a_notice,
    a_report,
    an_individual,
    by_hands,
    some_data,
    without_meeting,
)

BODY = "word/document.xml"
STYLES = "word/styles.xml"


def style(key: str, old: str, new: str) -> tuple[str, str, str]:
    """A fault in one style."""
    return STYLES, rf'(w:styleId="{key}">(?:(?!</w:style>).)*?){old}', rf"\g<1>{new}"


def changed(content: bytes, part: str, pattern: str, new: str) -> bytes:
    """The file with a fault in one part, whose words are written with plain spaces and hyphens."""
    return _rewritten(content, part, lambda told: _once(_plain(told), pattern, new))


def _plain(told: str) -> str:
    between = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
    return told.replace("\u00a0", " ").replace(between, "-")


def _once(told: str, pattern: str, new: str) -> str:
    text, count = re.subn(pattern, new, told, count=1, flags=re.DOTALL)
    assert count, f"{pattern} is not there"
    return text


def _rewritten(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(written, "w") as after,
    ):
        for name in before.namelist():
            told = before.read(name)
            if re.fullmatch(part, name):
                told = change(told.decode()).encode()
            after.writestr(name, told)
    return written.getvalue()


@pytest.mark.parametrize("nominees", [0, 1, 2, 7, 35])
@pytest.mark.parametrize("pack", Pack)
def test_nothing_is_wrong_in_any_paper(pack: Pack, nominees: int) -> None:
    found = {
        (paper, problem)
        for paper, content in papers_made.every_paper(some_data(pack, nominees))
        for problem in docx_checker.problems(content, paper)
    }

    assert found == set()


OTHERS = {
    "after a show of hands": lambda: by_hands(Pack.GIAY_KHEN),
    "of the province after a show of hands": lambda: by_hands(Pack.BANG_KHEN),
    "without a meeting": lambda: without_meeting(Pack.GIAY_KHEN),
    "before the vote": lambda: some_data(
        Pack.GIAY_KHEN,
        council=TO_COME,
        collectives=(a_collective(vote=None, conclusion=""),),
        individuals=(an_individual(vote=None, conclusion=""),),
    ),
    "of a unit with a seal": lambda: some_data(Pack.UNIT, 7, unit=CENTRE),
    "of a unit with a seal that reports": lambda: some_data(
        Pack.UNIT_REPORT, 7, unit=CENTRE, report=a_report(7, is_fixed=False, optional="")
    ),
    "that tells of no evaluation": lambda: some_data(
        Pack.NOTICE, notice=a_notice(7, units=(), ranking=())
    ),
    "that ranks nobody": lambda: some_data(Pack.NOTICE, notice=a_notice(7, ranking=())),
    "that tells of no award": lambda: some_data(Pack.NOTICE, notice=a_notice(7, honours=())),
    "of somebody whose year is not known": lambda: some_data(
        Pack.BANG_KHEN, individuals=(an_individual(birth_year=None),)
    ),
}


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS)
def test_nothing_is_wrong_in_other_packs(data: Callable[[], PaperData]) -> None:
    made = list(papers_made.every_paper(data()))

    assert [(one, docx_checker.problems(content, one)) for one, content in made] == [
        (one, []) for one, _ in made
    ]


@pytest.mark.parametrize(
    "signer",
    [
        Signer("PHÓ GIÁM ĐỐC", "Trần Văn Nam", "KT. GIÁM ĐỐC"),
        Signer("CHÁNH VĂN PHÒNG", "Hoàng Thị Vân", "TL. GIÁM ĐỐC"),
        Signer("CHỦ TỊCH", "", "TM. HỘI ĐỒNG"),
    ],
    ids=lambda signer: signer.authority,
)
def test_nothing_is_wrong_whoever_signs(signer: Signer) -> None:
    data = some_data(
        Pack.GIAY_KHEN, director=signer, office=replace(OFFICE, header="PHÒNG TỔ CHỨC - HÀNH CHÍNH")
    )

    made = dict(papers_made.every_paper(data))

    for paper, content in made.items():
        assert docx_checker.problems(content, paper) == []
    shown = [one.text for one in Reader(made[Paper.DECISION]).paragraphs()]
    assert shown.index(signer.authority) + 1 == shown.index(signer.position)


@pytest.mark.parametrize(("nominees", "parts"), [(0, 1), (1, 2), (35, 2)])
def test_a_notice_has_a_list_only_if_somebody_was_awarded(nominees: int, parts: int) -> None:
    [(_, content)] = papers_made.every_paper(some_data(Pack.NOTICE, nominees))

    reader = Reader(content)

    assert len(reader.sections()) == parts
    assert ("DANH SÁCH" in [one.text for one in reader.paragraphs()]) == (parts == 2)
    assert any("kèm theo" in one.text for one in reader.paragraphs()) == (parts == 2)


def test_nothing_is_wrong_in_a_list_of_men_alone() -> None:
    data = some_data(Pack.UNIT, collectives=(), individuals=(an_individual(is_woman=False),))

    for paper, content in papers_made.every_paper(data):
        assert docx_checker.problems(content, paper) == []


REPORT = Paper.ACHIEVEMENT_REPORT
LETTER, MINUTES, LIST = Paper.PROVINCE_SUBMISSION, Paper.COUNCIL_MINUTES, Paper.AWARD_LIST
SMALL = ('<w:sz w:val="28"/>', '<w:sz w:val="22"/>')
BOLD = ("<w:b/>", "")
FAULTS = {
    "letter paper": (LETTER, (BODY, 'w:w="11906"', 'w:w="12240"'), "paper"),
    "narrow margin": (LETTER, (BODY, 'w:left="1701"', 'w:left="1134"'), "margin left"),
    "wide margin": (LETTER, (BODY, 'w:right="850"', 'w:right="1440"'), "margin right"),
    "no first page": (LETTER, (BODY, "<w:titlePg/>", ""), "page number: shown"),
    "annex goes on counting": (
        MINUTES, (BODY, '(.*)<w:pgNumType w:start="1"/>', "\\1"), "page number: begins",
    ),
    "no page number": (LETTER, ("word/header1.xml", "PAGE", "DATE"), "page number: none"),
    "page number left": (LETTER, style("PageNumber", "center", "left"), "page number: left"),
    "page number small": (LETTER, style("PageNumber", *SMALL), "page number: center {11.0}"),
    "page number slanted": (
        LETTER, style("PageNumber", "<w:rPr>", "<w:rPr><w:i/>"), "page number: not upright",
    ),
    "other font": (LETTER, (STYLES, 'w:cs="Times New Roman"', 'w:cs="Arial"'), "font"),
    "theme font": (LETTER, (STYLES, "<w:rFonts ", '<w:rFonts w:asciiTheme="minorHAnsi" '), "font"),
    "coloured": (LETTER, (STYLES, 'w:color w:val="000000"', 'w:color w:val="FF0000"'), "color"),
    "line of underscores": (LETTER, (BODY, "Độc lập", "______"), "filler"),
    "dots": (LETTER, (BODY, "Kính gửi", "Kính gửi …"), "filler"),
    "decomposed": (LETTER, (BODY, "Như trên", "Nhu\u031b trên"), "not composed"),
    "day without zero": (LETTER, (BODY, "ngày 05 tháng 6", "ngày 5 tháng 6"), "date zeros"),
    "month with zero": (LETTER, (BODY, "ngày 05 tháng 6", "ngày 05 tháng 06"), "date zeros"),
    "month without zero": (LETTER, (BODY, "ngày 05 tháng 6", "ngày 05 tháng 1"), "date zeros"),
    "letter about nothing": (Paper.URGING_LETTER, (BODY, "V/v đôn đốc", "Đôn đốc"), "about: "),
    "letter with a kind": (Paper.URGING_LETTER, (BODY, "SXD-VP", "CV-SXD"), "number: "),
    "letter to nobody": (Paper.URGING_LETTER, (BODY, "Kính gửi", "Gửi"), "addressee: none"),
    "head too wide": (LETTER, (BODY, 'w:gridCol w:w="3685"', 'w:gridCol w:w="4535"'), "head table"),
    "no head": (LETTER, (BODY, "<w:tbl>.*?</w:tbl>", ""), "head"),
    "superior bold": (LETTER, style("Superior", "<w:rPr>", "<w:rPr><w:b/>"), "superior: bold"),
    "superior small letters": (LETTER, (BODY, "UBND TỈNH", "UBND tỉnh"), "superior: not in"),
    "agency not bold": (LETTER, style("AgencyName", *BOLD), "agency: not bold"),
    "agency left": (LETTER, style("AgencyName", "center", "left"), "agency: left"),
    "nation misspelt": (LETTER, (BODY, "CỘNG HÒA", "CỘNG HOÀ"), "nation: CỘNG HOÀ"),
    "nation not bold": (LETTER, style("Nation", *BOLD), "nation: not bold"),
    "nation too large": (LETTER, style("Nation", '"26"', '"32"'), "nation: size"),
    "nation too small for the motto": (LETTER, style("Nation", '"26"', '"24"'), "nation: {12.0}"),
    "nation breaks": (LETTER, (BODY, 'w:tcW w:w="5669"', 'w:tcW w:w="4535"'), "nation: would"),
    "motto without spaces": (LETTER, (BODY, "lập - Tự", "lập-Tự"), "nation"),
    "head spaced": (LETTER, style("Motto", 'w:before="0"', 'w:before="60"'), "head: spacing"),
    "motto rule short": (
        LETTER, (BODY, '(RuleMotto"/><w:ind) w:left="\\d+"', '\\1 w:left="2000"'), "motto rule",
    ),
    "motto rule gone": (LETTER, (BODY, '"RuleMotto"', '"Gap"'), "head"),
    "agency rule long": (
        LETTER, (BODY, '(RuleAgency"/>)<w:ind [^>]*>', "\\1"), "agency rule",
    ),
    "rule not centred": (
        LETTER, (BODY, '(RuleAgency"/><w:ind) w:left="(\\d+)"', '\\1 w:left="1\\2"'), "agency rule",
    ),
    "number small": (LETTER, style("Number", '"26"', '"24"'), "number: size"),
    "number of another kind": (LETTER, (BODY, "/TTr-SXD", "/QĐ-SXD"), "number: Số"),
    "number with spaces": (LETTER, (BODY, "/TTr-SXD", "/TTr - SXD"), "number: Số"),
    "number without colon": (LETTER, (BODY, "Số: ", "Số "), "number: Số"),
    "number typed in": (LETTER, (BODY, "Số:      /", "Số: 5/"), "number: Số"),
    "date upright": (LETTER, style("PlaceDate", "<w:i/>", ""), "place and date: not italic"),
    "date typed in": (
        LETTER, (BODY, "ngày     tháng     năm", "ngày 14 tháng 6 năm"), "place and date: Cao",
    ),
    "minutes with a date": (
        MINUTES, (BODY, '("PlaceDate"/></w:pPr>)', "\\1<w:r><w:t>Cao Bằng</w:t></w:r>"), "place",
    ),
    "no number": (LETTER, (BODY, "Số:      /TTr-SXD", ""), "number: missing"),
    "kind in small letters": (LETTER, (BODY, "TỜ TRÌNH", "Tờ trình"), "kind"),
    "kind left": (LETTER, style("Kind", "center", "left"), "kind: left"),
    "subject not bold": (LETTER, style("Subject", *BOLD), "subject: not bold"),
    "no subject rule": (LETTER, (BODY, '"RuleSubject"', '"Gap"'), "subject rule: none"),
    "subject rule long": (
        LETTER, (BODY, '(RuleSubject"/>)<w:ind [^>]*>', "\\1"), "subject rule",
    ),
    "ground upright": (LETTER, style("Ground", "<w:i/>", ""), "ground: not italic"),
    "ground without end": (LETTER, (BODY, "khen thưởng;</w:t>", "khen thưởng</w:t>"), "ground"),
    "last ground with semicolon": (
        LETTER, (BODY, "tháng 6 năm 2021\\.</w:t>", "tháng 6 năm 2021;</w:t>"), "ground: ends",
    ),
    "law with its number": (
        LETTER, (BODY, "Căn cứ Luật Thi đua, khen thưởng", "Căn cứ Luật số 15/2003/QH11"),
        "ground: law",
    ),
    "decree without issuer": (
        LETTER, (BODY, "năm 2017 của Chính phủ quy định", "năm 2017 quy định"), "ground: without",
    ),
    "circular without abstract": (
        LETTER, (BODY, "Bộ trưởng Bộ Nội vụ quy định chi[^;]*;", "Bộ trưởng Bộ Nội vụ;"),
        "ground: without",
    ),
    "the law of elections": (
        LETTER, (BODY, "Căn cứ Luật Thi đua", "Căn cứ Luật Bầu cử, Thi đua"), "ground: of another",
    ),
    "plan not cited": (LETTER, (BODY, "Căn cứ Kế hoạch số", "Căn cứ Công văn số"), "ground: the"),
    "the form's own note": (
        REPORT, (BODY, "ĐỀ NGHỊ TẶNG", "(Áp dụng để khen thưởng) TẶNG"), "form's own note",
    ),
    "birth torn": (
        REPORT, (BODY, "II. THÀNH TÍCH ĐẠT ĐƯỢC", "Ngày     tháng     năm sinh 1988"), "birth torn",
    ),
    "merit without its why": (LETTER, (BODY, "vì đã có thành", "đã có thành"), "merit"),
    "seal of a division": (
        Paper.UNIT_LIST, (BODY, "TRƯỞNG PHÒNG", "TRƯỞNG PHÒNG (ký, đóng dấu)"), "seal",
    ),
    "minutes without the end of form 1.9": (
        MINUTES, (BODY, "30 phút, ngày 05 tháng 6 năm 2021", "30 phút cùng ngày"), "form 1.9",
    ),
    "minutes without a chair": (MINUTES, (BODY, "Chủ trì \\(chủ tọa\\)", "Chủ trì"), "form 1.9"),
    "ballots after hands": (
        MINUTES, (BODY, "bỏ phiếu kín, kiểm phiếu", "biểu quyết"), "ballots after",
    ),
    "enclosures not told": (LETTER, (BODY, "Hồ sơ gửi kèm", "Hồ sơ"), "enclosures: not"),
    "enclosures that are not made": (
        Paper.OFFICE_SUBMISSION, (BODY, "gửi kèm gồm: ", "gửi kèm gồm: báo cáo thành tích; "),
        "enclosures: [",
    ),
    "addressees ragged": (
        LETTER, (BODY, 'w:ind w:left="3119"', 'w:ind w:left="2000"'), "addressee: not under",
    ),
    "addressee bold": (
        LETTER, style("Addressees", "<w:rPr>", "<w:rPr><w:b/>"), "addressee: bold",
    ),
    "body ragged": (LETTER, style("Body", '"both"', '"left"'), "body: left"),
    "body small": (LETTER, style("Body", *SMALL), "body: size"),
    "body without indent": (
        LETTER, style("Body", '<w:ind w:firstLine="720"/>', ""), "body: both 0",
    ),
    "body tight": (LETTER, style("Body", 'w:after="120"', 'w:after="40"'), "body: spacing"),
    "body loose": (LETTER, style("Body", 'w:line="276"', 'w:line="480"'), "body: spacing"),
    "body bold": (LETTER, style("Body", "<w:rPr>", "<w:rPr><w:b/>"), "body: not upright"),
    "section not bold": (MINUTES, style("Section", *BOLD), "section: not bold"),
    "section small letters": (MINUTES, (BODY, "II. THÀNH PHẦN", "II. Thành phần"), "section: not"),
    "article not bold": (
        Paper.DECISION, (BODY, "<w:rPr><w:b/><w:bCs/></w:rPr>(<w:t[^>]*>Điều 2)", "\\1"), "article",
    ),
    "order left": (Paper.DECISION, style("Order", "center", "both"), "body"),
    "no end": (LETTER, (BODY, "quyết định\\./\\.", "quyết định."), "end: 0 times"),
    "two ends": (LETTER, (BODY, "tiêu biểu\\.", "tiêu biểu./."), "end: 2 times"),
    "recipients not slanted": (
        LETTER, style("RecipientsTitle", "<w:i/>", ""), "recipients title: not italic",
    ),
    "recipients large": (LETTER, style("Recipients", '"22"', '"28"'), "recipient: size"),
    "recipients without end": (LETTER, (BODY, "Lãnh đạo Sở;", "Lãnh đạo Sở"), "recipient: -"),
    "recipients do not begin above": (LETTER, (BODY, "Như trên", "UBND tỉnh"), "recipient: first"),
    "no file copy": (LETTER, (BODY, "- Lưu: VT, VP", "- Văn thư"), "recipient: last"),
    "signature table": (
        LETTER, (BODY, '(.*)w:gridCol w:w="3685"', '\\1w:gridCol w:w="1000"'), "signature table",
    ),
    "signature title small letters": (LETTER, (BODY, ">GIÁM ĐỐC<", ">Giám đốc<"), "signature"),
    "signature name in capitals": (
        LETTER, (BODY, "Đoàn Quốc Chính", "ĐOÀN QUỐC CHÍNH ĐÃ KÝ"), "signature",
    ),
    "signature not bold": (LETTER, style("SignTitle", *BOLD), "signature title: not bold"),
    "name left": (LETTER, style("SignName", "center", "left"), "signature name: left"),
    "no room to sign": (
        LETTER, (BODY, '(<w:p><w:pPr><w:pStyle w:val="SignSpace"/></w:pPr></w:p>){4}', ""),
        "signature: no room",
    ),
    "chair and secretary swapped": (
        MINUTES, (BODY, "THƯ KÝ(.*)CHỦ TỌA", "CHỦ TỌA\\1THƯ KÝ"), "signature: ['CHỦ TỌA']",
    ),
    "table head once": (MINUTES, (BODY, "<w:tblHeader/>", ""), "table: head"),
    "table head not bold": (MINUTES, style("TableHead", *BOLD), "table head: not bold"),
    "table small": (MINUTES, style("TableText", '"24"', '"18"'), "table: size"),
    "table thick": (MINUTES, (BODY, 'w:sz="4"', 'w:sz="12"'), "table: borders"),
    "ordinal left": (MINUTES, style("TableCentre", "center", "left"), "table: ordinal"),
    "share left": (MINUTES, style("TableNumber", "right", "left"), "table: number"),
    "decimal point": (MINUTES, (BODY, "80,0<", "80.0<"), "table: decimal point"),
    "per cent with a space": (LIST, (BODY, "80,0% tổng", "80,0 % tổng"), "per cent"),
    "idle zero of all": (LIST, (BODY, "100% dự họp", "100,0% dự họp"), "per cent"),
    "table too wide": (LIST, (BODY, 'w:gridCol w:w="680"', 'w:gridCol w:w="2680"'), "table:"),
    "annex of nothing": (LIST, (BODY, "\\(Kèm theo", "(Theo"), "annex"),
    "annex of upright": (LIST, style("AnnexOf", "<w:i/>", ""), "annex of: not italic"),
    "annex of a letter without number": (LIST, (BODY, "số      /TTr-VP", "trên"), "annex of: ("),
    "annex title not bold": (LIST, style("AnnexTitle", *BOLD), "annex title: not bold"),
    "annex line small": (MINUTES, style("Annex", '"28"', '"26"'), "annex: size"),
    "annex not told of": (MINUTES, (BODY, "Phụ lục kèm theo", "bảng"), "annex: the text"),
    "portrait pages turned": (LIST, (BODY, ' w:orient="landscape"', ""), "paper"),
}  # fmt: skip


@pytest.mark.parametrize(("paper", "fault", "told"), FAULTS.values(), ids=FAULTS)
def test_the_checker_knows_the_fault(paper: Paper, fault: tuple[str, str, str], told: str) -> None:
    bad = changed(papers_made.one(paper), *fault)

    found = docx_checker.problems(bad, paper)

    assert [problem for problem in found if problem.startswith(told)], found


KEPT = "<w:keepNext/>"
BREAKS = {
    "director torn": (LETTER, (BODY, "GIÁM\u00a0ĐỐC", "GIÁM ĐỐC"), "torn: 'GIÁM ĐỐC'"),
    "article torn": (Paper.DECISION, (BODY, "Điều\u00a01", "Điều 1"), "torn: 'Điều 1'"),
    "years torn": (
        LETTER, (BODY, '2021</w:t><w:noBreakHyphen/><w:t xml:space="preserve">2026', "2021-2026"),
        "torn: '1-2'",
    ),
    "room to write torn": (LETTER, (BODY, "ngày\u00a0+tháng", "ngày     tháng"), "torn"),
    "signature alone": (
        LETTER, (BODY, '(.*"Body"/>)<w:keepNext/>', "\\1"), "signature alone: ",
    ),
    "heading at the foot": (MINUTES, style("Section", KEPT, ""), "heading at the foot: I. "),
    "group at the foot": (MINUTES, style("TableGroup", KEPT, ""), "heading at the foot: Tập thể"),
    "head cut off": (LIST, (BODY, "(.*)<w:trHeight [^>]*>", "\\1"), "table head cut off"),
    "row split": (LIST, (BODY, "<w:cantSplit/>", ""), "row: may be split"),
}  # fmt: skip


@pytest.mark.parametrize(("paper", "fault", "told"), BREAKS.values(), ids=BREAKS)
def test_the_checker_knows_a_bad_break(
    paper: Paper, fault: tuple[str, str, str], told: str
) -> None:
    part, pattern, new = fault
    bad = _rewritten(papers_made.one(paper), part, lambda text: _once(text, pattern, new))

    found = docx_checker.problems(bad, paper)

    assert [problem for problem in found if problem.startswith(told)], found


def test_a_paper_with_a_part_too_many_is_noticed() -> None:
    found = docx_checker.problems(papers_made.one(Paper.DECISION), Paper.PROVINCE_SUBMISSION)

    assert "sections: 2" in found
