"""What people do with the evidence of items and nominations: look at it, add, replace, name it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lib import config
from lib.domain import access
from lib.domain import evidence as rules
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.dossier import Part, file_part
from lib.domain.evidence import Evidence, EvidenceAct, EvidenceEntry, Holder
from lib.domain.files import MEGABYTE, Limits
from lib.domain.forms.fields import Field
from lib.errors import AppError, BadUpload
from lib.services import acts, clock
from lib.services.acts import Act
from lib.services.campaigns import campaigns
from lib.services.checklist import item_acts
from lib.services.evidence import evidence_acts, evidence_holders, evidence_questions
from lib.services.evidence.evidence_holders import Grant, Held, OfItem, OfNomination
from lib.services.files import file_checks, stored_files
from lib.services.files.file_checks import Upload
from lib.store import evidence as store
from lib.store import evidence_writes as writes
from lib.store.engine.db import Database, Reader


@dataclass(frozen=True, slots=True)
class Added:
    """What became of uploads: the names that are kept, and why the others are not."""

    names: tuple[str, ...]
    refused: tuple[BadUpload, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """The evidence of one item or nomination.

    Attributes:
        removed: what the viewer may still bring back.
        grant: which files the viewer may change now; None where it was not asked for, or none.
    """

    files: tuple[Evidence, ...]
    removed: tuple[Evidence, ...]
    grant: Grant | None = None


def limits() -> Limits:
    """How much is taken, by the settings."""
    chosen = config.settings()
    return Limits(
        file_bytes=chosen.evidence_file_mb * MEGABYTE,
        holder_bytes=chosen.evidence_item_mb * MEGABYTE,
        image_px=chosen.evidence_image_px,
    )


def of_item(db: Database, actor: Actor, *, unit_id: UUID, task_id: UUID) -> Listed:
    """What backs an item, the oldest first."""
    access.check(actor, Action.ITEM_VIEW, unit_id=unit_id)
    found = db.read(lambda tx: store.of_holder(tx, Holder(unit_id, task_id)))
    may_restore = access.can(actor, Action.EVIDENCE_RESTORE, unit_id=unit_id)
    return _listed(found, Grant(unit_id) if may_restore else None)


def of_nomination(db: Database, actor: Actor, campaign: Campaign, nomination_id: UUID) -> Listed:
    """What backs a nomination, the oldest first, and which of it the viewer may change.

    Raises:
        NotFound: there is no nomination that the actor may know of.
    """
    held = OfNomination(campaign, nomination_id)

    def read(tx: Reader) -> tuple[list[Evidence], Grant | None]:
        is_shown = held.shown(tx, actor)
        files = [one for one in store.of_holder(tx, held.holder) if is_shown(one.part)]
        try:
            given = held.grant(tx, actor)
            given.check_campaign(campaign.state)
        except AppError:
            return files, None
        return files, given

    found, given = db.read(read)
    return replace(_listed(found, given), grant=given)


def _listed(found: Sequence[Evidence], given: Grant | None) -> Listed:
    since = clock.now() - rules.UNDO_WITHIN
    return Listed(
        tuple(one for one in found if one.removed_at is None),
        tuple(
            one
            for one in found
            if one.removed_at and one.removed_at > since and given is not None and given.covers(one)
        ),
    )


def of_unit(db: Database, actor: Actor, campaign: Campaign, unit_id: UUID) -> list[Evidence]:
    """What the unit has and the actor may see, the newest first, each file once: to use again."""

    def read(tx: Reader) -> list[Evidence]:
        found = store.of_unit(tx, campaign.campaign_id, unit_id)
        return evidence_holders.seen(tx, actor, found)

    access.check(actor, Action.ITEM_VIEW, unit_id=unit_id)
    found = db.read(read)
    return list({one.evidence_id: one for one in reversed(found)}.values())[::-1]


def counts(db: Database, actor: Actor, campaign: Campaign, unit_id: UUID) -> dict[UUID, int]:
    """How many files back each of the unit's items that has any, by task id."""
    access.check(actor, Action.ITEM_VIEW, unit_id=unit_id)
    return db.read(lambda tx: store.counts(tx, campaign.campaign_id, unit_id))


def history(db: Database, actor: Actor, *, unit_id: UUID, task_id: UUID) -> list[EvidenceEntry]:
    """Every act on an item's evidence, the newest first."""
    return history_of(db, actor, OfItem(unit_id, task_id))


def history_of(db: Database, actor: Actor, held: Held) -> list[EvidenceEntry]:
    """Every act on the evidence of an item or a nomination, the newest first."""

    def read(tx: Reader) -> list[EvidenceEntry]:
        is_shown = held.shown(tx, actor)
        return [one for one in store.history(tx, held.holder) if is_shown(one.part)]

    return db.read(read)


def add(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    unit_id: UUID,
    task_code: str,
    uploads: Sequence[Upload],
) -> Added:
    """Keep files for an item, as `add_to` does."""
    access.check(actor, Action.ITEM_SAVE, unit_id=unit_id)
    held = evidence_holders.of_task(unit_id, item_acts.task(db, campaign, task_code))
    return add_to(db, actor, campaign, held, act_id=act_id, uploads=uploads)


