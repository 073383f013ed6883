"""The one page for leaders: the figures of the report, what is late, what waits for a decision."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document

from lib.domain.access import Role
from lib.domain.decisions import DecisionState
from lib.domain.exports import EvaluationLine
from lib.domain.jobs import Kind
from lib.domain.nominations import Subject
from lib.domain.papers.papers import Paper
from lib.domain.reports import brief, facts
from lib.domain.reports.figures import Figures
from lib.domain.reports.outline import ReportKind
from lib.domain.reports.report import State
from lib.domain.reports.told import Told
from lib.domain.unit_reports import Ending
from lib.domain.workflow import WorkStatus
from lib.errors import Denied, Refused
from lib.exports import pdf
from lib.services import clock
from lib.services.closing import composing, counted_papers
from lib.services.closing.briefs import BRIEF
from lib.services.jobs import jobs
from tests.cast import BINH, CAST, MAI, SON
from tests.exports import award_scene, docx_checker
from tests.services.closing.report_scene import NOW, ReportScene, make, with_awards
from tests.services.jobs.waiting import ended, runner
from tests.small_campaign import HELD


@pytest.fixture
def scene(stage, own_data) -> ReportScene:
    return stage.set(make)


@pytest.fixture
def awards(stage, own_data) -> award_scene.Scene:
    return stage.set(with_awards)


def reading(scene):
    with clock.at(NOW):
        return composing.now(scene.db, scene.campaign, ReportKind.CLOSING)


def told(read, counted=None, *, kind=ReportKind.CLOSING, state=None):
    return brief.told(counted or read.told, read.paper, kind, state=state, is_draft=True)


def changed(read, **changes):
    """The figures of a snapshot that differs."""
    return Told(Figures(facts.facts(replace(read.snapshot, **changes))), read.told.words)


def ask(scene, report_id, person=MAI, ending=Ending.DOCX):
    with clock.at(NOW):
        return counted_papers.ask(
            scene.db, scene.who(person), scene.again(), report_id, BRIEF, ending=ending
        )


def made(scene, job, person=MAI) -> bytes:
    with runner(scene.db):
        ended(scene, job)
    return jobs.take(scene.db, scene.who(person), job.job_id).path.read_bytes()


def words(content: bytes) -> str:
    read = Document(io.BytesIO(content))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return " ".join([*(one.text for one in read.paragraphs), *cells]).replace("\u00a0", " ")


def test_who_may_have_it_made(scene):
    report_id = scene.begin()
    for person in CAST:
        if person.roles & {Role.OFFICE, Role.LEADER}:
            assert ask(scene, report_id, person).kind == Kind.LEADER_BRIEF
        else:
            with pytest.raises(Denied):
                ask(scene, report_id, person)


def test_its_figures_are_those_of_the_report_of_the_same_revision(scene):
    report_id = scene.begin()
    line = scene.opened(report_id).document.line("trach_nhiem")
    spans = {one.name: line.words.text[one.start : one.end] for one in line.words.spans}

    content = made(scene, ask(scene, report_id))

    said = words(content)
    assert (
        f"đã hoàn thành {spans['xong']}/{spans['giao']} lượt nhiệm vụ bắt buộc, đạt "
        f"{spans['ty_le']}; đúng hạn {spans['dung_han']}, chậm {spans['cham']}, quá hạn "
        f"{spans['qua_han']}; {spans['don_vi_du|02']}/{spans['don_vi|02']} đơn vị"
    ) in said
    assert docx_checker.problems(content, Paper.LEADER_BRIEF) == []
    assert "Dự thảo lập lúc" in foot(content)


def test_groups_come_to_the_whole_and_many_are_told_as_one(scene):
    read = reading(scene)
    groups, tasks = read.snapshot.groups, read.snapshot.tasks

    few = told(read).groups

    assert [one.name for one in few[:-1]] == [f"{one.code}. {one.short_title}" for one in groups]
    assert [
        (one.assigned, one.complete, one.overdue, one.share) for one in few if one.is_total
    ] == [tuple(read.told.value(name).text for name in ("giao", "xong", "qua_han", "ty_le"))]
    many = tuple(
        replace(groups[0], code=f"X.{number}", short_title=f"Nhóm {number}") for number in range(20)
    )
    spread = tuple(
        replace(one, group_code=many[place % 20].code) for place, one in enumerate(tasks)
    )
    crowd = told(read, changed(read, groups=many, tasks=spread)).groups
    assert len(crowd) == brief.MOST_GROUPS + 1
    assert crowd[-2].name == "14 nhóm khác"
    assert sum(int(one.assigned) for one in crowd[:-1]) == int(crowd[-1].assigned)


def test_what_is_late_names_few_units(scene):
    read = reading(scene)
    figure = read.told.figure("qua_han")

    late = told(read).late

    units = {row.unit_code for row in figure.rows}
    assert late[0].startswith(f"Quá hạn {figure.value.text} lượt ở {len(units):02} đơn vị")
    assert late[0].count("(") == min(len(units), 3)
    nothing = told(read, changed(read, items=())).late
    assert nothing[0] == "Không có nhiệm vụ quá hạn."


def test_what_waits_for_a_leader_is_counted(awards):
    read = reading(awards)
    units = read.told.figures.facts.units
    voted = replace(read.snapshot.nominations[Subject.INDIVIDUAL][0], state="voted")
    drafts = (replace(read.snapshot.decisions[0], state=DecisionState.PREPARED.value),)
    counted = changed(
        read,
        nominations={Subject.INDIVIDUAL: (voted, voted), Subject.COLLECTIVE: ()},
        decisions=drafts,
        evaluations={units[0].unit_id: EvaluationLine(state="proposed")},
    )

    assert told(read, counted, state=State.READY).waiting == (
        "Quyết định khen thưởng 02 trường hợp Hội đồng đã biểu quyết; ký 01 dự thảo quyết định "
        "khen thưởng; kết luận đánh giá 01 đơn vị đã có đề xuất của Văn phòng; ký Báo cáo tổng "
        "kết. Văn phòng Sở kính trình Lãnh đạo xem xét, quyết định./."
    )
    nothing = changed(read, nominations={}, decisions=(), evaluations={})
    assert told(read, nothing, state=State.SIGNED).waiting.startswith("Không có việc chờ")
    assert (
        "ký Báo cáo sơ kết"
        in told(read, counted, kind=ReportKind.INTERIM, state=State.READY).waiting
    )


def test_released_awards_alone_are_told(awards):
    read = reading(awards)

    assert told(read).results[1].startswith("Giám đốc đã tặng Giấy khen cho 01 (một) cá nhân")
    before = told(read, changed(read, nominations={})).results[1]
    assert before == "Chưa có quyết định tặng Giấy khen nào được công bố."


def test_of_a_report_held_fast_it_tells_what_was_held_and_no_draft(scene):
    report_id = scene.begin()
    scene.fill(report_id)
    before = words(made(scene, ask(scene, report_id)))
    scene.hold(report_id)
    scene.base.save(date(2021, 5, 19), BINH, HELD, WorkStatus.DONE, so_hoi_nghi="30")

    content = made(scene, ask(scene, report_id, SON), SON)

    assert "Ký Báo cáo tổng kết" in words(content)
    start = before[: before.index("3. Việc chờ")]
    assert words(content).startswith(start)
    assert foot(content).strip() == ""
    assert docx_checker.problems(content, Paper.LEADER_BRIEF) == []


def test_a_pdf_is_made_where_there_is_libreoffice_and_refused_where_not(scene, monkeypatch):
    report_id = scene.begin()
    assert made(scene, ask(scene, report_id, ending=Ending.PDF)).startswith(b"%PDF-")
    monkeypatch.setattr(pdf, "program", lambda: None)
    with pytest.raises(Refused) as caught:
        ask(scene, report_id, ending=Ending.PDF)
    assert caught.value.reason == "no_pdf"


def foot(content: bytes) -> str:
    section = Document(io.BytesIO(content)).sections[0]
    return " ".join(one.text for one in section.first_page_footer.paragraphs)
