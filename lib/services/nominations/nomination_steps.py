"""The steps of nominations that need no meeting and no decision: send, receive, check, return …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from lib.domain import nominations
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.evidence import UNDO_WITHIN
from lib.domain.forms.typed import paragraphs
from lib.domain.nomination_workflow import Step
from lib.domain.nominations import OPINION, OPINION_LIMIT, PASSED_OVER, Nomination
from lib.errors import Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.campaigns import award_rules
from lib.services.nominations import council_ties, nomination_acts, nomination_warnings
from lib.services.nominations.nomination_acts import Target
from lib.store import nominations as store
from lib.store.engine.db import Database

# Steps that are part of a larger act: a check with its opinion, a meeting, a decision.
_ELSEWHERE = frozenset(
    {
        Step.SAVE, Step.CHECK, Step.TABLE, Step.UNTABLE, Step.VOTE, Step.RECORD_AWARD,
        Step.RECORD_REFUSAL, Step.PUBLISH, Step.RESCIND,
    }
)  # fmt: skip
_BY_VOTE = frozenset({Step.AWARD, Step.DECLINE, Step.PROPOSE})
"""What a leader decides by the council's vote."""


def take_step(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    step: Step,
    targets: Sequence[Target],
    note: object = "",
    due_on: date | None = None,
) -> int:
    """Take one step on all targets or on none; how many there were.

    Raises:
        NotFound: one of them is not there for the actor.
        Denied: the actor may not take the step on one of their units.
        Conflict: one of them has changed since it was seen.
        Refused: the table or a condition of it forbids the step on one of them, or the vote on one
            of them has more votes than members who may vote on it; `bring_back_over`.
    """
    if step in _ELSEWHERE:
        raise ValueError(f"{step} is no step of its own")
    if not targets:
        raise Refused("nothing_ready")
    intent = acts.intend(db, actor, None, act_id=act_id, queue=campaign)
    rules = award_rules.rules(db, campaign)

    def work(act: Act) -> int:
        def settled(moved: Nomination) -> Nomination:
            # Once for all, after the first one's rights and before its state has changed.
            if step in _BY_VOTE and moved.nomination_id == targets[0].nomination_id:
                council_ties.settle(act.tx, [target.nomination_id for target in targets])
            if step == Step.BRING_BACK:
                _require_recent(act, moved)
            return moved

        moved = [
            nomination_acts.move(act, rules, target, step, note=note, due_on=due_on, change=settled)
            for target in targets
        ]
        _record(act, step, moved, note, due_on)
        return len(targets)

    return intent.carry_out(work, again=lambda _: len(targets))


def check_nomination(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    target: Target,
    opinion: object,
    passed_over: object = "",
) -> None:
    """Say that the Office has checked a dossier, with its opinion.

    Args:
        passed_over: why it is accepted in spite of warnings; needed when there are any.
    Raises:
        Refused: `opinion_needed`, `warnings_open`, or what the table forbids.
        Invalid: a text that cannot be taken.
    """
    said = paragraphs(opinion or "", OPINION, OPINION_LIMIT)
    why = paragraphs(passed_over or "", PASSED_OVER, nominations.NOTE_LIMIT) or None
    intent = acts.intend(db, actor, None, act_id=act_id, queue=campaign)
    rules = award_rules.rules(db, campaign)

    def work(act: Act) -> None:

        def checked(moved: Nomination) -> Nomination:
            if not said:
                raise Refused("opinion_needed")
            return replace(moved, opinion=said, passed_over=why if warnings else None)

        before = nomination_acts.nomination(act.tx, campaign, target.nomination_id)
        warnings = nomination_warnings.found_in(act.tx, campaign, rules, before)
        moved = nomination_acts.move(act, rules, target, Step.CHECK, note=why or "", change=checked)
        if warnings and why is None:
            raise Refused("warnings_open")
        detail = {
            "unit": str(moved.unit_id),
            "opinion": said,
            "passed_over": why,
            "warnings": [one.kind.value for one in warnings],
        }
        act.tell("nomination.check", str(moved.nomination_id), detail)

    intent.carry_out(work, again=acts.nothing)


def _require_recent(act: Act, moved: Nomination) -> None:
    """Nothing for what was withdrawn, its last step, not too long ago."""
    last = store.history(act.tx, moved.nomination_id)[0]
    if act.now - last.done_at > UNDO_WITHIN:
        raise Refused("bring_back_over", days=UNDO_WITHIN.days)


def _record(
    act: Act,
    step: Step,
    moved: Sequence[Nomination],
    note: object,
    due_on: date | None,
) -> None:
    detail: dict[str, object] = {"unit": sorted({str(one.unit_id) for one in moved})}
    if step in (Step.RETURN, Step.WITHDRAW, Step.AWARD, Step.DECLINE, Step.PROPOSE):
        detail["reason"] = nominations.clean_note(note)
    if step == Step.RETURN:
        detail["due_on"] = str(due_on)
    subject = ", ".join(str(one.nomination_id) for one in moved)
    act.tell(f"nomination.{step.value}", subject, detail)
