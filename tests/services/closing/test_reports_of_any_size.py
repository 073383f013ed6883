"""The election campaign's report, and its one page, with 0, 9 and 40 units: each in good form."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime

import pytest

from lib.config import ROOT
from lib.domain.forms.kinds import parts, spec_of
from lib.domain.papers.papers import Paper
from lib.domain.reports.outline import ReportKind
from lib.domain.units import UnitSeed, UnitType
from lib.services import clock
from lib.services.acts import OPERATOR, new_act
from lib.services.campaigns import campaigns
from lib.services.closing import counted_papers, papers
from lib.services.closing.briefs import BRIEF
from lib.services.closing.counted_papers import CountedPaper
from lib.store.engine.json_column import to_json
from tests import cast
from tests.exports import docx_checker, test_papers_in_libreoffice
from tests.exports.docx_reading import Reader
from tests.support.loading import load_content

NOW = datetime(2021, 5, 30, 3, tzinfo=UTC)
CAMPAIGN = ROOT / "data" / "campaigns" / "bau-cu-2021.yaml"


def told(task, number):
    """Answers to all that the task's form counts."""
    answers: dict[str, object] = {}
    for one in task.form.asked:
        spec = spec_of(one)
        if spec.is_yes_no:
            answers[one.key] = True
        elif spec.is_share:
            top, bottom = (part.key for part in parts(one))
            answers |= {top: 248, bottom: 249 + number}
        elif spec.is_numeric:
            answers[one.key] = 1234 + number
    return answers


@pytest.fixture
def report(duck, own_data, tmp_path):
    """A way to have a report of so many units, of which some report nothing or have nothing."""

    def make(units: int, kind: ReportKind, filled: bool = True, paper: CountedPaper | None = None):
        cast.make_cast(duck)
        seeds = [
            UnitSeed(
                f"P{number:02}", f"Phòng Quản lý quy hoạch, kiến trúc và đô thị {number}",
                f"QLQH {number}", UnitType.DIVISION, 10 + number, headcount=12,
            )
            for number in range(units)
        ]  # fmt: skip
        duck.write(lambda tx: tx.run("UPDATE units SET unit_type = 'lanh_dao'"))
        duck.write(lambda tx: campaigns.load_units(tx, seeds, now=NOW))
        load_content(
            duck, OPERATOR, act_id=new_act(), name=CAMPAIGN.name, content=CAMPAIGN.read_bytes()
        )
        campaign = campaigns.find(duck)
        for number, task in enumerate(campaigns.plan(duck, campaign).tasks if filled else ()):
            answers = to_json(told(task, number))
            for remainder, status in ((0, "done"), (1, "nil"), (2, "done")):
                duck.write(
                    lambda tx, task=task, answers=answers, remainder=remainder, status=status: (
                        tx.run(
                            """
                            UPDATE items
                            SET work_status = $2, verification = $3, answers = $4
                            WHERE task_id = $1 AND unit_id IN (
                                SELECT unit_id FROM units WHERE sort_order % 4 = $5
                            )
                            """,
                            [
                                task.task_id, status, "sent" if remainder == 2 else "verified",
                                answers if status == "done" else "{}", remainder,
                            ],
                        )
                    )
                )  # fmt: skip
        target = tmp_path / "bc.docx"
        given = {"campaign_code": None, "kind": kind, "out": target}
        with clock.at(NOW):
            if paper:
                counted_papers.write_for_operator(duck, paper, **given)
            else:
                papers.write_for_operator(duck, outline=None, **given)
        return target

    return make


@pytest.mark.parametrize("kind", list(ReportKind))
@pytest.mark.parametrize(("units", "filled"), [(0, True), (9, True), (9, False), (40, True)])
def test_a_report_of_any_size_is_in_good_form(report, units, filled, kind):
    made = report(units, kind, filled)
    assert docx_checker.problems(made.read_bytes(), Paper.CLOSING_REPORT) == []
    words = "\n".join(one.text for one in Reader(made.read_bytes()).paragraphs())
    assert ("cuộc họp quán triệt tư tưởng" in words) == (filled and units > 0)
    assert ("không phát sinh" in words) == (filled and units > 0)
    assert test_papers_in_libreoffice.bad_breaks(pages(made)) == []


@pytest.mark.parametrize("kind", list(ReportKind))
@pytest.mark.parametrize(("units", "filled"), [(0, True), (9, True), (9, False), (40, True)])
def test_the_brief_of_any_size_is_one_page_in_good_form(report, units, filled, kind):
    made = report(units, kind, filled, BRIEF)
    assert docx_checker.problems(made.read_bytes(), Paper.LEADER_BRIEF) == []
    [page] = pages(made)
    assert page.words.count("./.") == 1
    assert test_papers_in_libreoffice.bad_breaks([page]) == []


def pages(made):
    """As LibreOffice breaks them."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(made.parent / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(made.parent), str(made)],
        check=True, capture_output=True,
    )  # fmt: skip
    return test_papers_in_libreoffice.read(made.with_suffix(".pdf"))
