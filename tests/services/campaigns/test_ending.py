"""Ending a campaign and opening it again: the table × the cast, what is open, races with saves."""

from __future__ import annotations

import itertools
import threading

import pytest

from lib.domain.access import Role
from lib.domain.campaign_end import TRANSITIONS, Point, Step
from lib.domain.campaigns import CampaignState
from lib.domain.checklist import Report
from lib.domain.nomination_workflow import State
from lib.domain.nomination_workflow import Step as NominationStep
from lib.domain.workflow import Step as ItemStep
from lib.domain.workflow import WorkStatus
from lib.errors import AppError, Denied, Invalid, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.audit import log
from lib.services.campaigns import campaigns, ending
from lib.services.checklist import checklist, verification
from lib.services.checklist.item_acts import Target
from lib.store import campaign_steps as store
from tests import cast, small_campaign
from tests.cast import CAST, HUNG, LAN, MAI, QUANG, SON, VAN
from tests.factories import many_units
from tests.services.nominations.nomination_scene import NOW, Scene, make_scene

WHY = "Hết thời gian"
OFFICE, LEADER = MAI, SON


@pytest.fixture
def scene(stage) -> Scene:
    return stage.set(make_scene)


def take(scene, person, step, note=WHY, *, act=None):
    with clock.at(NOW):
        ending.take_step(
            scene.db, scene.who(person), scene.campaign, act_id=act or new_act(), step=step,
            note=note,
        )  # fmt: skip


def task(scene):
    return campaigns.plan(scene.db, scene.campaign).tasks_by_code[small_campaign.HELD]


def report(scene):
    """Lan's first report of her unit."""
    actor = scene.who(LAN)
    checklist.save_item(
        scene.db, actor, scene.campaign, act_id=new_act(), unit_id=actor.unit_id,
        task_code=small_campaign.HELD, seen_version=1,
        report=Report(WorkStatus.DONE.value, {"so_hoi_nghi": "3"}),
    )  # fmt: skip


def state(scene):
    return campaigns.find(scene.db, scene.campaign.code).state


def bring(scene, wanted, *, asked_by=None):
    """The campaign in that state, whichever way it was."""
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE campaigns SET state = $2 WHERE campaign_id = $1",
            [scene.campaign.campaign_id, wanted.value],
        )
    )
    if asked_by is not None:
        take(scene, asked_by, Step.ASK_REOPEN)


def expected(person, now, step, asked_by):
    """What DESIGN says, a second time: "ok" or the reason of the refusal."""
    roles = person.roles
    side = {Role.OFFICE, Role.LEADER} if "reopen" in step else {Role.OFFICE}
    if not roles & side:
        return "role"
    if (now, step) not in TRANSITIONS:
        return "campaign_state"
    if step == Step.ASK_REOPEN:
        return "reopen_asked" if asked_by else "ok"
    if step in (Step.REOPEN, Step.DROP_REOPEN) and asked_by is None:
        return "reopen_not_asked"
    if step == Step.REOPEN:
        other = Role.LEADER if asked_by == OFFICE else Role.OFFICE
        return "ok" if other in roles and person != asked_by else "second_side"
    if step == Step.DROP_REOPEN:
        other = Role.LEADER if asked_by == OFFICE else Role.OFFICE
        return "ok" if other in roles or person == asked_by else "role"
    return "ok"


@pytest.mark.parametrize(
    ("now", "asked_by"),
    [
        (CampaignState.PREPARING, None), (CampaignState.RUNNING, None),
        (CampaignState.CLOSED, None), (CampaignState.CLOSED, OFFICE),
        (CampaignState.CLOSED, LEADER),
    ],
    ids=["preparing", "running", "closed", "asked by office", "asked by leader"],
)  # fmt: skip
def test_every_step_from_every_state_by_everybody(scene, now, asked_by):
    for person, step in itertools.product(CAST, Step):
        scene.db.write(lambda tx: tx.run("DELETE FROM campaign_steps"))
        bring(scene, now, asked_by=asked_by)
        before = state(scene)
        try:
            take(scene, person, step)
            got = "ok"
        except AppError as refusal:
            got = refusal.reason
        assert got == expected(person, now, step, asked_by), (person.username, step)
        if got == "ok":
            assert state(scene) == TRANSITIONS[now, step].target
        else:
            assert state(scene) == before


def test_closing_with_open_points_needs_a_reason_and_keeps_what_was_open(scene):
    with pytest.raises(Refused) as caught:
        take(scene, OFFICE, Step.CLOSE, note=" ")
    assert caught.value.reason == "reason_needed"

    take(scene, OFFICE, Step.CLOSE)

    (entry,) = scene.db.read(lambda tx: store.history(tx, scene.campaign.campaign_id))
    assert (entry.step, entry.note, entry.done_by_name) == (Step.CLOSE, WHY, MAI.full_name)
    assert entry.points[Point.INCOMPLETE] > 0
    told = log.entries(scene.db, scene.who(VAN), scene.campaign, log.Filter()).entries
    assert told[0].event == "Kết thúc phong trào"


