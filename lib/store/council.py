"""Council meetings: their lists, the nominations before them, and their history."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from lib.domain.council import (
    Ballot,
    CouncilRole,
    Counts,
    Heading,
    Meeting,
    MeetingData,
    MeetingState,
    Member,
    Vote,
)
from lib.domain.nominations import PassBase
from lib.domain.recusals import Recusal, Tie
from lib.store.engine.db import Reader, Row

_MEETINGS = """
    SELECT meetings.meeting_id, meetings.campaign_id, meetings.state, meetings.title,
        meetings.held_on, meetings.began_at, meetings.ended_at, meetings.place, meetings.ballot,
        meetings.quorum, meetings.pass_percent, meetings.pass_base, meetings.legal_basis,
        meetings.discussion, meetings.conclusion, closers.full_name, meetings.closed_at,
        meetings.version
    FROM council_meetings AS meetings
    LEFT JOIN accounts AS closers ON closers.account_id = meetings.closed_by
"""
# A nomination that was returned stands before its meeting no longer, whatever the row says.
_VOTES = """
    SELECT votes.meeting_id, votes.nomination_id, votes.sort_order, votes.issued, votes.returned,
        votes.valid, votes.votes_for, votes.votes_against, votes.votes_none, votes.conclusion,
        enterers.full_name, votes.entered_at, votes.recusals
    FROM council_votes AS votes
    JOIN nominations ON nominations.nomination_id = votes.nomination_id
        AND nominations.meeting_id = votes.meeting_id
    LEFT JOIN accounts AS enterers ON enterers.account_id = votes.entered_by
    WHERE votes.is_active
"""


@dataclass(frozen=True, slots=True)
class AwardEntry:
    """One version of a meeting, decision or exemplar: what was done, and the whole afterwards."""

    version: int
    step: str
    note: str | None
    body: Mapping[str, Any]
    done_by_name: str | None
    done_at: datetime
    revision: int


def headings(tx: Reader, campaign_id: UUID, account_id: UUID | None) -> list[Heading]:
    """The campaign's meetings, the newest first.

    Args:
        account_id: only those on whose list this account stands; None for all.
    """
    rows = tx.rows(
        """
        SELECT meetings.meeting_id, meetings.title, meetings.state, meetings.held_on,
            count(nominations.nomination_id)
        FROM council_meetings AS meetings
        LEFT JOIN nominations ON nominations.meeting_id = meetings.meeting_id
        WHERE meetings.campaign_id = $1
            AND (
                CAST($2 AS UUID) IS NULL
                OR meetings.meeting_id IN (
                    SELECT meeting_id
                    FROM council_members
                    WHERE account_id = $2
                )
            )
        GROUP BY meetings.meeting_id, meetings.title, meetings.state, meetings.held_on
        ORDER BY meetings.held_on DESC, meetings.meeting_id DESC
        """,
        [campaign_id, account_id],
    )
    return [Heading(row[0], row[1], MeetingState(row[2]), row[3], int(row[4])) for row in rows]


def meeting(tx: Reader, meeting_id: UUID) -> Meeting | None:
    """The meeting with its members, and the votes on what stands before it now."""
    row = tx.row(_MEETINGS + "WHERE meetings.meeting_id = $1", [meeting_id])
    if row is None:
        return None
    return replace(
        _meeting(row), members=members(tx, meeting_id), votes=tuple(_votes(tx, meeting_id))
    )


def members(tx: Reader, meeting_id: UUID) -> tuple[Member, ...]:
    """Who is on the meeting's list, in its order."""
    rows = tx.rows(
        """
        SELECT full_name, position, council_role, account_id, is_present, written_opinion
        FROM council_members
        WHERE meeting_id = $1
        ORDER BY member_no
        """,
        [meeting_id],
    )
    return tuple(Member(row[0], row[1], CouncilRole(row[2]), *row[3:]) for row in rows)


def newest(tx: Reader, campaign_id: UUID) -> UUID | None:
    """The campaign's last meeting, whose list the next one begins with."""
    row = tx.row(
        """
        SELECT meeting_id
        FROM council_meetings
        WHERE campaign_id = $1
        ORDER BY created_at DESC, meeting_id DESC
        LIMIT 1
        """,
        [campaign_id],
    )
    return row[0] if row else None


def has_member(tx: Reader, meeting_id: UUID, account_id: UUID) -> bool:
    row = tx.row(
        "SELECT 1 FROM council_members WHERE meeting_id = $1 AND account_id = $2",
        [meeting_id, account_id],
    )
    return row is not None


def seats_of(tx: Reader, nomination_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """The meeting that each nomination stands before, where it stands before one."""
    rows = tx.rows(_VOTES + "AND votes.nomination_id = ANY($1)", [list(nomination_ids)])
    return {row[1]: row[0] for row in rows}


def recusals_on(tx: Reader, nomination_ids: Sequence[UUID]) -> dict[UUID, tuple[Recusal, ...]]:
    """Who is recused on record from each nomination, at the meeting that it stands before."""
    rows = tx.rows(
        _VOTES + "AND votes.recusals IS NOT NULL AND votes.nomination_id = ANY($1)",
        [list(nomination_ids)],
    )
    return {row[1]: _recusals(row[12]) for row in rows}


def last_order(tx: Reader, meeting_id: UUID) -> int:
    """The highest place on the meeting's list so far; 0 for an empty one."""
    row = tx.row("SELECT max(sort_order) FROM council_votes WHERE meeting_id = $1", [meeting_id])
    return int(row[0]) if row and row[0] is not None else 0


def history(tx: Reader, meeting_id: UUID) -> list[AwardEntry]:
    """Every version of the meeting, the newest first."""
    rows = tx.rows(
        """
        SELECT history.version, history.step, history.note, history.body, accounts.full_name,
            history.done_at, history.revision
        FROM council_history AS history
        LEFT JOIN accounts ON accounts.account_id = history.done_by
        WHERE history.meeting_id = $1
        ORDER BY history.version DESC
        """,
        [meeting_id],
    )
    return [AwardEntry(row[0], row[1], row[2], json.loads(row[3]), *row[4:]) for row in rows]


def _votes(tx: Reader, meeting_id: UUID) -> list[Vote]:
    rows = tx.rows(
        _VOTES + "AND votes.meeting_id = $1 ORDER BY votes.sort_order, votes.nomination_id",
        [meeting_id],
    )
    return [_vote(row) for row in rows]


def _vote(row: Row) -> Vote:
    counts = None
    if row[6] is not None:
        counts = Counts(row[6], row[7], row[8], row[3], row[4], row[5])
    return Vote(row[1], row[2], counts, row[9], row[10], row[11], _recusals(row[12]))


def _recusals(stored: str | None) -> tuple[Recusal, ...]:
    return tuple(
        Recusal(
            one["full_name"],
            UUID(one["account_id"]) if one["account_id"] else None,
            Tie(one["tie"]),
            one["note"],
        )
        for one in json.loads(stored or "[]")
    )


def _meeting(row: Row) -> Meeting:
    data = MeetingData(
        title=row[3],
        held_on=row[4],
        began_at=row[5],
        ended_at=row[6],
        place=row[7],
        ballot=Ballot(row[8]),
        quorum=row[9],
        pass_percent=row[10],
        pass_base=PassBase(row[11]),
        legal_basis=row[12],
        discussion=row[13],
        conclusion=row[14],
    )
    return Meeting(
        meeting_id=row[0],
        campaign_id=row[1],
        state=MeetingState(row[2]),
        data=data,
        closed_by_name=row[15],
        closed_at=row[16],
        version=row[17],
    )
