"""The databases that are measured: the demo's, and one with 4,000 units."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import UUID

from lib.config import settings
from lib.domain.access import Actor
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.files import stored_files
from lib.services.operation import runtime
from lib.services.people import hints, sessions
from lib.store import accounts, items, revisions
from lib.store.engine.db import Database, Writer

STAFF: Final = "lan"
LEADER: Final = "son"
OFFICE: Final = "van"
ADMIN: Final = "quang"
# The item that is saved: how many of how many people were told, a running total.
ITEM: Final = "II.1.2"
TOP: Final = "nguoi_duoc_pho_bien_num"
BOTTOM: Final = "nguoi_duoc_pho_bien_den"
STATUS: Final = "status"
STATUSES: Final = ("Đang thực hiện", "Đã hoàn thành")
FIRST_TOP: Final = 1
UNTOUCHED: Final = {TOP: FIRST_TOP, BOTTOM: 99_999}
MANY_UNITS: Final = 4000
FEW_NOMINATIONS, MANY_NOMINATIONS = 50, 1000


def unlock(path: Path) -> None:
    """Let the staff save their item, over answers that leave room to grow."""
    with opened(path) as db:
        unit_id, task_id = _account(db, STAFF)[1], item_task(db)
        db.write(lambda tx: unlock_item(tx, unit_id, task_id))


def build_big(path: Path, of: Path) -> None:
    """A copy of the built database `of` with so many more units that 4,000 report."""
    _copy(of, path)
    with opened(path) as db:
        campaign_id = campaigns.find(db).campaign_id
        db.write(lambda tx: _add_units(tx, campaign_id))
        db.write(lambda tx: _add_reports(tx, campaign_id))


def add_people(path: Path) -> None:
    """Somebody in each of the units that `build_big` adds."""
    with opened(path) as db:
        db.write(_add_people)


def build_nominations(path: Path, of: Path, count: int) -> None:
    """A copy of the built database `of` in which so many nominations wait for the Office."""
    _copy(of, path)
    with opened(path) as db:
        db.write(lambda tx: _add_nominations(tx, count))


def cookies(path: Path, usernames: Sequence[str]) -> dict[str, str]:
    """A session's cookie for each of them, as the sign-in page would give it.

    They have worked here for long: the first hints of their roles are put away.
    """
    with opened(path) as db:
        return {name: _settled(db, _account(db, name)[0]) for name in usernames}


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """The database while nobody serves it."""
    db = runtime.open_migrated(str(path), create=False)
    try:
        yield db
    finally:
        db.close()


@contextmanager
def beside(path: Path) -> Iterator[None]:
    """What services write to the data folder goes beside the database, as its server's does."""
    before = os.environ.get("TDKT_DATA_DIR")
    os.environ["TDKT_DATA_DIR"] = str(path.parent)
    settings.cache_clear()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TDKT_DATA_DIR"]
        else:
            os.environ["TDKT_DATA_DIR"] = before
        settings.cache_clear()


def actor(db: Database, username: str) -> Actor:
    """Who bears the name, signed in."""
    opened_session = sessions.open_session(db, _account(db, username)[0], None)
    found = sessions.actor(db, opened_session.session_id)
    assert found is not None
    return found


def cookie(db: Database, account_id: UUID) -> str:
    """The value of a new session's cookie."""
    redeemed = sessions.redeem(db, sessions.open_session(db, account_id, None).ticket)
    assert redeemed is not None
    return redeemed.session


def _settled(db: Database, account_id: UUID) -> str:
    """The cookie of somebody who has put the first hints away."""
    value = cookie(db, account_id)
    found = sessions.find(db, value)
    who = sessions.actor(db, found.session_id) if found else None
    assert who is not None
    hints.dismiss(db, who, [one.key for one in hints.to_show(db, who)])
    return value


def item_task(db: Database) -> UUID:
    """The task of the item that is saved."""
    return campaigns.plan(db, campaigns.find(db)).tasks_by_code[ITEM].task_id


def unlock_item(tx: Writer, unit_id: UUID, task_id: UUID) -> None:
    """Let a unit save the item of that task, over answers that leave room to grow."""
    tx.change(
        """
        UPDATE items
        SET verification = 'not_sent', work_status = 'in_progress', return_reason = NULL,
            answers = $3
        WHERE unit_id = $1 AND task_id = $2
        """,
        [unit_id, task_id, json.dumps(UNTOUCHED)],
    )
    tx.run("DELETE FROM drafts WHERE unit_id = $1", [unit_id])


def _copy(of: Path, path: Path) -> None:
    """The database, and what its server finds beside it: the files that rows tell of."""
    shutil.copyfile(of, path)
    with beside(of):
        held = stored_files.folder(of)
    if held.exists():
        with beside(path):
            shutil.copytree(held, stored_files.folder(path))


def _account(db: Database, username: str) -> tuple[UUID, UUID]:
    (found,) = (one for one in db.read(accounts.accounts) if one.username == username)
    return found.account_id, found.unit_id


