"""Every paper of the packs opens in LibreOffice and becomes a PDF whose pages break well."""

from __future__ import annotations

import io
import itertools
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest

from lib.domain.papers.leader_brief import BriefGroup
from lib.domain.papers.papers import PACKS, Pack, Paper
from tests.exports import papers_made
from tests.exports.docx_checker import MOTTO, NATION
from tests.exports.paper_data import CENTRE, a_brief, some_data


@dataclass(frozen=True)
class Page:
    """The words of a page, and its lines from top to foot, written without spaces."""

    words: str
    lines: list[str]


COUNTS = (1, 3, 7, 35)
PAPERS = [(pack, paper) for pack in Pack for paper in PACKS[pack]]
ALL = [(pack, paper, count) for pack, paper in PAPERS for count in COUNTS]
SIGNED = ("THƯKÝ", "GIÁMĐỐC", "CHÁNHVĂNPHÒNG", "TRƯỞNGPHÒNG", "THỦTRƯỞNGĐƠNVỊ")
HEADING = re.compile(r"[IVX]+\.\D+")
TORN = re.compile(r".*([Gg]iám|GIÁM|Điều|khoản|20\d\d-)")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[Pack, Paper, int], list[Page]]:
    """What stands on every page; one call for all, since LibreOffice starts slowly."""
    folder = tmp_path_factory.mktemp("papers")
    for pack, count in itertools.product(Pack, COUNTS):
        for paper, content in made(pack, count):
            (folder / f"{pack}.{paper}.{count}.docx").write_bytes(content)
    convert(folder)
    return {
        (pack, paper, count): read(folder / "pdf" / f"{pack}.{paper}.{count}.pdf")
        for pack, paper, count in ALL
    }


def convert(folder: Path) -> None:
    """Every DOCX of the folder as PDF in its folder `pdf`."""
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", folder / "pdf", *folder.glob("*.docx"),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip


def made(pack: Pack, count: int) -> Iterator[tuple[Paper, bytes]]:
    """Every paper of the pack; a unit writes a list or, with a seal, a letter."""
    yield from papers_made.every_paper(some_data(pack, count))
    if pack == Pack.UNIT:
        yield from papers_made.every_paper(some_data(pack, count, unit=CENTRE))


def read(pdf: Path) -> list[Page]:
    reader = pypdf.PdfReader(io.BytesIO(pdf.read_bytes()))
    return [Page(" ".join(page.extract_text().split()), lines(page)) for page in reader.pages]


def lines(page: pypdf.PageObject) -> list[str]:
    """Without the page's number and without the draft's origin at its foot."""
    found: dict[int, list[tuple[float, str]]] = {}

    def take(text: str, _: object, matrix: list[float], *__: object) -> None:
        if text.strip():
            found.setdefault(round(matrix[5] / 3), []).append((matrix[4], text))

    page.extract_text(visitor_text=take)
    rows = ["".join(text for _, text in sorted(found[at])) for at in sorted(found, reverse=True)]
    bare = ["".join(row.split()).replace("\u2011", "-") for row in rows]
    shown = [row for row in bare if not row.startswith("Dựthảolậplúc")]
    return shown[1:] if shown[0].isdigit() else shown


def bad_breaks(pages: list[Page]) -> list[str]:
    """Signatures with less than two lines above, headings at a foot, words torn apart."""
    found = []
    for page in pages:
        if not page.lines:
            found.append("empty page")
            continue
        signed = next((at for at, line in enumerate(page.lines) if is_signed(line)), 2)
        foot = page.lines[-1]
        is_heading = foot.startswith("STT") or foot in {"Tậpthể", "Cánhân"}
        if is_heading or (HEADING.fullmatch(foot) and foot == foot.upper()):
            found.append(f"heading at the foot: {foot}")
        if signed < 2:
            found.append(f"signature alone: {page.words}")
        found += [f"torn: {line}" for line in page.lines if TORN.fullmatch(line)]
    return found


def is_signed(line: str) -> bool:
    return line.removeprefix("Nơinhận:").startswith(SIGNED)


@pytest.mark.parametrize(("pack", "paper", "count"), ALL)
def test_every_page_breaks_well(pages, pack: Pack, paper: Paper, count: int) -> None:
    assert bad_breaks(pages[pack, paper, count]) == []


@pytest.mark.parametrize(("pack", "paper"), PAPERS)
def test_opens_with_its_head_or_as_an_annex(pages, pack: Pack, paper: Paper) -> None:
    first = pages[pack, paper, 3][0].words

    if paper == Paper.AWARD_LIST:
        assert first.startswith("DANH SÁCH")
    else:
        assert NATION in first
        assert MOTTO in first


