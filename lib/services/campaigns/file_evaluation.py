"""The rule of evaluation in a campaign's file: checked, and kept among the campaign's details."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lib.domain.evaluation_rules import Rules, bound_of, unreachable
from lib.services.campaigns import file_points
from lib.services.campaigns.file_models import CampaignModel, EvaluationModel, LabelModel
from lib.services.campaigns.file_problems import Problems

PART: Final = "evaluation"
"""What it is called in the file and among the details."""


def check(campaign: CampaignModel, problems: Problems) -> None:
    """Add what is wrong between the labels, which each of them alone does not show."""
    model = campaign.evaluation
    if model is None:
        return
    if model.points is not None:
        groups = {one.code for one in campaign.groups}
        file_points.check(model.points, groups, problems, at=(PART, file_points.PART))
    _check_twice(model, "code", "code_twice", lambda one: one.code, problems)
    _check_twice(model, "name", "label_twice", lambda one: one.name.casefold(), problems)
    for place, label in enumerate(model.labels):
        seen = set()
        for index, one in enumerate(label.conditions):
            if one.measure in seen:
                where = (PART, "labels", place, "conditions", index, "measure")
                problems.add(where, "reference", "measure_twice", key=one.measure.value)
            seen.add(one.measure)
    found = unreachable([bool(label.conditions) for label in model.labels])
    if found is not None:
        problems.add((PART, "labels", found), "reference", "unreachable")


def details(model: CampaignModel) -> dict[str, object]:
    """The campaign's details with the rule among them, and none that was not checked."""
    kept = {key: value for key, value in model.details.items() if key != PART}
    if model.evaluation is not None:
        kept[PART] = model.evaluation.model_dump(mode="json", exclude_none=True)
    return kept


def data_of(rules: Rules) -> dict[str, object]:
    """The rule in force as the file has it."""
    return {
        "suggested": rules.is_suggested,
        "labels": [
            {
                "code": label.code,
                "name": label.name,
                "conditions": [
                    {"measure": one.measure.value, bound_of(one.measure).value: one.threshold}
                    for one in label.conditions
                ],
            }
            for label in rules.labels
        ],
    }


def _check_twice(
    model: EvaluationModel,
    key: str,
    problem: str,
    value: Callable[[LabelModel], str],
    problems: Problems,
) -> None:
    first: dict[str, int] = {}
    for place, label in enumerate(model.labels):
        where = (PART, "labels", place, key)
        if value(label) in first:
            told = first[value(label)]
            problems.add(where, "reference", problem, key=getattr(label, key), first=told)
        first.setdefault(value(label), problems.line(where))
