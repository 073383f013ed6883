"""The way of sent items: send, recall, receive, verify, return; and the list that waits."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lib.domain import access, checklist
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.checklist import Item
from lib.domain.forms import forms
from lib.domain.units import Unit
from lib.domain.vietnamese import local_day
from lib.domain.workflow import Step, Verification, action_of, transition
from lib.errors import NotFound, Refused
from lib.services import acts, clock
from lib.services.acts import Act
from lib.services.campaigns import campaigns
from lib.services.campaigns.campaigns import Plan
from lib.services.checklist import item_acts, unit_figures
from lib.services.checklist.item_acts import Target
from lib.store import checklist as store
from lib.store import evidence, item_drafts
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader


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
    states: Sequence[Verification],
    *,
    unit_id: UUID | None = None,
) -> list[InboxLine]:
    """The items that wait for the Office, or for the leader who checks the Office's own."""
    access.check(actor, Action.ITEM_RECEIVE)
    plan = campaigns.plan(db, campaign)

    def read(tx: Reader) -> list[InboxLine]:
        items = store.items_on_desk(tx, campaign.campaign_id, states, unit_id)
        return _lines(tx, actor, campaign, plan, items, states)

    return db.read(read)


def talked(db: Database, actor: Actor, campaign: Campaign) -> list[InboxLine]:
    """The items of the same units, in any state, on which a comment waits for either side.

    What waits for the Office comes first.
    """
    access.check(actor, Action.ITEM_RECEIVE)
    plan = campaigns.plan(db, campaign)

    def read(tx: Reader) -> list[InboxLine]:
        items = store.items_talked_of(tx, campaign.campaign_id)
        return _lines(tx, actor, campaign, plan, items, tuple(Verification))

    return db.read(read)


def desk_counts(db: Database, actor: Actor, campaign: Campaign) -> dict[Verification, int]:
    """How many items of each state the actor finds in `inbox`; a state without any is left out."""
    access.check(actor, Action.ITEM_RECEIVE)
    counted = db.read(lambda tx: store.desk_counts(tx, campaign.campaign_id))
    found: dict[Verification, int] = {}
    for unit_id, is_office, state, count in counted:
        if access.can(actor, Action.ITEM_RECEIVE, unit_id=unit_id, is_office_unit=is_office):
            found[state] = found.get(state, 0) + count
    return found


def _lines(
    tx: Reader,
    actor: Actor,
    campaign: Campaign,
    plan: Plan,
    items: Sequence[Item],
    states: Sequence[Verification],
) -> list[InboxLine]:
    """A line for each item that the actor may receive.

    Args:
        states: those that the items may be in.
    """
    units = {unit.unit_id: unit for unit in units_store.units(tx, clock.today())}
    files = evidence.counts_on_desk(tx, campaign.campaign_id, states)
    return [
        InboxLine(
            units[item.unit_id],
            plan.tasks_by_id[item.task_id],
            item,
            actor.account_id in (item.saved_by, item.sent_by),
            files.get((item.unit_id, item.task_id), 0),
        )
        for item in items
        if access.can(
            actor,
            Action.ITEM_RECEIVE,
            unit_id=item.unit_id,
            is_office_unit=units[item.unit_id].is_office,
        )
    ]


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
