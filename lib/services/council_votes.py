"""What stands before a council meeting, and the counted results of its votes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from uuid import UUID

from lib import text
from lib.domain import access, council_counts, nominations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.council import MeetingStep, Vote
from lib.domain.forms.typed import paragraphs
from lib.domain.nomination_workflow import Step
from lib.errors import Refused
from lib.services import council as reading
from lib.services import item_acts as acts
from lib.services import nomination_acts
from lib.services.council_acts import check_is_open, reason_of
from lib.services.nomination_acts import Act, Target
from lib.store import council as store
from lib.store import council_writes as writes
from lib.store.db import Database, Writer

ListChange = Callable[[Writer, Act, int, Target], None]


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

    def one(tx: Writer, act: Act, place: int, target: Target) -> None:
        nomination_acts.move(
            tx, act, target, Step.TABLE, change=lambda moved: replace(moved, meeting_id=meeting_id)
        )
        writes.put_before(tx, meeting_id, target.nomination_id, place)

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

    def one(tx: Writer, act: Act, _place: int, target: Target) -> None:
        _check_before(tx, campaign, meeting_id, target)
        nomination_acts.move(tx, act, target, Step.UNTABLE)
        writes.take_off(tx, meeting_id, target.nomination_id)

    return _list_act(db, actor, campaign, act_id, meeting_id, targets, MeetingStep.UNTABLE, one)


def enter_vote(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    meeting_id: UUID,
    target: Target,
    counts: Mapping[str, object],
    conclusion: object = "",
    reason: object = "",
) -> None:
    """Enter the counted result on one nomination, or enter it anew.

    Raises:
        Problems: counts that are missing or cannot be true.
        Conflict: the nomination has changed since it was seen.
        Refused: no quorum, decided already, or the meeting is closed and no reason is given.
    """
    access.check(actor, Action.COUNCIL_MANAGE)
    said = paragraphs(conclusion or "", text.VOTE_CONCLUSION, nominations.NOTE_LIMIT)
    planned = nomination_acts.plan(db, actor, campaign, act_id)

    def work(tx: Writer) -> None:
        act = nomination_acts.begin(tx, planned)
        held = reading.meeting(tx, campaign, meeting_id)
        why = reason_of(held, reason)
        _check_before(tx, campaign, meeting_id, target)
        if not held.is_quorate:
            raise Refused("no_quorum", quorum=held.data.quorum)
        counted = council_counts.counts(held, counts, text.COUNT_FIELDS)
        nomination_acts.move(tx, act, target, Step.VOTE, note=why or "")
        writes.enter_vote(tx, meeting_id, Vote(target.nomination_id, 0, counted, said), act.author)
        writes.save_meeting(tx, held, MeetingStep.VOTE, why, act.author)
        detail = {
            "nomination": str(target.nomination_id),
            "counts": asdict(counted),
            "conclusion": said,
            "reason": why,
        }
        nomination_acts.record(tx, act, "council.vote", str(meeting_id), detail)

    acts.once(db, act_id, lambda: db.write(work), None)


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
    access.check(actor, Action.COUNCIL_MANAGE)
    if not targets:
        raise Refused("nothing_chosen")
    planned = nomination_acts.plan(db, actor, campaign, act_id)

    def work(tx: Writer) -> int:
        act = nomination_acts.begin(tx, planned)
        held = reading.meeting(tx, campaign, meeting_id)
        check_is_open(held)
        first = store.last_order(tx, meeting_id) + 1
        for place, target in enumerate(targets, start=first):
            one(tx, act, place, target)
        writes.save_meeting(tx, held, step, None, act.author)
        detail = {"nominations": [str(target.nomination_id) for target in targets]}
        nomination_acts.record(tx, act, f"council.{step.value}", str(meeting_id), detail)
        return len(targets)

    return acts.once(db, act_id, lambda: db.write(work), len(targets))


def _check_before(tx: Writer, campaign: Campaign, meeting_id: UUID, target: Target) -> None:
    found = nomination_acts.nomination(tx, campaign, target.nomination_id)
    if found.meeting_id != meeting_id:
        raise Refused("not_before_meeting")
