"""The tables notices and notice_history."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain.notices import Notice, Picture, State
from lib.domain.vietnamese import local_day
from lib.store.checklist import Author
from lib.store.engine.db import Reader, Row, Writer
from lib.store.engine.json_column import to_json
from lib.store.file_records import StoredFile

LISTED: Final = ("notices", "unit_names")
"""The tables that a list of notices with its units reads."""
_NOTICES: Final = """
    SELECT notice_id, number, unit_id, answers, received_on, sent_by, sha256, file_name, size_bytes,
        media_type, state, forwarded_to, forwarded_on, closed_reason, version
    FROM notices
"""


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """One thing that was done with a notice."""

    step: str
    note: str | None
    done_by_name: str | None
    done_at: datetime


def of_campaign(tx: Reader, campaign_id: UUID) -> list[Notice]:
    """All of them, the newest first."""
    rows = tx.rows(_NOTICES + "WHERE campaign_id = $1 ORDER BY number DESC", [campaign_id])
    return [_notice(row) for row in rows]


def of_unit(tx: Reader, campaign_id: UUID, unit_id: UUID) -> list[Notice]:
    """Those of one unit, the newest first."""
    rows = tx.rows(
        _NOTICES + "WHERE campaign_id = $1 AND unit_id = $2 ORDER BY number DESC",
        [campaign_id, unit_id],
    )
    return [_notice(row) for row in rows]


def notice(tx: Reader, notice_id: UUID) -> Notice | None:
    row = tx.row(_NOTICES + "WHERE notice_id = $1", [notice_id])
    return _notice(row) if row else None


def campaign_of(tx: Reader, notice_id: UUID) -> UUID | None:
    """Which campaign a notice is of."""
    row = tx.row("SELECT campaign_id FROM notices WHERE notice_id = $1", [notice_id])
    return row[0] if row else None


def stored_file(one: Notice) -> StoredFile | None:
    """The screenshot as a file on disk."""
    held = one.picture
    if held is None:
        return None
    return StoredFile(held.sha256, held.size_bytes, held.media_type, held.file_name)


def next_number(tx: Reader, campaign_id: UUID) -> int:
    """The number of the campaign's next notice."""
    row = tx.row("SELECT max(number) FROM notices WHERE campaign_id = $1", [campaign_id])
    return int(row[0] or 0) + 1 if row else 1


def history(tx: Reader, notice_id: UUID) -> list[NoticeEntry]:
    """What was done, the newest first."""
    rows = tx.rows(
        """
        SELECT history.step, history.note, accounts.full_name, history.done_at
        FROM notice_history AS history
        LEFT JOIN accounts ON accounts.account_id = history.done_by
        WHERE history.notice_id = $1
        ORDER BY history.version DESC
        """,
        [notice_id],
    )
    return [NoticeEntry(row[0], row[1] or None, *row[2:]) for row in rows]


def insert(
    tx: Writer, campaign_id: UUID, new: Notice, *, form_version: int, author: Author
) -> None:
    """A notice at version 1, with its history.

    Raises:
        Duplicate: one of its number is there.
    """
    held = new.picture
    tx.run(
        """
        INSERT INTO notices (
            notice_id, campaign_id, number, unit_id, form_version, answers, sha256, file_name,
            size_bytes, media_type, state, sent_by, sent_at, received_on, revision
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """,
        [
            new.notice_id, campaign_id, new.number, new.unit_id, form_version,
            to_json(new.answers), held.sha256 if held else None,
            held.file_name if held else None, held.size_bytes if held else None,
            held.media_type if held else None, new.state.value, author.account_id,
            author.done_at, new.received_on, author.revision,
        ],
    )  # fmt: skip
    _tell(tx, campaign_id, new, "send", "", author)


def change(
    tx: Writer, campaign_id: UUID, after: Notice, step: str, *, note: str, author: Author
) -> None:
    """Store what the Office made of a notice, over the version that it was read at.

    Raises:
        Conflict: it has another version by now.
    """
    tx.change(
        """
        UPDATE notices
        SET state = $1, forwarded_to = $2, forwarded_on = $3, closed_reason = $4, revision = $5,
            version = version + 1
        WHERE notice_id = $6 AND campaign_id = $7 AND version = $8
        """,
        [
            after.state.value, after.forwarded_to, after.forwarded_on, after.closed_reason,
            author.revision, after.notice_id, campaign_id, after.version,
        ],
    )  # fmt: skip
    _tell(tx, campaign_id, after, step, note, author, version=after.version + 1)


def _tell(
    tx: Writer,
    campaign_id: UUID,
    one: Notice,
    step: str,
    note: str,
    author: Author,
    *,
    version: int = 1,
) -> None:
    tx.run(
        """
        INSERT INTO notice_history (
            notice_id, version, campaign_id, step, state, note, forwarded_on, revision, done_by,
            done_at, done_on
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        [
            one.notice_id, version, campaign_id, step, one.state.value, note, one.forwarded_on,
            author.revision, author.account_id, author.done_at, local_day(author.done_at),
        ],
    )  # fmt: skip


def _notice(row: Row) -> Notice:
    picture = None if row[6] is None else Picture(row[6], row[7], int(row[8]), row[9])
    return Notice(
        row[0], row[1], row[2], json.loads(row[3]), row[4], row[5], picture, State(row[10]),
        *row[11:],
    )  # fmt: skip
