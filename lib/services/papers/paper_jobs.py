"""Packs of papers in the making: one worker at a time, told of as it goes, and what it left.

A result waits in the cache folder for whoever asked for it, also after the page was closed.
"""

from __future__ import annotations

import functools
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final
from uuid import UUID

from lib import config
from lib.config import ROOT
from lib.domain.papers.papers import Pack, Paper, PaperData
from lib.domain.papers.standing import Left, LeftOut
from lib.errors import NotFound, Unavailable
from lib.exports.docx import orders, packs
from lib.exports.docx.orders import Order
from lib.services.files.inspection.bounds import bare_environment

_KEEP: Final = timedelta(hours=24)
_LIMIT: Final = timedelta(minutes=10)
"""A pack of 1,000 nominees takes one minute; what runs longer will not end."""
# By its name: what fills papers takes memory that only the worker needs.
_WORKER: Final = "lib.exports.docx.worker"
_PART: Final = ".part"
_BESIDE: Final = ".json"
"""What the page tells of a pack waits beside it, under its name."""


class JobState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a pack is: so many papers of so many."""

    pack: Pack
    name: str
    state: JobState
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Result:
    """A finished pack that waits to be taken.

    Attributes:
        made_s: seconds since 1970.
        left_out: whom some of its papers do not name.
        not_made: which papers it lacks, since they would have been about nobody.
    """

    name: str
    size_bytes: int
    made_s: float
    left_out: tuple[LeftOut, ...] = ()
    not_made: tuple[Paper, ...] = ()


@dataclass(slots=True)
class _Job:
    owner: UUID
    progress: Progress
    process: subprocess.Popen[str]
    told: str
    is_cancelled: bool = False


class Jobs:
    """The packs that this process makes."""

    def __init__(self, folder: Path, *, limit: timedelta = _LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        self._lock = threading.Lock()
        self._newest: dict[UUID, _Job] = {}
        self.clean(time.time())

    def start(self, owner: UUID, data: PaperData, templates: Mapping[Paper, Path]) -> Progress:
        """Begin a pack.

        Raises:
            Unavailable: another one is being made.
        """
        name = packs.zip_name(data)
        part = self._home(owner) / (name + _PART)
        with self._lock:
            if any(job.progress.state == JobState.RUNNING for job in self._newest.values()):
                raise Unavailable("papers_busy")
            self.clean(time.time())
            part.parent.mkdir(parents=True, exist_ok=True)
            used = {paper: str(path) for paper, path in templates.items()}
            process = _begun(Order(data, used, str(part)))
            total = sum(1 for _ in packs.files(data))
            begun = Progress(data.pack, name, JobState.RUNNING, 0, total)
            job = self._newest[owner] = _Job(owner, begun, process, _told(data))
        # A server that stops does not wait for it; the worker ends at its next word.
        threading.Thread(target=self._follow, args=(job, part), daemon=True).start()
        return begun

    def progress(self, owner: UUID) -> Progress | None:
        """The newest pack of this person since the server started."""
        job = self._newest.get(owner)
        return job.progress if job else None

    def cancel(self, owner: UUID) -> None:
        """Stop what runs for this person; nothing of it is kept."""
        with self._lock:
            job = self._newest.get(owner)
            if job and job.progress.state == JobState.RUNNING:
                job.is_cancelled = True
                job.process.kill()

    def results(self, owner: UUID) -> list[Result]:
        """The packs that wait for this person, the newest first."""
        found = [_result(one) for one in _files(self._home(owner)) if one.suffix == ".zip"]
        return sorted(found, key=lambda one: one.made_s, reverse=True)

    def result(self, owner: UUID, name: str) -> Path:
        """One of them.

        Raises:
            NotFound: this person has none of this name.
        """
        if name not in {one.name for one in self.results(owner)}:
            raise NotFound("paper")
        return self._home(owner) / name

    def clean(self, now_s: float) -> None:
        """Remove what has waited a day, and what a stopped server left half made."""
        for home in _files(self._folder):
            for one in _files(home):
                keep = self._limit if one.suffix == _PART else _KEEP
                if now_s - one.stat().st_mtime > keep.total_seconds():
                    one.unlink(missing_ok=True)

    def _home(self, owner: UUID) -> Path:
        return self._folder / str(owner)

    def _follow(self, job: _Job, part: Path) -> None:
        """Count the worker's lines until it ends, and put its file in place."""
        stop = threading.Timer(self._limit.total_seconds(), job.process.kill)
        stop.daemon = True
        stop.start()
        with job.process:
            for _ in job.process.stdout or ():
                job.progress = replace(job.progress, done=job.progress.done + 1)
        stop.cancel()
        with self._lock:
            state = JobState.CANCELLED if job.is_cancelled else JobState.FAILED
            if job.process.returncode == 0 and not job.is_cancelled:
                pack = part.with_suffix("")
                _told_path(pack).write_text(job.told, "utf-8")
                part.replace(pack)
                state = JobState.DONE
            else:
                part.unlink(missing_ok=True)
            job.progress = replace(job.progress, state=state)


@functools.cache
def jobs() -> Jobs:
    """Those of this process."""
    return Jobs(config.settings().data_dir / "cache" / "papers")


def _result(pack: Path) -> Result:
    size, made_s = pack.stat().st_size, pack.stat().st_mtime
    beside = _told_path(pack)
    told = json.loads(beside.read_text("utf-8")) if beside.is_file() else {}
    return Result(
        pack.name,
        size,
        made_s,
        tuple(LeftOut(name, Left(reason)) for name, reason in told.get("left_out", ())),
        tuple(Paper(paper) for paper in told.get("not_made", ())),
    )


def _told_path(pack: Path) -> Path:
    return pack.with_name(pack.name + _BESIDE)


def _told(data: PaperData) -> str:
    left_out = [[one.name, one.reason] for one in data.left_out]
    return json.dumps({"left_out": left_out, "not_made": data.not_made}, ensure_ascii=False)


def _begun(order: Order) -> subprocess.Popen[str]:
    with tempfile.TemporaryFile() as told:
        told.write(orders.to_json(order).encode())
        told.seek(0)
        return subprocess.Popen(  # noqa: S603 our own module in our own interpreter
            [sys.executable, "-m", _WORKER],
            cwd=ROOT,
            stdin=told,
            stdout=subprocess.PIPE,
            env=bare_environment(),
            encoding="utf-8",
        )


def _files(folder: Path) -> Iterable[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else ()
