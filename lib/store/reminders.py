"""The table reminder_digests."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from lib.domain.reminders.digests import Digest, Line
from lib.domain.reminders.outbox import Kept, Mail, State
from lib.store import reminder_history
from lib.store.engine.db import Reader, Row, Writer
from lib.store.engine.ids import new_id

_KEPT: Final = """
    SELECT digests.digest_id, digests.account_id, accounts.full_name, digests.unit_id,
        digests.for_head,
        NOT (
            accounts.is_open
            AND accounts.unit_id = digests.unit_id
            AND (
                accounts.roles LIKE '%,head,%'
                OR (accounts.roles LIKE '%,staff,%' AND NOT digests.for_head)
            )
        ),
        accounts.email, digests.day, digests.lines, digests.note, digests.state,
        digests.dropped_for, digests.mail, digests.mail_to, digests.mail_told,
        digests.composed_at, digests.released_at, digests.read_at, digests.version
    FROM reminder_digests AS digests
    JOIN accounts ON accounts.account_id = digests.account_id
"""


def open_ones(tx: Reader) -> list[Kept]:
    """Those that have not gone out, by day and name."""
    rows = tx.rows(
        _KEPT
        + """
        WHERE digests.state IN ('waiting', 'held')
        ORDER BY digests.day, accounts.given_name COLLATE vi, accounts.full_name COLLATE vi,
            digests.digest_id
        """
    )
    return [_kept(row) for row in rows]


def of_days(tx: Reader, first: date) -> list[Kept]:
    """Those of the day and later, the newest day first, by name."""
    rows = tx.rows(
        _KEPT
        + """
        WHERE digests.day >= $1 OR digests.state IN ('waiting', 'held')
            OR digests.mail = 'doubtful'
        ORDER BY digests.day DESC, accounts.given_name COLLATE vi,
            accounts.full_name COLLATE vi, digests.digest_id
        """,
        [first],
    )
    return [_kept(row) for row in rows]


def of_person(tx: Reader, account_id: UUID, limit: int) -> list[Kept]:
    """What the person has been told in the unit that they are in now, the newest first."""
    rows = tx.rows(
        _KEPT
        + """
        WHERE digests.account_id = $1 AND digests.state = 'released'
            AND digests.unit_id = accounts.unit_id
        ORDER BY digests.released_at DESC, digests.digest_id DESC
        LIMIT $2
        """,
        [account_id, limit],
    )
    return [_kept(row) for row in rows]


def of_people(tx: Reader, account_ids: Collection[UUID], day: date) -> dict[UUID, Kept]:
    """The digest of the day of each of these people who has one."""
    rows = tx.rows(
        _KEPT + "WHERE digests.day = $1 AND digests.account_id = ANY($2)",
        [day, list(account_ids)],
    )
    return {row[1]: _kept(row) for row in rows}


def one(tx: Reader, digest_id: UUID) -> Kept | None:
    row = tx.row(_KEPT + "WHERE digests.digest_id = $1", [digest_id])
    return _kept(row) if row else None


def insert(tx: Writer, composed: Mapping[UUID, Digest], *, now: datetime) -> int:
    """How many were new; one that its person has for the day already stays as it is."""
    if not composed:
        return 0
    return tx.run(
        """
        INSERT INTO reminder_digests (
            digest_id, digest_key, account_id, unit_id, for_head, day, lines, note, state,
            composed_at
        )
        SELECT CAST(digest_id AS UUID), digest_key, CAST(account_id AS UUID),
            CAST(unit_id AS UUID), for_head, day, CAST(lines AS JSON), note, 'waiting', $9
        FROM (
            SELECT
                unnest(CAST($1 AS VARCHAR[])) AS digest_id,
                unnest(CAST($2 AS VARCHAR[])) AS digest_key,
                unnest(CAST($3 AS VARCHAR[])) AS account_id,
                unnest(CAST($4 AS DATE[])) AS day,
                unnest(CAST($5 AS VARCHAR[])) AS lines,
                unnest(CAST($6 AS VARCHAR[])) AS note,
                unnest(CAST($7 AS VARCHAR[])) AS unit_id,
                unnest(CAST($8 AS BOOLEAN[])) AS for_head
        ) AS composed
        ON CONFLICT DO NOTHING
        """,
        [
            [str(new_id()) for _ in composed],
            [one.key for one in composed.values()],
            [str(account_id) for account_id in composed],
            [one.day for one in composed.values()],
            [to_text(one.lines) for one in composed.values()],
            [one.note for one in composed.values()],
            [str(one.unit_id) for one in composed.values()],
            [one.for_head for one in composed.values()],
            now,
        ],
    )


def drop_merged(tx: Writer, before: date) -> int:
    """How many of earlier days, which never went out, are told in today's instead."""
    return tx.run(
        """
        UPDATE reminder_digests
        SET state = 'dropped', dropped_for = 'merged', version = version + 1
        WHERE state = 'waiting' AND day < $1
        """,
        [before],
    )


