"""What a unit does with tasks of its own, and who in it does those of the Office."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from lib.domain import checklist, own_tasks
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import typed
from lib.domain.own_tasks import Assignee, OwnStep, OwnTask
from lib.domain.problem_collector import ProblemCollector
from lib.errors import Conflict, Invalid, NotFound
from lib.services import acts
from lib.services.acts import Act
from lib.services.campaigns import campaigns
from lib.services.checklist import item_acts
from lib.services.nominations import persons
from lib.store import own_tasks as store
from lib.store.engine.db import Database
from lib.store.engine.ids import new_id
from lib.text.own_tasks import OWN_TASK_FIELDS as LABELS

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TypedOwnTask:
    """The form of a unit's own task as it was typed; anything may come from a browser."""

    group: object
    title: object
    note: object = ""
    due_on: object = ""
    assignee: object = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """The same, taken into values."""

    group_code: str
    title: str
    note: str
    due_on: date | None
    assignee: str


@dataclass(frozen=True, slots=True)
class Target:
    """A task of the actor's unit at the version the person saw."""

    own_task_id: UUID
    seen_version: int


def add(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, form: TypedOwnTask
) -> None:
    """Add a task of the unit's own to a content group.

    Raises:
        Problems: values that cannot be taken.
        Refused: the campaign does not run, or the unit has as many as it may.
    """
    intent = acts.intend(
        db, actor, Action.OWN_TASK_EDIT, act_id=act_id, queue=campaign, unit_id=actor.unit_id
    )
    said = _taken(form, [one.code for one in campaigns.plan(db, campaign).groups])

    def work(act: Act) -> None:
        checklist.check_open(act.state)
        key = campaign.campaign_id, actor.unit_id
        own_tasks.check_room(store.tasks_of_unit(act.tx, *key))
        new = OwnTask(
            new_id(), *key, said.group_code, said.title, said.note, said.due_on,
            _assignee(act, said.assignee),
        )  # fmt: skip
        store.insert_task(act.tx, new, act.author)
        detail = {
            "name": new.title, "group": new.group_code, "inner_due_on": new.due_on,
            "assignee": _name(new.assignee),
        }  # fmt: skip
        act.tell("own_task.add", new.own_task_id, detail)

    intent.carry_out(work, again=acts.nothing)


def change(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    target: Target,
    form: TypedOwnTask,
) -> None:
    """Store what a task of the unit's own says now.

    Raises:
        Problems: values that cannot be taken.
        NotFound: the actor's unit has none of that key.
        Conflict: somebody changed it since it was seen.
        Refused: the campaign does not run, or the task was dropped.
    """
    intent = acts.intend(
        db, actor, Action.OWN_TASK_EDIT, act_id=act_id, queue=campaign, unit_id=actor.unit_id
    )
    said = _taken(form, [one.code for one in campaigns.plan(db, campaign).groups])

    def work(act: Act) -> None:
        before = _seen(act, target)
        own_tasks.stepped(before, OwnStep.DROP)
        after = replace(
            before, group_code=said.group_code, title=said.title, note=said.note,
            due_on=said.due_on, assignee=_assignee(act, said.assignee),
        )  # fmt: skip
        store.change_task(act.tx, after, act.author)
        old, new = _told(before), _told(after)
        changed = [key for key in old if old[key] != new[key]]
        detail = {
            "name": after.title,
            "changed": [LABELS[key] for key in changed],
            "before": [old[key] for key in changed],
            "after": [new[key] for key in changed],
        }
        act.tell("own_task.change", after.own_task_id, detail)

    intent.carry_out(work, again=acts.nothing)


def take_step(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, target: Target, step: OwnStep
) -> None:
    """Tick a task of the unit's own as done, take the tick back, or drop the task.

    Raises:
        Denied: dropping is for the head alone.
        NotFound: the actor's unit has none of that key.
        Conflict: somebody changed it since it was seen.
        Refused: the campaign does not run, or the task's state forbids it.
    """
    right = Action.OWN_TASK_EDIT if step == OwnStep.DROP else Action.OWN_TASK_TICK
    intent = acts.intend(db, actor, right, act_id=act_id, queue=campaign, unit_id=actor.unit_id)

    def work(act: Act) -> None:
        before = _seen(act, target)
        store.step_task(act.tx, before, own_tasks.stepped(before, step), act.author)
        act.tell(f"own_task.{step.value}", before.own_task_id, {"name": before.title})

    intent.carry_out(work, again=acts.nothing)


