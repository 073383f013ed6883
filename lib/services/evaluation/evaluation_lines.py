"""Evaluations as exports and reports read them: the names of labels, at one instant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lib.domain import evaluation_points
from lib.domain.evaluation_rules import Rules
from lib.domain.evaluations import Evaluation, Judgement
from lib.domain.exports import EvaluationLine
from lib.domain.forms.typed import canonical
from lib.domain.units import Unit
from lib.domain.vietnamese import local
from lib.services.evaluation import ranking
from lib.services.evaluation import rules as rules_service
from lib.store import campaigns as campaigns_store
from lib.store import evaluations as store
from lib.store.engine.db import Reader


def of_all(tx: Reader, campaign_id: UUID, units: Sequence[Unit]) -> Mapping[UUID, EvaluationLine]:
    """By unit id, of every unit that reports, in the order of the units."""
    of_file = rules_service.from_details(campaigns_store.details(tx, campaign_id))
    rules = rules_service.read(tx, campaign_id, of_file)
    found, asked = store.evaluations(tx, campaign_id), store.asked_units(tx, campaign_id)
    reporting = [one for one in units if one.unit_id in asked]
    ranked = ranking.rankings(rules, reporting, found)
    ranks = {placed.unit_id: placed.rank for group in ranked for placed in group.placed}
    nothing = EvaluationLine()
    lines = {}
    for unit_id in (one.unit_id for one in reporting):
        line = _line(found[unit_id], rules) if unit_id in found else nothing
        group = ranking.of_unit(ranked, unit_id)
        if group is not None:
            rank = str(ranks.get(unit_id, ""))
            line = replace(line, ranked_group=group.group.name, rank=rank)
        lines[unit_id] = line
    return lines


def _line(said: Evaluation, rules: Rules) -> EvaluationLine:
    seen = said.seen_above()
    proposed, concluded = seen.proposal, seen.conclusion
    return EvaluationLine(
        self_label=_name(seen.own, rules),
        proposed_label=_name(proposed, rules),
        concluded_label=_name(concluded, rules),
        state=seen.state.value,
        self_reason=seen.own.reason if seen.own else "",
        self_answers=seen.own.answers if seen.own else {},
        hint=rules.name(seen.hint),
        proposed_reason=proposed.reason if proposed else "",
        proposed_by=proposed.full_name if proposed else "",
        proposed_at=_written(proposed.given_at) if proposed else "",
        concluded_reason=concluded.reason if concluded else "",
        concluded_by=concluded.full_name if concluded else "",
        concluded_at=_written(concluded.given_at) if concluded else "",
        answer=seen.answer,
        self_points=_points(seen.own, rules),
        proposed_points=_points(proposed, rules),
        concluded_points=_points(concluded, rules),
    )


def _name(said: Judgement | None, rules: Rules) -> str:
    return rules.name(said.label) if said else ""


def _points(said: Judgement | None, rules: Rules) -> str:
    if said is None or rules.scheme is None or not said.scores:
        return ""
    return canonical(evaluation_points.total(rules.scheme, said.scores))


def _written(instant: datetime) -> str:
    return f"{local(instant):%Y-%m-%d %H:%M:%S}"
