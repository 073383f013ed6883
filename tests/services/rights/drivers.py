"""How each step is taken: by the very service that a page calls for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from lib.domain.access import Actor
from lib.domain.checklist import Report
from lib.domain.exemplars import ExemplarStep
from lib.domain.nomination_workflow import Level, Step
from lib.domain.nominations import Subject
from lib.domain.workflow import Step as ItemStep
from lib.services import clock
from lib.services.acts import new_act
from lib.services.awards import (
    council_acts,
    council_votes,
    decisions,
    exemplar_acts,
    recusals,
    rescinding,
)
from lib.services.awards.council_votes import TypedVote
from lib.services.awards.recusals import Seat
from lib.services.checklist import checklist, verification
from lib.services.checklist.item_acts import Target as ItemTarget
from lib.services.nominations import nomination_edits, nomination_steps
from lib.services.nominations.nomination_acts import Target
from lib.store import checklist as items_store
from lib.store import council as council_store
from lib.store import decisions as decisions_store
from lib.store import exemplars as exemplars_store
from lib.store import nominations as nominations_store
from lib.store.engine.db import Reader
from tests import small_campaign
from tests.services.awards.award_scene import FOUR, MEETING, PAPER, PROVINCE_PAPER, YES
from tests.services.nominations.nomination_scene import NOW
from tests.services.rights.rehearsal import Rehearsal, outcome
from tests.services.rights.scene import ITEM_VERSION, STORY, TIED_PLACE, Scene, answers
from tests.services.rights.who import Try

DUE = date(2021, 4, 2)
WHY = "Lý do"
PROVINCE = ("proposed", "province_awarded", "province_refused")
"""The states, and below the steps, of what the province decides."""
PROVINCE_STEPS = ("propose", "record_award", "record_refusal")


def level_of(step: str, state: str) -> Level:
    return Level.PROVINCE if step in PROVINCE_STEPS or state in PROVINCE else Level.AGENCY


def item(rehearsed: Rehearsal, scene: Scene, one: Try, step: str, _state: str) -> str:
    """How the step on the owner's report would end."""
    unit_id, task_id = scene.units[one.owner], scene.task_id

    def probe(tx: Reader, _: object) -> str:
        found = items_store.item(tx, unit_id, task_id)
        return found.verification.value if found else "none"

    def act(db: Any) -> object:
        if step == "save":
            return checklist.save_item(
                db, one.actor, scene.campaign, act_id=new_act(), unit_id=unit_id,
                task_code=small_campaign.HELD, seen_version=ITEM_VERSION,
                report=Report("done", {"so_hoi_nghi": "9"}),
            )  # fmt: skip
        return verification.take_step(
            db, one.actor, scene.campaign, act_id=new_act(), step=ItemStep(step),
            targets=[ItemTarget(unit_id, task_id, ITEM_VERSION)], reason=WHY, due_on=DUE,
        )  # fmt: skip

    with clock.at(NOW):
        return outcome(rehearsed, probe, act)


def nomination(rehearsed: Rehearsal, scene: Scene, one: Try, step: str, state: str) -> str:
    """How the step on the owner's nomination would end."""
    level = level_of(step, state)
    target = Target(scene.nominations[one.thing, level], 3)

    def probe(tx: Reader, _: object) -> str:
        found = nominations_store.nomination(tx, target.nomination_id)
        return found.state.value if found else "none"

    def act(db: Any) -> object:
        taken = _LARGER.get(step)
        if taken is not None:
            return taken(db, scene, one, target, level)
        return nomination_steps.take_step(
            db, one.actor, scene.campaign, act_id=new_act(), step=Step(step), targets=[target],
            note=WHY, due_on=DUE,
        )  # fmt: skip

    with clock.at(NOW):
        return outcome(rehearsed, probe, act)


def _save(db: Any, scene: Scene, one: Try, target: Target, level: Level) -> object:
    subject = Subject.INDIVIDUAL if one.thing == one.owner else Subject.COLLECTIVE
    return nomination_edits.save_nomination(
        db, one.actor, scene.campaign, act_id=new_act(), nomination_id=target.nomination_id,
        subject=subject, seen_version=3, raw=answers(subject, level, "9"),
    )  # fmt: skip


