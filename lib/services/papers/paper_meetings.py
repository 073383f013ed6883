"""A council meeting as its minutes tell of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from lib import text
from lib.domain import council_counts
from lib.domain.council import Meeting
from lib.domain.council_counts import reaches
from lib.domain.nominations import PassBase
from lib.domain.papers.paper_meetings import Ballot, CouncilMeeting, Member, Presence
from lib.domain.papers.standing import Seat
from lib.domain.papers.votes import Vote
from lib.errors import NotFound
from lib.services.nominations import council_ties
from lib.store import papers as store
from lib.store.engine.db import Reader
from lib.store.papers import MeetingRow, MemberRow, VoteRow


@dataclass(frozen=True, slots=True)
class MeetingData:
    """A meeting and what stands before it; `order` is None without a meeting.

    Attributes:
        held: the same meeting with who is recused from which case.
    """

    meeting: CouncilMeeting
    order: Sequence[UUID] | None
    votes: Mapping[UUID, VoteRow]
    pass_percent: str | None = None
    pass_base: str = PassBase.ALL
    held: Meeting | None = None

    @property
    def places(self) -> Mapping[UUID, int]:
        return {one: place for place, one in enumerate(self.order or ())}

    def vote(self, nomination_id: UUID) -> Vote | None:
        """The counted result; None while nobody has entered one that fits who may vote."""
        row = self.votes.get(nomination_id)
        if row is None or row.votes_for is None:
            return None
        case = self.held.vote(nomination_id) if self.held else None
        present, members = self.meeting.taking_part, len(self.meeting.members)
        if self.held and case:
            if not council_counts.fits(self.held, case):
                return None
            present, members = self.held.taking_part(case), len(self.held.voters(case))
        return Vote(
            agreed=row.votes_for,
            against=row.votes_against or 0,
            abstained=row.votes_none or 0,
            present=present,
            members=members,
            issued=row.issued,
            returned=row.returned,
            valid=row.valid,
        )

    def seat(self, nomination_id: UUID) -> Seat:
        if self.order is None:
            return Seat.NO_MEETING
        return Seat.HERE if nomination_id in self.votes else Seat.ELSEWHERE

    def has_passed(self, nomination_id: UUID) -> bool | None:
        """What the vote says; without a settled share more must be for it than against."""
        vote = self.vote(nomination_id)
        if vote is None:
            return None
        base = vote.present if self.pass_base == PassBase.PRESENT else vote.members
        judged = reaches(Fraction(vote.agreed, base), self.pass_percent) if base else None
        return vote.agreed > vote.against if judged is None else judged

    def recused(self, nomination_id: UUID) -> str:
        """Who does not vote on it and why, for a sentence; "" where everybody may."""
        case = self.held.vote(nomination_id) if self.held else None
        if self.held is None or case is None:
            return ""
        return "; ".join(
            text.recused_in_minutes(member.full_name, why)
            for member, why in self.held.recused(case)
        )

    def conclusion(self, nomination_id: UUID) -> str:
        row = self.votes.get(nomination_id)
        return row.conclusion if row else ""


def none(year: int) -> MeetingData:
    """A meeting that is still to come: the minutes leave everything open."""
    return MeetingData(CouncilMeeting(year), None, {})


def read(tx: Reader, campaign_id: UUID, meeting_id: UUID) -> MeetingData:
    """The meeting.

    Raises:
        NotFound: there is none in this campaign.
    """
    row = store.meeting(tx, campaign_id, meeting_id)
    if row is None:
        raise NotFound("paper")
    votes = store.votes(tx, meeting_id)
    is_held = any(vote.votes_for is not None for vote in votes)
    return MeetingData(
        _meeting(row, store.members(tx, meeting_id), is_held=is_held),
        [vote.nomination_id for vote in votes],
        {vote.nomination_id: vote for vote in votes},
        row.pass_percent,
        row.pass_base,
        council_ties.meeting(tx, meeting_id),
    )


def _meeting(row: MeetingRow, members: Sequence[MemberRow], *, is_held: bool) -> CouncilMeeting:
    percent = (row.pass_percent or "").replace(".", ",")
    return CouncilMeeting(
        year=row.held_on.year,
        place=row.place,
        held_on=row.held_on,
        began=row.began_at,
        ended=row.ended_at,
        members=tuple(_member(one) for one in members),
        ballot=Ballot.SHOW_OF_HANDS if row.ballot == "hands" else Ballot.SECRET,
        quorum=text.QUORUM.format(quorum=row.quorum) if row.quorum else "",
        # While the Office has settled no share the minutes judge nothing.
        passing=text.PASSING[row.pass_base].format(percent=percent) if percent else "",
        rules=row.legal_basis,
        discussion=row.discussion,
        conclusion=row.conclusion,
        is_held=is_held,
    )


def _member(row: MemberRow) -> Member:
    away = Presence.WRITTEN if row.written_opinion else Presence.ABSENT
    return Member(
        name=row.full_name,
        position=row.position,
        role=text.PAPER_ROLES[row.council_role],
        presence=Presence.PRESENT if row.is_present else away,
        is_chair=row.council_role == "chair",
        is_secretary=row.council_role == "secretary",
    )
