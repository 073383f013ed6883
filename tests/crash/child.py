"""The process that is killed: it reports on items through the services, and prints each number.

What one save is, and what must be true after a kill, stands here alone. Nothing of Streamlit runs.
"""

from __future__ import annotations

import itertools
import os
import sys
import threading
from pathlib import Path
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.checklist import Report
from lib.errors import Duplicate
from lib.services.acts import new_act
from lib.services.checklist import checklist
from lib.store import migrations
from lib.store.engine.db import Database, Reader, Row
from lib.store.engine.duck import DuckDatabase
from tests import cast, small_campaign
from tests.cast import BINH, LAN, MAI

# Small, so that kills fall into checkpoints as well.
LOG_LIMIT_BYTES = 64 << 10
WRITERS = (LAN, BINH, MAI)


def open_file(path: Path) -> DuckDatabase:
    return DuckDatabase(path, create=True, log_limit_bytes=LOG_LIMIT_BYTES)


def prepare(db: Database) -> None:
    """Migrate, and load cast and campaign where a kill has not left them whole."""
    migrations.migrate(db)
    if not db.read(lambda tx: tx.rows("SELECT 1 FROM accounts")):
        cast.make_cast(db)
    small_campaign.load(db)


def save(db: Database, actor: Actor, campaign: Campaign, number: int) -> None:
    """One report with its history, audit, revision and the end of a draft."""
    opened = checklist.opened_item(
        db, actor, campaign, unit_id=actor.unit_id, task_code=small_campaign.HELD
    )
    seen = opened.item.version
    raw = {"so_hoi_nghi": str(number), "ghi_chu": f"Lưu lần {number} " * 5}
    if number % 5 == 0:
        checklist.keep_draft(
            db, actor, campaign, unit_id=actor.unit_id, task_code=small_campaign.HELD,
            seen_version=seen, raw=raw,
        )  # fmt: skip
    checklist.save_item(
        db, actor, campaign, act_id=new_act(), unit_id=actor.unit_id,
        task_code=small_campaign.HELD, seen_version=seen, report=Report("done", raw),
    )  # fmt: skip


def saved(db: Database) -> list[int]:
    """The numbers of all saves that are there."""
    rows = db.read(
        lambda tx: tx.rows(
            """
            SELECT CAST(answers ->> 'so_hoi_nghi' AS INTEGER) AS number
            FROM item_history
            WHERE step = 'save'
            ORDER BY number
            """
        )
    )
    return [number for (number,) in rows]


def faults(db: Database) -> list[str]:
    """What is wrong with keys, versions or counters; nothing in a good database."""
    return db.read(_disagreements) + [
        f"{what} was taken twice" for what, sql, row in db.read(_keys) if not _refused(db, sql, row)
    ]


def _disagreements(tx: Reader) -> list[str]:
    history = tx.rows("SELECT unit_id, task_id, version FROM item_history")
    items = tx.rows("SELECT unit_id, task_id, version FROM items")
    [(saves,)] = tx.rows("SELECT count(*) FROM item_history WHERE step = 'save'")
    [(audited,)] = tx.rows("SELECT count(*) FROM audit_events WHERE event = 'item.save'")
    [(revision,)] = tx.rows("SELECT revision FROM campaigns")
    found = []
    if not saves == audited == revision - 1:
        found.append(f"{saves} saves, {audited} audited, revision {revision}")
    if len(history) != len(set(history)):
        found.append("a version stands twice in the history")
    last: dict[tuple[UUID, UUID], int] = {}
    for unit_id, task_id, version in history:
        last[unit_id, task_id] = max(version, last.get((unit_id, task_id), 0))
    found += [
        f"item at version {version}, history at {last.get((unit_id, task_id))}"
        for unit_id, task_id, version in items
        if last.get((unit_id, task_id)) != version
    ]
    for key in history[:: max(1, len(history) // 50)] + history[-20:]:
        by_key = tx.rows(
            """
            SELECT version
            FROM item_history
            WHERE unit_id = $1 AND task_id = $2 AND version = $3
            """,
            list(key),
        )
        if by_key != [(key[2],)]:
            found.append(f"a lookup of {key} gives {by_key}")
    return found


def _keys(tx: Reader) -> list[tuple[str, str, Row]]:
    """Statements that would take a key a second time, with rows to try them on."""
    again = """
        INSERT INTO item_history
        SELECT * FROM item_history WHERE unit_id = $1 AND task_id = $2 AND version = $3
        """
    audit_again = "INSERT INTO audit_events SELECT * FROM audit_events WHERE act_id = $1"
    newest = tx.rows(
        """
        SELECT unit_id, task_id, version
        FROM item_history
        ORDER BY revision DESC, unit_id, task_id
        LIMIT 10
        """
    )
    acts = tx.rows("SELECT act_id FROM audit_events ORDER BY happened_at DESC, act_id LIMIT 10")
    return [
        *(("a version", again, row) for row in newest),
        *(("an act", audit_again, row) for row in acts),
    ]


def _refused(db: Database, sql: str, row: Row) -> bool:
    try:
        db.write(lambda tx: tx.run(sql, row))
    except Duplicate:
        return True
    return False


def main(path: Path) -> None:
    """Save until killed; a number is printed once its save has returned."""
    db = open_file(path)
    prepare(db)
    campaign = small_campaign.stored(db)
    numbers = itertools.count(max(saved(db), default=0) + 1)

    def save_on(person: cast.Person) -> None:
        actor = cast.actor(db, person)
        while True:
            number = next(numbers)
            save(db, actor, campaign, number)
            os.write(1, b"%d\n" % number)

    threads = [threading.Thread(target=save_on, args=(person,)) for person in WRITERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
