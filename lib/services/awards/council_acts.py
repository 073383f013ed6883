"""What the Office does with a council meeting; a closed one is corrected only with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from lib.domain import access, council, council_counts, nominations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.council import Meeting, MeetingState, MeetingStep
from lib.domain.nomination_workflow import Step
from lib.domain.nominations import AwardRules
from lib.errors import Conflict, Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.awards import council as reading
from lib.services.awards import council_forms
from lib.services.awards.council_forms import TypedMeeting, TypedMember
from lib.services.campaigns import award_rules
from lib.services.nominations import council_ties
from lib.store import council_writes as writes
from lib.store.engine.db import Database


def first_form(db: Database, actor: Actor, campaign: Campaign, today: date) -> TypedMeeting:
    """What a new meeting's form begins with: the campaign's rules."""
    access.check(actor, Action.COUNCIL_MANAGE)
    rules: AwardRules = award_rules.rules(db, campaign)
    return TypedMeeting(
        title="Họp Hội đồng Thi đua - Khen thưởng",
        held_on=today,
        quorum=rules.quorum,
        pass_percent=rules.pass_percent or "",
        pass_base=rules.pass_base.value,
        legal_basis=rules.legal_basis,
    )


def open_meeting(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, form: TypedMeeting
) -> UUID:
    """The new meeting, which has the act's key; its list is that of the meeting before.

    Raises:
        Problems: values that cannot be taken.
    """
    intent = acts.intend(db, actor, Action.COUNCIL_MANAGE, act_id=act_id, queue=campaign)
    data = council_forms.meeting(form)

    def work(act: Act) -> UUID:
        nominations.check_open(act.state, Step.TABLE)
        members = reading.first_members(act.tx, campaign)
        made = Meeting(act_id, campaign.campaign_id, MeetingState.OPEN, data, members)
        writes.insert_meeting(act.tx, made, act.author)
        detail = {"title": data.title, "held_on": str(data.held_on)}
        act.tell("council.open", act_id, detail)
        return act_id

    return intent.carry_out(work, again=lambda _: act_id)


def save_meeting(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    meeting_id: UUID,
    seen_version: int,
    form: TypedMeeting,
    reason: object = "",
) -> None:
    """Change what is said about a meeting: when, where, by which rules, what was concluded.

    Raises:
        Problems: values that cannot be taken.
        Conflict: it has changed since it was seen.
        Refused: it is closed and no reason is given, or results no longer fit.
    """
    intent = acts.intend(db, actor, Action.COUNCIL_MANAGE, act_id=act_id, queue=campaign)
    data = council_forms.meeting(form)

    def work(act: Act) -> None:
        before = seen(act, meeting_id, seen_version)
        why = reason_of(before, reason)
        after = replace(before, data=data)
        _check(after)
        council_ties.record(act.tx, after)
        writes.save_meeting(act.tx, after, MeetingStep.CHANGE, why, act.author)
        detail = {"version": before.version + 1, "reason": why}
        act.tell("council.change", meeting_id, detail)

    intent.carry_out(work, again=acts.nothing)


def save_members(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    meeting_id: UUID,
    seen_version: int,
    members: Sequence[TypedMember],
    reason: object = "",
) -> None:
    """Put a list in the place of a meeting's.

    Raises:
        Problems: values that cannot be taken.
        Conflict: the meeting has changed since it was seen.
        Refused: two chairs, results that no longer fit, or closed and without a reason.
    """
    intent = acts.intend(db, actor, Action.COUNCIL_MANAGE, act_id=act_id, queue=campaign)

    def work(act: Act) -> None:
        before = seen(act, meeting_id, seen_version)
        why = reason_of(before, reason)
        listed = council_forms.members(act.tx, members)
        after = council_ties.with_members(act.tx, before, listed)
        _check(after)
        writes.put_members(act.tx, meeting_id, after.members)
        council_ties.record(act.tx, after)
        writes.save_meeting(act.tx, after, MeetingStep.MEMBERS, why, act.author)
        detail = {
            "version": before.version + 1,
            "members": len(after.members),
            "present": after.present,
            "reason": why,
        }
        act.tell("council.members", meeting_id, detail)

    intent.carry_out(work, again=acts.nothing)


def close(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    meeting_id: UUID,
    seen_version: int,
) -> None:
    """End a meeting whose record is complete.

    Raises:
        Conflict: it has changed since it was seen.
        Refused: no quorum, a result or the conclusion is missing, a result does not fit who may
            vote, or it is closed already.
    """
    intent = acts.intend(db, actor, Action.COUNCIL_MANAGE, act_id=act_id, queue=campaign)

    def work(act: Act) -> None:
        before = seen(act, meeting_id, seen_version)
        check_is_open(before)
        council.check_closing(before)
        council_counts.check_fits(before)
        council_ties.record(act.tx, before)
        after = replace(before, state=MeetingState.CLOSED)
        writes.save_meeting(act.tx, after, MeetingStep.CLOSE, None, act.author)
        detail = {"nominations": len(before.votes)}
        act.tell("council.close", meeting_id, detail)

    intent.carry_out(work, again=acts.nothing)


def seen(act: Act, meeting_id: UUID, seen_version: int) -> Meeting:
    """The meeting, while the campaign allows it and it still has the version that was seen.

    Raises:
        NotFound: there is none.
        Conflict: it has changed.
    """
    nominations.check_open(act.state, Step.TABLE)
    found = reading.meeting(act.tx, act.campaign, meeting_id)
    if found.version != seen_version:
        raise Conflict("changed")
    return found


def check_is_open(held: Meeting) -> None:
    """Nothing for an open meeting.

    Raises:
        Refused: it is closed.
    """
    if held.is_closed:
        raise Refused("meeting_closed")


def reason_of(held: Meeting, reason: object) -> str | None:
    """Why a closed meeting is corrected; None while it is open and nothing is said."""
    why = nominations.clean_note(reason)
    if held.is_closed and why is None:
        raise Refused("reason_needed")
    return why


def _check(after: Meeting) -> None:
    council_counts.check_fits(after)
    if after.is_closed:
        council.check_closing(after)