def test_what_is_open_is_counted(scene):
    made = scene.save(LAN)
    scene.step(HUNG, NominationStep.SEND, made)
    scene.put(scene.save(LAN, ho_ten="Đã Công Bố"), State.PUBLISHED)
    scene.put(scene.save(LAN, ho_ten="Còn Soạn"), State.DRAFT)
    with clock.at(NOW):
        report(scene)
        verification.take_step(
            scene.db, scene.who(HUNG), scene.campaign, act_id=new_act(), step=ItemStep.SEND,
            targets=[Target(scene.who(LAN).unit_id, task(scene).task_id, 2)],
        )  # fmt: skip

    points = ending.ending(scene.db, scene.who(MAI), scene.campaign).points

    assert points[Point.SENT] == 1
    assert points[Point.NOMINATIONS] == 1
    assert Point.RETURNED not in points
    assert points[Point.SILENT_UNITS] >= 1
    assert points[Point.INCOMPLETE] > points[Point.SILENT_UNITS]


def test_the_counts_follow_whatever_is_done(scene):
    """They are kept meanwhile, and each act moves them."""

    def told():
        with clock.at(NOW):
            points = ending.ending(scene.db, scene.who(MAI), scene.campaign).points
        counted = scene.db.read(
            lambda tx: store.open_points(tx, scene.campaign.campaign_id, NOW.date())
        )
        assert points == {point: count for point, count in counted.items() if count}
        return points

    def step(person, taken, seen, **more):
        target = Target(scene.who(LAN).unit_id, task(scene).task_id, seen)
        with clock.at(NOW):
            verification.take_step(
                scene.db, scene.who(person), scene.campaign, act_id=new_act(), step=taken,
                targets=[target], **more,
            )  # fmt: skip

    seen = [told()]
    with clock.at(NOW):
        report(scene)
    seen.append(told())
    step(HUNG, ItemStep.SEND, 2)
    seen.append(told())
    step(VAN, ItemStep.RECEIVE, 3)
    seen.append(told())
    step(VAN, ItemStep.RETURN, 4, reason="Thiếu số liệu", due_on=NOW.date())
    seen.append(told())
    scene.step(HUNG, NominationStep.SEND, scene.save(LAN))
    seen.append(told())
    many_units(scene.db, 3, campaign_id=scene.campaign.campaign_id)
    seen.append(told())

    assert all(before != after for before, after in itertools.pairwise(seen))


def test_a_closed_campaign_takes_no_report_and_no_nomination(scene):
    made = scene.save(LAN)
    take(scene, OFFICE, Step.CLOSE)

    with pytest.raises(Refused) as reported, clock.at(NOW):
        report(scene)
    with pytest.raises(Refused) as nomination:
        scene.save(LAN, nomination_id=made.nomination_id, seen=1)

    assert {reported.value.reason, nomination.value.reason} == {"closed_campaign"}
    take(scene, OFFICE, Step.ASK_REOPEN)
    take(scene, LEADER, Step.REOPEN)
    scene.save(LAN, nomination_id=made.nomination_id, seen=1)


def test_two_clicks_close_once(scene):
    act = new_act()

    take(scene, OFFICE, Step.CLOSE, act=act)
    take(scene, OFFICE, Step.CLOSE, act=act)

    assert len(scene.db.read(lambda tx: store.history(tx, scene.campaign.campaign_id))) == 1


def test_who_asked_cannot_confirm_even_with_both_roles(scene):
    both = cast.Person("son", SON.full_name, SON.unit, frozenset({Role.OFFICE, Role.LEADER}))
    scene.db.write(
        lambda tx: tx.run("UPDATE accounts SET roles = ',leader,office,' WHERE username = 'son'")
    )
    scene.actors.clear()
    take(scene, OFFICE, Step.CLOSE)
    take(scene, both, Step.ASK_REOPEN)

    with pytest.raises(Refused) as caught:
        take(scene, both, Step.REOPEN)

    assert caught.value.reason == "second_side"


def test_the_reason_is_a_text_that_can_be_kept(scene):
    with pytest.raises(Invalid):
        take(scene, OFFICE, Step.CLOSE, note="x" * 1001)


@pytest.mark.parametrize("person", [LAN, HUNG, QUANG], ids=lambda one: one.username)
def test_others_do_not_learn_what_is_open(scene, person):
    with pytest.raises(Denied):
        ending.ending(scene.db, scene.who(person), scene.campaign)


def test_closing_races_with_saves_and_none_is_half_in(scene):
    barrier = threading.Barrier(2)
    results = []

    def save() -> None:
        barrier.wait()
        with clock.at(NOW):
            try:
                report(scene)
                results.append("saved")
            except Refused as refusal:
                results.append(refusal.reason)

    who = scene.who(OFFICE)
    saving = threading.Thread(target=save)
    saving.start()
    barrier.wait()
    with clock.at(NOW):
        ending.take_step(scene.db, who, scene.campaign, act_id=new_act(), step=Step.CLOSE, note=WHY)
    saving.join()

    def read(tx):
        return tx.row(
            """
            SELECT
                (SELECT max(revision) FROM item_history WHERE step = 'save'),
                (SELECT revision FROM campaign_steps)
            """
        )

    saved_at, closed_at = scene.db.read(read)
    assert results in (["saved"], ["closed_campaign"])
    assert (saved_at is not None) == (results == ["saved"])
    assert saved_at is None or saved_at < closed_at