def test_the_second_page_has_its_number_on_top_and_the_first_none(pages) -> None:
    first, second, *_ = (page.words for page in pages[Pack.GIAY_KHEN, Paper.COUNCIL_MINUTES, 3])

    assert second.startswith("2 ")
    assert not first.startswith("1 ")


def test_an_annex_begins_a_page_without_number(pages) -> None:
    *_, decision, annex = (page.words for page in pages[Pack.GIAY_KHEN, Paper.DECISION, 3])

    assert "Đoàn Quốc Chính" in decision
    assert annex.startswith("DANH SÁCH Tập thể, cá nhân được tặng")


@pytest.mark.parametrize("count", [1, 3, 7])
def test_a_units_report_is_short(pages, count: int) -> None:
    assert len(pages[Pack.UNIT_REPORT, Paper.UNIT_REPORT, count]) <= 2


@pytest.mark.parametrize("count", COUNTS)
def test_a_brief_is_one_page(pages, count: int) -> None:
    [page] = pages[Pack.BRIEF, Paper.LEADER_BRIEF, count]

    assert "xem xét, quyết định./." in page.words
    assert "Hoàng Thị Vân" in page.words


def test_the_fullest_brief_is_one_page(tmp_path: Path) -> None:
    """Every sentence there is, with names as long as they are told."""
    unit, group = "Quản lý hạ tầng kỹ thuật", "II.1. Quán triệt, phổ biến văn bản về"
    brief = a_brief(
        7,
        results=(
            "Các đơn vị đã hoàn thành 1.097/1.204 lượt nhiệm vụ bắt buộc, đạt 91,1%; đúng hạn "
            "1.071, chậm 26, quá hạn 123; 12/40 đơn vị hoàn thành tất cả nhiệm vụ bắt buộc.",
            "Giám đốc đã tặng Giấy khen cho 12 (mười hai) tập thể và 125 (một trăm hai mươi lăm) "
            "cá nhân; đã trình cấp trên tặng Bằng khen cho 10 (mười) tập thể và 25 (hai mươi lăm) "
            "cá nhân; cấp trên đã tặng Bằng khen cho 10 (mười) tập thể và 21 (hai mươi mốt) cá "
            "nhân.",
        ),
        groups=(
            *(BriefGroup(group, "1.204", "1.097", "123", "91,1%"),) * 7,
            BriefGroup("Tổng cộng", "1.204", "1.097", "123", "91,1%", is_total=True),
        ),
        late=(
            f"Quá hạn 123 lượt ở 40 đơn vị, nhiều nhất: {unit} (34), {unit} (33), {unit} (32).",
            f"12 đơn vị chưa hoàn thành nhiệm vụ nào: {unit}, {unit}, {unit} và 09 đơn vị khác.",
            "123 lượt đã hoàn thành chưa được Văn phòng xác nhận; 45 lượt đang bị trả lại.",
        ),
    )
    [(_, content)] = papers_made.every_paper(some_data(Pack.BRIEF, 7, brief=brief))
    (tmp_path / "brief.docx").write_bytes(content)

    convert(tmp_path)

    [page] = read(tmp_path / "pdf" / "brief.pdf")
    assert "Hoàng Thị Vân" in page.words


@pytest.mark.parametrize("count", [1, 3, 7])
def test_a_notice_is_short_and_its_list_begins_a_page(pages, count: int) -> None:
    *text, honours = (page.words for page in pages[Pack.NOTICE, Paper.RESULT_NOTICE, count])

    assert len(text) <= 2
    assert honours.startswith("DANH SÁCH")


def test_letters_of_xml_reach_the_page(pages) -> None:
    [report] = (page.words for page in pages[Pack.BANG_KHEN, Paper.ACHIEVEMENT_REPORT, 3])

    assert "phòng A & B rà soát hồ sơ < 5 ngày" in report


@pytest.mark.parametrize("count", COUNTS)
def test_charts_are_drawn_with_every_label_and_share(pages, count: int) -> None:
    told = some_data(Pack.REPORT, count).closing
    whole = " ".join(page.words for page in pages[Pack.REPORT, Paper.CLOSING_REPORT, count])
    table = [row.name for row in told.units]

    assert len(told.charts) == 2
    for chart in told.charts:
        assert chart.title in whole
        for bar in chart.bars:
            shown = re.findall(rf"{re.escape(bar.label)}(?!\d)", whole)
            assert len(shown) == 1 + table.count(bar.label), bar.label
            assert bar.hundredths is None or re.search(rf"(?<![\d,]){bar.share}", whole)
    assert not re.search(r"\d\.\d+%", whole)
