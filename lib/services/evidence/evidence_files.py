"""The files behind evidence for those who may see them: one to look at, many as a zip."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.evidence import Holder
from lib.domain.vietnamese import local, search_key
from lib.errors import NotFound
from lib.services import acts, clock
from lib.services.acts import CampaignRevision, Queue
from lib.services.campaigns import campaigns
from lib.services.checklist import item_acts
from lib.services.evidence import evidence_holders
from lib.services.files import stored_files
from lib.services.files.stored_files import OpenFile
from lib.services.nominations import nominations
from lib.store import campaigns as campaign_store
from lib.store import evidence as store
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader
from lib.store.evidence import ZippedFile
from lib.store.file_records import StoredFile
from lib.store.files.blobs import Blobs

_PIECE_BYTES: Final = 1 << 18
_UNFIT: Final = re.compile(r'[<>:"/\\|?*]')
_NOT_ASCII: Final = re.compile("[^a-z0-9]+")
_NOMINEE_LIMIT: Final = 60
_MISSING: Final = "thieu-tep.txt"


@dataclass(frozen=True, slots=True)
class Zip:
    """A zip on its way: its name, its files, and its bytes in pieces."""

    name: str
    files: int
    pieces: Iterator[bytes]


def open_file(db: Database, actor: Actor, *, evidence_id: UUID, revision_no: int) -> OpenFile:
    """One revision, for those who may see an item or a nomination that it backs.

    Raises:
        NotFound: there is none, or none that the actor may know of.
    """

    def read(tx: Reader) -> StoredFile:
        found = store.stored_file(tx, evidence_id, revision_no)
        if found is None or not evidence_holders.seen(tx, actor, store.uses(tx, evidence_id)):
            raise NotFound("evidence")
        return found

    return stored_files.opened(db, db.read(read), "evidence")


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
    what = "_".join(_plain(part) for part in ("minh-chung", *wanted.words) if part)
    intent = acts.intend(db, actor, None, act_id=acts.new_act(), queue=Queue.NONE, address=address)
    intent.note(
        "export.zip",
        {"what": what, "files": len(files)},
        subject=campaign.code,
        of=CampaignRevision(campaign.campaign_id, revision),
    )
    names = _names(files, codes, plan.tasks_by_id)
    name = f"TDKT_{campaign.code}_{what}_{local(now):%Y%m%d-%H%M}_r{revision}.zip"
    named = list(zip(names, files, strict=True))
    return Zip(name, len(files), _pieces(stored_files.blobs(db), named))


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


def _names(
    files: Sequence[ZippedFile], units: Mapping[UUID, str], tasks: Mapping[UUID, Task]
) -> list[str]:
    """Unit/item/file or unit/nominations/nominee/file, in letters that every system unpacks.

    No name comes twice, and two nominees of one name have a folder each.
    """
    taken: set[str] = set()
    folders: dict[tuple[UUID, UUID | None, UUID | None], str] = {}
    names = []
    for file in files:
        key = (file.unit_id, file.task_id, file.nomination_id)
        if key not in folders:
            used = {one.lower() for one in folders.values()}
            folders[key] = _free(_folder(file, units, tasks), "", used)
        stem, dot, ending = file.file_name.rpartition(".")
        name = _free(f"{folders[key]}/{stem}", f"{dot}{ending}", taken)
        taken.add(name.lower())
        names.append(name)
    return names


def _folder(file: ZippedFile, units: Mapping[UUID, str], tasks: Mapping[UUID, Task]) -> str:
    unit = units.get(file.unit_id, str(file.unit_id))
    if file.nomination_id is not None:
        nominee = _plain(file.nominee[:_NOMINEE_LIMIT]) or str(file.nomination_id)
        return f"{unit}/{text.ZIP_NOMINATIONS}/{nominee}"
    task = tasks.get(file.task_id) if file.task_id else None
    return f"{unit}/{_plain(f'{task.code} {task.short_title}' if task else str(file.task_id))}"


def _free(stem: str, ending: str, taken: Collection[str]) -> str:
    """The name, with a number where it is taken."""
    for number in itertools.count(1):
        again = f" ({number})" if number > 1 else ""
        name = f"{stem}{again}{ending}"
        if name.lower() not in taken:
            break
    return name


def _plain(name: str) -> str:
    """A folder's name for every system."""
    return _UNFIT.sub("-", name).strip(" .")


def _pieces(kept: Blobs, files: list[tuple[str, ZippedFile]]) -> Iterator[bytes]:
    """The zip, made while it is sent: neither memory nor disk holds it as a whole."""
    sink = _Sink()
    lost = []
    # What is inside is packed already.
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as package:
        for name, file in files:
            path = kept.path(file.sha256)
            if not path.is_file():
                lost.append(name)
                continue
            info = zipfile.ZipInfo(name, local(file.uploaded_at).timetuple()[:6])
            info.external_attr = 0o644 << 16
            with path.open("rb") as reading, package.open(info, "w") as writing:
                while piece := reading.read(_PIECE_BYTES):
                    writing.write(piece)
                    yield sink.taken()
            yield sink.taken()
        if lost:
            package.writestr(_MISSING, "\n".join(lost))
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Where a zip is written to, and taken from piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: object, /) -> int:
        data = bytes(piece)  # type: ignore[call-overload]
        self._held += data
        return len(data)

    def taken(self) -> bytes:
        held = bytes(self._held)
        self._held.clear()
        return held
