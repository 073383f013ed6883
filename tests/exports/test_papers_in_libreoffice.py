"""Every paper of the packs opens in LibreOffice and becomes a PDF with its words."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pypdf
import pytest

from lib.domain.papers.papers import PACKS, Pack, Paper
from tests.exports import papers_made
from tests.exports.docx_checker import MOTTO, NATION
from tests.exports.paper_data import some_data

Pages = list[str]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[Pack, Paper], Pages]:
    """The words of every page; one call for all, since LibreOffice starts slowly."""
    folder = tmp_path_factory.mktemp("papers")
    for pack in Pack:
        for paper, content in papers_made.every_paper(some_data(pack, 3)):
            (folder / f"{pack}.{paper}.docx").write_bytes(content)
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", folder / "pdf", *folder.glob("*.docx"),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return {
        (pack, paper): words(folder / "pdf" / f"{pack}.{paper}.pdf")
        for pack in Pack
        for paper in PACKS[pack]
    }


def words(pdf: Path) -> Pages:
    reader = pypdf.PdfReader(io.BytesIO(pdf.read_bytes()))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.mark.parametrize(
    ("pack", "paper"), [(pack, paper) for pack in Pack for paper in PACKS[pack]]
)
def test_opens_with_its_head_or_as_an_annex(pages, pack: Pack, paper: Paper) -> None:
    first = pages[pack, paper][0]

    if paper == Paper.AWARD_LIST:
        assert first.startswith("DANH SÁCH")
    else:
        assert NATION in first
        assert MOTTO in first


def test_the_second_page_has_its_number_on_top_and_the_first_none(pages) -> None:
    first, second, *_ = pages[Pack.GIAY_KHEN, Paper.COUNCIL_MINUTES]

    assert second.startswith("2 ")
    assert not first.startswith("1 ")


def test_an_annex_begins_a_page_without_number(pages) -> None:
    decision, annex = pages[Pack.GIAY_KHEN, Paper.DECISION]

    assert "Đoàn Quốc Chính" in decision
    assert annex.startswith("DANH SÁCH Tập thể, cá nhân được tặng")


def test_letters_of_xml_reach_the_page(pages) -> None:
    [report] = pages[Pack.BANG_KHEN, Paper.ACHIEVEMENT_REPORT]

    assert "phòng A & B rà soát hồ sơ < 5 ngày" in report
