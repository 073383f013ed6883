"""Which items an evidence backs: take it off, bring it back, use it for another item."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from lib.domain import access
from lib.domain import evidence as rules
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.evidence import Evidence, EvidenceAct
from lib.errors import BadUpload, Conflict, NotFound, Refused
from lib.services import evidence, evidence_acts
from lib.services import item_acts as acts
from lib.services.evidence_acts import Act
from lib.store import evidence_writes as writes
from lib.store.db import Database, Writer


def remove(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    unit_id: UUID,
    task_code: str,
    evidence_id: UUID,
) -> None:
    """Take an evidence off an item; it can be brought back for 30 days.

    Raises:
        Conflict: somebody else has removed it.
        Refused: the item is locked.
    """
    access.check(actor, Action.ITEM_SAVE, unit_id=unit_id)
    task = acts.task(db, campaign, task_code)

    def take_off(tx: Writer, act: Act) -> Evidence:
        evidence_acts.require_open(tx, unit_id, task)
        known = evidence_acts.use(tx, evidence_id, unit_id, task)
        writes.remove_use(tx, known.use_id, act.author)
        return known

    _once(db, actor, campaign, act_id, unit_id, task, EvidenceAct.REMOVE, take_off)


def restore(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    unit_id: UUID,
    task_code: str,
    evidence_id: UUID,
) -> None:
    """Bring back a removed evidence: the unit while the item is open, the Office at any time.

    Raises:
        Conflict: somebody else has brought it back.
        Refused: the item is locked for the unit, or 30 days have passed.
    """
    access.check(actor, Action.EVIDENCE_RESTORE, unit_id=unit_id)
    task = acts.task(db, campaign, task_code)
    is_own = unit_id == actor.unit_id

    def bring_back(tx: Writer, act: Act) -> Evidence:
        if is_own:
            evidence_acts.require_open(tx, unit_id, task)
        known = evidence_acts.use(tx, evidence_id, unit_id, task)
        if known.removed_at is None:
            raise Conflict("changed")
        if act.author.done_at - known.removed_at > rules.UNDO_WITHIN:
            raise Refused("undo_over", days=rules.UNDO_WITHIN.days)
        writes.restore_use(tx, known.use_id)
        evidence_acts.require_room(tx, unit_id, task.task_id, known.file_name, evidence.limits())
        return known

    _once(db, actor, campaign, act_id, unit_id, task, EvidenceAct.RESTORE, bring_back)


def reuse(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    unit_id: UUID,
    task_code: str,
    evidence_id: UUID,
) -> None:
    """Let an evidence of the unit back another of its items, without uploading it again.

    Raises:
        NotFound: it is not the unit's, or backs none of its items.
        BadUpload: the item has it already, or no room for it.
        Refused: the item is locked.
    """
    access.check(actor, Action.ITEM_SAVE, unit_id=unit_id)
    task = acts.task(db, campaign, task_code)

    def back(tx: Writer, act: Act) -> Evidence:
        evidence_acts.require_open(tx, unit_id, task)
        known = evidence_acts.of_campaign(tx, campaign, evidence_id, unit_id)
        here = next((one for one in known if one.task_id == task.task_id), None)
        if all(one.removed_at for one in known):
            raise NotFound("evidence")
        if here is None:
            writes.insert_use(
                tx, evidence_id=evidence_id, unit_id=unit_id, task_id=task.task_id,
                author=act.author,
            )  # fmt: skip
        elif here.removed_at is None:
            raise BadUpload("same_file", file=here.file_name)
        else:
            writes.restore_use(tx, here.use_id)
        evidence_acts.require_room(tx, unit_id, task.task_id, known[0].file_name, evidence.limits())
        return known[0]

    _once(db, actor, campaign, act_id, unit_id, task, EvidenceAct.REUSE, back)


def _once(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    act_id: UUID,
    unit_id: UUID,
    task: Task,
    kind: EvidenceAct,
    change: Callable[[Writer, Act], Evidence],
) -> None:
    """Carry an act on the item out, once, and tell it in history and audit."""

    def work(tx: Writer) -> None:
        act = evidence_acts.begin(tx, actor, campaign, act_id, unit_id)
        known = change(tx, act)
        evidence_acts.append(tx, act, kind, known, task_ids=[task.task_id])
        evidence_acts.record(tx, act, kind, str(known.evidence_id), task=task.code)

    acts.once(db, act_id, lambda: db.write(work), None)
