"""What stands before a council meeting, and the counted results of its votes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from uuid import UUID

from lib import text
from lib.domain import council_counts, nominations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.council import Counts, Meeting, MeetingStep, Vote
from lib.domain.forms.typed import paragraphs
from lib.domain.nomination_workflow import Step
from lib.errors import Invalid, Problems, Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.awards import council as reading
from lib.services.awards.council_acts import check_is_open, reason_of
from lib.services.campaigns import award_rules
from lib.services.nominations import council_ties, nomination_acts
from lib.services.nominations.nomination_acts import Target
from lib.store import council as store
from lib.store import council_writes as writes
from lib.store.engine.db import Database, Writer

ListChange = Callable[[Act, int, Target], None]


def table(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    meeting_id: UUID,
    targets: Sequence[Target],
) -> int:
    """Put checked nominations before an open meeting, all or none; how many there were."""
    rules = award_rules.rules(db, campaign)

    def one(act: Act, place: int, target: Target) -> None:
        nomination_acts.move(
            act,
            rules,
            target,
            Step.TABLE,
            change=lambda moved: replace(moved, meeting_id=meeting_id),
        )
        writes.put_before(act.tx, meeting_id, target.nomination_id, place)

    return _list_act(db, actor, campaign, act_id, meeting_id, targets, MeetingStep.TABLE, one)


def untable(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    meeting_id: UUID,
    targets: Sequence[Target],
) -> int:
    """Take nominations that nobody has voted on off an open meeting; how many there were."""
    rules = award_rules.rules(db, campaign)

    def one(act: Act, _place: int, target: Target) -> None:
        _check_before(act.tx, campaign, meeting_id, target)
        nomination_acts.move(act, rules, target, Step.UNTABLE)
        writes.take_off(act.tx, meeting_id, target.nomination_id)

    return _list_act(db, actor, campaign, act_id, meeting_id, targets, MeetingStep.UNTABLE, one)


@dataclass(frozen=True, slots=True)
class TypedVote:
    """A counted result as it was typed.

    Attributes:
        counts: by the names of `Counts`' fields.
    """

    target: Target
    counts: Mapping[str, object]
    conclusion: object = ""


def enter_votes(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    meeting_id: UUID,
    votes: Sequence[TypedVote],
    reason: object = "",
) -> int:
    """Enter the counted results on nominations, or enter them anew, all or none; how many.

    Raises:
        Problems: counts that are missing or cannot be true; of several results, the keys begin
            with the nomination.
        Conflict: a nomination has changed since it was seen.
        Refused: no quorum, nobody who may vote on a case, decided already, or the meeting is
            closed and no reason is given.
    """
    intent = acts.intend(db, actor, Action.COUNCIL_MANAGE, act_id=act_id, queue=campaign)
    if not votes:
        raise Refused("nothing_chosen")
    rules = award_rules.rules(db, campaign)

    def work(act: Act) -> int:
        held = reading.meeting(act.tx, campaign, meeting_id)
        why = reason_of(held, reason)
        for vote in votes:
            _check_before(act.tx, campaign, meeting_id, vote.target)
        if not held.is_quorate:
            raise Refused("no_quorum", quorum=held.data.quorum)
        for vote, counted in zip(votes, _counted(held, votes), strict=True):
            said = paragraphs(vote.conclusion or "", text.VOTE_CONCLUSION, nominations.NOTE_LIMIT)
            nomination_id = vote.target.nomination_id
            nomination_acts.move(act, rules, vote.target, Step.VOTE, note=why or "")
            entered = Vote(nomination_id, 0, counted, said)
            writes.enter_vote(act.tx, meeting_id, entered, act.author)
            detail = {
                "nomination": str(nomination_id),
                "counts": asdict(counted),
                "conclusion": said,
                "reason": why,
            }
            act.tell("council.vote", meeting_id, detail)
        council_ties.record(act.tx, held)
        writes.save_meeting(act.tx, held, MeetingStep.VOTE, why, act.author)
        return len(votes)

    return intent.carry_out(work, again=lambda _: len(votes))


def _counted(held: Meeting, votes: Sequence[TypedVote]) -> list[Counts]:
    if len(votes) == 1:
        return [_counts(held, votes[0])]
    found: list[Counts] = []
    problems: list[Invalid] = []
    for vote in votes:
        try:
            found.append(_counts(held, vote))
        except Problems as refused:
            problems += [_of_one(vote, one) for one in refused.problems]
    if problems:
        raise Problems(problems)
    return found


def _counts(held: Meeting, typed: TypedVote) -> Counts:
    case = held.vote(typed.target.nomination_id)
    if case is None:
        raise Refused("not_before_meeting")
    return council_counts.counts(held, case, typed.counts, text.COUNT_FIELDS)


def _of_one(vote: TypedVote, problem: Invalid) -> Invalid:
    """The same, at the count of this nomination among others."""
    key = f"{vote.target.nomination_id}_{problem.facts.get('key')}"
    return Invalid(problem.reason, **problem.facts | {"key": key})


def _list_act(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    act_id: UUID,
    meeting_id: UUID,
    targets: Sequence[Target],
    step: MeetingStep,
    one: ListChange,
) -> int:
    intent = acts.intend(db, actor, Action.COUNCIL_MANAGE, act_id=act_id, queue=campaign)
    if not targets:
        raise Refused("nothing_chosen")

    def work(act: Act) -> int:
        held = reading.meeting(act.tx, campaign, meeting_id)
        check_is_open(held)
        first = store.last_order(act.tx, meeting_id) + 1
        for place, target in enumerate(targets, start=first):
            one(act, place, target)
        council_ties.record_now(act.tx, meeting_id)
        writes.save_meeting(act.tx, held, step, None, act.author)
        detail = {"nominations": [str(target.nomination_id) for target in targets]}
        act.tell(f"council.{step.value}", meeting_id, detail)
        return len(targets)

    return intent.carry_out(work, again=lambda _: len(targets))


def _check_before(tx: Writer, campaign: Campaign, meeting_id: UUID, target: Target) -> None:
    found = nomination_acts.nomination(tx, campaign, target.nomination_id)
    if found.meeting_id != meeting_id:
        raise Refused("not_before_meeting")
