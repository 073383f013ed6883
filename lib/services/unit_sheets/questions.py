"""The questions of a task as rows of a sheet: one for each part that is typed or chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from lib import text
from lib.domain.campaigns import Task
from lib.domain.checklist import Report
from lib.domain.forms import forms, kinds
from lib.domain.forms.choice_kinds import YES_NO_WORDS
from lib.domain.forms.fields import Field, Value, active
from lib.domain.forms.kinds import parts, show, spec_of
from lib.domain.workflow import WorkStatus
from lib.text import unit_sheets as words

STATUS: Final = "status"
LOWER_REASON: Final = "lower_reason"
# What is read on the page in whole, and not taken back.
_LONGEST: Final = 300
_YES: Final = YES_NO_WORDS[True]
_NO: Final = YES_NO_WORDS[False]


@dataclass(frozen=True, slots=True)
class Question:
    """A row of the sheet.

    Attributes:
        key: what the row is known by in its task.
        field: the key of the question of the form; its own for what stands beside the form.
        choices: what may stand in its cell; nothing where anything may.
        is_fixed: whether nothing of its cell is taken.
    """

    key: str
    field: str
    label: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    is_fixed: bool = False


def questions(task: Task) -> list[Question]:
    """The rows of a task: its status, what its form asks, and why a running total went down."""
    statuses = [one for one in WorkStatus if one != WorkStatus.NIL or task.nil_allowed]
    found = [
        Question(
            STATUS, STATUS, words.STATUS,
            choices=tuple(text.WORK_STATUSES[one] for one in statuses),
        )
    ]  # fmt: skip
    for field in task.form.asked:
        found += _of_field(field)
    if task.form.totals:
        found.append(Question(LOWER_REASON, LOWER_REASON, words.LOWER_REASON))
    return found


def cells(
    task: Task, status: WorkStatus, answers: Mapping[str, Value], head_count: int | None
) -> dict[str, str]:
    """What stands in the rows for these answers; a reason for less is asked for anew each time."""
    raw = forms.start(task.form, answers, head_count=head_count)
    found = {one.key: "" for one in questions(task)} | {STATUS: text.WORK_STATUSES[status]}
    for field in task.form.asked:
        if _is_fixed(field):
            told = show(replace(field, unit=""), answers)
            found[field.key] = told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
            continue
        for part in parts(field):
            found |= _shown(field, part.key, raw.get(part.key))
    return found


def report(task: Task, given: Mapping[str, str], stored: Mapping[str, Value]) -> Report:
    """What the cells say, unparsed; words that are no choice stay as they are.

    Args:
        stored: the answers now, of which those that no cell is taken for stay.
    """
    statuses = {told: one.value for one, told in text.WORK_STATUSES.items()}
    raw: dict[str, object] = {}
    for field in task.form.asked:
        if _is_fixed(field):
            raw |= kinds.raw(field, stored)
        elif spec_of(field).is_several:
            raw[field.key] = _chosen(field, given)
        else:
            labels = {label: key for key, label in active(field).items()}
            for part in parts(field):
                told = given.get(part.key, "")
                raw[part.key] = labels.get(told, told)
    status = given.get(STATUS, "")
    return Report(statuses.get(status, status), raw, given.get(LOWER_REASON, ""))


def _of_field(field: Field) -> list[Question]:
    if _is_fixed(field):
        is_on_page = bool(field.columns) or spec_of(field).is_files
        label = f"{field.label} ({words.ON_PAGE})" if is_on_page else field.label
        return [Question(field.key, field.key, label, field.unit, is_fixed=True)]
    label = f"{field.label} *" if field.required else field.label
    if spec_of(field).is_several:
        return [
            Question(_choice_key(field, key), field.key, f"{label}: {told}", choices=(_YES, _NO))
            for key, told in active(field).items()
        ]
    listed = (_YES, _NO) if spec_of(field).is_yes_no else tuple(active(field).values())
    several = len(parts(field)) > 1
    return [
        Question(part.key, field.key, f"{label}: {part.label}" if several else label, part.unit,
                 listed)
        for part in parts(field)
    ]  # fmt: skip


def _is_fixed(field: Field) -> bool:
    """Whether nothing is taken for it, being worked out, a table within a cell, or files."""
    spec = spec_of(field)
    return spec.work_out is not None or spec.is_files or bool(field.columns)


def _choice_key(field: Field, choice: str) -> str:
    return f"{field.key}:{choice}"


def _shown(field: Field, key: str, value: object) -> dict[str, str]:
    if spec_of(field).is_several:
        chosen = value if isinstance(value, list) else []
        return {_choice_key(field, one): _YES if one in chosen else "" for one in active(field)}
    if value is None:
        return {key: ""}
    if isinstance(value, bool):
        return {key: YES_NO_WORDS[value]}
    labels = {choice.key: choice.label for choice in field.choices}
    return {key: labels.get(str(value), str(value))}


def _chosen(field: Field, given: Mapping[str, str]) -> list[str]:
    """The choices whose row says yes; what says neither yes nor no is none of the choices."""
    found = []
    for key in active(field):
        told = given.get(_choice_key(field, key), "")
        if told.lower() == _YES.lower():
            found.append(key)
        elif told and told.lower() != _NO.lower():
            found.append(told)
    return found