def assign(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    task_code: str,
    seen_version: int,
    assignee: object,
    due_on: object,
) -> None:
    """Say who in the actor's unit does a task of the Office, and until when; both may be empty.

    Args:
        seen_version: 0 where nobody has said it yet.
    Raises:
        Problems: values that cannot be taken.
        NotFound: the task is not among the unit's.
        Conflict: somebody changed it since it was seen.
        Refused: the campaign does not run, or the day is after the Office's.
    """
    intent = acts.intend(
        db, actor, Action.OWN_TASK_EDIT, act_id=act_id, queue=campaign, unit_id=actor.unit_id
    )
    task = item_acts.task(db, campaign, task_code)
    collector = ProblemCollector()
    name = collector.take("assignee", lambda: _person_name(assignee), "")
    day = collector.take("inner_due_on", lambda: _day(due_on, "inner_due_on"), None)
    collector.finish()

    def work(act: Act) -> None:
        checklist.check_open(act.state)
        own_tasks.check_inner(day, item_acts.item(act.tx, actor.unit_id, task.task_id))
        before = store.assignment(act.tx, actor.unit_id, task.task_id)
        if before.version != seen_version:
            raise Conflict("changed")
        after = replace(before, due_on=day, assignee=_assignee(act, name))
        store.put_assignment(act.tx, after, campaign_id=campaign.campaign_id, author=act.author)
        detail = {
            "assignee": _name(after.assignee), "inner_due_on": day, "version": seen_version + 1,
        }  # fmt: skip
        act.tell("own_task.assign", task.code, detail)

    intent.carry_out(work, again=acts.nothing)


def _seen(act: Act, target: Target) -> OwnTask:
    """The task of the actor's unit, if it still has the version that was seen."""
    checklist.check_open(act.state)
    place = act.campaign.campaign_id, act.actor.unit_id
    found = store.task(act.tx, *place, target.own_task_id)
    if found is None:
        raise NotFound("own_task")
    if found.version != target.seen_version:
        raise Conflict("changed")
    return found


def _taken(form: TypedOwnTask, groups: Collection[str]) -> _Said:
    collector = ProblemCollector()

    def take(key: str, parse: Callable[[], T], instead: T) -> T:
        return collector.take(key, parse, instead)

    said = _Said(
        title=take("title", lambda: _title(form.title), ""),
        group_code=take("group", lambda: _group(form.group, groups), ""),
        assignee=take("assignee", lambda: _person_name(form.assignee), ""),
        due_on=take("due_on", lambda: _day(form.due_on, "due_on"), None),
        note=take(
            "note",
            lambda: typed.paragraphs(form.note or "", LABELS["note"], own_tasks.NOTE_LIMIT),
            "",
        ),
    )
    collector.finish()
    return said


def _title(raw: object) -> str:
    title = typed.line(raw or "", LABELS["title"], own_tasks.TITLE_LIMIT)
    if not title:
        raise Invalid("required", field=LABELS["title"])
    return title


def _group(raw: object, groups: Collection[str]) -> str:
    if isinstance(raw, str) and raw in groups:
        return raw
    raise Invalid("not_choice", field=LABELS["group"])


def _person_name(raw: object) -> str:
    return typed.line(raw or "", LABELS["assignee"], own_tasks.NAME_LIMIT)


def _day(raw: object, key: str) -> date | None:
    return typed.day(raw or "", LABELS[key])


def _assignee(act: Act, name: str) -> Assignee | None:
    """Whoever stands on the unit's list under that name, as for nominees (decision 0029)."""
    if not name:
        return None
    found = persons.listed(act, act.actor.unit_id, name)
    return Assignee(found.person_id, found.full_name, found.account_id)


def _name(assignee: Assignee | None) -> str:
    return assignee.full_name if assignee else ""


def _told(task: OwnTask) -> dict[str, object]:
    return {
        "title": task.title, "group": task.group_code, "assignee": _name(task.assignee),
        "due_on": task.due_on, "note": task.note,
    }  # fmt: skip
