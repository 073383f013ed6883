"""Editions: a table at one revision, kept on the disk for a while, of which pages are read.

A program that pages through 136,000 rows reads one edition, made once, whatever is saved meanwhile;
so do all programs that come at the same revision. Made anew from the same data, an edition has the
same tag and the same bytes, so that whoever comes back after a restart goes on where they were.
"""

from __future__ import annotations

import hashlib
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lib.domain.campaigns import Campaign
from lib.domain.exports import Options, Snapshot
from lib.errors import Refused, disk_refusal
from lib.exports import csv
from lib.exports.export import AnyExport
from lib.exports.machine import columns
from lib.exports.machine.columns import Typed
from lib.exports.machine.spool import Spool
from lib.services import clock
from lib.services.reports import exports
from lib.store.engine.db import Database

KEPT_S: Final = 600.0
"""How long after its last use an edition is kept."""
MOST: Final = 24
MOST_BYTES: Final = 512 << 20
_FORMAT: Final = "1"


@dataclass(frozen=True, slots=True)
class Edition:
    """A table at one revision.

    Attributes:
        tag: the same for the same data, forms and names.
        read_at: when reading began.
        file_name: of the whole as a CSV.
    """

    tag: str
    columns: tuple[Typed, ...]
    campaign: str
    revision: int
    day: str
    read_at: datetime
    file_name: str
    spool: Spool

    def leave(self) -> None:
        """Whoever asked for it is done with it."""
        self.spool.leave()


@dataclass(slots=True)
class _Kept:
    edition: Edition
    begun_s: float
    used_s: float


_Key = tuple[str, ...]


class Shelf:
    """Editions by campaign, table and options; safe for all threads.

    Args:
        seconds: a clock that only grows.
    """

    def __init__(
        self,
        *,
        most: int = MOST,
        most_bytes: int = MOST_BYTES,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._most_bytes, self.seconds = most, most_bytes, seconds
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[_Key, str], _Kept] = OrderedDict()
        # One is made at a time: a large one costs seconds of a process of its own.
        self.turn = threading.Lock()

    def get(self, key: _Key, tag: str) -> Edition | None:
        """The edition, held for the caller."""
        with self._lock:
            kept = self._kept.get((key, tag))
            if kept is None or not kept.edition.spool.hold():
                return None
            kept.used_s = self.seconds()
            self._kept.move_to_end((key, tag))
            return kept.edition

    def newest(self, key: _Key, since_s: float) -> Edition | None:
        """One of which reading began after this second, held for the caller."""
        with self._lock:
            found = [
                one.edition
                for (of, _), one in self._kept.items()
                if of == key and one.begun_s > since_s
            ]
            return next((one for one in reversed(found) if one.spool.hold()), None)

    def put(self, key: _Key, edition: Edition, begun_s: float) -> None:
        """Keep one that the caller holds; what was used longest ago makes room for it."""
        with self._lock:
            last = self._kept.pop((key, edition.tag), None)
            if last is not None and last.edition is not edition:
                last.edition.spool.retire()
            self._kept[key, edition.tag] = _Kept(edition, begun_s, self.seconds())
            while len(self._kept) > 1 and self._is_full():
                _, oldest = self._kept.popitem(last=False)
                oldest.edition.spool.retire()

    def sweep(self) -> None:
        """Let go of what nobody has used of late."""
        with self._lock:
            over = self.seconds() - KEPT_S
            for name in [name for name, one in self._kept.items() if one.used_s < over]:
                self._kept.pop(name).edition.spool.retire()

    def clear(self) -> None:
        with self._lock:
            while self._kept:
                self._kept.popitem()[1].edition.spool.retire()

    def _is_full(self) -> bool:
        size = sum(one.edition.spool.size for one in self._kept.values())
        return len(self._kept) > self._most or size > self._most_bytes


SHELF: Final = Shelf()


def current_tag(db: Database, campaign: Campaign, export: AnyExport, options: Options) -> str:
    """What an edition made now would be called; costs no reading of rows."""
    taken = exports.named(db, campaign, export.key, is_whole=False)
    return _tag(campaign, taken, export, options)


def current_columns(db: Database, campaign: Campaign, export: AnyExport) -> tuple[Typed, ...]:
    """The columns that an edition made now would have."""
    return columns.typed(export, exports.named(db, campaign, export.key, is_whole=False))


def take(
    db: Database,
    campaign: Campaign,
    export: AnyExport,
    options: Options,
    tag: str | None = None,
    shelf: Shelf = SHELF,
) -> Edition:
    """The table as it is now or was at the campaign's instant, held until the caller leaves it.

    Args:
        tag: of the edition that the caller has begun to read.
    Raises:
        Refused: "newer_edition", that one is gone and cannot be made again.
        Unavailable: there is no room for it on the disk.
    """
    key = (
        str(campaign.campaign_id), export.key, options.dates.value, options.decimals.value,
        campaign.at.instant.isoformat() if campaign.at else "",
    )  # fmt: skip
    shelf.sweep()
    if tag is not None and (begun := shelf.get(key, tag)) is not None:
        return begun
    asked_s, now = shelf.seconds(), current_tag(db, campaign, export, options)
    if tag is not None and tag != now:
        raise Refused("newer_edition")
    if (kept := shelf.get(key, now)) is not None:
        return kept
    with shelf.turn:
        made = shelf.newest(key, asked_s) or shelf.get(key, now)
        if made is None:
            begun_s = shelf.seconds()
            made = _make(db, campaign, export, options)
            shelf.put(key, made, begun_s)
    if tag is not None and made.tag != tag:
        made.leave()
        raise Refused("newer_edition")
    return made


def _make(db: Database, campaign: Campaign, export: AnyExport, options: Options) -> Edition:
    read_at = clock.now()
    taken = exports.named(db, campaign, export.key, is_whole=True)
    try:
        spool = Spool(exports.pieces(export, taken, options, export.count(taken)))
    except OSError as error:
        raise disk_refusal(error, tempfile.gettempdir()) from error
    spool.hold()
    return Edition(
        tag=_tag(campaign, taken, export, options),
        columns=columns.typed(export, taken),
        campaign=taken.campaign_code,
        revision=taken.revision,
        day=taken.day.isoformat(),
        read_at=read_at,
        file_name=csv.file_name(export, taken, read_at),
        spool=spool,
    )


def _tag(campaign: Campaign, taken: Snapshot, export: AnyExport, options: Options) -> str:
    """Of everything that the bytes depend on: whatever else is in a cell moves the revision.

    The words of a past are those of now, so that its campaign's version counts too.
    """
    told = (
        _FORMAT,
        taken.campaign_code,
        export.key,
        options,
        taken.revision,
        taken.day,
        taken.as_of,
        campaign.version,
        taken.units,
        sorted(taken.people.items()),
        [(one.name, one.label, one.type.value) for one in columns.typed(export, taken)],
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]
