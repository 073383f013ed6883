"""Measures workbooks of units and people that come in: python -m bench.list_import.

One JSON line per figure: seconds of a trial or a write of so many rows in the demo, and the longest
wait of somebody who saves a task's report all the while.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from bench import data
from lib.domain.access import Actor
from lib.domain.checklist import Report
from lib.domain.imports import COLUMNS, Choices, Outcome, Row, Sheet, Subject
from lib.services.campaigns import campaigns
from lib.services.checklist import checklist
from lib.services.demo import demo
from lib.services.operation import runtime
from lib.services.people.imports import importing
from lib.store.engine.db import Database

T = TypeVar("T")
ROWS = 4000
ADMIN = "quang"
KIND = "Phòng chuyên môn, nghiệp vụ"
PAUSE_S = 0.02


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--address", help="of an empty PostgreSQL database, instead of a file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, data.beside(Path(folder) / "demo.duckdb"):
        address = asked.address or str(Path(folder) / "demo.duckdb")
        db = runtime.open_migrated(address, create=True)
        try:
            demo.fill(db, "chỉ để đo, không ai dùng")
            measure(db, asked.rows)
        finally:
            db.close()


def measure(db: Database, rows: int) -> None:
    for name, make in (("units", units), ("people", people)):
        sheet = make(rows, "y")
        come_in(db, f"{name}_added", sheet)
        come_in(db, f"{name}_changed", other(sheet))
        take_back(db, f"{name}_changed", sheet)
        more = make(rows, "z")
        come_in(db, f"{name}_added_more", more)
        take_back(db, f"{name}_added", more)


def units(rows: int, first: str) -> Sheet:
    lines = [
        (
            f"{first.upper()}{n:05d}",
            f"Ủy ban nhân dân xã số {n}",
            f"Xã {n}",
            KIND,
            str(n),
            "Không",
            "12",
            "",
        )
        for n in range(1, rows + 1)
    ]
    return sheet_of(Subject.UNITS, lines)


def people(rows: int, first: str) -> Sheet:
    lines = [
        (f"{first}{n}", f"Nguyễn Thị Thu {n}", f"Y{n:05d}", "Cán bộ đơn vị; Thủ trưởng đơn vị")
        for n in range(1, rows + 1)
    ]
    return sheet_of(Subject.PEOPLE, lines)


def other(sheet: Sheet) -> Sheet:
    """The same rows, each with another name."""
    key = "short_name" if sheet.subject == Subject.UNITS else "full_name"
    return replace(
        sheet,
        rows=tuple(
            replace(row, cells={**row.cells, key: f"{row.cells[key]} Mới"}) for row in sheet.rows
        ),
    )


def sheet_of(subject: Subject, lines: list[tuple[str, ...]]) -> Sheet:
    columns = COLUMNS[subject].every
    rows = (
        Row(number, {key: cell for key, cell in zip(columns, line, strict=True) if cell})
        for number, line in enumerate(lines, 3)
    )
    return Sheet(subject, "danh-sach.xlsx", 2, columns, tuple(rows))


def come_in(db: Database, name: str, sheet: Sheet) -> None:
    quang = data.actor(db, ADMIN)
    with saving(db) as waits_s:
        begun = time.perf_counter()
        seen = importing.tried(db, quang, sheet, Choices())
        taken_s = time.perf_counter() - begun
    print_figure(f"{name}_trial", db, sheet, seconds=taken_s, longest_save=max(waits_s))
    with saving(db) as waits_s:
        begun = time.perf_counter()
        written = importing.written(
            db, quang, act_id=uuid.uuid4(), sheet=sheet, choices=Choices(), seen=seen
        )
        taken_s = time.perf_counter() - begun
    print_figure(f"{name}_write", db, sheet, seconds=taken_s, longest_save=max(waits_s))
    counts = written.counts
    if counts[Outcome.NEW] + counts[Outcome.CHANGED] != len(sheet.rows):
        raise RuntimeError(f"not every row was written: {dict(counts)}")


def take_back(db: Database, name: str, sheet: Sheet) -> None:
    quang, subject = data.actor(db, ADMIN), sheet.subject
    last = importing.last(db, quang, subject)
    if last is None:
        raise RuntimeError("there is no import to take back")
    with saving(db) as waits_s:
        begun = time.perf_counter()
        importing.take_back(
            db, quang, act_id=uuid.uuid4(), subject=subject, import_id=last.import_id
        )
        taken_s = time.perf_counter() - begun
    print_figure(f"{name}_taken_back", db, sheet, seconds=taken_s, longest_save=max(waits_s))


@contextmanager
def saving(db: Database) -> Iterator[list[float]]:
    """Somebody saves a report again and again until the block ends; how long each waited, in s."""
    lan = data.actor(db, data.STAFF)
    task_id = data.item_task(db)
    db.write(lambda tx: data.unlock_item(tx, lan.unit_id, task_id))
    waits_s: list[float] = []
    ended = threading.Event()
    thread = threading.Thread(target=lambda: save_on(db, lan, waits_s, ended))
    thread.start()
    try:
        yield waits_s
    finally:
        ended.set()
        thread.join()


def save_on(db: Database, lan: Actor, waits_s: list[float], ended: threading.Event) -> None:
    campaign = campaigns.find(db)
    while not ended.wait(PAUSE_S):
        seen = checklist.opened_item(
            db, lan, campaign, unit_id=lan.unit_id, task_code=data.ITEM
        ).item.version
        report = Report("in_progress", {data.TOP: len(waits_s) + 2, data.BOTTOM: 99_999})
        begun = time.perf_counter()
        checklist.save_item(
            db, lan, campaign, act_id=uuid.uuid4(), unit_id=lan.unit_id, task_code=data.ITEM,
            seen_version=seen, report=report,
        )  # fmt: skip
        waits_s.append(time.perf_counter() - begun)


def print_figure(name: str, db: Database, sheet: Sheet, **told: float) -> None:
    figures = {key: round(value, 2) for key, value in told.items()}
    line = {"figure": f"import_{name}", "engine": db.engine, "rows": len(sheet.rows), **figures}
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
