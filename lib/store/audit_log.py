"""The audit log as it is read: filtered, page by page, with the names behind the ids."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain.audit_chain import Link
from lib.store.audit import EVENT, link_of
from lib.store.engine.db import Reader

_AT_ONCE: Final = 2000
_COUNT: Final = "SELECT count(*) FROM audit_events"
_WHERE = """
    WHERE campaign_id IS NOT DISTINCT FROM $1
        AND (CAST($2 AS VARCHAR) = '' OR actor_name = $2)
        AND (CAST($3 AS VARCHAR) = '' OR about LIKE $3)
        AND (CAST($4 AS VARCHAR) = '' OR about LIKE $4)
        AND (CAST($5 AS VARCHAR) = '' OR event LIKE $5)
        AND (CAST($6 AS DATE) IS NULL OR happened_on >= $6)
        AND (CAST($7 AS DATE) IS NULL OR happened_on <= $7)
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events of a chain are asked for; what is empty narrows nothing.

    Attributes:
        person: the name that the act bore.
        record: an id, or <unit id>/<code of the task>.
        kind: the part of an event's name before the point, as in `item`.
        first, last: local days, both counted in.
    """

    campaign_id: UUID | None
    person: str = ""
    unit_id: UUID | None = None
    record: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None


def count(tx: Reader, wanted: Wanted) -> int:
    row = tx.row(_COUNT + _WHERE, _params(wanted))
    return int(row[0]) if row else 0


def page(tx: Reader, wanted: Wanted, *, limit: int, offset: int) -> list[Link]:
    """The newest first."""
    rows = tx.rows(
        EVENT + _WHERE + "ORDER BY number DESC LIMIT $8 OFFSET $9",
        [*_params(wanted), limit, offset],
    )
    return [link_of(row) for row in rows]


def all_of(tx: Reader, wanted: Wanted) -> Iterator[Link]:
    """Every one, the oldest first, read in portions of one snapshot."""
    after = 0
    while rows := tx.rows(
        EVENT + _WHERE + "AND number > $8 ORDER BY number LIMIT $9",
        [*_params(wanted), after, _AT_ONCE],
    ):
        found = [link_of(row) for row in rows]
        yield from found
        after = found[-1].number


def people(tx: Reader, campaign_id: UUID | None) -> list[str]:
    """The names that acts of the chain bear, in the order of names."""
    rows = tx.rows(
        """
        SELECT actor_name
        FROM (
            SELECT DISTINCT actor_name
            FROM audit_events
            WHERE campaign_id IS NOT DISTINCT FROM $1
                AND actor_name <> ''
        ) AS names
        ORDER BY actor_name COLLATE vi
        """,
        [campaign_id],
    )
    return [row[0] for row in rows]


def names(tx: Reader, ids: Collection[UUID]) -> dict[UUID, str]:
    """What records are called now, whichever table they are of."""
    rows = tx.rows(
        """
        WITH wanted AS (SELECT CAST(unnest(CAST($1 AS VARCHAR[])) AS UUID) AS id)
        SELECT id, full_name FROM accounts JOIN wanted ON id = account_id
        UNION ALL
        SELECT id, name FROM nominations JOIN wanted ON id = nomination_id
        UNION ALL
        SELECT id, full_name FROM persons JOIN wanted ON id = person_id
        UNION ALL
        SELECT id, title FROM council_meetings JOIN wanted ON id = meeting_id
        UNION ALL
        SELECT id, title FROM decisions JOIN wanted ON id = decision_id
        UNION ALL
        SELECT id, title FROM evidence JOIN wanted ON id = evidence_id
        UNION ALL
        SELECT id, name FROM exemplars JOIN wanted ON id = exemplar_id
        UNION ALL
        SELECT id, title FROM campaigns JOIN wanted ON id = campaign_id
        """,
        [[str(one) for one in ids]],
    )
    return {row[0]: row[1] for row in rows}


def _params(wanted: Wanted) -> list[object]:
    record = wanted.record
    return [
        wanted.campaign_id,
        wanted.person,
        f"%{wanted.unit_id}%" if wanted.unit_id else "",
        f"% {record} %" if record else "",
        f"{wanted.kind}.%" if wanted.kind else "",
        wanted.first,
        wanted.last,
    ]
