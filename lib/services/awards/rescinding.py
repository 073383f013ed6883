"""Taking a decision back, whole or for one nomination: history stays, the board shows no more."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from lib.domain import decisions, nominations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.decisions import DecisionState, DecisionStep
from lib.domain.nomination_workflow import Step
from lib.domain.nominations import AwardRules, Nomination
from lib.errors import NotFound, Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.awards import decisions as reading
from lib.services.awards import exemplar_acts
from lib.services.campaigns import award_rules
from lib.services.nominations import nomination_acts
from lib.services.nominations.nomination_acts import Target
from lib.store import decisions as store
from lib.store.engine.db import Database


def rescind_decision(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    decision_id: UUID,
    seen_version: int,
    reason: object,
) -> None:
    """Take back a decision with every award on it.

    Raises:
        Conflict: it has changed since it was seen.
        Refused: no reason, own work, or taken back already.
    """
    intent = acts.intend(db, actor, Action.NOMINATION_DECIDE, act_id=act_id, queue=campaign)
    rules = award_rules.rules(db, campaign)
    why = _why(reason)

    def work(act: Act) -> None:
        before = reading.seen(act.tx, campaign, decision_id, seen_version)
        decisions.require(before, DecisionState.PREPARED, DecisionState.RELEASED)
        listed = reading.on_list(act.tx, before)
        for one in listed:
            _rescind(act, rules, Target(one.nomination_id, one.version), why)
        after = replace(before, state=DecisionState.RESCINDED, rescind_reason=why)
        store.save_decision(act.tx, after, DecisionStep.RESCIND, why, act.author)
        detail = {
            "number": before.signature.number if before.signature else None,
            "reason": why,
            "nominations": [str(one.nomination_id) for one in listed],
        }
        act.tell("decision.rescind", decision_id, detail)

    intent.carry_out(work, again=acts.nothing)


def rescind_nomination(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    target: Target,
    reason: object,
) -> None:
    """Take one award back; a decision that awards nobody any more is taken back with it.

    Raises:
        NotFound: there is none for the actor.
        Conflict: it has changed since it was seen.
        Refused: no reason, own work, or what the table forbids.
    """
    intent = acts.intend(db, actor, Action.NOMINATION_DECIDE, act_id=act_id, queue=campaign)
    rules = award_rules.rules(db, campaign)
    why = _why(reason)

    def work(act: Act) -> None:
        moved = _rescind(act, rules, target, why)
        if moved.decision_id is not None:
            _strike(act, moved.decision_id, why)
        detail = {
            "unit": str(moved.unit_id),
            "reason": why,
            "decision": str(moved.decision_id or ""),
        }
        act.tell("nomination.rescind", str(moved.nomination_id), detail)

    intent.carry_out(work, again=acts.nothing)


def _rescind(act: Act, rules: AwardRules, target: Target, why: str) -> Nomination:
    moved = nomination_acts.move(act, rules, target, Step.RESCIND, note=why)
    exemplar_acts.withdraw_award(act, moved.nomination_id, why)
    return moved


def _strike(act: Act, decision_id: UUID, why: str) -> None:
    before = store.decision(act.tx, decision_id)
    if before is None:
        raise NotFound("decision")
    if before.state == DecisionState.RELEASED and not reading.on_list(act.tx, before):
        after = replace(before, state=DecisionState.RESCINDED, rescind_reason=why)
        store.save_decision(act.tx, after, DecisionStep.RESCIND, why, act.author)
    else:
        store.save_decision(act.tx, before, DecisionStep.STRIKE, why, act.author)


def _why(reason: object) -> str:
    why = nominations.clean_note(reason)
    if why is None:
        raise Refused("reason_needed")
    return why
