"""What people do with items: report, keep a draft, send, receive, verify, return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lib.domain import access, checklist
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.checklist import Item, Report
from lib.domain.forms import forms
from lib.domain.forms.kinds import parts
from lib.domain.units import Unit
from lib.domain.vietnamese import local_day
from lib.domain.workflow import Verification
from lib.errors import Conflict
from lib.services import acts, clock
from lib.services.acts import Act
from lib.services.campaigns import campaigns
from lib.services.checklist import item_acts, kept
from lib.store import checklist as store
from lib.store import item_drafts
from lib.store.checklist import ItemEntry
from lib.store.engine.db import Database
from lib.store.item_drafts import Draft

DRAFT_TEXT_LIMIT = 6000


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a unit's checklist."""

    task: Task
    item: Item
    is_drafted: bool
    evidence_at: datetime | None

    @property
    def is_ready(self) -> bool:
        """Whether it may be sent as it stands."""
        reworked = checklist.is_reworked(self.item, self.evidence_at)
        return reworked and checklist.is_ready(self.item, self.task)

    @property
    def may_be_sent(self) -> bool:
        """Whether it is ready, and neither sent already nor typed on and not saved."""
        is_open = self.item.verification in (Verification.NOT_SENT, Verification.RETURNED)
        return is_open and not self.is_drafted and self.is_ready


@dataclass(frozen=True, slots=True)
class Checklist:
    unit: Unit
    today: date
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class OpenedItem:
    """One item, ready to be edited by the person who asked."""

    task: Task
    item: Item
    unit: Unit
    draft: Draft | None
    files: int
    evidence_at: datetime | None

    @property
    def line(self) -> Line:
        """Its row of the checklist."""
        return Line(self.task, self.item, self.draft is not None, self.evidence_at)

    @property
    def is_backed(self) -> bool:
        """Whether a file or a link backs the report."""
        return self.files > 0 or forms.has_link(self.task.form, self.item.answers)

    @property
    def is_ready(self) -> bool:
        return checklist.is_ready(self.item, self.task)

    @property
    def is_reworked(self) -> bool:
        """Whether anything was done to it since it was returned; true for what was not."""
        return checklist.is_reworked(self.item, self.evidence_at)


@dataclass(frozen=True, slots=True)
class Saved:
    version: int
    saved_at: datetime


def unit_checklist(
    db: Database, actor: Actor, campaign: Campaign, unit_id: UUID | None = None
) -> Checklist:
    """The unit's items in the plan's order; the actor's own unit without `unit_id`."""
    wanted = unit_id or actor.unit_id
    access.check(actor, Action.ITEM_VIEW, unit_id=wanted)
    plan = campaigns.plan(db, campaign)
    unit = kept.unit(db, wanted, clock.today())
    drafted = kept.drafts(db, actor.account_id, wanted)
    acts_on_evidence = kept.evidence_acts(db, campaign, wanted)
    answering = kept.answering(db, campaign, wanted, plan.tasks)
    lines = [
        Line(
            plan.tasks_by_id[item.task_id],
            item.with_files(answering),
            item.task_id in drafted,
            acts_on_evidence.get(item.task_id),
        )
        for item in kept.items(db, campaign.campaign_id, wanted).values()
        if item.task_id in plan.tasks_by_id
    ]
    lines.sort(key=lambda line: line.task.sort_order)
    return Checklist(unit, clock.today(), tuple(lines))


def tasks_of_unit(db: Database, actor: Actor, campaign: Campaign) -> list[Task]:
    """The tasks that apply to the actor's own unit, in the plan's order."""
    access.check(actor, Action.ITEM_VIEW, unit_id=actor.unit_id)
    own = kept.items(db, campaign.campaign_id, actor.unit_id)
    return [task for task in campaigns.plan(db, campaign).tasks if task.task_id in own]


