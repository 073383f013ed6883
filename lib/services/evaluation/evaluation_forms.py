"""The forms of the evaluation, as data: ours with the campaign's own labels."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import yaml

from lib.config import ROOT
from lib.domain.access import Action
from lib.domain.evaluation_rules import Condition, Label, Measure, Rules
from lib.domain.evaluations import Judgement
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form, form_from_data
from lib.services.campaigns.evaluation_questions import LABEL, OFFERED, REASON
from lib.services.evaluation import point_fields
from lib.services.evaluation.point_fields import Offered

FOLDER: Final = ROOT / "data" / "forms"
# The fields of data/forms/evaluation-*.yaml that rules know by their key.
ANSWER, NAME = "y_kien", "ten"
_SENT: Final = "da_gui"
"""The one choice of the condition on the unit's report: that it has been sent."""


class Kind(StrEnum):
    OWN = "own"
    OPINION = "opinion"
    ANSWER = "answer"
    LABEL = "label"

    @property
    def right(self) -> Action:
        return _RIGHTS[self]


_RIGHTS: Final[Mapping[Kind, Action]] = {
    Kind.OWN: Action.EVALUATION_EDIT,
    Kind.OPINION: Action.EVALUATION_REVIEW,
    Kind.ANSWER: Action.EVALUATION_EDIT,
    Kind.LABEL: Action.EVALUATION_RULES,
}


def form(kind: Kind, rules: Rules, offered: Offered | None = None) -> Form:
    """The form with the labels to choose from as they are called now, and the criteria.

    Args:
        offered: the unit's files, for its own points.
    """
    data = dict(_read(kind))
    labels = [{"key": one.code, "label": one.name} for one in rules.labels]
    data["fields"] = [
        {**field, "choices": labels} if field.get("choices") == OFFERED else field
        for field in data["fields"]
    ]
    return with_points(data, kind, rules, offered)


def with_points(
    data: Mapping[str, Any], kind: Kind, rules: Rules, offered: Offered | None
) -> Form:  # fmt: skip
    """A form's data with the criteria above, where somebody gives points, made a form."""
    if rules.scheme is None or kind not in (Kind.OWN, Kind.OPINION):
        return form_from_data(data)
    asked = point_fields.asked(rules.scheme, offered or {}, is_own=kind == Kind.OWN)
    return form_from_data({**data, "fields": [*asked, *data["fields"]]})


def judged(said: Judgement | None) -> dict[str, Value]:
    """A judgement as the answers of its form."""
    if said is None:
        return {}
    told = {LABEL: said.label, REASON: said.reason, **point_fields.answers(said.scores)}
    return {key: value for key, value in told.items() if value} | dict(said.answers)


def label_answers(label: Label) -> dict[str, Value]:
    """A label and its conditions as the answers of their form."""
    told = {
        one.measure.value: _SENT if one.measure == Measure.MISSING_REPORT else one.threshold
        for one in label.conditions
    }
    return {NAME: label.name, **told}


def label_of(code: str, answers: Mapping[str, Value]) -> Label:
    """The label that the answers tell of, its conditions in the order of the measures."""
    limits = {
        measure: 0 if answers.get(measure.value) == _SENT else answers.get(measure.value)
        for measure in Measure
    }
    conditions = (
        Condition(measure, limit) for measure, limit in limits.items() if isinstance(limit, int)
    )
    return Label(code, str(answers.get(NAME, "")), tuple(conditions))


@functools.cache
def _read(kind: Kind) -> Mapping[str, Any]:
    path = FOLDER / f"evaluation-{kind.value}.yaml"
    return MappingProxyType(yaml.safe_load(path.read_text(encoding="utf-8")))
