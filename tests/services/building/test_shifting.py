"""The anchor moves in the draft; milestones with days of their own follow when somebody says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lib.domain import plan_days
from lib.domain.campaigns import CampaignState
from lib.domain.plan_drafts import FIXED, HEAD, Name, Part
from lib.errors import Conflict, Denied, NotFound, Refused
from lib.services.acts import new_act
from lib.services.audit import log
from lib.services.building import edits, shifting
from lib.services.campaigns import campaigns
from lib.services.operation import checks
from lib.text import AUDIT_EVENTS
from tests.cast import CAST, MAI, QUANG, VAN
from tests.services.building.building_scene import (
    act,
    add,
    check,
    plan_of,
    publish,
    running,
    said,
    save,
)
from tests.small_campaign import ELECTION_ON, HELD


@pytest.fixture
def own(scene) -> list[Name]:
    """Two milestones in force with days of their own; a task is counted from the second."""
    names = []
    for title, day in (("Ngày ấn định", "17/11/2020"), ("Ngày phát động", "01/02/2021")):
        name = add(scene, Part.MILESTONE, title)
        save(scene, name, way="ngay", date=day)
        names.append(name)
    save(scene, Name(Part.TASK, HELD), milestone=names[1].code, way="sau", after="5")
    publish(scene)
    return names


def anchor(scene):
    return Name(Part.MILESTONE, plan_of(scene).content["anchor"])


def move_anchor(scene, days):
    day = ELECTION_ON + timedelta(days=days)
    save(scene, anchor(scene), date=f"{day:%d/%m/%Y}")


def shift(scene, who=VAN, seen=None, act_id=None):
    shifting.shift(
        scene.db, scene.who(who), running(scene), act_id=act_id or new_act(),
        seen_version=plan_of(scene).version if seen is None else seen,
    )  # fmt: skip


def days(scene, names):
    found = plan_days.milestone_days(plan_of(scene).content)
    return [found[one.code] for one in names]


BEFORE = [date(2020, 11, 17), date(2021, 2, 1)]
AFTER = [one + timedelta(days=14) for one in BEFORE]


def test_nothing_moves_by_itself(scene, own):
    assert (plan_of(scene).lag, plan_of(scene).lagging) == (0, [])
    move_anchor(scene, 14)
    assert plan_of(scene).lag == 14
    assert [one["key"] for one in plan_of(scene).lagging] == [one.code for one in own]
    assert days(scene, own) == BEFORE


def test_they_follow_together_are_told_and_take_their_tasks_along(scene, own):
    due = campaigns.plan(scene.db, running(scene)).tasks_by_code[HELD].due_on
    move_anchor(scene, 14)
    shift(scene)

    assert days(scene, own) == AFTER
    assert plan_of(scene).lagging == []
    told = said(scene)
    assert told[own[0]] == ("ngày 17/11/2020 → 01/12/2020",)
    assert told[own[1]] == ("ngày 01/02/2021 → 15/02/2021",)
    assert "ngày 06/02/2021 → 20/02/2021" in told[Name(Part.TASK, HELD)]
    assert Name(Part.FOLLOWED, FIXED) not in told
    publish(scene)
    after = campaigns.plan(scene.db, running(scene)).tasks_by_code[HELD].due_on
    assert after - due == timedelta(days=14)
    assert days(scene, own) == AFTER
    assert plan_of(scene).lag == 0
    assert checks.problems(scene.db) == []


def test_moving_back_and_again_undoes_it(scene, own):
    before = plan_of(scene).content
    move_anchor(scene, 14)
    shift(scene)
    move_anchor(scene, 0)
    assert plan_of(scene).lag == -14
    shift(scene)
    assert plan_of(scene).content == before
    assert not plan_of(scene).is_changed
    move_anchor(scene, -7)
    shift(scene)
    assert days(scene, own) == [one - timedelta(days=7) for one in BEFORE]


def test_a_second_click_and_a_second_person_move_nothing_more(scene, own):
    move_anchor(scene, 14)
    seen, act_id = plan_of(scene).version, new_act()
    for _ in range(2):
        shift(scene, seen=seen, act_id=act_id)
    assert days(scene, own) == AFTER
    with pytest.raises(Conflict):
        shift(scene, who=MAI, seen=seen)
    with pytest.raises(Refused) as why:
        shift(scene, who=MAI)
    assert why.value.reason == "unmoved"
    assert days(scene, own) == AFTER


def test_what_somebody_set_or_left_out_meanwhile_counts(scene, own):
    move_anchor(scene, 14)
    save(scene, own[0], date="20/11/2020")
    act(scene, edits.take_out, own[1])
    shift(scene)
    assert days(scene, own[:1]) == [date(2020, 12, 4)]
    act(scene, edits.take_back, own[1])
    assert days(scene, own[1:]) == BEFORE[1:]


def test_another_anchor_is_no_move_of_it(scene, own):
    save(scene, Name(Part.HEAD, HEAD), anchor=own[1].code)
    assert plan_of(scene).lagging == []
    with pytest.raises(Refused):
        shift(scene)


def test_a_draft_that_is_dropped_forgets_it(scene, own):
    move_anchor(scene, 14)
    shift(scene)
    edits.drop(scene.db, scene.who(VAN), running(scene), act_id=new_act(),
               seen_version=plan_of(scene).version)  # fmt: skip
    assert (days(scene, own), plan_of(scene).lag) == (BEFORE, 0)
    move_anchor(scene, 3)
    assert plan_of(scene).lag == 3


def test_a_day_that_files_do_not_take_is_found_by_the_check(scene, own):
    save(scene, own[1], date="31/12/2100")
    move_anchor(scene, 14)
    shift(scene)
    assert not check(scene).is_ready
    assert own[1] in {one.name for one in check(scene).findings if one.is_blocking}


def test_the_act_is_one_line_of_the_log(scene, own):
    def changes():
        found = log.entries(scene.db, scene.who(QUANG), None, log.Filter()).entries
        return [one for one in found if one.event == AUDIT_EVENTS["plan.change"]]

    before = len(changes())
    move_anchor(scene, 14)
    shift(scene)
    told = changes()
    assert len(told) == before + 2
    assert "14" in {words for _, words in told[0].detail}


def test_nobody_opens_where_they_stand(scene, own):
    move_anchor(scene, 14)
    shift(scene)
    with pytest.raises(NotFound):
        plan_of(scene).record(Name(Part.FOLLOWED, FIXED))


def test_only_the_office_moves_and_never_in_a_closed_campaign(scene, own):
    move_anchor(scene, 14)
    seen = plan_of(scene).version
    for who in {one for one in CAST if one not in (VAN, MAI)}:
        with pytest.raises(Denied):
            shift(scene, who=who, seen=seen)
    scene.db.write(
        lambda tx: tx.run("UPDATE campaigns SET state = $1", [CampaignState.CLOSED.value])
    )
    with pytest.raises(Refused) as why:
        shift(scene, seen=seen)
    assert why.value.reason == "closed_campaign"
    assert days(scene, own) == BEFORE