def _add_nominations(tx: Writer, count: int) -> None:
    """Copies of what the units have nominated, answers and all, each with a name of its own."""
    tx.change("UPDATE nominations SET state = 'draft' WHERE state = 'sent'", [])
    tx.run(
        """
        INSERT INTO nominations
        SELECT nominations.* REPLACE (
            gen_random_uuid() AS nomination_id,
            'sent' AS state,
            name || ' ' || n AS name,
            search_key || ' ' || n AS search_key,
            sort_key || ' ' || n AS sort_key
        )
        FROM nominations, generate_series(1, CAST($1 AS INTEGER)) AS numbers (n)
        ORDER BY n, nomination_id
        LIMIT CAST($1 AS INTEGER)
        """,
        [count],
    )


def _add_units(tx: Writer, campaign_id: UUID) -> None:
    row = tx.row("SELECT count(DISTINCT unit_id) FROM items WHERE campaign_id = $1", [campaign_id])
    assert row is not None
    tx.run(
        """
        INSERT INTO units (unit_id, code, unit_type, sort_order)
        SELECT gen_random_uuid(), 'X' || lpad(CAST(n AS VARCHAR), 4, '0'), 'phong', 100 + n
        FROM generate_series(1, CAST($1 AS INTEGER)) AS numbers (n)
        """,
        [MANY_UNITS - row[0]],
    )
    tx.run(
        """
        INSERT INTO unit_names (unit_id, valid_from, name, short_name, search_key)
        SELECT unit_id, CAST('2021-01-01' AS DATE), 'Ủy ban nhân dân xã số ' || code,
            'Xã ' || code, 'uy ban nhan dan xa so ' || lower(code)
        FROM units
        WHERE code LIKE 'X%'
        """
    )
    tx.run(
        """
        UPDATE tasks
        SET applies_to = ',van_phong,thanh_tra,phong,don_vi_truc_thuoc,'
        WHERE campaign_id = $1
        """,
        [campaign_id],
    )
    now = clock.now()
    revision = revisions.move(tx, campaign_id, now)
    items.insert_missing_items(tx, campaign_id, revision, now)


def _add_people(tx: Writer) -> None:
    tx.run(
        """
        INSERT INTO accounts (
            account_id, username, full_name, given_name, search_key, unit_id, roles,
            password_hash, password_set_at, must_change, created_at
        )
        SELECT gen_random_uuid(), lower(units.code), full_name || ' ' || units.code, given_name,
            search_key || ' ' || lower(units.code), units.unit_id, roles, password_hash,
            password_set_at, must_change, created_at
        FROM accounts, units
        WHERE username = $1 AND units.code LIKE 'X%'
        """,
        [STAFF],
    )


def _add_reports(tx: Writer, campaign_id: UUID) -> None:
    """Every state there is, in about the shares of the demo; a history row for each report."""
    tx.run(
        """
        UPDATE items
        SET work_status = CASE
                WHEN hash_of.n < 55 THEN 'done'
                WHEN hash_of.n < 60 AND hash_of.nil_allowed THEN 'nil'
                WHEN hash_of.n < 75 THEN 'in_progress'
                ELSE 'not_started'
            END,
            verification = CASE
                WHEN hash_of.n < 20 THEN 'verified'
                WHEN hash_of.n < 30 THEN 'received'
                WHEN hash_of.n < 45 THEN 'sent'
                WHEN hash_of.n >= 60 AND hash_of.n < 63 THEN 'returned'
                ELSE 'not_sent'
            END,
            first_complete_on = CASE
                WHEN hash_of.n < 60 THEN items.due_on + (hash_of.n % 20 - 15)
            END,
            saved_at = CASE WHEN hash_of.n < 75 THEN items.updated_at END,
            version = items.version + 1
        FROM (
            SELECT items.unit_id, items.task_id, tasks.nil_allowed,
                (units.sort_order * 37 + tasks.sort_order * 61) % 100 AS n
            FROM items
            JOIN units ON units.unit_id = items.unit_id
            JOIN tasks ON tasks.task_id = items.task_id
            WHERE units.code LIKE 'X%'
        ) AS hash_of
        WHERE items.campaign_id = $1
            AND items.unit_id = hash_of.unit_id
            AND items.task_id = hash_of.task_id
        """,
        [campaign_id],
    )
    tx.run(
        """
        INSERT INTO item_history (
            unit_id, task_id, version, campaign_id, revision, step, work_status, verification,
            answers, form_version, due_on, first_complete_on, note, done_by, done_at, done_on
        )
        SELECT items.unit_id, items.task_id, items.version, items.campaign_id, items.revision,
            'save', items.work_status, items.verification, items.answers, items.form_version,
            items.due_on, items.first_complete_on, NULL, NULL, items.updated_at,
            CAST(items.updated_at AS DATE)
        FROM items
        JOIN units ON units.unit_id = items.unit_id
        WHERE items.campaign_id = $1 AND units.code LIKE 'X%' AND items.work_status <> 'not_started'
        """,
        [campaign_id],
    )
