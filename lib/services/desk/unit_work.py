"""What waits for somebody in their own unit: its tasks, nominations and evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.desk import Kind, Pile, Waiting
from lib.domain.evaluations import State as Evaluated
from lib.domain.nomination_workflow import State
from lib.domain.own_tasks import OwnState
from lib.domain.summary import soon_until
from lib.domain.vietnamese import local_day
from lib.domain.workflow import Verification, is_answered
from lib.services import clock
from lib.services.checklist import checklist
from lib.services.checklist.checklist import Line
from lib.services.desk.piling import pile
from lib.services.own_tasks import own_tasks
from lib.services.reports import waiting
from lib.store.engine.db import Database


def piles(db: Database, actor: Actor, campaign: Campaign) -> Iterator[Pile | None]:
    """The unit's work; of its tasks for staff only what nobody else there has been given."""
    unit_id = actor.unit_id
    if access.can(actor, Action.ITEM_SAVE, unit_id=unit_id):
        yield from _tasks(db, actor, campaign)
        yield _own_tasks(db, actor, campaign)
    if access.can(actor, Action.NOMINATION_EDIT, unit_id=unit_id):
        yield from _nominations(db, actor, campaign)
    if access.can(actor, Action.EVALUATION_EDIT, unit_id=unit_id):
        state = waiting.evaluation_states(db, campaign.campaign_id).get(unit_id)
        returned = [Waiting("", actor.unit_name)] if state == Evaluated.RETURNED else []
        yield pile(Kind.EVALUATION_RETURNED, returned)


def _tasks(db: Database, actor: Actor, campaign: Campaign) -> Iterator[Pile | None]:
    """Each task in one pile alone."""
    listed = checklist.unit_checklist(db, actor, campaign)
    may_send = _sees_all(actor)
    told = own_tasks.assignments(db, actor, campaign, actor.unit_id)
    found: dict[Kind, list[Waiting]] = {}
    for line in listed.lines:
        planned = told.get(line.task.task_id)
        person = planned.assignee if planned else None
        if may_send or person is None or person.account_id == actor.account_id:
            kind = _kind(line, listed.today, may_send=may_send)
            if kind is not None:
                name = f"{line.task.code} · {line.task.short_title}"
                one = Waiting(line.task.code, name, due_on=line.item.due_on)
                found.setdefault(kind, []).append(one)
    for kind, waits in found.items():
        yield pile(kind, sorted(waits, key=lambda one: (one.due_on, one.key)))


def _kind(line: Line, today: date, *, may_send: bool) -> Kind | None:
    item = line.item
    if item.waits_unit:
        return Kind.ASKED
    if may_send and line.may_be_sent:
        return Kind.READY
    if item.verification == Verification.RETURNED:
        return Kind.RETURNED
    if item.is_overdue(today):
        return Kind.OVERDUE
    if line.is_drafted:
        return Kind.DRAFTED
    is_complete = is_answered(item.status, nil_allowed=line.task.nil_allowed)
    is_near = line.task.is_mandatory and item.due_on <= soon_until(today)
    return Kind.DUE_SOON if is_near and not is_complete else None


def _own_tasks(db: Database, actor: Actor, campaign: Campaign) -> Pile | None:
    until = soon_until(clock.today())
    waits = [
        Waiting(str(one.own_task_id), one.title, due_on=one.due_on)
        for one in own_tasks.of_unit(db, actor, campaign)
        if one.state == OwnState.OPEN and one.due_on is not None and one.due_on <= until
        if _sees_all(actor) or not one.assignee or one.assignee.account_id == actor.account_id
    ]
    return pile(Kind.OWN_TASKS, sorted(waits, key=lambda one: (one.due_on, one.key)))


def _nominations(db: Database, actor: Actor, campaign: Campaign) -> Iterator[Pile | None]:
    own = [
        one
        for one in waiting.open_nominations(db, campaign.campaign_id)
        if one.unit_id == actor.unit_id
    ]
    yield pile(
        Kind.NOMINATIONS_RETURNED,
        [
            Waiting(str(one.nomination_id), one.name, due_on=one.due_on)
            for one in own
            if one.state == State.RETURNED
        ],
    )
    yield pile(
        Kind.NOMINATIONS_DRAFTED,
        [
            Waiting(str(one.nomination_id), one.name, since=local_day(one.since))
            for one in own
            if one.state == State.DRAFT
            if _sees_all(actor) or one.drafted_by == actor.account_id
        ],
    )


def _sees_all(actor: Actor) -> bool:
    """Whether the actor answers for the whole unit."""
    return access.can(actor, Action.ITEM_SEND, unit_id=actor.unit_id)
