"""Measures the audit log of an installation of many years: python -m bench.audit.

One JSON line per figure: seconds to read the whole chain, milliseconds of a page of the list.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import duckdb
import pyarrow as pa

from lib.domain.audit import AuditEvent
from lib.domain.audit_chain import Head, Link, link
from lib.services.audit import chains
from lib.store import audit, audit_log
from lib.store.audit_log import Wanted
from lib.store.engine.db import Database, open_database
from lib.store.engine.ids import new_id
from lib.store.engine.json_column import to_json
from lib.store.migrations import migrate

BEGUN = datetime(2016, 1, 4, 1, tzinfo=UTC)
AT_ONCE = 50_000
UNITS = [new_id() for _ in range(40)]
PEOPLE = [new_id() for _ in range(150)]
CODES = [f"II.{group}.{task}" for group in range(1, 5) for task in range(1, 9)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    events: int = parser.parse_args().events
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "audit.duckdb"
        fill(path, events)
        db = open_database(str(path))
        try:
            measure(db, events)
        finally:
            db.close()


def fill(path: Path, events: int) -> None:
    """A database with so many events of the installation's chain."""
    db = open_database(str(path), create=True)
    migrate(db)
    db.close()
    connection = duckdb.connect(str(path))
    head = Head()
    made: list[Link] = []
    for number, one in enumerate(told(events)):
        made.append(link(head, one, UNITS[number % len(UNITS)]))
        head = made[-1].head
        if len(made) == AT_ONCE:
            put(connection, made)
            made = []
    put(connection, made)
    connection.close()
    db = open_database(str(path))
    db.write(lambda tx: audit.keep_head(tx, None, head))
    db.close()


def told(events: int) -> Iterator[AuditEvent]:
    for number in range(events):
        person = number % len(PEOPLE)
        yield AuditEvent(
            act_id=new_id(),
            event="item.save",
            happened_at=BEGUN + timedelta(minutes=5 * number),
            account_id=PEOPLE[person],
            actor_name=f"Nguyễn Thị Thu {person}",
            subject=CODES[number % len(CODES)],
            address="10.1.2.3",
            detail={"version": number % 9, "status": "done"},
        )


def put(connection: duckdb.DuckDBPyConnection, made: list[Link]) -> None:
    """Store many at once, as no act does."""
    given = pa.table(  # noqa: F841 named in the statement
        {
            "act_id": [str(one.event.act_id) for one in made],
            "happened_at": [one.event.happened_at for one in made],
            "account_id": [str(one.event.account_id) for one in made],
            "actor_name": [one.event.actor_name for one in made],
            "address": [one.event.address for one in made],
            "event": [one.event.event for one in made],
            "subject": [one.event.subject for one in made],
            "detail": [to_json(one.event.detail) for one in made],
            "number": [one.number for one in made],
            "about": [one.about for one in made],
            "who": [one.who for one in made],
            "place": [one.where for one in made],
            "hash": [one.sha256 for one in made],
        }
    )
    connection.execute(
        """
        INSERT INTO audit_events (
            act_id, happened_at, happened_on, account_id, actor_name, address, event, subject,
            detail, number, about, who, place, hash
        )
        SELECT act_id, happened_at, CAST(happened_at AS DATE), account_id, actor_name, address,
            event, subject, detail, number, about, who, place, hash
        FROM given
        """
    )


def measure(db: Database, events: int) -> None:
    begun = time.perf_counter()
    [found] = chains.verify(db)
    if found.broken or found.head.number != events:
        raise RuntimeError(f"the chain is not whole: {found.told}")
    print_figure("audit_verify", events, seconds=time.perf_counter() - begun)
    record = f"{UNITS[3]}/{CODES[3]}"
    for name, wanted in {
        "whole": Wanted(None),
        "person": Wanted(None, person="Nguyễn Thị Thu 7"),
        "unit": Wanted(None, unit_id=UUID(str(UNITS[3]))),
        "record": Wanted(None, record=record),
        "days": Wanted(None, first=BEGUN.date(), last=BEGUN.date() + timedelta(days=30)),
    }.items():
        print_figure(f"audit_list_{name}", events, milliseconds=list_ms(db, wanted))
    people = lambda: db.read(lambda tx: audit_log.people(tx, None))  # noqa: E731
    print_figure("audit_people", events, milliseconds=best_ms(people))


def list_ms(db: Database, wanted: Wanted) -> float:
    return best_ms(
        lambda: db.read(
            lambda tx: (
                audit_log.count(tx, wanted),
                audit_log.page(tx, wanted, limit=50, offset=0),
            )
        )
    )


def best_ms(work: Callable[[], object]) -> float:
    """The middle of nine."""
    times = []
    for _ in range(9):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return sorted(times)[4]


def print_figure(name: str, events: int, **told: float) -> None:
    figures = {key: round(value, 1) for key, value in told.items()}
    print(json.dumps({"figure": name, "events": events, **figures}), flush=True)


if __name__ == "__main__":
    main()
