"""The way of sent items: send, recall, receive, verify, return; and the list that waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias
from uuid import UUID

from lib.domain import access, checklist
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.checklist import Item
from lib.domain.forms import forms
from lib.domain.list_choices import pages_of, rows_before
from lib.domain.units import Unit
from lib.domain.vietnamese import local_day
from lib.domain.workflow import Step, Verification, action_of, transition
from lib.errors import NotFound, Refused
from lib.services import acts, clock
from lib.services.acts import Act
from lib.services.campaigns import campaigns
from lib.services.checklist import item_acts, kept, unit_figures
from lib.services.checklist.item_acts import Target
from lib.store import checklist as store
from lib.store import desk, evidence, item_drafts
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader

PAGE_ROWS: Final = 50
Files: TypeAlias = Mapping[tuple[UUID, UUID], int]
"""How many back a report, by unit and task."""
# Whom no role is bound to: a right to one of its own unit's would not reach it.
_ANY_UNIT: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One row of the Office's list.

    Attributes:
        is_own_work: whether the viewer wrote or sent it, which bars them from any step.
        files: how many back the report.
    """

    unit: Unit
    task: Task
    item: Item
    is_own_work: bool
    files: int

    @property
    def has_link(self) -> bool:
        """Whether the report names an address as its evidence."""
        return forms.has_link(self.task.form, self.item.answers)


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of the list.

    Attributes:
        total: lines on all pages.
        page_rows: how many a page has.
        by_state: how many reports of each state there are, whatever is asked for.
    """

    lines: tuple[InboxLine, ...]
    total: int
    page_rows: int
    by_state: Mapping[Verification, int]

    @property
    def pages(self) -> int:
        return pages_of(self.total, self.page_rows)


def take_step(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    step: Step,
    targets: Sequence[Target],
    reason: object = "",
    due_on: date | None = None,
) -> int:
    """Take one step on all targets or on none; how many there were.

    Raises:
        Conflict: one of them has changed since it was seen.
        Refused: the table or a condition of it forbids the step on one of them, or what is sent is
            not what the actor has typed.
        Denied: the actor may not take the step on one of their units.
    """
    if step == Step.SAVE:
        raise ValueError("a report is saved by save_item")
    if not targets:
        raise Refused("nothing_ready")
    intent = acts.intend(db, actor, None, act_id=act_id, queue=campaign)
    plan = campaigns.plan(db, campaign)

    def work(act: Act) -> int:
        checklist.check_open(act.state)
        # Whoever may send sends for their own unit alone.
        drafted = (
            item_drafts.drafts(act.tx, actor.account_id, actor.unit_id) if step == Step.SEND else {}
        )
        codes: dict[str, list[str]] = {}
        for target in targets:
            task = plan.tasks_by_id.get(target.task_id)
            if task is None:
                raise NotFound("item")
            _step_one(act, task, step, target, reason=reason, due_on=due_on, drafted=drafted)
            codes.setdefault(str(target.unit_id), []).append(task.code)
        detail: dict[str, object] = {"items": codes}
        if step == Step.RETURN:
            detail |= {"reason": str(reason), "due_on": str(due_on)}
        subject = ", ".join(sorted({code for some in codes.values() for code in some}))
        act.tell(f"item.{step.value}", subject, detail)
        if step == Step.SEND:
            unit_figures.fix(act, plan, targets)
        return len(targets)

    return intent.carry_out(work, again=lambda _: len(targets))


def inbox(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    states: Sequence[Verification] | None,
    *,
    page: int = 1,
) -> Inbox:
    """A page of what waits for the Office, or for the leader who checks the Office's own.

    Args:
        states: those that the reports may be in; None for any, where a comment waits for either
            side.
        page: counted from 1; one that a shorter list no longer has is its first.
    """
    access.check(actor, Action.ITEM_RECEIVE)
    page_rows = actor.lists.page_rows(PAGE_ROWS)
    counts = _counts(db, actor, campaign)
    offset = rows_before(page, page_rows)
    found, total = _some(db, actor, campaign, states, counts, page_rows, offset)
    if total and not found:
        found, total = _some(db, actor, campaign, states, counts, page_rows, 0)
    files = db.read(lambda tx: desk.files(tx, found))
    return Inbox(_lines(db, actor, campaign, found, files), total, page_rows, counts)


def line(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    states: Sequence[Verification] | None,
    *,
    unit_code: str,
    task_code: str,
) -> InboxLine | None:
    """One line of the same list, whatever page it stands on; None where it does not."""
    access.check(actor, Action.ITEM_RECEIVE)
    task = campaigns.plan(db, campaign).tasks_by_code.get(task_code)
    unit_id = db.read(lambda tx: units_store.id_by_code(tx, unit_code))
    if task is None or unit_id is None:
        return None
    task_id = task.task_id
    if (unit_id in kept.office_units(db)) not in _of_office(actor):
        return None

    def read(tx: Reader) -> tuple[list[Item], Files]:
        item = store.item(tx, unit_id, task_id)
        found = [item] if item is not None and _is_wanted(item, states) else []
        return found, desk.files(tx, found)

    return next(iter(_lines(db, actor, campaign, *db.read(read))), None)


def _some(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    states: Sequence[Verification] | None,
    counts: Mapping[Verification, int],
    limit: int,
    offset: int,
) -> tuple[Sequence[Item], int]:
    """So many of the items, and how many there are in all."""
    campaign_id = campaign.campaign_id
    of = desk.Units(tuple(sorted(kept.office_units(db))), tuple(_of_office(actor)))
    if states is None:
        return db.read(
            lambda tx: desk.talked_of(tx, campaign_id, of=of, limit=limit, offset=offset)
        )

    def read(tx: Reader) -> Sequence[Item]:
        return desk.items(tx, campaign_id, states, of=of, limit=limit, offset=offset)

    total = sum(counts.get(one, 0) for one in states)
    if not desk.LOCKED.issuperset(states):
        return db.read(read), total
    # Whoever works through a list waits for no save of somebody else's.
    key = ("desk", campaign_id, tuple(states), of, limit, offset)
    return db.kept(key, desk.LISTED, read), total


def _counts(db: Database, actor: Actor, campaign: Campaign) -> Counter[Verification]:
    """How many items of each state the actor finds there."""
    campaign_id, found = campaign.campaign_id, Counter[Verification]()
    counted = db.kept(("desk", campaign_id), desk.COUNTED, lambda tx: desk.counts(tx, campaign_id))
    of_office = _of_office(actor)
    for is_office, state, count in counted:
        if is_office in of_office:
            found[state] += count
    return found


def _of_office(actor: Actor) -> list[bool]:
    """Of which units the actor may receive: the Office's own, others, or both."""
    return [
        is_office
        for is_office in (False, True)
        if access.can(actor, Action.ITEM_RECEIVE, unit_id=_ANY_UNIT, is_office_unit=is_office)
    ]


