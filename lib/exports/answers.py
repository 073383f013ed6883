"""The columns that a campaign's forms ask for: one per part of a field, over all tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.domain.campaigns import Task
from lib.domain.exports import Options
from lib.domain.forms.fields import Field, Kind, Part, Value
from lib.domain.forms.forms import Form
from lib.domain.forms.kind_spec import Cell
from lib.domain.forms.kinds import parts, show, spec_of
from lib.exports import cells


@dataclass(frozen=True, slots=True)
class Slot:
    """Where one part of a task's form stands among the answer columns."""

    part_key: str
    column: int
    field: Field

    def cell(self, answers: Mapping[str, Value], options: Options) -> str:
        """A number or date in the form asked for, anything else as pages show it."""
        value, cell = answers[self.part_key], spec_of(self.field).cell
        if cell == Cell.NUMBER:
            return cells.number(str(value), options)
        if cell == Cell.DAY:
            return cells.day(str(value), options)
        return cells.safe(show(self.field, answers))


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """All columns, and by task id or form key which of them the form fills."""

    headings: tuple[str, ...]
    slots: Mapping[str, tuple[Slot, ...]]


def answer_columns(tasks: Sequence[Task]) -> AnswerColumns:
    """One column for all parts of one wording and kind; figures first, texts and links last."""
    known: dict[tuple[str, Kind, int], int] = {}
    slots: dict[str, list[Slot]] = {str(task.task_id): [] for task in tasks}
    asked = [(task, field) for task in tasks for field in task.form.fields]
    used: set[tuple[str, str, Kind, int]] = set()
    for task, field in sorted(asked, key=lambda one: spec_of(one[1]).is_text):
        for part in parts(field):
            heading, times = _heading(field, part), 1
            # A form that asks twice in the same words gets a column for each.
            while (task.code, heading, field.kind, times) in used:
                times += 1
            used.add((task.code, heading, field.kind, times))
            column = known.setdefault((heading, field.kind, times), len(known))
            slots[str(task.task_id)].append(Slot(part.key, column, field))
    headings = _unique([heading for heading, _, _ in known])
    return AnswerColumns(headings, {task_id: tuple(some) for task_id, some in slots.items()})


def form_columns(form: Form) -> AnswerColumns:
    """A column for each part of one form, in the form's own order; the slots are under its key."""
    asked = [(field, part) for field in form.fields for part in parts(field)]
    slots = tuple(Slot(part.key, place, field) for place, (field, part) in enumerate(asked))
    return AnswerColumns(_unique([_heading(*one) for one in asked]), {form.key: slots})


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """The names, with a number behind those that have stood before."""
    times = [names[:place].count(name) + 1 for place, name in enumerate(names)]
    return tuple(
        f"{name} ({time})" if time > 1 else name for name, time in zip(names, times, strict=True)
    )


def _heading(field: Field, part: Part) -> str:
    return f"{part.label} ({part.unit})" if part.unit else part.label
