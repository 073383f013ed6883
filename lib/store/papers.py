"""What papers tell of a council meeting, and the templates that the Office put in place of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lib.store.engine.db import Reader, Writer


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as typed."""

    meeting_id: UUID
    title: str
    held_on: date
    began_at: str
    ended_at: str
    place: str
    ballot: str
    quorum: str
    pass_percent: str | None
    pass_base: str
    legal_basis: str
    discussion: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    full_name: str
    position: str
    council_role: str
    is_present: bool
    written_opinion: str


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A nomination before a meeting; the counts are None until somebody enters them."""

    nomination_id: UUID
    issued: int | None
    returned: int | None
    valid: int | None
    votes_for: int | None
    votes_against: int | None
    votes_none: int | None
    conclusion: str


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """The newest template of a paper; without a checksum ours is in force again."""

    paper: str
    template_no: int
    sha256: str | None
    file_name: str
    uploaded_by_name: str
    uploaded_at: datetime


_MEETINGS = """
    SELECT meeting_id, title, held_on, began_at, ended_at, place, ballot, quorum, pass_percent,
        pass_base, legal_basis, discussion, conclusion
    FROM council_meetings
"""


def meetings(tx: Reader, campaign_id: UUID) -> list[MeetingRow]:
    """The meetings of a campaign, the newest first."""
    rows = tx.rows(
        _MEETINGS
        + """
        WHERE campaign_id = $1
        ORDER BY held_on DESC, created_at DESC
        """,
        [campaign_id],
    )
    return [MeetingRow(*row) for row in rows]


def meeting(tx: Reader, campaign_id: UUID, meeting_id: UUID) -> MeetingRow | None:
    row = tx.row(
        _MEETINGS + "WHERE campaign_id = $1 AND meeting_id = $2", [campaign_id, meeting_id]
    )
    return None if row is None else MeetingRow(*row)


def members(tx: Reader, meeting_id: UUID) -> list[MemberRow]:
    rows = tx.rows(
        """
        SELECT full_name, position, council_role, is_present, written_opinion
        FROM council_members
        WHERE meeting_id = $1
        ORDER BY member_no
        """,
        [meeting_id],
    )
    return [MemberRow(*row) for row in rows]


def votes(tx: Reader, meeting_id: UUID) -> list[VoteRow]:
    """What stands before the meeting, in its order."""
    rows = tx.rows(
        """
        SELECT nomination_id, issued, returned, valid, votes_for, votes_against, votes_none,
            conclusion
        FROM council_votes
        WHERE meeting_id = $1 AND is_active
        ORDER BY sort_order, nomination_id
        """,
        [meeting_id],
    )
    return [VoteRow(*row) for row in rows]


def templates(tx: Reader) -> list[TemplateRow]:
    """The newest row of every paper that ever had one."""
    rows = tx.rows(
        """
        SELECT DISTINCT ON (document_templates.paper) document_templates.paper,
            document_templates.template_no, document_templates.sha256,
            document_templates.file_name, COALESCE(accounts.full_name, ''),
            document_templates.uploaded_at
        FROM document_templates
        LEFT JOIN accounts ON accounts.account_id = document_templates.uploaded_by
        ORDER BY document_templates.paper, document_templates.template_no DESC
        """
    )
    return [TemplateRow(*row) for row in rows]


def insert_template(
    tx: Writer,
    *,
    paper: str,
    sha256: str | None,
    size_bytes: int | None,
    file_name: str,
    account_id: UUID,
    now: datetime,
) -> None:
    """The paper's next template.

    Raises:
        Duplicate: somebody else has put one in the same instant.
    """
    tx.run(
        """
        INSERT INTO document_templates (
            paper, template_no, sha256, size_bytes, file_name, uploaded_by, uploaded_at
        )
        SELECT CAST($1 AS VARCHAR), COALESCE(max(template_no), 0) + 1, CAST($2 AS VARCHAR),
            CAST($3 AS BIGINT), CAST($4 AS VARCHAR), CAST($5 AS UUID), CAST($6 AS TIMESTAMPTZ)
        FROM document_templates
        WHERE paper = $1
        """,
        [paper, sha256, size_bytes, file_name, account_id, now],
    )
