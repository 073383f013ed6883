"""Taking a decision back, whole or for one nomination: history stays, the board shows no more."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from lib.domain import access, decisions, nominations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.decisions import DecisionState, DecisionStep
from lib.domain.nomination_workflow import Step
from lib.domain.nominations import Nomination
from lib.errors import NotFound, Refused
from lib.services import decisions as reading
from lib.services import exemplar_acts, nomination_acts
from lib.services import item_acts as acts
from lib.services.nomination_acts import Act, Target
from lib.store import decisions as store
from lib.store.db import Database, Writer


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
    access.check(actor, Action.NOMINATION_DECIDE)
    why = _why(reason)
    planned = nomination_acts.plan(db, actor, campaign, act_id)

    def work(tx: Writer) -> None:
        act = nomination_acts.begin(tx, planned)
        before = reading.seen(tx, campaign, decision_id, seen_version)
        decisions.require(before, DecisionState.PREPARED, DecisionState.RELEASED)
        listed = reading.on_list(tx, before)
        for one in listed:
            _rescind(tx, act, Target(one.nomination_id, one.version), why)
        after = replace(before, state=DecisionState.RESCINDED, rescind_reason=why)
        store.save_decision(tx, after, DecisionStep.RESCIND, why, act.author)
        detail = {
            "number": before.signature.number if before.signature else None,
            "reason": why,
            "nominations": [str(one.nomination_id) for one in listed],
        }
        nomination_acts.record(tx, act, "decision.rescind", str(decision_id), detail)

    acts.once(db, act_id, lambda: db.write(work), None)


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
    access.check(actor, Action.NOMINATION_DECIDE)
    why = _why(reason)
    planned = nomination_acts.plan(db, actor, campaign, act_id)

    def work(tx: Writer) -> None:
        act = nomination_acts.begin(tx, planned)
        moved = _rescind(tx, act, target, why)
        if moved.decision_id is not None:
            _strike(tx, act, moved.decision_id, why)
        detail = {
            "unit": str(moved.unit_id),
            "reason": why,
            "decision": str(moved.decision_id or ""),
        }
        nomination_acts.record(tx, act, "nomination.rescind", str(moved.nomination_id), detail)

    acts.once(db, act_id, lambda: db.write(work), None)


def _rescind(tx: Writer, act: Act, target: Target, why: str) -> Nomination:
    moved = nomination_acts.move(tx, act, target, Step.RESCIND, note=why)
    exemplar_acts.withdraw_award(tx, act, moved.nomination_id, why)
    return moved


def _strike(tx: Writer, act: Act, decision_id: UUID, why: str) -> None:
    before = store.decision(tx, decision_id)
    if before is None:
        raise NotFound("decision")
    if before.state == DecisionState.RELEASED and not reading.on_list(tx, before):
        after = replace(before, state=DecisionState.RESCINDED, rescind_reason=why)
        store.save_decision(tx, after, DecisionStep.RESCIND, why, act.author)
    else:
        store.save_decision(tx, before, DecisionStep.STRIKE, why, act.author)


def _why(reason: object) -> str:
    why = nominations.clean_note(reason)
    if why is None:
        raise Refused("reason_needed")
    return why
