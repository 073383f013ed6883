"""What people do with the evidence of items: look at it, add, replace, name it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lib import config
from lib.domain import access
from lib.domain import evidence as rules
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.evidence import CheckedFile, Evidence, EvidenceAct, HistoryEntry, Limits
from lib.errors import BadUpload
from lib.services import clock, evidence_acts, evidence_checks, evidence_files
from lib.services import item_acts as acts
from lib.services.evidence_checks import Upload
from lib.store import audit
from lib.store import evidence as store
from lib.store import evidence_writes as writes
from lib.store.db import Database, Reader, Writer


@dataclass(frozen=True, slots=True)
class Added:
    """What became of uploads: the names that are kept, and why the others are not."""

    names: tuple[str, ...]
    refused: tuple[BadUpload, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """The evidence of one item.

    Attributes:
        removed: what the viewer may still bring back.
    """

    files: tuple[Evidence, ...]
    removed: tuple[Evidence, ...]


def limits() -> Limits:
    """How much is taken, by the settings."""
    chosen = config.settings()
    return Limits(
        file_bytes=chosen.evidence_file_mb * rules.MEGABYTE,
        item_bytes=chosen.evidence_item_mb * rules.MEGABYTE,
        image_px=chosen.evidence_image_px,
    )


def of_item(db: Database, actor: Actor, *, unit_id: UUID, task_id: UUID) -> Listed:
    """What backs an item, the oldest first."""
    access.check(actor, Action.ITEM_VIEW, unit_id=unit_id)
    found = db.read(lambda tx: store.of_item(tx, unit_id, task_id))
    may_restore = access.can(actor, Action.EVIDENCE_RESTORE, unit_id=unit_id)
    since = clock.now() - rules.UNDO_WITHIN
    return Listed(
        tuple(one for one in found if one.removed_at is None),
        tuple(one for one in found if may_restore and one.removed_at and one.removed_at > since),
    )


def of_unit(db: Database, actor: Actor, campaign: Campaign, unit_id: UUID) -> list[Evidence]:
    """What backs the unit's items, the newest first, each file once: to be used again."""
    access.check(actor, Action.ITEM_VIEW, unit_id=unit_id)
    found = db.read(lambda tx: store.of_unit(tx, campaign.campaign_id, unit_id))
    return list({one.evidence_id: one for one in reversed(found)}.values())[::-1]


def count(db: Database, actor: Actor, *, unit_id: UUID, task_id: UUID) -> int:
    """How many files back an item."""
    access.check(actor, Action.ITEM_VIEW, unit_id=unit_id)
    return db.read(lambda tx: store.count(tx, unit_id, task_id))


def counts(db: Database, actor: Actor, campaign: Campaign, unit_id: UUID) -> dict[UUID, int]:
    """How many files back each of the unit's items that has any, by task id."""
    access.check(actor, Action.ITEM_VIEW, unit_id=unit_id)
    return db.read(lambda tx: store.counts(tx, campaign.campaign_id, unit_id))


