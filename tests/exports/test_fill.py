"""Filling a template: every letter survives, and only what a paper tells is asked for."""

from __future__ import annotations

import io
import zipfile

import jinja2
import pytest

from lib.domain.papers import paper_fields
from lib.domain.papers.paper_meetings import CouncilMeeting
from lib.domain.papers.papers import PACKS, Pack, Paper
from lib.exports.docx.filling import fill
from lib.exports.docx.templates import build
from lib.exports.docx.writing import package, rules
from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import paragraph
from tests.exports import docx_checker, papers_made
from tests.exports.docx_checker import MOTTO, MOTTO_MM
from tests.exports.docx_reading import MM, Reader
from tests.exports.paper_data import a_collective, an_individual, some_data


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def texts(content: bytes) -> list[str]:
    return [one.text for one in Reader(content).paragraphs()]


def small(text: str, context: dict[str, object]) -> list[str]:
    """What a template of one paragraph says."""
    made = package.docx("", [Section(paragraph("Body", text))])
    return texts(fill.filled(made, context, fill.Sandbox()))


READY = {"ready": paper_fields.Ready("", "", "", "", "", "")}


@pytest.mark.parametrize("paper", Paper)
def test_the_tracked_template_is_what_the_script_makes(paper: Paper) -> None:
    assert parts(papers_made.template(paper)) == parts(build.template(paper))


def test_no_other_template_is_tracked() -> None:
    assert {one.stem for one in build.FOLDER.iterdir()} == set(Paper)


@pytest.mark.parametrize("text", ["A & B < C > D", 'một "hai" ‘ba’', "{{ x }} {% y %}", "]]>&amp;"])
def test_letters_of_xml_and_of_templates_survive(text: str) -> None:
    data = some_data(Pack.UNIT, individuals=(an_individual(summary=text),))

    made = dict(papers_made.every_paper(data))

    assert text in texts(made[Paper.UNIT_LIST])


def test_a_break_in_a_line_is_a_break_in_the_paper() -> None:
    assert small("{{ text }}", {**READY, "text": "một\nhai"}) == ["một\nhai"]


def test_lines_of_a_story_are_paragraphs() -> None:
    data = some_data(Pack.BANG_KHEN, collectives=(a_collective(achievement="Một.\n\nHai."),))

    report = next(c for p, c in papers_made.every_paper(data) if p == Paper.ACHIEVEMENT_REPORT)

    assert [one for one in texts(report) if one in {"Một.", "Hai./."}] == ["Một.", "Hai./."]


@pytest.mark.parametrize(
    "text",
    [
        "{{ nobody }}",
        "{{ ready.nothing }}",
        "{{ ''.__class__ }}",
        "{{ ready.__init__.__globals__ }}",
        "{{ ready|attr('__class__') }}",
        "{{ range(9) }}",
        "{{ cycler }}",
        "{% include 'x' %}",
    ],
)
def test_the_sandbox_refuses(text: str) -> None:
    with pytest.raises((jinja2.TemplateError, TypeError)):
        small(text, dict(READY))


def test_papers_of_many_nominees_number_them() -> None:
    data = some_data(Pack.GIAY_KHEN, 30)

    shown = texts(dict(papers_made.every_paper(data))[Paper.AWARD_LIST])

    assert [one for one in shown if one.isdigit() and int(one) < 31].count("30") == 1
    assert "Danh sách gồm 15 (mười lăm) tập thể và 30 (ba mươi) cá nhân./." in shown


def test_a_paper_without_nominees_of_a_kind_has_no_table_for_it() -> None:
    data = some_data(Pack.GIAY_KHEN, collectives=())

    shown = texts(dict(papers_made.every_paper(data))[Paper.AWARD_LIST])

    assert "I. CÁ NHÂN" in shown
    assert not [one for one in shown if "TẬP THỂ" in one]


def test_minutes_of_a_meeting_to_come_leave_lines_to_fill() -> None:
    data = some_data(Pack.GIAY_KHEN, council=CouncilMeeting(2021), collectives=())

    content = dict(papers_made.every_paper(data))[Paper.COUNCIL_MINUTES]

    shown = texts(content)
    assert docx_checker.problems(content, Paper.COUNCIL_MINUTES) == []
    assert {"Địa điểm: \t", "Chủ trì (chủ tọa): \t", "1. Nội dung: \t"} <= set(shown)
    assert "Thành viên có mặt, vắng mặt (lý do): \t" in shown
    assert "Tập thể" not in shown


def test_the_width_of_words_is_that_of_the_font() -> None:
    assert rules.text_width(MOTTO, 14) / MM == pytest.approx(MOTTO_MM[14], rel=0.01)
    assert rules.text_width("SỞ XÂY DỰNG", 13) / MM == pytest.approx(32, rel=0.02)


def test_every_pack_has_a_template_for_each_paper() -> None:
    for pack in Pack:
        assert [papers_made.template(paper)[:2] for paper in PACKS[pack]] == [b"PK"] * len(
            PACKS[pack]
        )
