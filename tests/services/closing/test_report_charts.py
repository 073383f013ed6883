"""Charts of the report's annexes say what the CSV files say, and are held fast with the report."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from lib.domain.papers import paper_fields
from lib.domain.papers.papers import Paper
from lib.domain.papers.report_paper import BY_DAY, BY_GROUP, BY_UNIT, ReportBar
from lib.domain.vietnamese import share_in_text
from lib.exports.docx.filling import fill
from lib.exports.docx.writing import package
from lib.services import clock
from lib.services.closing import composing, freezing
from lib.services.papers import paper_templates
from lib.store import closing_reports
from tests.services.closing.report_scene import NOW, ReportScene, make
from tests.services.closing.test_figures_from_csv import read


@pytest.fixture
def scene(stage, own_data) -> ReportScene:
    return stage.set(make)


def charts(scene, report_id):
    with clock.at(NOW):
        made = composing.composed(scene.db, scene.again(), report_id)
        told = freezing.paper(made.reading, made.document, is_draft=True).closing
    return {one.key: one for one in told.charts}


def share(row) -> str:
    asked = int(row["Phải báo cáo"])
    return share_in_text(Fraction(int(row["Đã hoàn thành"]), asked)) if asked else "-"


@pytest.mark.parametrize(
    ("key", "export", "label"), [(BY_UNIT, "units", "Đơn vị"), (BY_GROUP, "groups", None)]
)
def test_shares_are_those_of_the_csv_files(scene, key, export, label):
    chart = charts(scene, scene.begin())[key]
    rows = read(scene.db, export)

    assert [bar.share for bar in chart.bars] == [share(row) for row in rows]
    assert any(bar.share not in {"-", "0%"} for bar in chart.bars)
    if label:
        assert [bar.label for bar in chart.bars] == [row[label] for row in rows]


def test_the_line_ends_with_the_share_of_the_report(scene):
    report_id = scene.begin()
    chart = charts(scene, report_id)[BY_DAY]
    line = scene.opened(report_id).document.line("trach_nhiem")
    share = next(one for one in line.words.spans if one.name == "ty_le")

    rows = [row for row in read(scene.db, "items") if row["Hoàn thành ngày"]]
    first = min(date.fromisoformat(row["Hoàn thành ngày"]) for row in rows)
    before = first - timedelta(days=1)
    assert chart.bars[-1].share == line.words.text[share.start : share.end]
    assert chart.bars[0] == ReportBar(f"{before.day:02}/{before.month:02}", 0)
    assert [one.hundredths for one in chart.bars] == sorted(one.hundredths for one in chart.bars)


def test_what_is_held_fast_makes_the_same_file_with_its_charts_again(scene):
    report_id = scene.begin()
    scene.fill(report_id)
    scene.hold(report_id)
    stored = scene.db.read(lambda tx: closing_reports.frozen(tx, report_id))
    template = paper_templates.in_force(scene.db)[Paper.CLOSING_REPORT].read_bytes()

    made = []
    for _ in range(2):
        context = paper_fields.context(Paper.CLOSING_REPORT, freezing.thawed(stored).paper)
        made.append(package.dateless(fill.filled(template, context, fill.Sandbox())))

    assert made[0] == made[1]
    assert b"word/charts/chart2.xml" in made[0]
