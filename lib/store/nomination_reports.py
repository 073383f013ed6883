"""Counts over a campaign's nominations, and the lists that leave as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lib.domain.exports import AwardCount, NominationLine
from lib.domain.nomination_workflow import OPEN, State
from lib.domain.nominations import Subject
from lib.domain.summary_nominations import COUNTED, STAGES, AwardShare, StateCount
from lib.store.engine.db import Reader

# The columns are those of NominationLine, in its order, but for its last three.
_LINES = """
    SELECT
        nominations.nomination_id,
        nominations.unit_id,
        nominations.state,
        CAST(nominations.answers AS VARCHAR),
        COALESCE(nominations.opinion, ''),
        COALESCE(nominations.return_reason, ''),
        CAST(nominations.saved_by AS VARCHAR),
        substr(CAST(nominations.saved_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS VARCHAR), 1, 19),
        COALESCE(CAST(nominations.sent_by AS VARCHAR), ''),
        COALESCE(
            substr(CAST(nominations.sent_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS VARCHAR), 1, 19), ''
        ),
        votes.issued,
        votes.returned,
        votes.valid,
        votes.votes_for,
        votes.votes_against,
        votes.votes_none,
        COALESCE(votes.conclusion, ''),
        COALESCE(decisions.number, ''),
        COALESCE(CAST(decisions.signed_on AS VARCHAR), '')
    FROM nominations
    JOIN units ON units.unit_id = nominations.unit_id
    LEFT JOIN council_votes AS votes
        ON votes.meeting_id = nominations.meeting_id
        AND votes.nomination_id = nominations.nomination_id
        AND votes.is_active
    LEFT JOIN decisions
        ON decisions.decision_id = nominations.decision_id
        AND decisions.state <> 'prepared'
    WHERE nominations.campaign_id = $1 AND nominations.subject = $2
    ORDER BY units.sort_order, nominations.sort_key COLLATE vi, nominations.nomination_id
"""
# The states of each stage, in the order of Stage, are $2 to $6.
_UNITS = """
    WITH counted AS (
        SELECT
            unit_id,
            count(*) FILTER (WHERE state = ANY($2)) AS with_unit,
            count(*) FILTER (WHERE state = ANY($3)) AS with_office,
            count(*) FILTER (WHERE state = ANY($4)) AS with_council,
            count(*) FILTER (WHERE state = ANY($5)) AS decided,
            count(*) FILTER (WHERE state = ANY($6)) AS published,
            count(*) AS nominated
        FROM nominations
        WHERE campaign_id = $1 AND state <> 'withdrawn'
        GROUP BY unit_id
    )
    SELECT unit_id, count(*) OVER (), with_unit, with_office, with_council, decided, published
    FROM counted
    ORDER BY nominated DESC, unit_id
    LIMIT $7 OFFSET $8
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """All of a campaign's nominations, once by state and once by category and award."""

    states: tuple[StateCount, ...]
    awards: tuple[AwardShare, ...]


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """A unit's nominations, by stage in the order of Stage."""

    unit_id: UUID
    by_stage: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnitCountPage:
    """The units with the most nominations of one page, and how many units have some."""

    rows: tuple[UnitCounts, ...]
    units: int


def lines(tx: Reader, campaign_id: UUID, subject: Subject) -> list[NominationLine]:
    """All nominations of collectives or of persons, withdrawn ones too, unit by unit, by name.

    Who takes part in the vote on each is not in them: that is no question of the database alone.
    """
    rows = tx.rows(_LINES, [campaign_id, subject.value])
    return [NominationLine(*row) for row in rows]


def released(tx: Reader, nomination_ids: Sequence[UUID]) -> set[UUID]:
    """Those of these whose outcome is no secret any more: the meeting's list has been published.

    What was rescinded is known only if it was published before; a closed campaign has no secrets.
    """
    rows = tx.rows(
        """
        SELECT one.nomination_id
        FROM nominations AS one
        JOIN campaigns ON campaigns.campaign_id = one.campaign_id
        WHERE one.nomination_id = ANY($1) AND (
            campaigns.state = 'closed'
            OR (one.state IN ('not_approved', 'province_refused') AND EXISTS (
                SELECT 1
                FROM nominations AS other
                WHERE other.meeting_id = one.meeting_id AND other.state = 'published'
            ))
            OR (one.state = 'rescinded' AND EXISTS (
                SELECT 1
                FROM nomination_history AS history
                WHERE history.nomination_id = one.nomination_id AND history.step = 'publish'
            ))
        )
        """,
        [list(nomination_ids)],
    )
    return {row[0] for row in rows}


def award_counts(tx: Reader, campaign_id: UUID) -> list[AwardCount]:
    """What statistical form 0603 counts, in no particular order."""
    rows = tx.rows(
        """
        SELECT
            subject,
            category,
            award_code,
            count(*),
            count(*) FILTER (WHERE state = 'published')
        FROM nominations
        WHERE campaign_id = $1 AND state NOT IN ('draft', 'withdrawn')
        GROUP BY subject, category, award_code
        """,
        [campaign_id],
    )
    return [AwardCount(Subject(row[0]), *row[1:]) for row in rows]


def counts(tx: Reader, campaign_id: UUID) -> Counts:
    """How many nominations there are, withdrawn ones left out."""
    rows = tx.rows(
        """
        SELECT
            state,
            subject,
            category,
            award_code,
            count(*),
            count(*) FILTER (WHERE nominations.state = ANY($2))
        FROM nominations
        WHERE campaign_id = $1 AND state <> 'withdrawn'
        GROUP BY GROUPING SETS ((state), (subject, category, award_code))
        """,
        [campaign_id, sorted(state.value for state in OPEN)],
    )
    by_state = {State(row[0]): int(row[4]) for row in rows if row[0] is not None}
    awards = [AwardShare(Subject(row[1]), *row[2:]) for row in rows if row[0] is None]
    return Counts(
        tuple(StateCount(state, by_state[state]) for state in COUNTED if state in by_state),
        tuple(sorted(awards, key=lambda one: (one.subject, one.category, one.award_code))),
    )


def most_nominating(tx: Reader, campaign_id: UUID, *, offset: int, limit: int) -> UnitCountPage:
    """One page of the units that have nominated, those with the most first."""
    stages: Sequence[object] = [[state.value for state in states] for states in STAGES.values()]
    rows = tx.rows(_UNITS, [campaign_id, *stages, limit, offset])
    found = tuple(UnitCounts(row[0], tuple(row[2:])) for row in rows)
    return UnitCountPage(found, rows[0][1] if rows else 0)
