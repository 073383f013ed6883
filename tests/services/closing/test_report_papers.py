"""Files of reports: DOCX and PDF of a draft or of what was held fast, and the workbook with it."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from lib.domain.access import Role
from lib.domain.jobs import Job, Kind
from lib.domain.papers.papers import Paper
from lib.domain.reports.outline import ReportKind
from lib.domain.unit_reports import Ending
from lib.domain.workflow import WorkStatus
from lib.errors import Denied, NotFound, Refused
from lib.exports import pdf
from lib.services import clock
from lib.services.acts import new_act
from lib.services.closing import papers
from lib.services.evaluation import evaluation_steps
from lib.services.jobs import jobs
from tests.cast import BINH, CAST, LAN, MAI, SON
from tests.exports import docx_checker
from tests.exports.docx_reading import Reader
from tests.services.closing.report_scene import NOW, ReportScene, make
from tests.services.jobs.waiting import ended, runner
from tests.small_campaign import HELD


@pytest.fixture
def scene(stage, own_data) -> ReportScene:
    return stage.set(make)


def content(scene, job: Job, person=MAI) -> bytes:
    with runner(scene.db):
        ended(scene, job)
    return jobs.take(scene.db, scene.who(person), job.job_id).path.read_bytes()


def ask(scene, report_id, person=MAI, ending=Ending.DOCX) -> Job:
    with clock.at(NOW):
        return papers.ask(scene.db, scene.who(person), scene.again(), report_id, ending=ending)


def lines(told: bytes) -> list[str]:
    return [one.text for one in Reader(told).paragraphs() if one.text.strip()]


@pytest.mark.parametrize("kind", list(ReportKind))
def test_a_draft_is_in_good_form_and_says_what_is_to_be_filled_in(scene, kind):
    report_id = scene.begin(kind)
    job = ask(scene, report_id)
    assert (job.kind, job.revision) == (Kind.REPORT, scene.again().revision)

    told = content(scene, job)

    assert docx_checker.problems(told, Paper.CLOSING_REPORT) == []
    assert any(line.startswith("[Văn phòng bổ sung: ") for line in lines(told))
    assert "Dự thảo lập lúc" in _foot(told)


def test_what_was_held_fast_has_no_draft_foot_and_stays_the_same(scene):
    report_id = scene.begin()
    scene.fill(report_id)
    scene.hold(report_id)
    first = content(scene, ask(scene, report_id))
    scene.base.save(date(2021, 5, 19), BINH, HELD, WorkStatus.DONE, so_hoi_nghi="30")

    again = content(scene, ask(scene, report_id, SON), SON)

    assert again == first
    assert docx_checker.problems(first, Paper.CLOSING_REPORT) == []
    assert "Dự thảo" not in _foot(first)
    assert not any("[Văn phòng bổ sung" in line for line in lines(first))


def test_a_signed_one_bears_number_day_and_signer(scene):
    report_id = scene.signed()
    told = "\n".join(lines(content(scene, ask(scene, report_id))))
    assert "Số: 125/BC-SXD" in told
    assert "ngày 21 tháng 5 năm 2021" in told
    assert "Đoàn Quốc Chính" in told


def test_the_workbook_of_what_was_held_fast_has_its_figures(scene):
    report_id = scene.begin()
    with pytest.raises(NotFound):
        papers.ask_workbook(scene.db, scene.who(MAI), scene.again(), report_id)
    scene.fill(report_id)
    scene.hold(report_id)
    scene.base.save(date(2021, 5, 19), BINH, HELD, WorkStatus.DONE, so_hoi_nghi="30")
    with pytest.raises(Denied):
        papers.ask_workbook(scene.db, scene.who(SON), scene.again(), report_id)

    job = papers.ask_workbook(scene.db, scene.who(MAI), scene.again(), report_id)

    with warnings.catch_warnings():
        # It knows nothing of what Excel draws within cells.
        warnings.simplefilter("ignore", UserWarning)
        book = load_workbook(io.BytesIO(content(scene, job)), data_only=True)
    sheet = next(one for one in book if "nhiệm vụ" in one.title.lower())
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert 12 in cells
    assert 30 not in cells


def test_who_may_have_it_made(scene):
    report_id = scene.begin()
    for person in CAST:
        if person.roles & {Role.OFFICE, Role.LEADER}:
            assert ask(scene, report_id, person).kind == Kind.REPORT
        else:
            with pytest.raises(Denied):
                ask(scene, report_id, person)


def test_a_pdf_is_made_where_there_is_libreoffice_and_refused_where_not(scene, monkeypatch):
    report_id = scene.begin()
    assert content(scene, ask(scene, report_id, ending=Ending.PDF)).startswith(b"%PDF-")
    monkeypatch.setattr(pdf, "program", lambda: None)
    with pytest.raises(Refused) as caught:
        ask(scene, report_id, ending=Ending.PDF)
    assert caught.value.reason == "no_pdf"


def test_evaluation_ends_with_the_signature(scene):
    scene.signed()
    target = evaluation_steps.Target(scene.who(LAN).unit_id, 0)
    with pytest.raises(Refused) as caught:
        evaluation_steps.judge(
            scene.db, scene.who(MAI), scene.again(), act_id=new_act(),
            step=evaluation_steps.Step.PROPOSE,
            judged=[evaluation_steps.Judged(target, "tot", "Vì …")],
        )  # fmt: skip
    assert caught.value.reason == "report_signed"


def _foot(told: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(told)) as parts:
        feet = [one for one in parts.namelist() if one.startswith("word/footer")]
        return " ".join(parts.read(one).decode() for one in feet)
