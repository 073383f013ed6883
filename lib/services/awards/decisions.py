"""Decisions: prepared quietly, released in one act, rescinded with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lib.domain import decisions, nominations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.decisions import Decision, DecisionState, DecisionStep, Signature
from lib.domain.nomination_workflow import Level, State, Step
from lib.domain.nominations import Nomination
from lib.domain.vietnamese import local_day
from lib.errors import Conflict, NotFound, Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.awards import exemplar_acts
from lib.services.campaigns import award_rules
from lib.services.nominations import nomination_acts
from lib.services.nominations.nomination_acts import Target
from lib.services.people import second_factor
from lib.store import decisions as store
from lib.store import nominations as nominations_store
from lib.store.engine.db import Database, Reader


@dataclass(frozen=True, slots=True)
class TypedSignature:
    """What was typed from a signed paper; anything may come from a browser."""

    number: object = ""
    signed_on: object = ""
    signer: object = ""
    signer_position: object = ""


def prepare(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    title: object,
    targets: Sequence[Target],
) -> UUID:
    """A decision of the agency on awarded nominations of one form; it has the act's key.

    Raises:
        Invalid: no title.
        Conflict: a nomination has changed since it was seen.
        Refused: none chosen, several forms of award, not awarded, on another list, or the actor's
            own.
    """
    intent = acts.intend(db, actor, Action.DECISION_RELEASE, act_id=act_id, queue=campaign)
    named = decisions.needed(title, decisions.TITLE)

    def work(act: Act) -> UUID:
        nominations.check_open(act.state, Step.PUBLISH)
        listed = [nomination_acts.seen(act.tx, campaign, target) for target in targets]
        made = Decision(
            act_id, campaign.campaign_id, Level.AGENCY, _one_award(listed), named,
            DecisionState.PREPARED,
        )  # fmt: skip
        store.insert_decision(act.tx, made, act.author)
        _put_on_list(act, made, listed)
        store.append_history(act.tx, act_id, DecisionStep.PREPARE, None, act.author)
        detail = {"award": made.award_code, "title": named, "nominations": _keys(listed)}
        act.tell("decision.prepare", act_id, detail)
        return act_id

    return intent.carry_out(work, again=lambda _: act_id)


def change(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    decision_id: UUID,
    seen_version: int,
    title: object,
    targets: Sequence[Target],
) -> None:
    """Put another list, or none, in the place of a prepared decision's.

    Raises:
        Conflict: the decision or a nomination has changed since it was seen.
        Refused: it is released, or a nomination does not fit or is the actor's own.
    """
    intent = acts.intend(db, actor, Action.DECISION_RELEASE, act_id=act_id, queue=campaign)
    named = decisions.needed(title, decisions.TITLE)

    def work(act: Act) -> None:
        before = _seen(act, decision_id, seen_version)
        decisions.require(before, DecisionState.PREPARED)
        if before.level != Level.AGENCY:
            raise Refused("decision_state")
        listed = [nomination_acts.seen(act.tx, campaign, target) for target in targets]
        if listed and _one_award(listed) != before.award_code:
            raise Refused("one_award")
        for left in store.on_list(act.tx, decision_id):
            store.put_on_list(act.tx, left, None)
        _put_on_list(
            act,
            before,
            [
                replace(one, decision_id=None) if one.decision_id == decision_id else one
                for one in listed
            ],
        )
        after = replace(before, title=named)
        store.save_decision(act.tx, after, DecisionStep.CHANGE, None, act.author)
        detail = {"title": named, "nominations": _keys(listed)}
        act.tell("decision.change", decision_id, detail)

    intent.carry_out(work, again=acts.nothing)


def record_award(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    title: object,
    targets: Sequence[Target],
    signed: TypedSignature,
) -> UUID:
    """The province's decision on nominations proposed to it, typed from its paper.

    Raises:
        Problems: what is missing of number, day, signer, position.
        Refused: none chosen, several forms of award, own work, or what the table forbids.
    """
    intent = acts.intend(db, actor, Action.DECISION_RELEASE, act_id=act_id, queue=campaign)
    rules = award_rules.rules(db, campaign)
    named = decisions.needed(title, decisions.TITLE)
    paper = _signature(act_day=intent.now, signed=signed)

    def work(act: Act) -> UUID:
        before = [nomination_acts.seen(act.tx, campaign, target) for target in targets]
        made = Decision(
            act_id, campaign.campaign_id, Level.PROVINCE, _one_award(before), named,
            DecisionState.PREPARED, paper,
        )  # fmt: skip
        store.insert_decision(act.tx, made, act.author)
        for target in targets:
            nomination_acts.move(act, rules, target, Step.RECORD_AWARD,
                change=lambda moved: replace(moved, decision_id=act_id),
            )  # fmt: skip
        store.append_history(act.tx, act_id, DecisionStep.RECORD, None, act.author)
        detail = {"award": made.award_code, **_told(paper), "nominations": _keys(before)}
        act.tell("decision.record", act_id, detail)
        return act_id

    return intent.carry_out(work, again=lambda _: act_id)


def record_refusal(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    targets: Sequence[Target],
    reason: object,
) -> int:
    """Say that the province does not award what was proposed to it, and why."""
    intent = acts.intend(db, actor, Action.DECISION_RELEASE, act_id=act_id, queue=campaign)
    rules = award_rules.rules(db, campaign)
    if not targets:
        raise Refused("nothing_chosen")

    def work(act: Act) -> int:
        moved = [
            nomination_acts.move(act, rules, target, Step.RECORD_REFUSAL, note=reason)
            for target in targets
        ]
        detail = {
            "unit": sorted({str(one.unit_id) for one in moved}),
            "reason": nominations.clean_note(reason),
        }
        subject = ", ".join(_keys(moved))
        act.tell("nomination.record_refusal", subject, detail)
        return len(targets)

    return intent.carry_out(work, again=lambda _: len(targets))


def release(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    decision_id: UUID,
    seen_version: int,
    signed: TypedSignature,
) -> int:
    """Release a prepared decision: all on its list at once, each onto the honour board.

    Args:
        signed: not asked for where the province's paper has been typed in already.
    Raises:
        Problems: what is missing of number, day, signer, position.
        Conflict: it has changed since it was seen.
        Refused: an empty list, somebody's own nomination, released already; second factor needed.
    """
    intent = acts.intend(db, actor, Action.DECISION_RELEASE, act_id=act_id, queue=campaign)
    second_factor.require_fresh(db, actor)
    rules = award_rules.rules(db, campaign)

    def work(act: Act) -> int:
        before = _seen(act, decision_id, seen_version)
        decisions.require(before, DecisionState.PREPARED)
        paper = before.signature or _signature(act_day=intent.now, signed=signed)
        listed = on_list(act.tx, before)
        if not listed:
            raise Refused("decision_empty")
        for one in listed:
            moved = nomination_acts.move(
                act, rules, Target(one.nomination_id, one.version), Step.PUBLISH
            )
            exemplar_acts.publish_award(act, moved)
        after = replace(before, state=DecisionState.RELEASED, signature=paper)
        store.save_decision(act.tx, after, DecisionStep.RELEASE, None, act.author)
        detail = {**_told(paper), "nominations": _keys(listed)}
        act.tell("decision.release", decision_id, detail)
        return len(listed)

    done = db.read(lambda tx: len(store.on_list(tx, decision_id)))
    return intent.carry_out(work, again=lambda _: done)


def on_list(tx: Reader, decision: Decision) -> list[Nomination]:
    """What the decision awards now, collectives before persons, by name."""
    found = nominations_store.by_ids(tx, store.on_list(tx, decision.decision_id))
    return [one for one in found if one.state in decisions.LISTED]


def seen(tx: Reader, campaign: Campaign, decision_id: UUID, seen_version: int) -> Decision:
    """The decision of this campaign, if it still has the version that was seen.

    Raises:
        NotFound: there is none.
        Conflict: it has changed.
    """
    found = store.decision(tx, decision_id)
    if found is None or found.campaign_id != campaign.campaign_id:
        raise NotFound("decision")
    if found.version != seen_version:
        raise Conflict("changed")
    return found


def _seen(act: Act, decision_id: UUID, seen_version: int) -> Decision:
    nominations.check_open(act.state, Step.PUBLISH)
    return seen(act.tx, act.campaign, decision_id, seen_version)


def _put_on_list(act: Act, decision: Decision, listed: Sequence[Nomination]) -> None:
    if nomination_acts.own_works(act.tx, listed, act.actor):
        raise Refused("own_nomination")
    for one in listed:
        if one.state != State.AWARDED:
            raise Refused("nomination_state", state=one.state.value)
        if one.decision_id is not None:
            raise Refused("other_decision")
        store.put_on_list(act.tx, one.nomination_id, decision.decision_id)


def _one_award(listed: Sequence[Nomination]) -> str:
    if not listed:
        raise Refused("decision_empty")
    codes = {one.award_code for one in listed}
    if len(codes) > 1:
        raise Refused("one_award")
    return codes.pop()


def _signature(*, act_day: datetime, signed: TypedSignature) -> Signature:
    return decisions.signature(
        number=signed.number,
        signed_on=signed.signed_on,
        signer=signed.signer,
        signer_position=signed.signer_position,
        today=local_day(act_day),
    )


def _told(paper: Signature) -> dict[str, object]:
    return {"number": paper.number, "signed_on": str(paper.signed_on), "signer": paper.signer}


def _keys(listed: Sequence[Nomination]) -> list[str]:
    return [str(one.nomination_id) for one in listed]
