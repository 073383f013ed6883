"""The append-only audit log; its key is the act's idempotency key."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain.audit import AuditEvent
from lib.domain.audit_chain import Head, Link, link
from lib.domain.vietnamese import local_day
from lib.store.engine.db import Reader, Row, Writer
from lib.store.engine.json_column import to_json
from lib.store.revisions import REVISIONS

_OLD_AT_ONCE: Final = 1000
EVENT: Final = """
    SELECT
        act_id, event, happened_at, account_id, actor_name, subject, address, campaign_id,
        revision, detail, number, about, who, place, hash
    FROM audit_events
"""


def record(tx: Writer, told: Sequence[Link]) -> None:
    """Append the events of one act.

    Raises:
        Duplicate: the act has been recorded before (at the latest when the transaction commits).
    """
    # Most acts tell one event, and for one this statement takes two thirds of the time.
    if len(told) == 1:
        _record_one(tx, told[0])
    elif told:
        _record_all(tx, told)


def _record_all(tx: Writer, told: Sequence[Link]) -> None:
    first = told[0].event
    tx.run(
        """
        INSERT INTO audit_events (
            happened_at, happened_on, account_id, actor_name, address,
            act_id, event, subject, campaign_id, revision, detail, number, about, who, place, hash
        )
        SELECT
            $1, $2, CAST($3 AS UUID), $4, CAST($5 AS VARCHAR),
            CAST(unnest(CAST($6 AS VARCHAR[])) AS UUID),
            unnest(CAST($7 AS VARCHAR[])),
            unnest(CAST($8 AS VARCHAR[])),
            CAST(unnest(CAST($9 AS VARCHAR[])) AS UUID),
            unnest(CAST($10 AS BIGINT[])),
            CAST(unnest(CAST($11 AS VARCHAR[])) AS JSON),
            unnest(CAST($12 AS BIGINT[])),
            unnest(CAST($13 AS VARCHAR[])),
            unnest(CAST($14 AS VARCHAR[])),
            unnest(CAST($15 AS VARCHAR[])),
            unnest(CAST($16 AS VARCHAR[]))
        """,
        [
            first.happened_at,
            local_day(first.happened_at),
            first.account_id,
            first.actor_name,
            first.address,
            *(list(column) for column in zip(*map(_columns, told), strict=True)),
        ],
    )


def _record_one(tx: Writer, one: Link) -> None:
    event = one.event
    tx.run(
        """
        INSERT INTO audit_events (
            act_id, happened_at, happened_on, account_id, actor_name, address, event, subject,
            campaign_id, revision, detail, number, about, who, place, hash
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """,
        [
            event.act_id,
            event.happened_at,
            local_day(event.happened_at),
            event.account_id,
            event.actor_name,
            event.address,
            event.event,
            event.subject,
            event.campaign_id,
            event.revision,
            to_json(event.detail),
            one.number,
            one.about,
            one.who,
            one.where,
            one.sha256,
        ],
    )


def _columns(one: Link) -> tuple[object, ...]:
    """What the events of one act do not share."""
    event = one.event
    return (
        str(event.act_id), event.event, event.subject,
        None if event.campaign_id is None else str(event.campaign_id), event.revision,
        to_json(event.detail), one.number, one.about, one.who, one.where, one.sha256,
    )  # fmt: skip


def is_recorded(tx: Reader, act_id: UUID) -> bool:
    """Whether this very act has been done already, so that a second click changes nothing."""
    return tx.row("SELECT 1 FROM audit_events WHERE act_id = $1", [act_id]) is not None


def head(tx: Reader, campaign_id: UUID | None) -> Head:
    """Where the campaign's chain ends, or that of the installation."""
    if campaign_id is None:
        row = tx.row("SELECT number, hash FROM installation_chain")
    else:
        row = tx.row(
            "SELECT audit_number, audit_hash FROM campaigns WHERE campaign_id = $1", [campaign_id]
        )
    return Head() if row is None else Head(*row)


def heads(tx: Reader) -> dict[UUID | None, Head]:
    """Where every chain ends; one without a campaign, whose row is gone, ends nowhere."""
    rows = tx.rows("SELECT campaign_id, audit_number, audit_hash FROM campaigns")
    told = tx.rows("SELECT DISTINCT campaign_id FROM audit_events WHERE campaign_id IS NOT NULL")
    found: dict[UUID | None, Head] = {None: head(tx, None)}
    found |= {row[0]: Head() for row in told}
    return found | {row[0]: Head(*row[1:]) for row in rows}


def keep_head(tx: Writer, campaign_id: UUID | None, end: Head) -> None:
    if campaign_id is None:
        tx.run(
            """
            INSERT INTO installation_chain (chain, number, hash)
            VALUES ('installation', $1, $2)
            ON CONFLICT (chain) DO UPDATE
            SET number = excluded.number, hash = excluded.hash
            """,
            [end.number, end.sha256],
        )
    else:
        tx.run(
            """
            UPDATE campaigns
            SET audit_number = $2, audit_hash = $3
            WHERE campaign_id = $1
            """,
            [campaign_id, end.number, end.sha256],
            only=REVISIONS,
        )


def last_number(tx: Reader, campaign_id: UUID | None) -> int:
    """The highest number in the chain; 0 for an empty one."""
    row = tx.row(
        """
        SELECT coalesce(max(number), 0)
        FROM audit_events
        WHERE campaign_id IS NOT DISTINCT FROM $1
        """,
        [campaign_id],
    )
    return int(row[0]) if row else 0


def last_instant(tx: Reader, event: str) -> datetime | None:
    """When the event last happened."""
    row = tx.row("SELECT max(happened_at) FROM audit_events WHERE event = $1", [event])
    return row[0] if row else None


def links(tx: Reader, campaign_id: UUID | None, after: int, until: int) -> list[Link]:
    """The events of a chain whose numbers lie in (after, until], in their order."""
    rows = tx.rows(
        EVENT
        + """
        WHERE campaign_id IS NOT DISTINCT FROM $1
            AND number > $2
            AND number <= $3
        ORDER BY number, act_id
        """,
        [campaign_id, after, until],
    )
    return [link_of(row) for row in rows]


def with_place(tx: Reader, until: datetime, limit: int) -> list[Link]:
    """The oldest events before an instant that still say from where somebody acted."""
    rows = tx.rows(
        EVENT
        + """
        WHERE happened_at < $1
            AND place LIKE 's%'
        ORDER BY happened_at, act_id
        LIMIT $2
        """,
        [until, limit],
    )
    return [link_of(row) for row in rows]


def put_erased(tx: Writer, bare: Iterable[Link]) -> None:
    """Store events again, of which something has been erased."""
    for one in bare:
        event = one.event
        tx.change(
            """
            UPDATE audit_events
            SET actor_name = $2, address = $3, detail = $4, who = $5, place = $6
            WHERE act_id = $1
            """,
            [
                event.act_id, event.actor_name, event.address, to_json(event.detail), one.who,
                one.where,
            ],
        )  # fmt: skip


def chain_old(tx: Writer) -> None:
    """Put the events of before there were chains into theirs, in the order of their instants."""
    rows = tx.rows(
        """
        SELECT
            act_id, event, happened_at, account_id, actor_name, subject, address, campaign_id,
            revision, detail
        FROM audit_events
        WHERE number IS NULL
        ORDER BY happened_at, act_id
        """
    )
    ends: dict[UUID | None, Head] = {}
    made = []
    for row in rows:
        event = _event(row)
        one = link(ends.get(event.campaign_id, Head()), event, None)
        ends[event.campaign_id] = one.head
        made.append(one)
    for start in range(0, len(made), _OLD_AT_ONCE):
        _put(tx, made[start : start + _OLD_AT_ONCE])
    for campaign_id, end in ends.items():
        keep_head(tx, campaign_id, end)


def _put(tx: Writer, made: Iterable[Link]) -> None:
    columns = zip(
        *(
            (str(one.event.act_id), one.number, one.about, one.who, one.where, one.sha256)
            for one in made
        ),
        strict=True,
    )
    tx.run(
        """
        UPDATE audit_events
        SET number = given.number,
            about = given.about,
            who = given.who,
            place = given.place,
            hash = given.hash
        FROM (
            SELECT
                CAST(unnest(CAST($1 AS VARCHAR[])) AS UUID) AS act_id,
                unnest(CAST($2 AS BIGINT[])) AS number,
                unnest(CAST($3 AS VARCHAR[])) AS about,
                unnest(CAST($4 AS VARCHAR[])) AS who,
                unnest(CAST($5 AS VARCHAR[])) AS place,
                unnest(CAST($6 AS VARCHAR[])) AS hash
        ) AS given
        WHERE audit_events.act_id = given.act_id
        """,
        [list(column) for column in columns],
    )


def link_of(row: Row) -> Link:
    """A row of EVENT."""
    number, about, who, where, hashed = row[10:]
    return Link(_event(row), number, about, who, where, hashed)


def _event(row: Row) -> AuditEvent:
    act_id, event, happened_at, account_id, actor_name, subject, address, *rest = row[:10]
    campaign_id, revision, detail = rest
    return AuditEvent(
        act_id, event, happened_at, account_id, actor_name, subject, address, campaign_id,
        revision, _detail(detail),
    )  # fmt: skip


def _detail(raw: str | Mapping[str, object]) -> Mapping[str, object]:
    return dict(json.loads(raw)) if isinstance(raw, str) else raw