def add_to(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    held: Held,
    *,
    act_id: UUID,
    uploads: Sequence[Upload],
    part: object = None,
    question: object = None,
) -> Added:
    """Keep each file whole or not at all; a refused one does not hold up the others.

    Args:
        part: which part of a nomination's dossier they are.
        question: the key of the question of an item's form that they answer.
    Raises:
        Invalid: the actor brings no such part, or the task asks no such question.
        Refused: the item or nomination is locked, or the campaign takes nothing.
    """
    asked = evidence_questions.asked(db, campaign, held, question)
    # Before any work on the files: the answer is the same, and nothing of them reaches the disk.
    standing = db.read(lambda tx: evidence_acts.standing(tx, actor, act_id, held, part))
    if standing is None:
        return Added(())
    files, refused = evidence_questions.checked(db, held, asked, uploads, standing, limits())
    if not files:
        return Added((), tuple(refused))

    intent = acts.intend(db, actor, None, act_id=act_id, queue=campaign)

    def keep(act: Act) -> Added:
        given = evidence_acts.grant(act, held)
        named = file_part(part, given.parts)
        kept = list(zip(files, sums, strict=True))
        for file, sha256 in kept:
            evidence_acts.insert(
                act, held, file, sha256=sha256, owner_id=given.owner_id, part=named,
                question=asked.key if asked else None,
            )  # fmt: skip
        evidence_acts.require_room(act.tx, held.holder, files[-1].name, limits())
        evidence_questions.require_room(act.tx, held, asked, files[-1].name)
        detail = {
            **held.detail,
            **_told(named, asked),
            "files": [[file.name, sha256] for file, sha256 in kept],
        }
        evidence_acts.tell(act, EvidenceAct.ADD, held.code, given.owner_id, detail)
        return done

    done = Added(tuple(file.name for file in files), tuple(refused))
    with stored_files.storing(db, [file.content for file in files]) as sums:
        return intent.carry_out(keep, again=lambda _: done)


def add_revision(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    evidence_id: UUID,
    seen_version: int,
    upload: Upload,
) -> int:
    """Put a new file in the place of an evidence's; the number it gets. Older ones are kept.

    Raises:
        BadUpload: the file is not taken.
        Conflict: somebody changed the evidence since it was seen.
        Refused: something that it backs is locked.
    """
    known = db.read(lambda tx: evidence_acts.owned(tx, actor, campaign, evidence_id))
    intent = acts.intend(db, actor, None, act_id=act_id, queue=campaign)
    if intent.is_done():
        return known.revision_no
    db.read(lambda tx: evidence_acts.grants(tx, actor, campaign, known))
    file = file_checks.checked(upload, limits())
    number = known.revision_no + 1
    tasks = campaigns.plan(db, campaign).tasks_by_id

    def keep(act: Act) -> int:
        now_known = evidence_acts.changeable(act, evidence_id, seen_version)
        if now_known.sha256 == sums[0]:
            raise BadUpload("same_file", file=file.name)
        uses = evidence_acts.active(act.tx, evidence_id)
        evidence_questions.check_revision(tasks, uses, file)
        evidence_acts.change(act, now_known, now_known.title, now_known.effective_on)
        writes.insert_revision(
            act.tx, evidence_id=evidence_id, revision_no=number, sha256=sums[0], file=file,
            author=act.author,
        )  # fmt: skip
        holders = evidence_acts.append(act, EvidenceAct.REVISE, now_known, revision_no=number)
        for holder in holders:
            evidence_acts.require_room(act.tx, holder, file.name, limits())
        detail = {"files": [[file.name, sums[0]]]}
        evidence_acts.tell(act, EvidenceAct.REVISE, str(evidence_id), known.unit_id, detail)
        return number

    with stored_files.storing(db, [file.content]) as sums:
        return intent.carry_out(keep, again=lambda _: number)


def rename(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    evidence_id: UUID,
    seen_version: int,
    title: object,
    effective_on: date | None,
) -> None:
    """Change what an evidence is called and the day of the document.

    Raises:
        Invalid: title or day cannot be taken.
        Conflict: somebody changed the evidence since it was seen.
        Refused: something that it backs is locked.
    """
    known = db.read(lambda tx: evidence_acts.owned(tx, actor, campaign, evidence_id))
    named = rules.check_title(title)
    day = rules.check_day(effective_on, clock.today())

    intent = acts.intend(db, actor, None, act_id=act_id, queue=campaign)

    def change(act: Act) -> None:
        before = evidence_acts.changeable(act, evidence_id, seen_version)
        evidence_acts.change(act, before, named, day)
        evidence_acts.append(act, EvidenceAct.RENAME, before, title=named, effective_on=day)
        detail = {"before": [before.title, before.effective_on], "after": [named, day]}
        evidence_acts.tell(act, EvidenceAct.RENAME, str(evidence_id), known.unit_id, detail)

    intent.carry_out(change, again=acts.nothing)


def _told(part: Part | None, question: Field | None) -> dict[str, str]:
    """What the audit log tells of a part and of a question, where there is one."""
    told = {"part": part.value} if part else {}
    return told | ({"question": question.label} if question else {})
