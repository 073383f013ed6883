"""A changed file loaded over its campaign: the plan follows, what was reported stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lib.domain.access import Actor
from lib.domain.campaigns import CampaignSeed, CampaignState, Milestone, TaskSeed
from lib.domain.checklist import Report
from lib.domain.forms import forms
from lib.domain.forms.forms import form_from_data, form_to_data
from lib.domain.workflow import Step, WorkStatus
from lib.errors import Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.campaigns.campaigns import Loaded
from lib.services.checklist import checklist, verification
from lib.services.checklist.item_acts import Target
from lib.services.operation import checks
from lib.services.reports import summary
from lib.store.engine.db import Database
from tests import small_campaign
from tests.cast import BINH, HUNG, LAN, VAN
from tests.services.nominations import nomination_scene
from tests.services.nominations.nomination_scene import Scene
from tests.small_campaign import ELECTION_ON, HELD, NIL, OPTIONAL, SEED, SHARE
from tests.support.acting import act_as_nobody
from tests.support.stages import Stage

LATER = datetime(2021, 3, 22, 2, tzinfo=UTC)


@pytest.fixture
def scene(stage: Stage) -> Scene:
    return stage.set(nomination_scene.make_scene)


def load(db: Database, seed: CampaignSeed) -> Loaded:
    def again(act):
        return campaigns.load_campaign(
            act, seed, state=CampaignState.RUNNING, anchor_on=seed.anchor_on, dates_moved=False
        )

    with clock.at(LATER):
        return act_as_nobody(db, again)


def changed(code: str, change: Callable[[TaskSeed], TaskSeed]) -> CampaignSeed:
    return replace(
        SEED, tasks=tuple(change(one) if one.code == code else one for one in SEED.tasks)
    )


def asking(task: TaskSeed, *fields: dict[str, object]) -> TaskSeed:
    data = form_to_data(task.form)
    return replace(task, form=form_from_data(data | {"fields": [*fields]}))


def split(task: TaskSeed) -> TaskSeed:
    """One number becomes two, and the old one is left out of the file."""
    number = {"kind": "whole", "required": True, "running": True}
    return asking(
        task,
        {"key": "so_tap_the", "label": "Số tập thể", **number},
        {"key": "so_ca_nhan", "label": "Số cá nhân", **number},
        {"key": "ghi_chu", "label": "Ghi chú", "kind": "long_text"},
    )


def save(scene: Scene, actor: Actor, code: str, seen: int = 1, **answers: object) -> None:
    with clock.at(LATER - timedelta(days=2)):
        checklist.save_item(
            scene.db, actor, small_campaign.stored(scene.db), act_id=new_act(),
            unit_id=actor.unit_id, task_code=code, seen_version=seen,
            report=Report(WorkStatus.DONE.value, answers, ""),
        )  # fmt: skip


def items(db: Database, code: str) -> list[tuple]:
    task_id = campaigns.plan(db, small_campaign.stored(db)).tasks_by_code[code].task_id
    return db.read(
        lambda tx: tx.rows(
            "SELECT version, due_on, CAST(answers AS VARCHAR), form_version, is_active"
            " FROM items WHERE task_id = $1 ORDER BY version, due_on",
            [task_id],
        )
    )


def sound(db: Database) -> bool:
    return checks.problems(db) == []


def codes(db: Database) -> list[str]:
    return [one.code for one in campaigns.plan(db, small_campaign.stored(db)).tasks]


def test_the_same_file_again_changes_nothing(scene):
    before = small_campaign.stored(scene.db)

    assert not load(scene.db, SEED).is_new
    assert small_campaign.stored(scene.db) == before


def test_words_and_milestones_follow_the_file(scene):
    lasting = Milestone("tong_ket", "Tổng kết", ELECTION_ON + timedelta(days=9), 9)
    named = replace(SEED.milestones[0], name="Ngày bầu cử (mới)", is_suggested=True)
    seed = replace(changed(HELD, lambda one: replace(one, title="Tên mới", is_suggested=True)))
    load(scene.db, replace(seed, title="Đầu đề mới", milestones=(named, lasting)))
    load(scene.db, replace(seed, title="Đầu đề mới", milestones=(named,)))

    campaign = small_campaign.stored(scene.db)
    plan = campaigns.plan(scene.db, campaign)
    assert campaign.title == "Đầu đề mới"
    assert plan.milestones == (named,)
    task = plan.tasks_by_code[HELD]
    assert (task.title, task.is_suggested, task.form.version) == ("Tên mới", True, 1)
    assert sound(scene.db)


def test_a_new_task_gets_an_item_in_every_unit_it_is_for(scene):
    units = len(items(scene.db, HELD))
    new = replace(
        SEED.tasks[0], code="II.1.9", short_title="Việc mới",
        form=form_from_data(form_to_data(SEED.tasks[0].form) | {"key": "nho.II.1.9"}),
    )  # fmt: skip
    loaded = load(scene.db, replace(SEED, tasks=(new, *SEED.tasks)))

    assert (loaded.items, loaded.over.forms) == (units, 0)
    assert codes(scene.db) == ["II.1.9", *(one.code for one in SEED.tasks)]
    assert len(items(scene.db, "II.1.9")) == units
    assert sound(scene.db)


def test_one_number_split_into_two_keeps_the_old_answers_with_their_version(scene):
    lan, binh = scene.who(LAN), scene.who(BINH)
    save(scene, lan, HELD, so_hoi_nghi="3")
    loaded = load(scene.db, changed(HELD, split))

    assert loaded.over.forms == 1
    form = campaigns.plan(scene.db, small_campaign.stored(scene.db)).tasks_by_code[HELD].form
    assert [(one.key, one.retired) for one in form.fields] == [
        ("so_tap_the", False), ("so_ca_nhan", False), ("ghi_chu", False), ("so_hoi_nghi", True)
    ]  # fmt: skip
    assert form.version == 2
    assert [(row[2], row[3]) for row in items(scene.db, HELD) if row[0] > 1] == [
        ('{"so_hoi_nghi": 3}', 1)
    ]

    save(scene, binh, HELD, so_tap_the="1", so_ca_nhan="2")
    newer = [row for row in items(scene.db, HELD) if row[0] > 1 and row[3] == 2]
    assert [row[2] for row in newer] == ['{"so_tap_the": 1, "so_ca_nhan": 2}']
    assert forms.figure(form, {"so_hoi_nghi": 3}) == "3 hội nghị"
    assert sound(scene.db)


def test_what_is_worked_out_is_left_out_with_the_numbers_it_is_worked_out_of(scene):
    number = {"kind": "whole"}
    first = {"key": "so_tap_the", "label": "Số tập thể", **number}
    second = {"key": "so_ca_nhan", "label": "Số cá nhân", **number}
    total = {"key": "tong", "label": "Tổng số", "kind": "sum", "of": ["so_tap_the", "so_ca_nhan"]}
    load(scene.db, changed(HELD, lambda one: asking(one, first, second, total)))
    save(scene, scene.who(LAN), HELD, so_tap_the="1", so_ca_nhan="2")

    load(scene.db, changed(HELD, lambda one: asking(one, first)))

    form = campaigns.plan(scene.db, small_campaign.stored(scene.db)).tasks_by_code[HELD].form
    assert [(one.key, one.retired) for one in form.fields] == [
        ("so_tap_the", False), ("so_ca_nhan", True), ("tong", True), ("so_hoi_nghi", True),
        ("ghi_chu", True),
    ]  # fmt: skip
    assert forms.figure(form, {"so_tap_the": 1, "so_ca_nhan": 2, "tong": 3}) == "1 · 2 · 3"
    assert items(scene.db, HELD)[-1][2] == '{"so_tap_the": 1, "so_ca_nhan": 2, "tong": 3}'
    assert sound(scene.db)


def test_a_group_left_out_lets_its_questions_go(scene):
    head = {"key": "nhom", "label": "Nhóm", "kind": "group"}
    first = {"key": "so_tap_the", "label": "Số tập thể", "kind": "whole"}
    second = {"key": "so_ca_nhan", "label": "Số cá nhân", "kind": "whole"}
    grouped = [one | {"group": "nhom"} for one in (first, second)]
    load(scene.db, changed(HELD, lambda one: asking(one, head, *grouped)))

    load(scene.db, changed(HELD, lambda one: asking(one, first)))

    form = campaigns.plan(scene.db, small_campaign.stored(scene.db)).tasks_by_code[HELD].form
    assert [(one.key, one.retired, one.group) for one in form.fields][:3] == [
        ("so_tap_the", False, ""), ("nhom", True, ""), ("so_ca_nhan", True, "")
    ]  # fmt: skip


def test_a_step_keeps_the_form_that_the_answers_were_given_with(scene):
    lan = scene.who(LAN)
    save(scene, lan, NIL, so_hoi_nghi="3")
    load(
        scene.db,
        changed(
            NIL,
            lambda one: asking(
                one, {**form_to_data(one.form)["fields"][0], "label": "Số hội nghị, cuộc họp"}
            ),
        ),
    )
    campaign = small_campaign.stored(scene.db)
    task = campaigns.plan(scene.db, campaign).tasks_by_code[NIL]
    with clock.at(LATER):
        verification.take_step(
            scene.db, scene.who(HUNG), campaign, act_id=new_act(), step=Step.SEND,
            targets=[Target(lan.unit_id, task.task_id, 2)], reason="", due_on=None,
        )  # fmt: skip

    versions = scene.db.read(
        lambda tx: tx.rows(
            "SELECT step, form_version FROM item_history"
            " WHERE unit_id = $1 AND task_id = $2 ORDER BY version",
            [lan.unit_id, task.task_id],
        )
    )
    assert versions == [("begin", 1), ("save", 1), ("send", 1)]


def test_a_task_left_out_stays_only_where_somebody_has_reported(scene):
    save(scene, scene.who(LAN), HELD, so_hoi_nghi="3")
    loaded = load(
        scene.db, replace(SEED, tasks=tuple(t for t in SEED.tasks if t.code not in (HELD, SHARE)))
    )

    assert loaded.over.kept == (HELD,)
    assert codes(scene.db) == [NIL, OPTIONAL, small_campaign.OFFICE_ONLY, HELD]
    assert [row[2] for row in items(scene.db, HELD) if row[0] > 1] == ['{"so_hoi_nghi": 3}']
    assert sound(scene.db)

    load(scene.db, SEED)
    assert codes(scene.db) == [one.code for one in SEED.tasks]
    assert all(row[4] for row in items(scene.db, SHARE))
    assert sound(scene.db)


def test_a_new_due_day_moves_all_but_a_deadline_of_ones_own(scene):
    lan = scene.who(LAN)
    own = date(2021, 4, 30)
    task = campaigns.plan(scene.db, scene.campaign).tasks_by_code[HELD]
    save(scene, lan, HELD, so_hoi_nghi="3")
    with clock.at(LATER - timedelta(days=1)):
        for person, step, due_on in ((HUNG, Step.SEND, None), (VAN, Step.RETURN, own)):
            seen = 2 if step == Step.SEND else 3
            verification.take_step(
                scene.db, scene.who(person), scene.campaign, act_id=new_act(), step=step,
                targets=[Target(lan.unit_id, task.task_id, seen)], reason="Thiếu biên bản.",
                due_on=due_on,
            )  # fmt: skip
    load(scene.db, changed(HELD, lambda one: replace(one, offset_days=-30)))

    moved = ELECTION_ON - timedelta(days=30)
    found = items(scene.db, HELD)
    assert {row[1] for row in found if row[0] == 2} == {moved}
    assert [row[1] for row in found if row[0] == 4] == [own]
    assert sound(scene.db)


def test_figures_are_the_same_before_and_after(scene):
    save(scene, scene.who(LAN), HELD, so_hoi_nghi="3")
    van = scene.who(VAN)
    with clock.at(LATER):
        before = summary.indicators(scene.db, van, small_campaign.stored(scene.db))
        load(scene.db, replace(SEED, theme="Chủ đề mới"))
        after = summary.indicators(scene.db, van, small_campaign.stored(scene.db))

    assert after == before
    assert 3 in [one.total for one in before]


def test_the_days_stay_where_the_office_has_put_the_election(scene):
    moved = replace(SEED, theme="Chủ đề mới").moved_to(ELECTION_ON + timedelta(days=7))
    load(scene.db, moved)

    [election] = campaigns.plan(scene.db, small_campaign.stored(scene.db)).milestones
    assert election.due_on == ELECTION_ON


def test_the_log_tells_it(scene):
    load(scene.db, changed(HELD, split))

    rows = scene.db.read(
        lambda tx: tx.rows(
            "SELECT CAST(detail AS VARCHAR) FROM audit_events WHERE event = 'campaign.reload'"
        )
    )
    assert len(rows) == 1
    assert '"forms": 1' in rows[0][0]


def test_another_kind_under_the_same_key_is_refused_and_nothing_changes(scene):
    before = small_campaign.stored(scene.db)
    text = {"key": "so_hoi_nghi", "label": "Số hội nghị", "kind": "long_text"}

    with pytest.raises(Refused) as refusal:
        load(scene.db, changed(HELD, lambda one: asking(one, text)))

    assert refusal.value.reason == "field_kind"
    assert small_campaign.stored(scene.db) == before


def test_another_kind_of_a_column_under_the_same_key_is_refused(scene):
    column = {"key": "nguoi", "label": "Số người", "kind": "whole"}
    table = {"key": "hop", "label": "Họp", "kind": "rows", "columns": [column]}
    load(scene.db, changed(HELD, lambda one: asking(one, table)))
    words = {**table, "columns": [{**column, "kind": "short_text"}]}

    with pytest.raises(Refused) as refusal:
        load(scene.db, changed(HELD, lambda one: asking(one, words)))

    assert refusal.value.reason == "field_kind"


def test_a_closed_campaign_stays_as_it_is(scene):
    scene.db.write(lambda tx: tx.run("UPDATE campaigns SET state = 'closed'"))

    with pytest.raises(Refused) as refusal:
        load(scene.db, replace(SEED, theme="Chủ đề mới"))

    assert refusal.value.reason == "closed_campaign"
