"""The files behind evidence: one to look at, many as a zip, and those that nobody needs."""

from __future__ import annotations

import io
import itertools
import re
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from lib import config
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.audit import AuditEvent
from lib.domain.campaigns import Campaign, Task
from lib.domain.vietnamese import local
from lib.errors import NotFound
from lib.services import campaigns, clock
from lib.services import item_acts as acts
from lib.store import audit
from lib.store import campaigns as campaign_store
from lib.store import evidence as store
from lib.store import units as units_store
from lib.store.blobs import Blobs, Cleaned
from lib.store.db import Database, Reader
from lib.store.evidence import ZippedFile
from lib.store.ids import new_id

# A restored backup knows nothing of files that a copy set aside may still name.
_KEEP_UNKNOWN: Final = timedelta(days=30)
# Another server of the same PostgreSQL database may be in the middle of an upload.
_UPLOAD_TAKES: Final = timedelta(hours=1)
_PIECE_BYTES: Final = 1 << 18
_UNFIT: Final = re.compile(r'[<>:"/\\|?*]')
_MISSING: Final = "thieu-tep.txt"


@dataclass(frozen=True, slots=True)
class OpenFile:
    """One file to be sent."""

    path: Path
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Zip:
    """A zip on its way: its name, its files, and its bytes in pieces."""

    name: str
    files: int
    pieces: Iterator[bytes]


def blobs(db: Database) -> Blobs:
    """The files of this database; each database of one data folder has a folder of its own."""
    return Blobs(folder(db.path or Path(db.key.rpartition(":")[2])))


def folder(database: Path) -> Path:
    """Where the files of a database lie: under its name, whatever ending it has."""
    return config.settings().evidence_dir / database.stem


def open_file(db: Database, actor: Actor, *, evidence_id: UUID, revision_no: int) -> OpenFile:
    """One revision, for those who may see the unit's items.

    Raises:
        NotFound: there is none, or none that the actor may know of.
    """
    found = db.read(lambda tx: store.stored_file(tx, evidence_id, revision_no))
    if found is None or not access.can(actor, Action.ITEM_VIEW, unit_id=found.unit_id):
        raise NotFound("evidence")
    path = blobs(db).path(found.sha256)
    if not path.is_file():
        raise NotFound("evidence")
    return OpenFile(path, found.file_name, found.media_type)


def zip_of(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    unit_code: str | None = None,
    task_code: str | None = None,
    address: str | None = None,
) -> Zip:
    """All evidence of an item, of a unit, or, without both, of the campaign, newest revisions.

    Raises:
        Denied: only the Office takes the whole campaign.
        NotFound: no such task or file, or no unit that the actor may know of.
    """
    unit_id = None
    if unit_code:
        unit_id = db.read(lambda tx: units_store.id_by_code(tx, unit_code))
        if unit_id is None or not access.can(actor, Action.ITEM_VIEW, unit_id=unit_id):
            raise NotFound("evidence")
    else:
        access.check(actor, Action.EVIDENCE_ZIP)
    plan = campaigns.plan(db, campaign)
    task = acts.task(db, campaign, task_code) if task_code else None
    now = clock.now()

    def read(tx: Reader) -> tuple[int, dict[UUID, str], list[ZippedFile]]:
        counter = campaign_store.revision(tx, campaign.campaign_id)
        units = units_store.units(tx, clock.today())
        codes = {unit.unit_id: unit.code for unit in units}
        files = store.zipped(tx, campaign.campaign_id, unit_id, task.task_id if task else None)
        return counter[0] if counter else 0, codes, files

    revision, codes, files = db.read(read)
    if not files:
        raise NotFound("evidence")
    parts = ["minh-chung", codes.get(unit_id, "") if unit_id else "", task.code if task else ""]
    what = "_".join(_plain(part) for part in parts if part)
    event = AuditEvent(
        act_id=new_id(), event="export.zip", happened_at=now, account_id=actor.account_id,
        actor_name=actor.full_name, subject=campaign.code, address=address,
        campaign_id=campaign.campaign_id, revision=revision,
        detail={"what": what, "files": len(files)},
    )  # fmt: skip
    db.write(lambda tx: audit.record(tx, event))
    names = _names(files, codes, plan.tasks_by_id)
    name = f"TDKT_{campaign.code}_{what}_{local(now):%Y%m%d-%H%M}_r{revision}.zip"
    return Zip(name, len(files), _pieces(blobs(db), list(zip(names, files, strict=True))))


def clean_up(db: Database) -> Cleaned:
    """Remove what broken-off uploads left, and files that no row has named for 30 days."""
    known = db.read(store.checksums)
    is_alone = db.path is not None
    return blobs(db).clean(
        known,
        now_s=time.time(),
        unfinished=timedelta(0) if is_alone else _UPLOAD_TAKES,
        unknown=_KEEP_UNKNOWN,
    )


def missing(db: Database) -> int:
    """How many files that rows name are not there."""
    kept = blobs(db)
    return sum(not kept.has(sha256) for sha256 in db.read(store.checksums))


def _names(
    files: Sequence[ZippedFile], units: Mapping[UUID, str], tasks: Mapping[UUID, Task]
) -> list[str]:
    """Unit/item/file, in letters that every system unpacks; no name twice."""
    taken: set[str] = set()
    names = []
    for file in files:
        task = tasks.get(file.task_id)
        folder = f"{task.code} {task.short_title}" if task else str(file.task_id)
        above = f"{units.get(file.unit_id, file.unit_id)}/{_plain(folder)}"
        stem, dot, ending = file.file_name.rpartition(".")
        for number in itertools.count(1):
            again = f" ({number})" if number > 1 else ""
            name = f"{above}/{stem}{again}{dot}{ending}"
            if name.lower() not in taken:
                break
        taken.add(name.lower())
        names.append(name)
    return names


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
