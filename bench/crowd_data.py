"""Whoever comes to the load: accounts and sessions of many, and what is stored of their saves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from bench import data
from lib.domain.access import Role
from lib.domain.accounts import NewAccount
from lib.services import clock
from lib.store import accounts
from lib.store.engine.db import Database, Reader
from lib.store.engine.ids import new_id

# No password has this hash: the sessions are opened without one.
_NO_PASSWORD: Final = "-"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with a session; savers each have a unit of their own."""

    account_id: UUID
    unit_id: UUID
    cookie: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds of one person's item.

    Attributes:
        saved: the figure of each version the person saved.
        latest: the figure now.
    """

    saved: frozenset[int]
    latest: int


def invite(
    path: Path, *, savers: int, leaders: int, office: int = 0
) -> tuple[list[Guest], list[Guest], list[Guest]]:
    """So many staff who may save their unit's item, leaders and Office, all signed in."""
    with data.opened(path) as db:
        task_id = data.item_task(db)
        units = db.read(lambda tx: _units(tx, task_id))
        if len(units) < max(savers, 1):
            raise ValueError(f"{len(units)} units have the item, {savers} are wanted")
        staff = [_guest(db, f"load-{n}", units[n], Role.STAFF) for n in range(savers)]
        heads = [_guest(db, f"head-{n}", units[0], Role.LEADER) for n in range(leaders)]
        desk = [_guest(db, f"office-{n}", units[0], Role.OFFICE) for n in range(office)]
        db.write(lambda tx: [data.unlock_item(tx, one.unit_id, task_id) for one in staff])
        return staff, heads, desk


def stored(path: Path, savers: list[Guest]) -> list[Stored]:
    """What is there of each, once the server has stopped."""
    with data.opened(path) as db:
        task_id = data.item_task(db)
        return db.read(lambda tx: [_stored(tx, one, task_id) for one in savers])


def _guest(db: Database, username: str, unit_id: UUID, role: Role) -> Guest:
    account_id = new_id()
    new = NewAccount(
        account_id=account_id,
        username=username,
        full_name=f"Nguyễn Văn {username}",
        unit_id=unit_id,
        roles=frozenset({role}),
        password_hash=_NO_PASSWORD,
        must_change=False,
        password_expires_at=None,
        created_at=clock.now(),
    )
    db.write(lambda tx: accounts.insert_account(tx, new))
    return Guest(account_id, unit_id, data.cookie(db, account_id))


def _units(tx: Reader, task_id: UUID) -> list[UUID]:
    """Those that have the item, the demo's own last."""
    rows = tx.rows(
        """
        SELECT units.unit_id
        FROM items
        JOIN units ON units.unit_id = items.unit_id
        WHERE items.task_id = $1
        ORDER BY units.sort_order DESC
        """,
        [task_id],
    )
    return [row[0] for row in rows]


def _stored(tx: Reader, guest: Guest, task_id: UUID) -> Stored:
    history = tx.rows(
        """
        SELECT answers
        FROM item_history
        WHERE unit_id = $1 AND task_id = $2 AND done_by = $3 AND step = 'save'
        """,
        [guest.unit_id, task_id, guest.account_id],
    )
    item = tx.row(
        """
        SELECT answers
        FROM items
        WHERE unit_id = $1 AND task_id = $2
        """,
        [guest.unit_id, task_id],
    )
    assert item is not None
    return Stored(frozenset(_top(row[0]) for row in history), _top(item[0]))


def _top(answers: str) -> int:
    return int(json.loads(answers)[data.TOP])
