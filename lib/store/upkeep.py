"""What is said of maintenance, in the table settings."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

from lib.domain.upkeep import Announcement, Upkeep
from lib.store import setup
from lib.store.engine.db import Reader, Writer

_ANNOUNCEMENT: Final = "announcement"
_READ_ONLY: Final = "read_only"
READS: Final = ("settings",)
"""What `upkeep` depends on, for kept reads."""


def upkeep(tx: Reader) -> Upkeep:
    rows = tx.rows(
        """
        SELECT name, body, version
        FROM settings
        WHERE name IN ($1, $2)
        """,
        [_ANNOUNCEMENT, _READ_ONLY],
    )
    bodies = {name: body for name, body, _ in rows}
    return Upkeep(
        announcement=_announcement(bodies.get(_ANNOUNCEMENT, "")),
        version=next((version for name, _, version in rows if name == _ANNOUNCEMENT), 0),
        is_frozen=bodies.get(_READ_ONLY) == "1",
    )


def put_announcement(tx: Writer, new: Announcement | None, *, now: datetime) -> None:
    """Store it in the place of the last one; None takes that one down."""
    body = ""
    if new is not None:
        known = {
            "words": new.words,
            "starts_at": new.starts_at.isoformat(),
            "ends_at": new.ends_at.isoformat(),
        }
        body = json.dumps(known, ensure_ascii=False)
    setup.put_setting(tx, _ANNOUNCEMENT, body, now=now)


def freeze(tx: Writer, *, is_frozen: bool, now: datetime) -> None:
    """Say whether nothing may be changed from now on."""
    setup.put_setting(tx, _READ_ONLY, "1" if is_frozen else "0", now=now)


def _announcement(body: str) -> Announcement | None:
    if not body:
        return None
    known = json.loads(body)
    return Announcement(
        known["words"],
        datetime.fromisoformat(known["starts_at"]),
        datetime.fromisoformat(known["ends_at"]),
    )
