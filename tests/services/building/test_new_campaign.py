"""A campaign begun in the app: what it holds, what is refused, and that nothing breaks on it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from lib.domain.campaign_end import Step
from lib.domain.campaigns import CampaignState
from lib.domain.exports import Options
from lib.domain.jobs import State
from lib.domain.plan_drafts import HEAD, Name, Part
from lib.domain.reports.outline import ReportKind
from lib.domain.unit_reports import Ending
from lib.errors import BadFile, Denied, Invalid, Problems, Refused
from lib.exports.registry import EXPORTS
from lib.services.acts import new_act
from lib.services.audit import log
from lib.services.building import drafts, edits, new_campaign, publishing
from lib.services.building.new_campaign import Begun
from lib.services.campaigns import award_rules, campaigns, ending, file_writing, files
from lib.services.checklist import checklist
from lib.services.closing import counted_papers, papers, reports
from lib.services.closing.briefs import BRIEF
from lib.services.evaluation import rules
from lib.services.operation import checks
from lib.services.reports import campaign_files, exports, summary, workbooks
from lib.store import campaigns as store
from lib.store.engine.db import Database
from lib.text import AUDIT_EVENTS
from lib.web.sheets import checklist_sheet, plan_sheet, summary_sheet
from tests.cast import CAST, LAN, MAI, SON, VAN, actor, with_cast
from tests.services.jobs.waiting import ended, runner
from tests.services.nominations.nomination_scene import Scene

TOLD = Begun(
    "td-2027", "Phát động phong trào thi đua năm 2027", "Thi đua 2027", "Ngày tổng kết",
    date(2027, 9, 2),
)  # fmt: skip


@pytest.fixture
def db(stage, own_data) -> Database:
    stage.set(with_cast)
    return stage.database


def begin(db, who=VAN, act_id=None, **changed):
    return new_campaign.begin(
        db, actor(db, who), act_id=act_id or new_act(), told=replace(TOLD, **changed)
    )


@pytest.fixture
def campaign(db):
    begin(db)
    return campaigns.find(db, "TD-2027")


def publish(db, campaign):
    seen = drafts.opened(db, actor(db, VAN), campaign).version
    return publishing.publish(db, actor(db, VAN), campaign, act_id=new_act(), seen_version=seen)


def add(db, campaign, part, title, **more):
    return edits.add(db, actor(db, VAN), campaign, act_id=new_act(), part=part, title=title, **more)


def start(db, campaign):
    ending.take_step(db, actor(db, VAN), campaign, act_id=new_act(), step=Step.START)


def test_it_waits_with_its_day_and_what_is_only_suggested(db, campaign):
    plan = campaigns.plan(db, campaign)
    assert (campaign.code, campaign.state) == ("TD-2027", CampaignState.PREPARING)
    assert campaign.title == campaign.theme == TOLD.title
    assert [(one.key, one.name, one.due_on) for one in plan.milestones] == [
        ("ngay_tong_ket", "Ngày tổng kết", date(2027, 9, 2))
    ]
    assert (plan.groups, plan.tasks) == ((), ())
    assert [one.code for one in award_rules.rules(db, campaign).award_forms] == ["GK", "BK"]
    assert rules.current(db, campaign).is_suggested
    details = db.read(lambda tx: store.details(tx, campaign.campaign_id))
    assert not {"legal_basis", "legal_basis_current", "emulation"} & set(details)
    (told,) = [
        one
        for one in log.entries(db, actor(db, VAN), campaign, log.Filter()).entries
        if one.event == AUDIT_EVENTS["campaign.load"]
    ]
    assert told.person == VAN.full_name
    assert checks.problems(db) == []


def test_a_second_click_begins_once(db):
    act_id = new_act()
    assert [begin(db, act_id=act_id).is_new for _ in range(2)] == [True, False]
    assert len(campaigns.campaigns(db, actor(db, VAN))) == 1


def test_a_code_that_is_taken_is_refused_at_its_field(db, campaign):
    with pytest.raises(Problems) as why:
        begin(db, who=MAI, title="Khác")
    (problem,) = why.value.problems
    assert (problem.reason, problem.facts["key"]) == ("name_taken", "code")
    assert campaigns.find(db, "TD-2027").title == TOLD.title


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"code": ""}, "required"), ({"code": "mã"}, "not_campaign_code"),
        ({"code": "A" * 31}, "too_long"), ({"code": "../X"}, "not_campaign_code"),
        ({"title": None}, "required"),
        ({"title": "x" * 501}, "too_long"),
        ({"short_title": "x" * 41}, "too_long"),
        ({"anchor": " "}, "required"),
        ({"anchor": "a\x00b"}, "control_characters"), ({"anchor_on": None}, "required"),
        ({"anchor_on": "2027-09-02"}, "required"),
        ({"anchor_on": date(1999, 1, 1)}, "date_too_early"),
        ({"anchor_on": date(2101, 1, 1)}, "date_too_late"),
    ],
)  # fmt: skip
def test_what_makes_no_campaign_is_refused_at_its_field(db, changed, why):
    with pytest.raises(Problems) as refused:
        begin(db, **changed)
    (problem,) = refused.value.problems
    assert isinstance(problem, Invalid)
    assert (problem.reason, problem.facts["key"]) == (why, *changed)
    assert campaigns.campaigns(db, actor(db, VAN)) == []


def test_all_that_is_wrong_is_said_at_once(db):
    with pytest.raises(Problems) as refused:
        begin(db, code="", title="", short_title="", anchor="", anchor_on=None)
    assert [one.facts["key"] for one in refused.value.problems] == [
        "code", "short_title", "title", "anchor", "anchor_on",
    ]  # fmt: skip


def test_only_the_office_begins(db):
    for person in {one for one in CAST if one not in (VAN, MAI)}:
        with pytest.raises(Denied):
            begin(db, who=person)
    assert campaigns.campaigns(db, actor(db, VAN)) == []


def test_it_is_built_piece_by_piece_and_started_once_it_has_tasks(db, campaign):
    with pytest.raises(Refused) as why:
        start(db, campaign)
    assert why.value.reason == "no_tasks"
    add(db, campaign, Part.GROUP, "Tuyên truyền", under="II.1")
    publish(db, campaign)
    task = add(db, campaign, Part.TASK, "Họp đơn vị", under="II.1", form="hoi_nghi")
    told = publish(db, campaign)
    assert told.items > 0
    start(db, campaign)

    running = campaigns.find(db, "TD-2027")
    assert running.state == CampaignState.RUNNING
    lan = actor(db, LAN)
    listed = checklist.unit_checklist(db, lan, running)
    assert [one.task.code for one in listed.lines] == [task.code]
    assert checks.problems(db) == []


def test_a_running_campaign_does_not_lose_its_last_task(db, campaign):
    add(db, campaign, Part.GROUP, "Tuyên truyền", under="II.1")
    task = add(db, campaign, Part.TASK, "Họp đơn vị", under="II.1", form="hoi_nghi")
    publish(db, campaign)
    start(db, campaign)
    campaign = campaigns.find(db, "TD-2027")
    version = drafts.opened(db, actor(db, VAN), campaign).record(task).version
    edits.take_out(
        db, actor(db, VAN), campaign, act_id=new_act(), name=task, seen_version=version
    )  # fmt: skip

    told = publishing.check(db, actor(db, VAN), campaign)
    assert [one.words for one in told.findings if one.is_blocking] == [
        "Kế hoạch cần ít nhất một nhiệm vụ."
    ]
    with pytest.raises(Refused):
        publish(db, campaign)


def test_a_file_without_tasks_is_still_none(db, campaign):
    content = file_writing.written(db.read(lambda tx: file_writing.stored(tx, campaign)))
    with pytest.raises(BadFile):
        files.read("x.yaml", content)
    made = campaign_files.file(db, actor(db, VAN), "TD-2027")
    assert b"".join(made.pieces) == content


def test_the_head_of_an_empty_plan_is_changed(db, campaign):
    name = Name(Part.HEAD, HEAD)
    one = drafts.opened(db, actor(db, VAN), campaign).record(name)
    raw = {**one.answers, "theme": "Đoàn kết, sáng tạo"}
    edits.save(
        db, actor(db, VAN), campaign, act_id=new_act(), name=name, seen_version=one.version,
        raw=raw,
    )  # fmt: skip
    publish(db, campaign)
    assert campaigns.find(db, "TD-2027").theme == "Đoàn kết, sáng tạo"


@pytest.mark.parametrize("key", EXPORTS)
def test_every_export_of_an_empty_campaign_is_a_table(db, campaign, key):
    made = exports.make(db, actor(db, MAI), key=key, campaign_code="TD-2027", options=Options())
    rows = list(csv.reader(io.StringIO(b"".join(made.pieces).decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1


def test_the_figures_of_an_empty_campaign_are_none(db, campaign):
    told = summary.summary(db, actor(db, SON), campaign)
    assert (told.total.assigned, told.groups) == (0, ())
    assert summary.indicators(db, actor(db, SON), campaign) == ()


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_papers_of_an_empty_campaign_are_made(db, campaign):
    mai = actor(db, MAI)
    report_id = reports.begin(db, mai, campaign, act_id=new_act(), kind=ReportKind.CLOSING)
    asked = [
        workbooks.ask(db, mai, campaign),
        papers.ask(db, mai, campaign, report_id, ending=Ending.DOCX),
        counted_papers.ask(db, mai, campaign, report_id, BRIEF),
    ]
    with runner(db):
        states = [ended(Scene(db, campaign), job).state for job in asked]
    assert states == [State.DONE] * len(asked)


def test_an_empty_plan_is_printed(db, campaign):
    told = plan_sheet.sheet(db, campaign)
    assert told.sections[-1].title == "Nhiệm vụ: 0"
    assert checklist_sheet.sheet(db, actor(db, LAN), campaign).title
    assert summary_sheet.sheet(db, actor(db, SON), campaign, None).title
