"""The notice of results: the figures of the report, and nothing told before its time."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from docx import Document

from lib.domain.access import Role
from lib.domain.campaigns import CampaignState
from lib.domain.exports import EvaluationLine
from lib.domain.jobs import Kind
from lib.domain.nomination_workflow import State as NominationState
from lib.domain.nominations import Subject
from lib.domain.papers.papers import Paper
from lib.domain.reports import annexes, facts, notice
from lib.domain.reports.figures import Figures
from lib.domain.reports.outline import ReportKind
from lib.domain.reports.report import Step
from lib.domain.reports.told import Told
from lib.domain.workflow import WorkStatus
from lib.errors import Denied, NotFound
from lib.services import clock
from lib.services.acts import new_act
from lib.services.closing import composing, counted_papers, freezing, notices, reports
from lib.services.closing.notices import NOTICE
from lib.services.jobs import jobs
from lib.store import closing_reports
from tests.cast import BINH, CAST, MAI, SON
from tests.exports import award_scene, docx_checker
from tests.services.closing.report_scene import NOW, ReportScene, make, with_awards
from tests.services.jobs.waiting import ended, runner
from tests.small_campaign import HELD

FIGURES = ("xong", "giao", "ty_le", "dung_han", "cham", "qua_han")


@pytest.fixture
def scene(stage, own_data) -> ReportScene:
    return stage.set(make)


@pytest.fixture
def awards(stage, own_data) -> award_scene.Scene:
    return stage.set(with_awards)


def reading(scene):
    with clock.at(NOW):
        return composing.now(scene.db, scene.campaign, ReportKind.CLOSING)


def told(read, kind=ReportKind.CLOSING, *, counted=None, has_ended=False):
    return notice.told(
        counted or read.told, read.paper, kind, has_ended=has_ended, is_draft=True
    )  # fmt: skip


def changed(read, **changes):
    """The figures of a snapshot that differs."""
    return Told(Figures(facts.facts(replace(read.snapshot, **changes))), read.told.words)


def ask(scene, report_id, person=MAI):
    with clock.at(NOW):
        return counted_papers.ask(scene.db, scene.who(person), scene.again(), report_id, NOTICE)


def made(scene, job, person=MAI) -> bytes:
    with runner(scene.db):
        ended(scene, job)
    return jobs.take(scene.db, scene.who(person), job.job_id).path.read_bytes()


def by_terminal(scene, out) -> bytes:
    with clock.at(NOW):
        counted_papers.write_for_operator(
            scene.db, NOTICE, campaign_code=None, kind=ReportKind.CLOSING, out=out / "tb.docx"
        )
    return (out / "tb.docx").read_bytes()


def words(content: bytes) -> str:
    return " ".join(
        one.text.replace("\u00a0", " ") for one in Document(io.BytesIO(content)).paragraphs
    )


def test_who_may_have_it_made(scene):
    report_id = scene.begin()
    for person in CAST:
        if person.roles & {Role.OFFICE, Role.LEADER}:
            assert ask(scene, report_id, person).kind == Kind.RESULT_NOTICE
            continue
        with pytest.raises(Denied):
            ask(scene, report_id, person)
        with pytest.raises(Denied):
            notices.unconcluded(scene.who(person), scene.opened(report_id))


def test_of_another_campaigns_report_there_is_none(scene):
    report_id = scene.begin()
    other = replace(scene.again(), campaign_id=new_act())

    with pytest.raises(NotFound):
        counted_papers.ask(scene.db, scene.who(MAI), other, report_id, NOTICE)


def test_its_figures_are_those_of_the_report_of_the_same_revision(scene, tmp_path):
    report_id = scene.begin()
    with clock.at(NOW):
        report = composing.composed(scene.db, scene.again(), report_id)
    spans = {
        span.name: line.words.text[span.start : span.end]
        for line in report.document.lines
        for span in line.words.spans
    }
    assert report.reading is not None
    paper = freezing.paper(report.reading, report.document, is_draft=True)

    content = by_terminal(scene, tmp_path)

    said = words(content)
    (result,) = re.findall(r"Các đơn vị đã hoàn thành [^.]+(?:\.\d+[^.]+)*\.", said)
    assert re.findall(r"\d+(?:[.,]\d+)*%?", result) == [spans[one] for one in FIGURES]
    units = f"{spans['don_vi_du|02']}/{spans['don_vi|02']} đơn vị hoàn thành tất cả nhiệm vụ"
    assert units in said
    *_, total = paper.closing.units
    assert (total.complete, total.assigned) == (spans["xong"], spans["giao"])
    assert "số liệu tính đến ngày 20 tháng 5 năm 2021" in said
    assert docx_checker.problems(content, Paper.RESULT_NOTICE) == []


def test_it_says_what_has_ended_only_when_it_has(scene):
    read = reading(scene)

    assert "đã kết thúc phong trào" not in told(read).opening
    assert "đã kết thúc" in told(read, has_ended=True).opening
    assert "đã kết thúc" not in told(read, ReportKind.INTERIM, has_ended=True).opening
    assert told(read, ReportKind.INTERIM).subject.startswith("Kết quả sơ kết ")
    assert all(
        one.opening.endswith(", như sau:") for one in (told(read), told(read, has_ended=True))
    )


def test_a_closed_campaign_is_told_as_ended(scene, tmp_path):
    by_then = by_terminal(scene, tmp_path)
    scene.db.write(
        lambda tx: tx.run("UPDATE campaigns SET state = $1", [CampaignState.CLOSED.value])
    )

    assert "đã kết thúc" not in words(by_then)
    assert "đã kết thúc" in words(by_terminal(scene, tmp_path))


def test_without_an_award_there_is_no_list(scene, tmp_path):
    content = by_terminal(scene, tmp_path)

    assert "chưa có quyết định khen thưởng nào được công bố" in words(content)
    assert "DANH SÁCH" not in words(content)
    assert "kèm theo" not in words(content)


def test_released_awards_alone_are_told(awards, tmp_path):
    content = by_terminal(awards, tmp_path)

    said = words(content)
    cells = {
        cell.text.replace("\u00a0", " ").replace("\u2011", "-")
        for table in Document(io.BytesIO(content)).tables
        for row in table.rows
        for cell in row.cells
    }
    assert "cho 01 (một) cá nhân (Quyết định số 45/QĐ" in said.replace("\u2011", "-")
    assert "Danh sách gồm 01 (một) cá nhân./." in said
    assert "Ân Được Khen" in cells
    assert not {one for one in cells if "Chưa Công Bố" in one or "Bị Trả" in one}
    assert docx_checker.problems(content, Paper.RESULT_NOTICE) == []


def test_the_list_is_the_reports_without_what_is_only_proposed(awards):
    read = reading(awards)
    of = read.snapshot.nominations
    at_province = [
        replace(one, state=state)
        for one, state in zip(
            of[Subject.COLLECTIVE],
            (NominationState.PROVINCE_AWARDED, NominationState.PROPOSED),
            strict=False,
        )
    ]
    many = [replace(of[Subject.INDIVIDUAL][0], state="published") for _ in range(40)]
    counted = changed(
        read,
        nominations={
            Subject.COLLECTIVE: tuple(
                replace(one, answers=json.dumps({**json.loads(one.answers), "hinh_thuc": "bk"}))
                for one in at_province
            ),
            Subject.INDIVIDUAL: tuple(many),
        },
    )
    snapshot = counted.figures.facts.snapshot

    shown = told(read, counted=counted)

    listed = list(annexes.honours(snapshot))
    rest = [one for one in listed if one not in shown.honours]
    assert {one.name.split(" Bằng khen")[0] for one in rest if one.is_heading} == {"Đã trình tặng"}
    assert len([one for one in shown.honours if not one.is_heading]) == 41
    assert shown.honoured == "01 (một) tập thể và 40 (bốn mươi) cá nhân"
    assert [one.split(" cho ")[1] for one in shown.awards] == [
        "40 (bốn mươi) cá nhân (Quyết định số 45/QĐ-SXD ngày 12 tháng 5 năm 2021).",
        "01 (một) tập thể.",
    ]


def test_evaluations_are_told_once_all_units_are_concluded(scene):
    read = reading(scene)
    units = read.told.figures.facts.units
    lines = {one.unit_id: EvaluationLine(concluded_label=f"Mức {one.code}") for one in units}
    gap = {**lines, units[-1].unit_id: EvaluationLine(self_label="Tốt", proposed_label="Tốt")}

    whole = told(read, counted=changed(read, evaluations=lines)).units

    assert [(one.name, one.label) for one in whole] == [
        (one.name, f"Mức {one.code}") for one in units
    ]
    assert all(before.number < after.number for before, after in pairwise(whole))
    assert told(read, counted=changed(read, evaluations=gap)).units == ()
    rows = annexes.units(replace(read.snapshot, evaluations=gap))
    assert notice.unconcluded(rows) == (units[-1].name,)


def test_the_ranking_is_told_by_group_where_points_were_given(scene):
    """Two of four share the first rank of their group; nothing is told while one is open."""
    read = reading(scene)
    units = read.told.figures.facts.units
    ranks = [("Khối phòng", "3", "9"), ("Khối khác", "1", "95.5"), ("Khối phòng", "1", "1040.25"),
             ("Khối phòng", "1", "1040.25")]  # fmt: skip
    lines = {
        unit.unit_id: EvaluationLine(
            concluded_label="Tốt", concluded_points=points, ranked_group=group, rank=rank
        )
        for unit, (group, rank, points) in zip(units, ranks, strict=True)
    }
    first = units[0].unit_id
    gap = {**lines, first: replace(lines[first], concluded_label="", rank="")}

    shown = told(read, counted=changed(read, evaluations=lines)).ranking

    assert [(one.rank, one.name, one.points) for one in shown] == [
        ("", "Khối phòng", ""), ("1", units[2].name, "1.040,25"),
        ("1", units[3].name, "1.040,25"), ("3", units[0].name, "9"),
        ("", "Khối khác", ""), ("1", units[1].name, "95,5"),
    ]  # fmt: skip
    assert told(read, counted=changed(read, evaluations=gap)).ranking == ()
    before_points = {**lines, first: replace(lines[first], concluded_points="")}
    assert told(read, counted=changed(read, evaluations=before_points)).ranking == ()
    assert told(read).ranking == ()


def test_beside_the_button_stand_units_that_are_open_in_a_draft_and_held_fast(scene):
    report_id = scene.begin()
    scene.fill(report_id)
    names = tuple(one.name for one in reading(scene).told.figures.facts.units)

    assert notices.unconcluded(scene.who(SON), scene.opened(report_id)) == names
    scene.hold(report_id)
    assert notices.unconcluded(scene.who(SON), scene.opened(report_id)) == names


def sign(scene, report_id):
    with clock.at(NOW):
        reports.sign(
            scene.db, scene.who(MAI), scene.again(), act_id=new_act(), report_id=report_id,
            seen_version=scene.version(report_id), number="125/BC-SXD", signed_on=NOW.date(),
            signer="Đoàn Quốc Chính", signer_position="GIÁM ĐỐC",
        )  # fmt: skip


@pytest.mark.parametrize("last", [Step.READY, Step.SIGN], ids=str)
def test_of_a_report_held_fast_it_tells_what_was_held_and_no_draft(scene, tmp_path, last):
    report_id = scene.begin()
    scene.fill(report_id)
    draft = by_terminal(scene, tmp_path)
    scene.hold(report_id)
    scene.base.save(date(2021, 5, 19), BINH, HELD, WorkStatus.DONE, so_hoi_nghi="30")
    if last == Step.SIGN:
        sign(scene, report_id)

    paged = made(scene, ask(scene, report_id))

    assert words(paged) == words(draft)
    assert paged == by_terminal(scene, tmp_path)
    assert "Dự thảo lập lúc" in foot(draft)
    assert foot(paged).strip() == ""
    kept = scene.db.read(lambda tx: closing_reports.frozen(tx, report_id))
    *_, total = freezing.thawed(kept).paper.closing.units
    assert f"{total.complete}/{total.assigned} lượt nhiệm vụ" in words(paged)
    assert f"đúng hạn {total.on_time}," in words(paged)
    assert docx_checker.problems(paged, Paper.RESULT_NOTICE) == []


def foot(content: bytes) -> str:
    section = Document(io.BytesIO(content)).sections[0]
    return " ".join(one.text for one in section.first_page_footer.paragraphs)


def test_a_draft_from_the_page_and_from_the_terminal_is_the_same(scene, tmp_path):
    report_id = scene.begin()

    paged = made(scene, ask(scene, report_id))

    assert paged == by_terminal(scene, tmp_path)


def test_asking_taking_and_the_terminal_are_in_the_log(scene, tmp_path):
    report_id = scene.begin()
    made(scene, ask(scene, report_id))
    by_terminal(scene, tmp_path)

    events = scene.db.read(
        lambda tx: tx.rows(
            "SELECT event, actor_name, detail FROM audit_events WHERE event LIKE 'export.%' "
            "ORDER BY number"
        )
    )
    assert [(event, json.loads(detail)["what"]) for event, _, detail in events] == [
        ("export.ask", "result_notice"),
        ("export.take", "result_notice"),
        ("export.ask", "result_notice"),
    ]
    assert [actor for _, actor, _ in events[:2]] == [MAI.full_name] * 2


def test_the_right_is_asked_for_again_when_the_file_is_taken(scene):
    report_id = scene.begin()
    job = ask(scene, report_id, SON)
    with runner(scene.db):
        ended(scene, job)
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE accounts SET roles = ',staff,' WHERE account_id = $1", [SON.account_id]
        )
    )

    with pytest.raises(Denied):
        jobs.take(scene.db, scene.who(SON), job.job_id)