def history(db: Database, actor: Actor, *, unit_id: UUID, task_id: UUID) -> list[HistoryEntry]:
    """Every act on an item's evidence, the newest first."""
    access.check(actor, Action.ITEM_VIEW, unit_id=unit_id)
    return db.read(lambda tx: store.history(tx, unit_id, task_id))


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
    """Keep each file whole or not at all; a refused one does not hold up the others.

    Raises:
        Refused: the item is locked, or the campaign takes no reports.
    """
    access.check(actor, Action.ITEM_SAVE, unit_id=unit_id)
    task = acts.task(db, campaign, task_code)
    # Before any work on the files: the answer is the same, and nothing of them reaches the disk.
    standing = db.read(lambda tx: _standing(tx, act_id, unit_id, task))
    if standing is None:
        return Added(())
    files, refused = _checked(uploads, standing)
    if not files:
        return Added((), tuple(refused))

    def keep(tx: Writer) -> Added:
        act = evidence_acts.begin_on_item(tx, actor, campaign, act_id, unit_id, task)
        for file, sha256 in zip(files, sums, strict=True):
            evidence_acts.insert(tx, act, task, file, sha256)
        evidence_acts.require_room(tx, unit_id, task.task_id, files[-1].name, limits())
        kept = [[file.name, sha256] for file, sha256 in zip(files, sums, strict=True)]
        evidence_acts.record(tx, act, EvidenceAct.ADD, task.code, task=task.code, files=kept)
        return done

    done = Added(tuple(file.name for file in files), tuple(refused))
    with evidence_files.blobs(db).storing([file.content for file in files]) as sums:
        return acts.once(db, act_id, lambda: db.write(keep), done)


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
        Refused: an item that it backs is locked.
    """
    known = db.read(lambda tx: evidence_acts.owned(tx, actor, campaign, evidence_id))
    if db.read(lambda tx: audit.is_recorded(tx, act_id)):
        return known.revision_no
    db.read(lambda tx: evidence_acts.check_unlocked(tx, evidence_id))
    file = evidence_checks.checked(upload, limits())
    number = known.revision_no + 1

    def keep(tx: Writer) -> int:
        act = evidence_acts.begin(tx, actor, campaign, act_id, known.unit_id)
        now_known = evidence_acts.seen(tx, evidence_id, seen_version)
        evidence_acts.check_unlocked(tx, evidence_id)
        if now_known.sha256 == sums[0]:
            raise BadUpload("same_file", file=file.name)
        evidence_acts.change(tx, act, now_known, now_known.title, now_known.effective_on)
        writes.insert_revision(
            tx, evidence_id=evidence_id, revision_no=number, sha256=sums[0], file=file,
            author=act.author,
        )  # fmt: skip
        tasks = evidence_acts.append(tx, act, EvidenceAct.REVISE, now_known, revision_no=number)
        for task_id in tasks:
            evidence_acts.require_room(tx, known.unit_id, task_id, file.name, limits())
        kept = [[file.name, sums[0]]]
        evidence_acts.record(tx, act, EvidenceAct.REVISE, str(evidence_id), files=kept)
        return number

    with evidence_files.blobs(db).storing([file.content]) as sums:
        return acts.once(db, act_id, lambda: db.write(keep), number)


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
        Refused: an item that it backs is locked.
    """
    known = db.read(lambda tx: evidence_acts.owned(tx, actor, campaign, evidence_id))
    named = rules.check_title(title)
    day = rules.check_day(effective_on, clock.today())

    def change(tx: Writer) -> None:
        act = evidence_acts.begin(tx, actor, campaign, act_id, known.unit_id)
        before = evidence_acts.seen(tx, evidence_id, seen_version)
        evidence_acts.check_unlocked(tx, evidence_id)
        evidence_acts.change(tx, act, before, named, day)
        evidence_acts.append(tx, act, EvidenceAct.RENAME, before, title=named, effective_on=day)
        evidence_acts.record(
            tx, act, EvidenceAct.RENAME, str(evidence_id),
            before=[before.title, before.effective_on], after=[named, day],
        )  # fmt: skip

    acts.once(db, act_id, lambda: db.write(change), None)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What an item has before files are added to it."""

    checksums: frozenset[str]
    files: int
    size_bytes: int


def _standing(tx: Reader, act_id: UUID, unit_id: UUID, task: Task) -> _Standing | None:
    """None when the act was carried out before."""
    if audit.is_recorded(tx, act_id):
        return None
    evidence_acts.require_open(tx, unit_id, task)
    found = store.of_item(tx, unit_id, task.task_id)
    sums = frozenset(one.sha256 for one in found if one.removed_at is None)
    return _Standing(sums, *store.item_size(tx, unit_id, task.task_id))


def _checked(
    uploads: Sequence[Upload], standing: _Standing
) -> tuple[list[CheckedFile], list[BadUpload]]:
    """The files to keep, and why others are not."""
    bounds = limits()
    seen, size = set(standing.checksums), standing.size_bytes
    files: list[CheckedFile] = []
    refused: list[BadUpload] = []
    for upload in uploads:
        try:
            file = evidence_checks.checked(upload, bounds)
            if file.sha256 in seen:
                raise BadUpload("same_file", file=file.name)
            evidence_acts.check_room(
                bounds, file.name, files=standing.files + len(files) + 1,
                size_bytes=size + len(file.content),
            )  # fmt: skip
        except BadUpload as refusal:
            refused.append(refusal)
        else:
            files.append(file)
            seen.add(file.sha256)
            size += len(file.content)
    return files, refused
