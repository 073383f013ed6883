"""What every act on evidence shares: its place in the queue, its conditions, its record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lib.domain import access
from lib.domain import evidence as rules
from lib.domain.access import Action, Actor
from lib.domain.audit import AuditEvent
from lib.domain.campaigns import Campaign, Task
from lib.domain.evidence import CheckedFile, Evidence, EvidenceAct, Limits
from lib.domain.vietnamese import local_day
from lib.domain.workflow import Step, transition
from lib.errors import BadUpload, Conflict, Duplicate, NotFound
from lib.services import clock
from lib.services import item_acts as acts
from lib.store import audit
from lib.store import checklist as items
from lib.store import evidence as store
from lib.store import evidence_writes as writes
from lib.store.checklist import Author
from lib.store.db import Reader, Writer
from lib.store.ids import new_id


@dataclass(frozen=True, slots=True)
class Act:
    """One act on evidence of a unit, by whom and at which revision."""

    actor: Actor
    campaign: Campaign
    act_id: UUID
    unit_id: UUID
    author: Author


def begin(tx: Writer, actor: Actor, campaign: Campaign, act_id: UUID, unit_id: UUID) -> Act:
    """The act at the campaign's new revision.

    Raises:
        Duplicate: it has been carried out before.
        Refused: the campaign takes no reports.
    """
    author = acts.begin(tx, actor, campaign, clock.now())
    if audit.is_recorded(tx, act_id):
        raise Duplicate("exists")
    return Act(actor, campaign, act_id, unit_id, author)


def begin_on_item(
    tx: Writer, actor: Actor, campaign: Campaign, act_id: UUID, unit_id: UUID, task: Task
) -> Act:
    """The same for an act on one item, which must not be locked."""
    act = begin(tx, actor, campaign, act_id, unit_id)
    require_open(tx, unit_id, task)
    return act


def require_open(tx: Reader, unit_id: UUID, task: Task) -> None:
    """Nothing while the unit may save the item.

    Raises:
        NotFound: the task is not among the unit's items.
        Refused: `locked`.
    """
    transition(acts.item(tx, unit_id, task.task_id).verification, Step.SAVE)


def check_unlocked(tx: Reader, evidence_id: UUID) -> None:
    """Nothing while the unit may save every item that the evidence backs.

    Raises:
        Refused: `locked`.
    """
    for one in store.uses(tx, evidence_id):
        item = items.item(tx, one.unit_id, one.task_id) if one.removed_at is None else None
        if item is not None:
            transition(item.verification, Step.SAVE)


def of_campaign(tx: Reader, campaign: Campaign, evidence_id: UUID, unit_id: UUID) -> list[Evidence]:
    """The evidence with each item that it backs or backed.

    Raises:
        NotFound: there is none of the unit's in this campaign.
    """
    found = store.uses(tx, evidence_id)
    if not found or (found[0].campaign_id, found[0].unit_id) != (campaign.campaign_id, unit_id):
        raise NotFound("evidence")
    return found


def use(tx: Reader, evidence_id: UUID, unit_id: UUID, task: Task) -> Evidence:
    """The evidence as it backs or backed one item.

    Raises:
        NotFound: it never did.
    """
    for one in store.uses(tx, evidence_id):
        if (one.unit_id, one.task_id) == (unit_id, task.task_id):
            return one
    raise NotFound("evidence")


def owned(tx: Reader, actor: Actor, campaign: Campaign, evidence_id: UUID) -> Evidence:
    """An evidence that the actor may change and that backs something.

    Raises:
        NotFound: there is none that the actor may know of.
        Denied: it belongs to another unit.
    """
    found = [one for one in store.uses(tx, evidence_id) if one.removed_at is None]
    if (
        not found
        or found[0].campaign_id != campaign.campaign_id
        or not access.can(actor, Action.ITEM_VIEW, unit_id=found[0].unit_id)
    ):
        raise NotFound("evidence")
    access.check(actor, Action.ITEM_SAVE, unit_id=found[0].unit_id)
    return found[0]


def seen(tx: Reader, evidence_id: UUID, seen_version: int) -> Evidence:
    """The evidence, if it still has the version that was seen."""
    found = [one for one in store.uses(tx, evidence_id) if one.removed_at is None]
    if not found or found[0].version != seen_version:
        raise Conflict("changed")
    return found[0]


def insert(tx: Writer, act: Act, task: Task, file: CheckedFile, sha256: str) -> None:
    """A new evidence of one revision, which backs the item."""
    evidence_id, title = new_id(), rules.title_of(file.name)
    today = local_day(act.author.done_at)
    writes.insert_evidence(
        tx, evidence_id=evidence_id, campaign_id=act.campaign.campaign_id, unit_id=act.unit_id,
        title=title, effective_on=today, author=act.author,
    )  # fmt: skip
    writes.insert_revision(
        tx, evidence_id=evidence_id, revision_no=1, sha256=sha256, file=file, author=act.author
    )
    writes.insert_use(
        tx, evidence_id=evidence_id, unit_id=act.unit_id, task_id=task.task_id, author=act.author
    )
    writes.append_history(
        tx, EvidenceAct.ADD, campaign_id=act.campaign.campaign_id, evidence_id=evidence_id,
        unit_id=act.unit_id, task_ids=[task.task_id], title=title, effective_on=today,
        revision_no=1, author=act.author,
    )  # fmt: skip


def change(tx: Writer, act: Act, known: Evidence, title: str, effective_on: date) -> None:
    """Store title and day over the version of `known`."""
    writes.change_evidence(
        tx, known.evidence_id, seen_version=known.version, title=title,
        effective_on=effective_on, author=act.author,
    )  # fmt: skip


def append(
    tx: Writer,
    act: Act,
    kind: EvidenceAct,
    known: Evidence,
    *,
    task_ids: Sequence[UUID] | None = None,
    title: str | None = None,
    effective_on: date | None = None,
    revision_no: int | None = None,
) -> Sequence[UUID]:
    """Tell the act in the history of `task_ids`, or of all items it now backs; which they were."""
    if task_ids is None:
        task_ids = [
            one.task_id for one in store.uses(tx, known.evidence_id) if one.removed_at is None
        ]
    writes.append_history(
        tx, kind, campaign_id=known.campaign_id, evidence_id=known.evidence_id,
        unit_id=known.unit_id, task_ids=task_ids, title=title or known.title,
        effective_on=effective_on or known.effective_on,
        revision_no=revision_no or known.revision_no, author=act.author,
    )  # fmt: skip
    return task_ids


def record(tx: Writer, act: Act, kind: EvidenceAct, subject: str, **detail: object) -> None:
    """Append the act to the audit log."""
    audit.record(
        tx,
        AuditEvent(
            act_id=act.act_id,
            event=f"evidence.{kind.value}",
            happened_at=act.author.done_at,
            account_id=act.actor.account_id,
            actor_name=act.actor.full_name,
            subject=subject,
            campaign_id=act.campaign.campaign_id,
            revision=act.author.revision,
            detail={"unit": str(act.unit_id), **detail},
        ),
    )


def require_room(tx: Reader, unit_id: UUID, task_id: UUID, name: str, limits: Limits) -> None:
    """Nothing while the item keeps its limits.

    Raises:
        BadUpload: it has too many files or bytes.
    """
    files, size_bytes = store.item_size(tx, unit_id, task_id)
    check_room(limits, name, files=files, size_bytes=size_bytes)


def check_room(limits: Limits, name: str, *, files: int, size_bytes: int) -> None:
    """The same for figures that are known."""
    if files > limits.item_files:
        raise BadUpload("too_many", file=name, limit=limits.item_files)
    if size_bytes > limits.item_bytes:
        raise BadUpload("item_full", file=name, limit=rules.format_size(limits.item_bytes))