def drop_after(tx: Writer, today: date) -> None:
    """What lies in the outbox for days that have not come does not go out on them."""
    tx.run(
        """
        UPDATE reminder_digests
        SET state = 'dropped', dropped_for = 'clock', version = version + 1
        WHERE state IN ('waiting', 'held') AND day > $1
        """,
        [today],
    )


def drop(tx: Writer, digest_ids: Sequence[UUID], reason: str) -> None:
    """These do not go out: "ended" where their campaigns run no more, "gone" with their people."""
    tx.run(
        """
        UPDATE reminder_digests
        SET state = 'dropped', dropped_for = $1, version = version + 1
        WHERE state = 'waiting' AND digest_id = ANY($2)
        """,
        [reason, list(digest_ids)],
    )


def set_lines(tx: Writer, digest_id: UUID, lines: Iterable[Line]) -> None:
    """Other lines; one that is out already is new to its person again."""
    tx.run(
        """
        UPDATE reminder_digests
        SET lines = $1, read_at = NULL, version = version + 1
        WHERE digest_id = $2
        """,
        [to_text(lines), digest_id],
    )


def set_note(tx: Writer, digest_id: UUID, note: str) -> None:
    """Another line of the Office; one that is out already is new to its person again."""
    tx.run(
        """
        UPDATE reminder_digests
        SET note = $1, read_at = NULL, version = version + 1
        WHERE digest_id = $2
        """,
        [note, digest_id],
    )


def begin_again(tx: Writer, digest_id: UUID, digest: Digest, *, now: datetime) -> None:
    """Another digest in the place of one that does not go out any more."""
    tx.run(
        """
        UPDATE reminder_digests
        SET state = 'waiting', dropped_for = '', unit_id = $1, for_head = $2, lines = $3,
            note = $4, composed_at = $5, version = version + 1
        WHERE digest_id = $6
        """,
        [
            digest.unit_id, digest.for_head, to_text(digest.lines), digest.note, now, digest_id,
        ],
    )  # fmt: skip


def move(tx: Writer, digest_id: UUID, digest: Digest) -> None:
    """What it tells is from now on of the digest's unit and role; lines follow."""
    tx.run(
        """
        UPDATE reminder_digests
        SET unit_id = $1, for_head = $2, note = $3
        WHERE digest_id = $4
        """,
        [digest.unit_id, digest.for_head, digest.note, digest_id],
    )


def release(tx: Writer, digest_ids: Sequence[UUID], mail: Mail, *, now: datetime) -> int:
    """How many went from the outbox to their people; a letter is to follow where `mail` waits."""
    return tx.run(
        """
        UPDATE reminder_digests
        SET state = 'released', released_at = $1, mail = $2, version = version + 1
        WHERE state = 'waiting' AND digest_id = ANY($3)
        """,
        [now, mail.value, list(digest_ids)],
    )


def change(
    tx: Writer, before: Kept, after: Kept, step: str, *, note: str, by: UUID, now: datetime
) -> None:
    """Store what the Office made of a digest, over the version that it saw.

    Raises:
        Conflict: it has another version by now.
    """
    tx.change(
        """
        UPDATE reminder_digests
        SET state = $1, mail = $2, lines = $3, note = $4, released_at = $5, read_at = $6,
            tries = 0, tried_at = NULL, mail_told = $7, version = version + 1
        WHERE digest_id = $8 AND version = $9
        """,
        [
            after.state.value, after.mail.value, to_text(after.lines), after.note,
            after.released_at, after.read_at, after.mail_told, before.digest_id, before.version,
        ],
    )  # fmt: skip
    reminder_history.tell(tx, before.digest_id, before.version + 1, step, note=note, by=by, now=now)


def to_text(lines: Iterable[Line]) -> str:
    """Lines as they are stored."""
    return json.dumps(
        [
            {
                "why": one.why,
                "title": one.title,
                "due_on": one.due_on.isoformat() if one.due_on else None,
                "path": one.path,
                "subject": one.subject,
                "campaign": one.campaign,
            }
            for one in lines
        ],
        ensure_ascii=False,
    )


def _lines(stored: str) -> tuple[Line, ...]:
    return tuple(
        Line(
            one["why"],
            one["title"],
            date.fromisoformat(one["due_on"]) if one["due_on"] else None,
            one["path"],
            one["subject"],
            one["campaign"],
        )
        for one in json.loads(stored)
    )


def _kept(row: Row) -> Kept:
    digest_id, account_id, full_name, unit_id, for_head, is_gone, email, day, lines, *rest = row
    note, state, dropped_for, mail, *told = rest
    return Kept(
        digest_id, account_id, full_name, unit_id, for_head, is_gone, email, day, _lines(lines),
        note, State(state), dropped_for, Mail(mail), *told,
    )  # fmt: skip
