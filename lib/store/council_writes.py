"""Writing council meetings: each write is a new version, with the whole meeting in the history."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from lib.domain.council import Meeting, MeetingStep, Member, Vote
from lib.domain.recusals import Recusal
from lib.domain.vietnamese import local_day
from lib.store import council
from lib.store.checklist import Author
from lib.store.engine.db import Writer
from lib.store.engine.json_column import to_json


def insert_meeting(tx: Writer, meeting: Meeting, author: Author) -> None:
    """A meeting at version 1, with its members.

    Raises:
        Duplicate: it was opened before.
    """
    data = meeting.data
    tx.run(
        """
        INSERT INTO council_meetings (
            meeting_id, campaign_id, state, title, held_on, began_at, ended_at, place, ballot,
            quorum, pass_percent, pass_base, legal_basis, discussion, conclusion, created_by,
            created_at, updated_by, updated_at, revision
        )
        VALUES (
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $16, $17,
            $18
        )
        """,
        [
            meeting.meeting_id, meeting.campaign_id, meeting.state.value, data.title, data.held_on,
            data.began_at, data.ended_at, data.place, data.ballot.value, data.quorum,
            data.pass_percent, data.pass_base.value, data.legal_basis, data.discussion,
            data.conclusion, author.account_id, author.done_at, author.revision,
        ],
    )  # fmt: skip
    put_members(tx, meeting.meeting_id, meeting.members)
    _append_history(tx, meeting.meeting_id, MeetingStep.OPEN, None, author)


def save_meeting(
    tx: Writer, meeting: Meeting, step: MeetingStep, note: str | None, author: Author
) -> None:
    """Store the meeting over the version that it was read at; members and votes come before.

    Raises:
        Conflict: it has another version by now.
    """
    data = meeting.data
    is_closing = step == MeetingStep.CLOSE
    tx.change(
        """
        UPDATE council_meetings
        SET state = $1, title = $2, held_on = $3, began_at = $4, ended_at = $5, place = $6,
            ballot = $7, quorum = $8, pass_percent = $9, pass_base = $10, legal_basis = $11,
            discussion = $12, conclusion = $13,
            closed_by = CASE WHEN $14 THEN $15 ELSE closed_by END,
            closed_at = CASE WHEN $14 THEN $16 ELSE closed_at END,
            updated_by = $15, updated_at = $16, revision = $17, version = version + 1
        WHERE meeting_id = $18 AND version = $19
        """,
        [
            meeting.state.value, data.title, data.held_on, data.began_at, data.ended_at, data.place,
            data.ballot.value, data.quorum, data.pass_percent, data.pass_base.value,
            data.legal_basis, data.discussion, data.conclusion, is_closing, author.account_id,
            author.done_at, author.revision, meeting.meeting_id, meeting.version,
        ],
    )  # fmt: skip
    _append_history(tx, meeting.meeting_id, step, note, author)


def put_members(tx: Writer, meeting_id: UUID, members: Sequence[Member]) -> None:
    """Write the list anew; what it said before stands in the history."""
    for number, member in enumerate(members, start=1):
        tx.run(
            """
            INSERT INTO council_members (
                meeting_id, member_no, full_name, position, council_role, account_id, is_present,
                written_opinion
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (meeting_id, member_no) DO UPDATE
            SET full_name = excluded.full_name, position = excluded.position,
                council_role = excluded.council_role, account_id = excluded.account_id,
                is_present = excluded.is_present, written_opinion = excluded.written_opinion
            """,
            [
                meeting_id, number, member.full_name, member.position, member.role.value,
                member.account_id, member.is_present, member.written_opinion,
            ],
        )  # fmt: skip
    tx.run(
        "DELETE FROM council_members WHERE meeting_id = $1 AND member_no > $2",
        [meeting_id, len(members)],
    )


def put_before(tx: Writer, meeting_id: UUID, nomination_id: UUID, sort_order: int) -> None:
    """Put a nomination before the meeting, without any result it may have had there once.

    Who was recused from it before stays so: ties do not end with a dossier's way back.
    """
    tx.run(
        """
        INSERT INTO council_votes (meeting_id, nomination_id, sort_order, is_active, conclusion)
        VALUES ($1, $2, $3, TRUE, '')
        ON CONFLICT (meeting_id, nomination_id) DO UPDATE
        SET sort_order = excluded.sort_order, is_active = TRUE, issued = NULL, returned = NULL,
            valid = NULL, votes_for = NULL, votes_against = NULL, votes_none = NULL,
            conclusion = '', entered_by = NULL, entered_at = NULL,
            version = council_votes.version + 1
        """,
        [meeting_id, nomination_id, sort_order],
    )


def take_off(tx: Writer, meeting_id: UUID, nomination_id: UUID) -> None:
    tx.change(
        """
        UPDATE council_votes
        SET is_active = FALSE, version = version + 1
        WHERE meeting_id = $1 AND nomination_id = $2
        """,
        [meeting_id, nomination_id],
    )


def enter_vote(tx: Writer, meeting_id: UUID, vote: Vote, author: Author) -> None:
    """Store a counted result."""
    counts = vote.counts
    if counts is None:
        raise ValueError("a result without its counts")
    tx.change(
        """
        UPDATE council_votes
        SET issued = $1, returned = $2, valid = $3, votes_for = $4, votes_against = $5,
            votes_none = $6, conclusion = $7, entered_by = $8, entered_at = $9,
            version = version + 1
        WHERE meeting_id = $10 AND nomination_id = $11 AND is_active
        """,
        [
            counts.issued, counts.returned, counts.valid, counts.votes_for, counts.votes_against,
            counts.votes_none, vote.conclusion, author.account_id, author.done_at, meeting_id,
            vote.nomination_id,
        ],
    )  # fmt: skip


def put_recusals(
    tx: Writer, meeting_id: UUID, nomination_id: UUID, recusals: Sequence[Recusal]
) -> None:
    """Put these in the place of what the case had; that stands in the history."""
    stored = json.dumps([asdict(one) for one in recusals], ensure_ascii=False, default=str)
    tx.change(
        """
        UPDATE council_votes
        SET recusals = $1, version = version + 1
        WHERE meeting_id = $2 AND nomination_id = $3
        """,
        [stored, meeting_id, nomination_id],
    )


def _append_history(
    tx: Writer, meeting_id: UUID, step: MeetingStep, note: str | None, author: Author
) -> None:
    after = council.meeting(tx, meeting_id)
    if after is None:
        raise ValueError("a history without its meeting")
    tx.run(
        """
        INSERT INTO council_history (
            meeting_id, version, campaign_id, revision, step, note, body, done_by, done_at, done_on
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        [
            meeting_id, after.version, after.campaign_id, author.revision, step.value, note,
            to_json(asdict(after)), author.account_id,
            author.done_at, local_day(author.done_at),
        ],
    )  # fmt: skip
