"""What the Office records of who does not vote on a case, besides what the software sees itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from lib import text
from lib.domain import council_counts, recusals
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.council import Meeting, MeetingStep, Member, Vote
from lib.domain.nomination_workflow import Step, transition
from lib.domain.recusals import Recusal, Tie
from lib.errors import Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.awards.council_acts import reason_of, seen
from lib.services.nominations import council_ties, nomination_acts
from lib.store import council_writes as writes
from lib.store.engine.db import Database


@dataclass(frozen=True, slots=True)
class Seat:
    """A member before a case of a meeting, as it was seen; anything may come from a browser.

    Attributes:
        place: of the member on the meeting's list, from 0.
    """

    meeting_id: UUID
    seen_version: int
    nomination_id: UUID
    place: object


@dataclass(frozen=True, slots=True)
class _Change:
    """What becomes of a case's recusals, and the one that the change is about."""

    recusals: tuple[Recusal, ...]
    told: Recusal


_Changing = Callable[[Vote, Member, Recusal | None], _Change]
"""From the vote, the member, and why the member does not vote so far."""


def recuse(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    seat: Seat,
    tie: object,
    reason: object = "",
) -> None:
    """Record that a member does not vote on a case.

    Args:
        tie: why, as the minutes will print it.
        reason: why a closed meeting is corrected.
    Raises:
        Invalid: a text that cannot be taken.
        NotFound: no such meeting or nomination in the campaign.
        Conflict: the meeting has changed since it was seen.
        Refused: no tie, no such member, recused already, a result that would fit no longer, the
            actor's own work, decided already, or closed and without a reason.
    """

    def change(vote: Vote, member: Member, before: Recusal | None) -> _Change:
        if before is not None:
            raise Refused("recused_already")
        new = recusals.stated(member.full_name, member.account_id, tie)
        return _Change((*vote.recusals, new), new)

    _change(db, actor, campaign, act_id, seat, reason, MeetingStep.RECUSE, change)


def unrecuse(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    seat: Seat,
    reason: object = "",
) -> None:
    """Take back what `recuse` recorded; a tie that the software sees itself stays.

    Raises:
        NotFound, Conflict: as `recuse`.
        Refused: nothing of the kind is recorded, or as `recuse`.
    """

    def change(vote: Vote, _: Member, before: Recusal | None) -> _Change:
        if before is None or before.tie != Tie.STATED:
            raise Refused("not_stated")
        return _Change(tuple(one for one in vote.recusals if one != before), before)

    _change(db, actor, campaign, act_id, seat, reason, MeetingStep.UNRECUSE, change)


def _change(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    act_id: UUID,
    seat: Seat,
    reason: object,
    step: MeetingStep,
    changing: _Changing,
) -> None:
    intent = acts.intend(db, actor, Action.COUNCIL_MANAGE, act_id=act_id, queue=campaign)

    def work(act: Act) -> None:
        held = seen(act, seat.meeting_id, seat.seen_version)
        why = reason_of(held, reason)
        before, member = _case(act, held, seat.nomination_id), _member(held, seat.place)
        changed = changing(before, member, held.recusal(before, member))
        vote = replace(before, recusals=changed.recusals)
        if not council_counts.fits(held, vote):
            raise Refused("votes_entered")
        votes = tuple(vote if one is before else one for one in held.votes)
        after = replace(held, votes=votes)
        council_ties.record(act.tx, after)
        said = [text.recused(member.full_name, changed.told), *([why] if why else [])]
        writes.save_meeting(act.tx, after, step, "; ".join(said), act.author)
        detail = {
            "nomination": str(seat.nomination_id),
            "name": member.full_name,
            "tie": changed.told.note,
            "reason": why,
        }
        act.tell(f"council.{step.value}", seat.meeting_id, detail)

    intent.carry_out(work, again=acts.nothing)


def _case(act: Act, held: Meeting, nomination_id: UUID) -> Vote:
    """The case of the meeting, for those who may enter the votes on it, while these can be."""
    found = nomination_acts.nomination(act.tx, act.campaign, nomination_id)
    vote = held.vote(nomination_id)
    if vote is None:
        raise Refused("not_before_meeting")
    row = transition(found.state, Step.VOTE)
    if row.bars_author and nomination_acts.is_own_work(act.tx, found, act.actor):
        raise Refused("own_nomination")
    return vote


def _member(held: Meeting, place: object) -> Member:
    if type(place) is int and 0 <= place < len(held.members):
        return held.members[place]
    raise Refused("not_member")