def _check(db: Any, scene: Scene, one: Try, target: Target, _level: Level) -> object:
    return nomination_steps.check_nomination(
        db, one.actor, scene.campaign, act_id=new_act(), target=target, opinion="Đủ điều kiện.",
        passed_over="Biên bản giấy",
    )  # fmt: skip


def _table(db: Any, scene: Scene, one: Try, target: Target, _level: Level) -> object:
    return council_votes.table(
        db, one.actor, scene.campaign, act_id=new_act(), meeting_id=scene.meeting,
        targets=[target],
    )  # fmt: skip


def _untable(db: Any, scene: Scene, one: Try, target: Target, _level: Level) -> object:
    return council_votes.untable(
        db, one.actor, scene.campaign, act_id=new_act(), meeting_id=scene.meeting,
        targets=[target],
    )  # fmt: skip


# Vân does not vote on a collective of her Office.
_THREE = {**YES, "issued": "3", "returned": "3", "valid": "3", "votes_against": "0"}


def _vote(db: Any, scene: Scene, one: Try, target: Target, _level: Level) -> object:
    return council_votes.enter_votes(
        db, one.actor, scene.campaign, act_id=new_act(), meeting_id=scene.meeting, reason=WHY,
        votes=[TypedVote(target, _THREE, "Đề nghị khen.")],
    )  # fmt: skip


def _record_award(db: Any, scene: Scene, one: Try, target: Target, _level: Level) -> object:
    return decisions.record_award(
        db, one.actor, scene.campaign, act_id=new_act(), title="Về việc tặng Bằng khen",
        targets=[target], signed=PROVINCE_PAPER,
    )  # fmt: skip


def _record_refusal(db: Any, scene: Scene, one: Try, target: Target, _level: Level) -> object:
    return decisions.record_refusal(
        db, one.actor, scene.campaign, act_id=new_act(), targets=[target], reason=WHY
    )


def _publish(db: Any, scene: Scene, one: Try, _target: Target, level: Level) -> object:
    return decisions.release(
        db, one.actor, scene.campaign, act_id=new_act(),
        decision_id=scene.decisions[one.thing, level], seen_version=1, signed=PAPER,
    )  # fmt: skip


def _rescind(db: Any, scene: Scene, one: Try, target: Target, _level: Level) -> object:
    return rescinding.rescind_nomination(
        db, one.actor, scene.campaign, act_id=new_act(), target=target, reason=WHY
    )


# Steps that are part of a larger act.
_LARGER: dict[str, Callable[[Any, Scene, Try, Target, Level], object]] = {
    "save": _save,
    "check": _check,
    "table": _table,
    "untable": _untable,
    "vote": _vote,
    "record_award": _record_award,
    "record_refusal": _record_refusal,
    "publish": _publish,
    "rescind": _rescind,
}


def exemplar(rehearsed: Rehearsal, scene: Scene, one: Try, step: str, _state: str) -> str:
    """How the step on the owner's exemplar would end."""
    key = scene.exemplars[one.owner]

    def probe(tx: Reader, _: object) -> str:
        found = exemplars_store.exemplar(tx, key)
        return found.state.value if found else "none"

    def act(db: Any) -> object:
        if step in ("save", "tell"):
            take = exemplar_acts.save if step == "save" else exemplar_acts.tell
            return take(
                db, one.actor, scene.campaign, act_id=new_act(), exemplar_id=key, seen_version=3,
                form=STORY,
            )  # fmt: skip
        return exemplar_acts.take_step(
            db, one.actor, scene.campaign, act_id=new_act(), exemplar_id=key, seen_version=3,
            step=ExemplarStep(step), note=WHY,
        )  # fmt: skip

    with clock.at(NOW):
        return outcome(rehearsed, probe, act)


