"""The steps of a campaign's state, and counts of what is still open in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from lib.domain.access import Role
from lib.domain.campaign_end import Asked, Point, Step
from lib.domain.campaigns import CampaignState
from lib.domain.nomination_workflow import State
from lib.domain.vietnamese import local_day
from lib.store import revisions
from lib.store.checklist import Author
from lib.store.engine.db import Reader, Writer
from lib.store.engine.json_column import to_json
from lib.store.item_facts import FACTS, bounds

# Nothing more comes of these: the others are on their way.
_DONE: Final = frozenset(
    {
        State.DRAFT, State.WITHDRAWN, State.NOT_APPROVED, State.PROVINCE_REFUSED, State.PUBLISHED,
        State.RESCINDED, State.UNDER_REVIEW,
    }
)  # fmt: skip


# Behind the facts; the columns are those of Point, in its order.
_ITEMS: Final = """
    , by_unit AS (
        SELECT unit_id, count(*) FILTER (WHERE is_complete) AS complete
        FROM facts
        WHERE is_mandatory
        GROUP BY unit_id
    )
    SELECT
        count(*) FILTER (WHERE verification = 'sent'),
        count(*) FILTER (WHERE verification = 'received'),
        count(*) FILTER (WHERE verification = 'returned'),
        (SELECT count(*) FROM by_unit WHERE complete = 0),
        count(*) FILTER (WHERE is_mandatory AND NOT is_complete)
    FROM facts
"""


POINTS: Final = (
    *revisions.READS, "items", "tasks", "nominations", "council_meetings", "decisions",
)  # fmt: skip
"""What `open_points` depends on: whatever is reported moves the campaign's revision."""


@dataclass(frozen=True, slots=True)
class CampaignEntry:
    """One step of a campaign, with what was open then."""

    step: Step
    state: CampaignState
    note: str | None
    points: Mapping[Point, int]
    done_by_name: str | None
    done_at: datetime


def open_points(tx: Reader, campaign_id: UUID, today: date) -> dict[Point, int]:
    """How many of each there are, zeros too."""
    items = tx.row(FACTS + _ITEMS, bounds(campaign_id, today))
    awards = tx.row(
        """
        SELECT
            (SELECT count(*) FROM nominations WHERE campaign_id = $1 AND state = ANY($2)),
            (SELECT count(*) FROM council_meetings WHERE campaign_id = $1 AND state = 'open'),
            (SELECT count(*) FROM decisions WHERE campaign_id = $1 AND state = 'prepared')
        """,
        [campaign_id, sorted(state.value for state in frozenset(State) - _DONE)],
    )
    counts = [*(items or [0] * 5), *(awards or [0] * 3)]
    return {point: int(count) for point, count in zip(Point, counts, strict=True)}


def asked(tx: Reader, campaign_id: UUID) -> Asked | None:
    """The reopening that waits, if the last step asked for one."""
    row = tx.row(
        """
        SELECT steps.step, steps.done_by, accounts.full_name, steps.side, steps.note, steps.done_at
        FROM campaign_steps AS steps
        JOIN accounts ON accounts.account_id = steps.done_by
        WHERE steps.campaign_id = $1
        ORDER BY steps.step_no DESC
        LIMIT 1
        """,
        [campaign_id],
    )
    if row is None or row[0] != Step.ASK_REOPEN:
        return None
    return Asked(row[1], row[2], Role(row[3]), row[4], row[5])


def history(tx: Reader, campaign_id: UUID) -> list[CampaignEntry]:
    """Every step, the newest first."""
    rows = tx.rows(
        """
        SELECT steps.step, steps.state, steps.note, steps.points, accounts.full_name, steps.done_at
        FROM campaign_steps AS steps
        LEFT JOIN accounts ON accounts.account_id = steps.done_by
        WHERE steps.campaign_id = $1
        ORDER BY steps.step_no DESC
        """,
        [campaign_id],
    )
    return [
        CampaignEntry(
            Step(row[0]),
            CampaignState(row[1]),
            row[2],
            {Point(key): count for key, count in json.loads(row[3]).items()},
            row[4],
            row[5],
        )
        for row in rows
    ]


def take(
    tx: Writer,
    campaign_id: UUID,
    step: Step,
    state: CampaignState,
    *,
    note: str | None,
    side: Role | None,
    points: Mapping[Point, int],
    author: Author,
) -> None:
    """Store a step and the state that it leads to."""
    tx.run("UPDATE campaigns SET state = $2 WHERE campaign_id = $1", [campaign_id, state.value])
    tx.run(
        """
        INSERT INTO campaign_steps (
            campaign_id, step_no, step, state, note, side, points, revision, done_by, done_at,
            done_on
        )
        SELECT $1, COALESCE(max(step_no), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10
        FROM campaign_steps
        WHERE campaign_id = $1
        """,
        [
            campaign_id, step.value, state.value, note, side.value if side else None,
            to_json({point.value: count for point, count in points.items()}), author.revision,
            author.account_id, author.done_at, local_day(author.done_at),
        ],
    )  # fmt: skip
