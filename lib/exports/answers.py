"""The columns that a campaign's forms ask for: those of a field's parts, over all tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lib.domain.campaigns import Task
from lib.domain.exports import Options
from lib.domain.forms import fields
from lib.domain.forms.fields import Field, Part, Value
from lib.domain.forms.forms import Form
from lib.domain.forms.kind_spec import Cell
from lib.domain.forms.kinds import parts, show, spec_of
from lib.exports import cells
from lib.exports.cells import Kind
from lib.text.exports import FILES_COUNTED


@dataclass(frozen=True, slots=True)
class AnswerSlot:
    """One part of a form's field, as it fills a column."""

    part_key: str
    field: Field
    is_count: bool = False
    """How many files answer it, and not which."""

    def cell(self, answers: Mapping[str, Value], options: Options) -> str:
        """A number or date in the form asked for, anything else as pages show it."""
        if self.is_count:
            files = answers.get(self.part_key)
            return cells.number(str(len(files) if isinstance(files, list) else 0), options)
        if self.part_key not in answers:
            return ""
        value, cell = answers[self.part_key], spec_of(self.field).cell
        if cell == Cell.NUMBER:
            return cells.number(str(value), options)
        if cell == Cell.DAY:
            return cells.day(str(value), options)
        return cells.safe(show(self.field, answers))


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column that forms ask for, and by task id or form key what fills it."""

    heading: str
    slots: Mapping[str, AnswerSlot]

    @property
    def kind(self) -> Kind:
        """What its cells hold: all its fields are of one kind."""
        slot = next(iter(self.slots.values()))
        if slot.is_count:
            return Kind.COUNT
        spec = spec_of(slot.field)
        if spec.cell == Cell.NUMBER:
            return Kind.COUNT if spec.is_numeric else Kind.NUMBER
        return Kind.DAY if spec.cell == Cell.DAY else Kind.TEXT


def answer_columns(tasks: Sequence[Task]) -> tuple[AnswerColumn, ...]:
    """One column for all parts of one wording and kind; figures first, texts and links last."""
    # A form that asks twice in the same words gets a column for each: the number tells them apart.
    found: dict[tuple[str, fields.Kind, int], dict[str, AnswerSlot]] = {}
    asked = [(task, field) for task in tasks for field in task.form.fields]
    for task, field in sorted(asked, key=lambda one: spec_of(one[1]).is_text):
        task_id = str(task.task_id)
        for heading, slot in _slots(field):
            times = 1
            while task_id in found.get((heading, field.kind, times), {}):
                times += 1
            slots = found.setdefault((heading, field.kind, times), {})
            slots[task_id] = slot
    return _columns([heading for heading, _, _ in found], found.values())


def form_columns(form: Form) -> tuple[AnswerColumn, ...]:
    """A column for each part of one form, in the form's own order, filled by the form's key."""
    asked = [one for field in form.fields for one in _slots(field)]
    slots = [{form.key: slot} for _, slot in asked]
    return _columns([heading for heading, _ in asked], slots)


def _slots(field: Field) -> Iterator[tuple[str, AnswerSlot]]:
    """The headings of a field's columns, and what fills each."""
    for part in parts(field):
        yield _heading(part), AnswerSlot(part.key, field)
    if spec_of(field).is_files:
        yield FILES_COUNTED.format(label=field.label), AnswerSlot(field.key, field, True)


def _columns(
    headings: Sequence[str], slots: Iterable[Mapping[str, AnswerSlot]]
) -> tuple[AnswerColumn, ...]:
    return tuple(map(AnswerColumn, _unique(headings), slots))


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """The names, with a number behind those that have stood before."""
    times = [names[:place].count(name) + 1 for place, name in enumerate(names)]
    return tuple(
        f"{name} ({time})" if time > 1 else name for name, time in zip(names, times, strict=True)
    )


def _heading(part: Part) -> str:
    return f"{part.label} ({part.unit})" if part.unit else part.label