def _is_wanted(item: Item, states: Sequence[Verification] | None) -> bool:
    if states is None:
        return item.waits_office or item.waits_unit
    return item.verification in states


def _lines(
    db: Database, actor: Actor, campaign: Campaign, items: Sequence[Item], files: Files
) -> tuple[InboxLine, ...]:
    plan, units = campaigns.plan(db, campaign), kept.units(db, clock.today())
    names = kept.names(db)
    return tuple(
        InboxLine(
            units[item.unit_id],
            plan.tasks_by_id[item.task_id],
            replace(item, saved_by_name=names.get(item.saved_by) if item.saved_by else None),
            actor.account_id in (item.saved_by, item.sent_by),
            files.get((item.unit_id, item.task_id), 0),
        )
        for item in items
    )


def _step_one(
    act: Act,
    task: Task,
    step: Step,
    target: Target,
    *,
    reason: object,
    due_on: date | None,
    drafted: Container[UUID],
) -> None:
    tx, actor, today = act.tx, act.actor, local_day(act.now)
    unit = item_acts.unit(tx, target.unit_id, today)
    # The right first: whoever may not act on the unit learns nothing of the item's state.
    access.check(actor, action_of(step), unit_id=unit.unit_id, is_office_unit=unit.is_office)
    if target.task_id in drafted:
        raise Refused("unsaved")
    evidence_at = None
    if step == Step.SEND:
        acts_on_evidence = evidence.last_acts(tx, act.campaign.campaign_id, unit.unit_id)
        evidence_at = acts_on_evidence.get(target.task_id)
    item = item_acts.seen(tx, target)
    if step == Step.SEND and task.form.files:
        item = item.with_files(evidence.answering(tx, act.campaign.campaign_id, unit.unit_id))
    row = transition(item.verification, step)
    if row.bars_author and store.has_authored(tx, target.unit_id, target.task_id, actor.account_id):
        raise Refused("own_work")
    moved = checklist.stepped(
        item, task, step, today, evidence_at=evidence_at, reason=reason, due_on=due_on
    )
    store.step_item(
        tx, moved, step=step, campaign_id=act.campaign.campaign_id, author=act.author,
    )  # fmt: skip