def meeting(rehearsed: Rehearsal, scene: Scene, one: Try, step: str, _state: str) -> str:
    """How the step on the meeting would end, which is no unit's."""
    if step in _TIES:
        return _tie(rehearsed, scene, one, step)
    key, actor, campaign = scene.empty_meeting, one.actor, scene.campaign

    def probe(tx: Reader, _: object) -> str:
        found = council_store.meeting(tx, key)
        return found.state.value if found else "none"

    def act(db: Any) -> object:
        if step == "open":
            return council_acts.open_meeting(db, actor, campaign, act_id=new_act(), form=MEETING)
        if step == "change":
            return council_acts.save_meeting(
                db, actor, campaign, act_id=new_act(), meeting_id=key, seen_version=2,
                form=MEETING, reason=WHY,
            )  # fmt: skip
        if step == "members":
            return council_acts.save_members(
                db, actor, campaign, act_id=new_act(), meeting_id=key, seen_version=2,
                members=FOUR, reason=WHY,
            )  # fmt: skip
        assert step == "close", step
        return council_acts.close(
            db, actor, campaign, act_id=new_act(), meeting_id=key, seen_version=2
        )

    with clock.at(NOW):
        return outcome(rehearsed, probe, act)


_TIES = ("recuse", "unrecuse")


def _tie(rehearsed: Rehearsal, scene: Scene, one: Try, step: str) -> str:
    """How it would end to say of a member that they do not vote on the case, or do again."""
    seat = Seat(scene.meeting, 2, scene.nominations[one.thing, Level.AGENCY], TIED_PLACE)

    def probe(tx: Reader, _: object) -> str:
        found = council_store.meeting(tx, scene.meeting)
        return found.state.value if found else "none"

    def act(db: Any) -> object:
        if step == "recuse":
            return recusals.recuse(
                db, one.actor, scene.campaign, act_id=new_act(), seat=seat, tie=WHY, reason=WHY
            )
        return recusals.unrecuse(
            db, one.actor, scene.campaign, act_id=new_act(), seat=seat, reason=WHY
        )

    with clock.at(NOW):
        return outcome(rehearsed, probe, act)


def decision(rehearsed: Rehearsal, scene: Scene, one: Try, step: str, _state: str) -> str:
    """How the step on the decision about the owner's nomination would end."""
    key = scene.decisions[one.thing, Level.AGENCY]
    target = Target(scene.nominations[one.thing, Level.AGENCY], 3)

    def probe(tx: Reader, result: object) -> str:
        found = decisions_store.decision(tx, result if step == "prepare" else key)  # type: ignore[arg-type]
        return found.state.value if found else "none"

    def act(db: Any) -> object:
        return _DECIDE[step](db, one.actor, scene, key, target)

    with clock.at(NOW):
        return outcome(rehearsed, probe, act)


def _prepare(db: Any, actor: Actor, scene: Scene, _key: Any, target: Target) -> object:
    return decisions.prepare(
        db, actor, scene.campaign, act_id=new_act(), title="Về việc khen", targets=[target]
    )


def _change(db: Any, actor: Actor, scene: Scene, key: Any, target: Target) -> object:
    return decisions.change(
        db, actor, scene.campaign, act_id=new_act(), decision_id=key, seen_version=1,
        title="Về việc khen", targets=[target],
    )  # fmt: skip


def _release(db: Any, actor: Actor, scene: Scene, key: Any, _target: Target) -> object:
    return decisions.release(
        db, actor, scene.campaign, act_id=new_act(), decision_id=key, seen_version=1, signed=PAPER
    )


def _rescind_all(db: Any, actor: Actor, scene: Scene, key: Any, _target: Target) -> object:
    return rescinding.rescind_decision(
        db, actor, scene.campaign, act_id=new_act(), decision_id=key, seen_version=1, reason=WHY
    )


_DECIDE: dict[str, Callable[[Any, Actor, Scene, Any, Target], object]] = {
    "prepare": _prepare,
    "change": _change,
    "release": _release,
    "rescind": _rescind_all,
}
