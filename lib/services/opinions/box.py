"""Where anonymous opinions wait to be written together: in memory, and in a file without order.

Each arrival has the whole file written anew in random order, in place (`Twins`), so that a crash
loses nothing and no older state is left; a clock has it written every minute too, so that the
file's own times tell of nobody. Of who sent what, nothing is ever here (decision 0063).
"""

from __future__ import annotations

import json
import secrets
import threading
from collections import Counter
from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from weakref import WeakKeyDictionary

from filelock import FileLock, Timeout

from lib import config
from lib.domain import opinions
from lib.domain.opinions import MOST_A_DAY, Sealed
from lib.errors import Refused, disk_refusal
from lib.services.files import stored_files
from lib.store.engine.db import Database
from lib.store.engine.json_column import to_json
from lib.store.engine.paircopy import make_folder
from lib.store.files.twins import Twins

_LOCK: Final = ".lock"
_RANDOM: Final = secrets.SystemRandom()


class Box:
    """One process's box; another process with the same folder has another number.

    Args:
        folder: of one database.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        try:
            make_folder(folder)
            self._path, self._held = self._first_free()
        except OSError as error:
            raise disk_refusal(error, folder) from error
        self._twins = Twins(self._path)
        self._waiting = _unpacked(self._twins.read())
        # In memory alone: how many a person has sent today, so that nobody fills the box.
        self._sent: Counter[tuple[UUID, date]] = Counter()

    def put(self, one: Sealed, account_id: UUID) -> None:
        """Take it in; it is on disk when this returns. The second of two clicks finds it there.

        Args:
            account_id: whose number of the day it counts to.
        Raises:
            Refused: that number is reached.
            Unavailable: the disk takes nothing; nothing was taken in.
        """
        with self._lock:
            if any(other.code_hash == one.code_hash for other in self._waiting):
                return
            key = account_id, one.sent_on
            if self._sent[key] >= MOST_A_DAY:
                raise Refused("opinions_a_day", limit=MOST_A_DAY)
            self._keep([*self._waiting, one])
            self._sent = Counter({k: n for k, n in self._sent.items() if k[1] == one.sent_on})
            self._sent[key] += 1

    def find(self, campaign_id: UUID, code_hash: str) -> Sealed | None:
        """What waits under a code."""
        with self._lock:
            found = [one for one in self._waiting if one.code_hash == code_hash]
        return next((one for one in found if one.campaign_id == campaign_id), None)

    def waiting(self) -> list[Sealed]:
        with self._lock:
            return list(self._waiting)

    def remove(self, hashes: Collection[str]) -> None:
        """Forget what has been written."""
        with self._lock:
            self._keep([one for one in self._waiting if one.code_hash not in hashes])

    def stir(self, today: date) -> None:
        """Write the file anew, whether anything came or not, with what stopped processes left.

        Of days past no more than the week stays in it.
        """
        with self._lock:
            for path in self._folder.glob(f"*{_LOCK}"):
                self._adopt(path)
            self._keep([opinions.aged(one, today) for one in self._waiting])

    def close(self) -> None:
        """Let go of the file, for the next process."""
        self._held.release()

    def _keep(self, waiting: list[Sealed]) -> None:
        shuffled = list(waiting)
        _RANDOM.shuffle(shuffled)
        self._twins.write(_packed(shuffled))
        self._waiting = shuffled

    def _first_free(self) -> tuple[Path, FileLock]:
        for number in count():
            path = self._folder / f"{number}"
            lock = _locked(path.with_suffix(_LOCK))
            if lock is not None:
                return path, lock
        raise AssertionError

    def _adopt(self, path: Path) -> None:
        """Take over what a process has left that is no more."""
        lock = _locked(path) if path != self._path.with_suffix(_LOCK) else None
        if lock is None:
            return
        try:
            other = Twins(path.with_suffix(""))
            known = {one.code_hash for one in self._waiting}
            left = [one for one in _unpacked(other.read()) if one.code_hash not in known]
            if left:
                self._keep([*self._waiting, *left])
            other.write(_packed([]))
        finally:
            lock.release()


_boxes: WeakKeyDictionary[Database, Box] = WeakKeyDictionary()
_boxes_lock = threading.Lock()


def of(db: Database) -> Box:
    """The box of this database; each database of one data folder has a folder of its own."""
    with _boxes_lock:
        if db not in _boxes:
            _boxes[db] = Box(config.settings().opinions_dir / stored_files.name(db))
        return _boxes[db]


def close(db: Database) -> None:
    """Let go of the box, when no request runs any more."""
    with _boxes_lock:
        held = _boxes.pop(db, None)
    if held is not None:
        held.close()


def _locked(path: Path) -> FileLock | None:
    """The lock, unless a living process has it."""
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    return lock


def _packed(waiting: Collection[Sealed]) -> bytes:
    return to_json({"waiting": [asdict(one) for one in waiting]}).encode()


def _unpacked(content: bytes) -> list[Sealed]:
    held: list[dict[str, Any]] = json.loads(content)["waiting"] if content else []
    return [
        Sealed(
            campaign_id=UUID(one["campaign_id"]),
            code_hash=one["code_hash"],
            form_version=one["form_version"],
            answers=one["answers"],
            sent_on=date.fromisoformat(one["sent_on"]),
        )
        for one in held
    ]
