"""A question added in the builder: asked, checked, stored, added up and exported, at once."""

from __future__ import annotations

import csv
import io
import subprocess
import sys

import openpyxl
import pytest

from lib import text
from lib.config import ROOT
from lib.domain.checklist import Report
from lib.domain.exports import Options
from lib.domain.forms import building
from lib.domain.forms.fields import Kind
from lib.domain.plan_drafts import Name, Part
from lib.domain.reports.outline import ReportKind
from lib.domain.workflow import WorkStatus
from lib.errors import Problems
from lib.exports.registry import EXPORTS
from lib.services import clock
from lib.services.acts import new_act
from lib.services.building import drafts, publishing, task_forms
from lib.services.campaigns import campaigns
from lib.services.checklist import checklist
from lib.services.closing import papers
from lib.services.connections import editions
from lib.services.jobs import jobs
from lib.services.reports import exports, summary, workbooks
from tests.cast import LAN, MAI, SON, VAN
from tests.exports.docx_reading import Reader
from tests.services.building.building_scene import LATER, make_scene, running
from tests.services.jobs.waiting import ended, runner
from tests.small_campaign import HELD

LABEL = "Số cử tri được gặp"
TASK = Name(Part.TASK, HELD)

pytestmark = [
    pytest.mark.usefixtures("own_data"),
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),
]


@pytest.fixture
def scene(stage):
    with clock.at(LATER):
        made = stage.set(make_scene)
        # Everything has been read once with the form of before.
        summary.indicators(made.db, made.who(SON), running(made))
        yield made


@pytest.fixture
def question(scene) -> str:
    return put_in_force(scene)


def put_in_force(scene) -> str:
    """The key of the question, once units are asked it."""
    who, campaign = scene.who(VAN), running(scene)
    settings = {"label": LABEL, "unit": "người", "required": True, "running": True, "maximum": 500}
    task_forms.change(
        scene.db, who, campaign, act_id=new_act(), name=TASK,
        seen_version=drafts.opened(scene.db, who, campaign).record(TASK).version,
        act=lambda draft: building.added(draft, Kind.WHOLE, settings),
    )  # fmt: skip
    seen = drafts.opened(scene.db, who, campaign).version
    publishing.publish(scene.db, who, campaign, act_id=new_act(), seen_version=seen)
    form = campaigns.plan(scene.db, running(scene)).tasks_by_code[HELD].form
    (asked,) = [one for one in form.asked if one.label == LABEL]
    return asked.key


def report(scene, key: str, value: str) -> None:
    who = scene.who(LAN)
    one = checklist.opened_item(scene.db, who, running(scene), unit_id=who.unit_id, task_code=HELD)
    assert LABEL in [field.label for field in one.task.form.asked]
    checklist.save_item(
        scene.db, who, running(scene), act_id=new_act(), unit_id=who.unit_id, task_code=HELD,
        seen_version=one.item.version,
        report=Report(WorkStatus.DONE.value, {"so_hoi_nghi": "4", key: value}, ""),
    )  # fmt: skip


def told_in(scene, key: str) -> list[str]:
    """What the export of that key says anywhere."""
    made = exports.make(scene.db, scene.who(MAI), key=key, campaign_code=None, options=Options())
    content = b"".join(made.pieces).decode("utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]


@pytest.mark.parametrize("value", ["", "nhiều", "501", "-1"])
def test_its_answer_is_checked(scene, question, value):
    with pytest.raises(Problems) as why:
        report(scene, question, value)
    assert [one.facts["key"] for one in why.value.problems] == [question]


def test_its_answer_is_stored_added_up_and_exported(scene, question):
    report(scene, question, "137")

    (total,) = [
        one
        for one in summary.indicators(scene.db, scene.who(SON), running(scene))
        if LABEL in one.label
    ]
    assert total.total == 137
    assert any(LABEL in cell for cell in told_in(scene, "indicators"))
    assert any("137" in cell for cell in told_in(scene, "items"))

    with runner(scene.db):
        job = ended(scene, workbooks.ask(scene.db, scene.who(MAI), running(scene)))
    file = jobs.take(scene.db, scene.who(MAI), job.job_id)
    book = openpyxl.load_workbook(io.BytesIO(file.path.read_bytes()), read_only=True)
    cells = {
        str(cell)
        for name in book.sheetnames
        if name != text.COVER
        for row in book[name].iter_rows(values_only=True)
        for cell in row
        if cell is not None
    }
    assert any(LABEL in cell for cell in cells)
    assert "137" in cells


def test_programs_read_it_by_the_api(scene, question):
    report(scene, question, "137")

    shelf = editions.Shelf()
    edition = editions.take(scene.db, running(scene), EXPORTS["indicators"], Options(), shelf=shelf)
    rows = edition.spool.cells(0, edition.spool.rows)
    edition.leave()
    shelf.clear()
    assert any(LABEL in str(cell) for row in rows for cell in row)


def test_the_closing_report_tells_it_in_word(scene, question, tmp_path):
    report(scene, question, "137")
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE items SET verification = 'verified' WHERE work_status = $1",
            [WorkStatus.DONE.value],
        )
    )
    target = tmp_path / "bao-cao.docx"
    papers.write_for_operator(
        scene.db, campaign_code=None, kind=ReportKind.INTERIM, outline=None, out=target
    )
    words = [one.text for one in Reader(target.read_bytes()).paragraphs()]
    assert any(LABEL in one for one in words)


def test_another_server_asks_it_at_once(pg_stage):
    """It has read everything with the form of before, and goes on running."""
    with clock.at(LATER):
        scene = pg_stage.set(make_scene)
        arguments = [scene.db._address, str(LAN.account_id), str(SON.account_id)]
        other = subprocess.Popen(
            [sys.executable, "-m", "tests.services.building.other_server", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        assert other.stdout.readline() == "ready\n"

        key = put_in_force(scene)

        said, _ = other.communicate(f"{key}\n")
        assert (other.returncode, said) == (0, "True True\n")
