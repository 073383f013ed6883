"""What an evidence backs: take it off, bring it back, use it once more, name its part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from lib.domain import evidence as rules
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.dossier import Part, file_part
from lib.domain.evidence import Evidence, EvidenceAct
from lib.errors import BadUpload, Conflict, Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.campaigns import campaigns
from lib.services.evidence import evidence, evidence_acts, evidence_questions
from lib.services.evidence.evidence_holders import Held
from lib.store import evidence_writes as writes
from lib.store.engine.db import Database

_KEEPING: Final = frozenset({EvidenceAct.REMOVE, EvidenceAct.RESTORE})
"""Acts after which a file answers what it answered before."""


def remove(
    db: Database, actor: Actor, campaign: Campaign, held: Held, *, act_id: UUID, evidence_id: UUID
) -> None:
    """Take an evidence off what it backs; it can be brought back for 30 days.

    Raises:
        Conflict: somebody else has removed it.
        Refused: the item or nomination is locked.
    """

    def take_off(act: Act) -> Evidence:
        given = evidence_acts.grant(act, held)
        known = evidence_acts.use(act.tx, evidence_id, held.holder, given)
        writes.remove_use(act.tx, known.use_id, act.author)
        return known

    _once(db, actor, campaign, held, act_id, EvidenceAct.REMOVE, take_off)


def restore(
    db: Database, actor: Actor, campaign: Campaign, held: Held, *, act_id: UUID, evidence_id: UUID
) -> None:
    """Bring back a removed evidence: while it is open; the Office, to an item, at any time.

    Raises:
        Conflict: somebody else has brought it back.
        BadUpload: there is no room for it, or the question it answers is full.
        Refused: the item or nomination is locked, or 30 days have passed.
    """

    def bring_back(act: Act) -> Evidence:
        given = held.restore_grant(act.tx, actor)
        given.check_campaign(act.state)
        known = evidence_acts.use(act.tx, evidence_id, held.holder, given)
        if known.removed_at is None:
            raise Conflict("changed")
        if act.author.done_at - known.removed_at > rules.UNDO_WITHIN:
            raise Refused("undo_over", days=rules.UNDO_WITHIN.days)
        writes.restore_use(act.tx, known.use_id, known.part, known.question)
        evidence_acts.require_room(act.tx, held.holder, known.file_name, evidence.limits())
        question = evidence_questions.named(tasks, known.task_id, known.question)
        evidence_questions.require_room(act.tx, held, question, known.file_name)
        return known

    tasks = campaigns.plan(db, campaign).tasks_by_id
    _once(db, actor, campaign, held, act_id, EvidenceAct.RESTORE, bring_back)


def reuse(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    held: Held,
    *,
    act_id: UUID,
    evidence_id: UUID,
    part: object = None,
) -> None:
    """Let an evidence back another item or nomination, without uploading it again.

    Raises:
        NotFound: it is another unit's, or backs nothing that the actor may see.
        BadUpload: it is there already, or there is no room for it.
        Invalid: the actor brings no such part.
        Refused: the item or nomination is locked.
    """

    def back(act: Act) -> Evidence:
        given = evidence_acts.grant(act, held)
        known = evidence_acts.reusable(act.tx, actor, campaign, evidence_id, given)
        here = next((one for one in known if one.holder == held.holder), None)
        named = file_part(part, given.parts)
        if here is None:
            writes.insert_use(
                act.tx, evidence_id=evidence_id, unit_id=given.owner_id, holder=held.holder,
                part=named, author=act.author,
            )  # fmt: skip
        elif here.removed_at is None:
            raise BadUpload("same_file", file=here.file_name)
        else:
            writes.restore_use(act.tx, here.use_id, named)
        evidence_acts.require_room(act.tx, held.holder, known[0].file_name, evidence.limits())
        return known[0]

    told = {"part": part} if part else None
    _once(db, actor, campaign, held, act_id, EvidenceAct.REUSE, back, told)


def change_part(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    held: Held,
    *,
    act_id: UUID,
    evidence_id: UUID,
    seen_part: Part | None,
    part: object,
) -> None:
    """Make a file another part of the dossier than the one it was seen as.

    Raises:
        Conflict: somebody else has, or has taken it off.
        Invalid: the actor brings no such part.
        Refused: the nomination is locked.
    """

    def change(act: Act) -> Evidence:
        given = evidence_acts.grant(act, held)
        known = evidence_acts.use(act.tx, evidence_id, held.holder, given)
        if known.part != seen_part:
            raise Conflict("changed")
        writes.change_part(act.tx, known.use_id, file_part(part, given.parts))
        return known

    told = {"before": seen_part, "after": part}
    _once(db, actor, campaign, held, act_id, EvidenceAct.RENAME, change, told)


def _once(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    held: Held,
    act_id: UUID,
    kind: EvidenceAct,
    work: Callable[[Act], Evidence],
    told: Mapping[str, object] | None = None,
) -> None:
    """Carry an act on one holder out, once, and tell it in history and audit."""

    intent = acts.intend(db, actor, None, act_id=act_id, queue=campaign)

    def whole(act: Act) -> None:
        known = work(act)
        keeps = known.question if kind in _KEEPING else None
        evidence_acts.append(act, kind, known, holders=[held.holder], question=keeps or "")
        detail = {**held.detail, **(told or {})}
        evidence_acts.tell(act, kind, str(known.evidence_id), known.unit_id, detail)

    intent.carry_out(whole, again=acts.nothing)