def opened_item(
    db: Database, actor: Actor, campaign: Campaign, *, unit_id: UUID, task_code: str
) -> OpenedItem:
    """The item with the actor's own draft of it.

    Raises:
        NotFound: the task is not among the unit's items.
    """
    access.check(actor, Action.ITEM_VIEW, unit_id=unit_id)
    task = item_acts.task(db, campaign, task_code)
    answering = kept.answering(db, campaign, unit_id, [task])
    return OpenedItem(
        task,
        kept.named(db, kept.item(db, campaign, unit_id, task.task_id)).with_files(answering),
        kept.unit(db, unit_id, clock.today()),
        kept.drafts(db, actor.account_id, unit_id).get(task.task_id),
        kept.files(db, campaign, unit_id).get(task.task_id, 0),
        kept.evidence_acts(db, campaign, unit_id).get(task.task_id),
    )


def item_history(db: Database, actor: Actor, *, unit_id: UUID, task_id: UUID) -> list[ItemEntry]:
    """Every version of the item, the newest first."""
    access.check(actor, Action.ITEM_VIEW, unit_id=unit_id)
    return db.read(lambda tx: store.history(tx, unit_id, task_id))


def save_item(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    unit_id: UUID,
    task_code: str,
    seen_version: int,
    report: Report,
) -> Saved:
    """Store a report; the actor's draft of it is gone with it.

    Raises:
        Problems: values that cannot be taken.
        Conflict: somebody saved since `seen_version`.
        Refused: locked, or the campaign does not take reports.
    """
    intent = acts.intend(
        db, actor, Action.ITEM_SAVE, act_id=act_id, queue=campaign, unit_id=unit_id
    )
    task = item_acts.task(db, campaign, task_code)
    done = Saved(seen_version + 1, intent.now)
    # Read before the transaction, which every other save waits for: what was written in between
    # has moved the version, and the row is stored over the version seen or not at all.
    answering = kept.answering(db, campaign, unit_id, [task])
    item = kept.item(db, campaign, unit_id, task.task_id).with_files(answering)
    has_draft = task.task_id in kept.drafts(db, actor.account_id, unit_id)

    def save(act: Act) -> Saved:
        checklist.check_open(act.state)
        if item.version != seen_version:
            raise Conflict("changed")
        saved = checklist.reported(item, task, report, local_day(act.now))
        item_acts.save(act, task, saved, has_draft=has_draft)
        return done

    return intent.carry_out(save, again=lambda _: done)


def keep_draft(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    unit_id: UUID,
    task_code: str,
    seen_version: int,
    raw: Mapping[str, object],
) -> datetime | None:
    """Keep what was typed for its writer alone.

    Returns:
        The instant it was kept; None for what is stored already, of which there is no draft.
    Args:
        raw: part key -> what the widget gave; `status` and `lower_reason` beside them. What the
            form does not ask is dropped.
    """
    access.check(actor, Action.ITEM_SAVE, unit_id=unit_id)
    task = item_acts.task(db, campaign, task_code)
    known = {part.key for field in task.form.fields for part in parts(field)}
    typed = {
        key: value[:DRAFT_TEXT_LIMIT] if isinstance(value, str) else value
        for key, value in raw.items()
        if key in known or key in ("status", "lower_reason")
    }
    reason = typed.get("lower_reason")
    now = clock.now()
    item = kept.item(db, campaign, unit_id, task.task_id)
    if checklist.says_the_same(item, task, Report(typed.get("status"), typed, reason)):
        if task.task_id in kept.drafts(db, actor.account_id, unit_id):
            db.write(lambda tx: item_drafts.drop_draft(tx, actor.account_id, unit_id, task.task_id))
        return None
    db.write(
        lambda tx: item_drafts.keep_draft(
            tx, account_id=actor.account_id, unit_id=unit_id, task_id=task.task_id, answers=typed,
            seen_version=seen_version, now=now,
        )
    )  # fmt: skip
    return now


def drop_draft(
    db: Database, actor: Actor, campaign: Campaign, *, unit_id: UUID, task_code: str
) -> None:
    """Forget what the actor typed and did not save."""
    access.check(actor, Action.ITEM_SAVE, unit_id=unit_id)
    task = item_acts.task(db, campaign, task_code)
    db.write(lambda tx: item_drafts.drop_draft(tx, actor.account_id, unit_id, task.task_id))
