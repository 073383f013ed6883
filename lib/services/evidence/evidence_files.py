"""The files behind evidence for those who may see them: one to look at, many as a zip."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.evidence import Evidence, Holder
from lib.domain.vietnamese import local, search_key
from lib.errors import NotFound
from lib.services import acts, clock
from lib.services.acts import CampaignRevision, Queue
from lib.services.campaigns import campaigns
from lib.services.checklist import item_acts
from lib.services.evidence import evidence_holders
from lib.services.files import openings, stored_files, zips
from lib.services.files.stored_files import OpenFile
from lib.services.files.zips import Zip, ZipEntry
from lib.services.nominations import nominations
from lib.store import campaigns as campaign_store
from lib.store import evidence as store
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader
from lib.store.evidence import ZippedFile
from lib.store.file_records import StoredFile

_OPENED: Final = UUID("5b1d8e0a-7c0e-4f4a-9a86-3d1f2c7b9e55")
_NOT_ASCII: Final = re.compile("[^a-z0-9]+")
_NOMINEE_LIMIT: Final = 60


def open_file(
    db: Database,
    actor: Actor,
    *,
    evidence_id: UUID,
    revision_no: int,
    address: str | None = None,
) -> OpenFile:
    """One revision, for those who may see an item or a nomination that it backs.

    Once a day it is on record that somebody of another unit has opened it.

    Raises:
        NotFound: there is none, or none that the actor may know of.
    """

    def read(tx: Reader) -> tuple[StoredFile, Evidence]:
        found = store.stored_file(tx, evidence_id, revision_no)
        seen = evidence_holders.seen(tx, actor, store.uses(tx, evidence_id))
        if found is None or not seen:
            raise NotFound("evidence")
        return found, seen[0]

    stored, evidence = db.read(read)
    file = stored_files.opened(db, stored, "evidence")
    if evidence.unit_id != actor.unit_id:
        openings.tell(
            db, actor, "evidence.open", {"unit": evidence.unit_id, "revision": revision_no},
            subject=evidence.evidence_id, number=revision_no, campaign_id=evidence.campaign_id,
            space=_OPENED, address=address,
        )  # fmt: skip
    return file


def zip_of(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    unit_code: str | None = None,
    task_code: str | None = None,
    nomination_id: UUID | None = None,
    address: str | None = None,
) -> Zip:
    """All evidence of a nomination, an item, a unit, or else of the campaign, newest revisions.

    Raises:
        Denied: only the Office takes the whole campaign.
        NotFound: no such task or file, or no unit or nomination that the actor may know of.
    """
    if nomination_id is None:
        wanted = _of_unit(db, actor, campaign, unit_code, task_code)
    else:
        wanted = _of_nomination(db, actor, campaign, nomination_id)
    plan = campaigns.plan(db, campaign)
    now = clock.now()

    def read(tx: Reader) -> tuple[int, dict[UUID, str], list[ZippedFile]]:
        counter = campaign_store.revision(tx, campaign.campaign_id)
        found = store.zipped(tx, campaign.campaign_id, unit_id=wanted.unit_id, holder=wanted.holder)
        files = [one for one in found if not evidence_holders.is_quiet(actor, one.state, one.part)]
        return counter[0] if counter else 0, _codes(tx), files

    revision, codes, files = db.read(read)
    if not files:
        raise NotFound("evidence")
    what = "_".join(zips.plain_name(part) for part in ("minh-chung", *wanted.words) if part)
    intent = acts.intend(db, actor, None, act_id=acts.new_act(), queue=Queue.NONE, address=address)
    intent.note(
        "export.zip",
        {"what": what, "files": len(files)},
        subject=campaign.code,
        of=CampaignRevision(campaign.campaign_id, revision),
    )
    name = f"TDKT_{campaign.code}_{what}_{local(now):%Y%m%d-%H%M}_r{revision}.zip"
    return zips.streamed(db, name, _entries(files, codes, plan.tasks_by_id))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a zip is to hold, and the words that name it; without unit and holder all there is."""

    unit_id: UUID | None = None
    holder: Holder | None = None
    words: tuple[str, ...] = ()


def _of_unit(
    db: Database, actor: Actor, campaign: Campaign, unit_code: str | None, task_code: str | None
) -> _Wanted:
    unit_id = None
    if unit_code:
        unit_id = db.read(lambda tx: units_store.id_by_code(tx, unit_code))
        # Nominations of a unit are seen by the same people as its items.
        if unit_id is None or not access.can(actor, Action.ITEM_VIEW, unit_id=unit_id):
            raise NotFound("evidence")
    else:
        access.check(actor, Action.EVIDENCE_ZIP)
    task = item_acts.task(db, campaign, task_code) if task_code else None
    holder = Holder(unit_id, task.task_id) if task else None
    code = db.read(_codes).get(unit_id, "") if unit_id else ""
    return _Wanted(unit_id, holder, (code, task.code if task else ""))


def _of_nomination(db: Database, actor: Actor, campaign: Campaign, nomination_id: UUID) -> _Wanted:
    def read(tx: Reader) -> _Wanted:
        found = nominations.visible(tx, actor, campaign, nomination_id)
        nominee = _NOT_ASCII.sub("-", search_key(found.name)).strip("-")[:_NOMINEE_LIMIT]
        words = (_codes(tx).get(found.unit_id, ""), "de-nghi", nominee)
        return _Wanted(holder=Holder(nomination_id=nomination_id), words=words)

    return db.read(read)


def _codes(tx: Reader) -> dict[UUID, str]:
    return {unit.unit_id: unit.code for unit in units_store.units(tx, clock.today())}


def _entries(
    files: Sequence[ZippedFile], units: Mapping[UUID, str], tasks: Mapping[UUID, Task]
) -> list[ZipEntry]:
    """Unit/item/file or unit/nominations/nominee/file, in letters that every system unpacks.

    No name comes twice, and two nominees of one name have a folder each.
    """
    taken: set[str] = set()
    folders: dict[tuple[UUID, UUID | None, UUID | None], str] = {}
    entries = []
    for file in files:
        key = (file.unit_id, file.task_id, file.nomination_id)
        if key not in folders:
            used = {one.lower() for one in folders.values()}
            folders[key] = zips.free_name(_folder(file, units, tasks), "", used)
        stem, dot, ending = file.file_name.rpartition(".")
        name = zips.free_name(f"{folders[key]}/{stem}", f"{dot}{ending}", taken)
        taken.add(name.lower())
        entries.append(ZipEntry(name, file.sha256, file.uploaded_at))
    return entries


def _folder(file: ZippedFile, units: Mapping[UUID, str], tasks: Mapping[UUID, Task]) -> str:
    unit = units.get(file.unit_id, str(file.unit_id))
    if file.nomination_id is not None:
        nominee = zips.plain_name(file.nominee[:_NOMINEE_LIMIT]) or str(file.nomination_id)
        return f"{unit}/{text.ZIP_NOMINATIONS}/{nominee}"
    task = tasks.get(file.task_id) if file.task_id else None
    named = f"{task.code} {task.short_title}" if task else str(file.task_id)
    return f"{unit}/{zips.plain_name(named)}"
