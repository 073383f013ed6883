"""Asking for a bundle: the tables are read and written down, the rest is the maker's."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.jobs import RULES, Job, Kind
from lib.domain.vietnamese import local
from lib.errors import disk_refusal
from lib.exports import bundle_maker, csv, orders
from lib.exports.bundle_maker import CsvFile, StoredFile
from lib.exports.registry import EXPORTS
from lib.services import acts
from lib.services.acts import Queue
from lib.services.bundles import shape, writing
from lib.services.bundles.writing import Inside
from lib.services.jobs import jobs
from lib.services.jobs.jobs import Wanted
from lib.services.reports import exports
from lib.store import campaigns as campaign_store
from lib.store import revisions
from lib.store.engine.db import Database

_RULE: Final = RULES[Kind.BUNDLE]


@dataclass(frozen=True, slots=True)
class _Read:
    """What is written down: files in a folder, snapshots beside them, and what is told of all."""

    inside: Inside
    snapshots: dict[str, Path]
    head: dict[str, Any]

    @property
    def steps(self) -> int:
        return len(self.inside.paths) + len(self.head["csv"]) + len(self.head["stored"]) + 1

    def write(self, out: BinaryIO) -> None:
        """Write what the maker reads."""
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as order:
            order.writestr(bundle_maker.HEAD, json.dumps(self.head, ensure_ascii=False))
            for name, path in self.inside.paths.items():
                order.write(path, bundle_maker.PARTS + name)
            for name, path in self.snapshots.items():
                order.write(path, bundle_maker.SNAPSHOTS + name)


def may_ask(actor: Actor) -> bool:
    """Whether the actor has both rights."""
    return _RULE.allows(actor, None)


def ask(db: Database, actor: Actor, campaign: Campaign, *, address: str | None = None) -> Job:
    """Ask for everything that the installation holds, of all campaigns, without secrets.

    Args:
        campaign: in whose log it is told too.
    Raises:
        Denied: the actor has not both rights.
        Refused: the actor has asked for enough already.
        Unavailable: the disk has no room.
    """
    _RULE.check(actor, None)
    intent = acts.intend(
        db, actor, Action.BACKUP_MAKE, act_id=acts.new_act(), queue=Queue.NONE, address=address
    )
    intent.carry_out(lambda act: act.tell("export.bundle", "bundle"), again=acts.nothing)
    revision, _, _ = db.read(lambda tx: revisions.at(tx, campaign.campaign_id))
    with _read(db, intent) as found:
        wanted = Wanted(
            kind=Kind.BUNDLE, campaign=campaign, parameters={}, revision=revision,
            file_name=f"TDKT_toan-bo_{local(intent.now):%Y%m%d-%H%M}_r{revision}.zip",
            steps=found.steps, order=found.write,
        )  # fmt: skip
        return jobs.ask(db, actor, wanted, act_id=acts.new_act(), address=address)


@contextmanager
def _read(db: Database, intent: acts.Intent) -> Iterator[_Read]:
    try:
        with tempfile.TemporaryDirectory() as folder:
            inside = Inside(Path(folder))
            snapshots: dict[str, Path] = {}
            # First, since the first look at a campaign publishes its forms.
            tables = list(_snapshots(db, Path(folder), snapshots))
            _, sums = db.read(lambda tx: writing.tables_of(tx, inside))
            kept, missing = writing.stored(db, sums)
            writing.words_of(db, inside)
            head = {
                "name": shape.MANIFEST,
                "manifest": writing.manifest(db, inside, intent.now, missing),
                "csv": [asdict(one) for one in tables],
                "stored": [
                    asdict(StoredFile(shape.file_path(sha256), str(path), sha256))
                    for sha256, path in kept.items()
                ],
            }
            yield _Read(inside, snapshots, head)
    except OSError as error:
        raise disk_refusal(error) from error


def _snapshots(db: Database, folder: Path, written: dict[str, Path]) -> Iterator[CsvFile]:
    """Every campaign at one revision, and the tables that are made of it."""
    for campaign in db.read(campaign_store.campaigns):
        snapshot = exports.snapshot(db, campaign)
        name = str(len(written))
        written[name] = folder / f"snapshot-{name}"
        with written[name].open("wb") as out:
            orders.write(out, snapshot, None)
        place = shape.CSV / csv.plain_code(snapshot)
        for export in EXPORTS.values():
            path, rows = str(place / f"{export.key}.csv"), export.count(snapshot)
            yield CsvFile(path, export.key, name, snapshot.revision, rows)
