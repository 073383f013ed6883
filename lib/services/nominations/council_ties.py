"""Who of a council is recused from which case: computed while it can change, then as recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from lib.domain import council_counts
from lib.domain.council import Meeting, Member, Vote
from lib.domain.nomination_workflow import TRANSITIONS, Step
from lib.domain.nominations import Nomination
from lib.domain.persons import Named, is_written_alike
from lib.domain.recusals import Recusal, Seated, Tie
from lib.errors import Refused
from lib.store import council as store
from lib.store import council_writes as writes
from lib.store import nominations as nominations_store
from lib.store import persons as persons_store
from lib.store.engine.db import Reader, Writer


def meeting(tx: Reader, meeting_id: UUID) -> Meeting | None:
    """The meeting as stored, with all who are recused from its cases by now."""
    found = store.meeting(tx, meeting_id)
    return None if found is None else with_ties(tx, found)


def votes_on(tx: Reader, nomination_ids: Sequence[UUID]) -> dict[UUID, tuple[Meeting, Vote]]:
    """The meeting that each nomination stands before, and the vote on it there."""
    seats = store.seats_of(tx, nomination_ids)
    found = {}
    for meeting_id in dict.fromkeys(seats.values()):
        held = meeting(tx, meeting_id)
        for vote in held.votes if held else ():
            if held and vote.nomination_id in seats:
                found[vote.nomination_id] = (held, vote)
    return found


def with_ties(tx: Reader, held: Meeting) -> Meeting:
    """The meeting with the ties of its members as they are now, and the stated ones.

    A closed meeting, and a case that a leader has decided, keep what is on record: what came of
    the vote rests on it.
    """
    if held.is_closed or not held.votes or not held.members:
        return held
    found = _nominations(tx, held.votes)
    ties = _ties(tx, held.members, found.values())
    return replace(
        held,
        votes=tuple(
            replace(vote, recusals=(*ties[vote.nomination_id], *_stated(vote)))
            if can_be_voted(found[vote.nomination_id])
            else vote
            for vote in held.votes
        ),
    )


def with_members(tx: Reader, held: Meeting, members: Sequence[Member]) -> Meeting:
    """The meeting with another list; whoever is new on a closed one's has ties as well."""
    after = replace(held, members=tuple(members))
    new = [one for one in members if not any(one.is_same(other) for other in held.members)]
    if not held.is_closed or not new or not held.votes:
        return with_ties(tx, after)
    ties = _ties(tx, new, _nominations(tx, held.votes).values())
    return replace(
        after,
        votes=tuple(
            replace(vote, recusals=(*vote.recusals, *ties[vote.nomination_id]))
            for vote in after.votes
        ),
    )


def settle(tx: Writer, nomination_ids: Sequence[UUID]) -> None:
    """Write down who was recused, before a leader decides by what came of the votes.

    Raises:
        Refused: a result that cannot be true for those who may vote by now.
    """
    for held, vote in votes_on(tx, nomination_ids).values():
        if not council_counts.fits(held, vote):
            raise Refused("vote_unfit")
        _put(tx, held.meeting_id, [vote])


def record(tx: Writer, held: Meeting) -> None:
    """Write down who is recused, before the version of the meeting that says so."""
    _put(tx, held.meeting_id, held.votes)


def record_now(tx: Writer, meeting_id: UUID) -> None:
    """The same with the ties of this moment, after members or cases have changed."""
    if (held := meeting(tx, meeting_id)) is not None:
        record(tx, held)


def can_be_voted(nomination: Nomination) -> bool:
    """Whether a result can still be entered, or entered anew."""
    return (nomination.state, Step.VOTE) in TRANSITIONS


def _put(tx: Writer, meeting_id: UUID, votes: Sequence[Vote]) -> None:
    stored = store.meeting(tx, meeting_id)
    for vote in votes:
        before = stored.vote(vote.nomination_id) if stored else None
        if before is not None and before.recusals != vote.recusals:
            writes.put_recusals(tx, meeting_id, vote.nomination_id, vote.recusals)


def _nominations(tx: Reader, votes: Iterable[Vote]) -> dict[UUID, Nomination]:
    found = nominations_store.by_ids(tx, [vote.nomination_id for vote in votes])
    return {one.nomination_id: one for one in found}


def _stated(vote: Vote) -> list[Recusal]:
    return [one for one in vote.recusals if one.tie == Tie.STATED]


def _ties(
    tx: Reader, members: Sequence[Member], nominations: Iterable[Nomination]
) -> dict[UUID, list[Recusal]]:
    found = list(nominations)
    authors = nominations_store.authors(tx, [one.nomination_id for one in found])
    seated = _seated(tx, members)
    return {
        one.nomination_id: [
            Recusal(member.full_name, member.account_id, tie)
            for member in seated
            if (tie := member.tie(one, authors.get(one.nomination_id, set()))) is not None
        ]
        for one in found
    }


def _seated(tx: Reader, members: Sequence[Member]) -> list[Seated]:
    every = persons_store.every_account(tx)

    def is_of(one: Member, other: Named) -> bool:
        if one.account_id is not None:
            return one.account_id == other.account_id
        return is_written_alike(one.full_name, other.full_name)

    return [
        Seated(one.full_name, one.account_id, [other for other in every if is_of(one, other)])
        for one in members
    ]
