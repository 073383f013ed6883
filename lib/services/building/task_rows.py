"""A task of a plan's draft as a row of a workbook, there and back: by the form of the page."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from lib import text
from lib.domain import plan_drafts
from lib.domain.forms import building, forms
from lib.domain.forms.choice_kinds import YES_NO_WORDS
from lib.domain.forms.fields import Field, Value, active
from lib.domain.forms.forms import Form
from lib.domain.forms.kinds import spec_of
from lib.domain.imports import Fault, Outcome, Row, RowResult
from lib.domain.plan_drafts import Body, Name, Part
from lib.domain.task_sheets import DAYS, TEXTS
from lib.domain.vietnamese import search_key
from lib.errors import Invalid, Problems
from lib.services.building import beginnings, record_forms, task_cells
from lib.services.building.drafts import FIRST, PlanDraft
from lib.services.building.task_cells import QUOTED
from lib.services.campaigns.form_library import library
from lib.text import task_sheets as words

_SIDES: Final = {"truoc": "before", "sau": "after"}
"""The question that a way of counting from the milestone asks for days."""


class _RefusedError(Exception):
    """A row that cannot be taken as a whole."""

    def __init__(self, column: str, told: str) -> None:
        super().__init__(told)
        self.fault = Fault(column, told)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """What becomes of a row; `body` is None where nothing is stored."""

    result: RowResult
    name: Name | None = None
    body: Body | None = None


@dataclass
class TaskRows:
    """The tasks of one workbook over a draft.

    Attributes:
        columns: those that the sheet has.
        actor_name: whose own changes since the file was made are no surprise.
        back: codes that an import added and was taken back, with their version since.
        taken: codes that no new task can have.
    """

    told: PlanDraft
    columns: Sequence[str]
    actor_name: str
    back: Mapping[str, int] = field(default_factory=dict)
    taken: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.taken = {one.code for one in (*self.told.after, *self.told.before)}
        versions = self.told.versions
        self.taken |= {one.code for one in versions if not self._is_back(one)}

    def _is_back(self, name: Name) -> bool:
        """Whether a code is free again, since nobody has touched it since it was taken back."""
        is_task = name.part == Part.TASK
        return is_task and self.back.get(name.code) == self.told.versions[name]

    @cached_property
    def form(self) -> Form:
        return record_forms.form(Part.TASK, self.told.content)

    @cached_property
    def groups(self) -> dict[str, str]:
        """What a group is called in the sheet, by its code."""
        return {
            str(one["code"]): words.PLACE.format(code=one["code"], title=one["short_title"])
            for one in self.told.content["groups"]
        }

    @cached_property
    def tasks(self) -> dict[str, Body]:
        return {one.code: body for one, body in self.told.after.items() if one.part == Part.TASK}

    @cached_property
    def _titles(self) -> Counter[tuple[str, str]]:
        return Counter(_title(str(one["group"]), one) for one in self.tasks.values())

    def cells(self, code: str) -> dict[str, str]:
        """What stands in the row of a task."""
        body = self.tasks[code]
        found = self._asked(record_forms.answers(Name(Part.TASK, code), body))
        return found | {
            "code": code, "group": self.groups.get(str(body["group"]), str(body["group"])),
            "form": _form_name(body),
        }  # fmt: skip

    def key(self, row: Row) -> str | None:
        """What the row is about, as far as can be told; rows of one key contradict each other."""
        title = row.cells.get("short_title", "")
        try:
            group = self._group(row)
            known = self._known(row, group)
        except (Invalid, _RefusedError):
            return _code(row) or None
        return known or _code(row) or (f"{group}/{search_key(title)}" if title else None)

    def read(self, row: Row) -> TaskRow:
        """What the row does to the draft, of which nothing is stored here."""
        shown = " ".join(filter(None, [_code(row), row.cells.get("short_title", "")]))
        try:
            return self._read(row, shown)
        except _RefusedError as refused:
            faults: tuple[Fault, ...] = (refused.fault,)
        except Problems as problems:
            faults = tuple(_fault(one) for one in problems.problems)
        except Invalid as problem:
            faults = (_fault(problem),)
        return TaskRow(RowResult(row.number, shown, Outcome.FAULTY, faults=faults))

    def _read(self, row: Row, shown: str) -> TaskRow:
        group = self._group(row)
        code = self._known(row, group)
        if code is None:
            code = self._new_code(row, group)
            made = self._body(Name(Part.TASK, code), self._begun(row, code, group), row)
            self.taken.add(code)
            result = RowResult(row.number, f"{code} {made['short_title']}", Outcome.NEW)
            return TaskRow(result, Name(Part.TASK, code), made)
        name, before = Name(Part.TASK, code), self.tasks[code]
        shown = f"{code} {before['short_title']}"
        made = self._body(name, self._with_form(row, name, before), row)
        old, new = self.cells(code), self._asked(record_forms.answers(name, made))
        changed = tuple(key for key, told in new.items() if old[key] != told)
        if made["form"] != before["form"]:
            changed += ("form",)
        if not changed:
            return TaskRow(RowResult(row.number, shown, Outcome.SAME))
        self._require_unmoved(row, name)
        result = RowResult(row.number, shown, Outcome.CHANGED, changed)
        return TaskRow(result, name, made)

    def _group(self, row: Row) -> str:
        told = row.cells.get("group", "")
        by_words = {search_key(one): code for code, one in self.groups.items()}
        by_words |= {search_key(code): code for code in self.groups}
        return task_cells.chosen(by_words, "group", told)

    def _known(self, row: Row, group: str) -> str | None:
        """The code of the task that the draft has, by code or by group and short title."""
        code = _code(row)
        if code:
            if code in self.tasks and (of := str(self.tasks[code]["group"])) != group:
                raise _RefusedError("group", words.OTHER_GROUP.format(told=code, group=of))
            return code if code in self.tasks else None
        key = _title(group, row.cells)
        if self._titles[key] > 1:
            raise _RefusedError("short_title", words.SEVERAL)
        return next(
            (code for code, one in self.tasks.items() if _title(str(one["group"]), one) == key),
            None,
        )

    def _new_code(self, row: Row, group: str) -> str:
        code = _code(row)
        if not code:
            return plan_drafts.next_code(group, self.taken)
        if code in self.taken:
            raise _RefusedError("code", words.LEFT_OUT.format(told=code))
        if not (plan_drafts.is_code(code) and code.startswith(f"{group}.")):
            raise _RefusedError("code", words.NOT_CODE.format(told=code[:QUOTED], group=group))
        return code

    def _begun(self, row: Row, code: str, group: str) -> Body:
        form = self._form(row)
        if form is None:
            raise _RefusedError("form", words.NO_FORM)
        title = row.cells.get("short_title", "")
        return beginnings.task(self.told, title, group, form, code)

    def _with_form(self, row: Row, name: Name, before: Body) -> Body:
        """The task with the report's form that was chosen; one in force keeps its own."""
        form = self._form(row)
        if form is None or _form_name(before) == library().name(form):
            return before
        if name in self.told.before:
            raise _RefusedError("form", words.FORM_STAYS)
        return {**before, "form": beginnings.questions(form)}

    def _form(self, row: Row) -> str | None:
        told = row.cells.get("form", "")
        names = {search_key(one.name): one.key for one in library().choices}
        return task_cells.chosen(names, "form", told) if told else None

    def _require_unmoved(self, row: Row, name: Name) -> None:
        """Nothing while nobody else has changed the task since the file was made."""
        seen = row.cells.get("version", "")
        if not seen:
            return
        if not seen.isdecimal():
            raise _RefusedError("", words.NO_VERSION)
        changed = self.told.changed.get(name)
        is_moved = seen != str(self.told.versions.get(name, FIRST))
        if is_moved and changed is not None and changed.saved_by_name != self.actor_name:
            raise _RefusedError("", words.MOVED.format(name=changed.saved_by_name))

    def _body(self, name: Name, before: Body, row: Row) -> dict[str, Any]:
        """The task with what the row says.

        Raises:
            Problems: cells that cannot be taken.
        """
        raw = forms.start(self.form, record_forms.answers(name, before))
        problems: list[Invalid] = []
        for one in self.form.asked:
            told = row.cells.get(one.key, "")
            if one.key in row.formulas:
                label = words.COLUMNS[one.key]
                problems.append(Invalid("formula", field=label, key=one.key))
            elif told:
                _take(problems, raw, one, told)
            elif one.key in TEXTS and not one.required and one.key in self.columns:
                raw[one.key] = ""
        self._take_days(problems, raw, row)
        if problems:
            raise Problems(problems)
        given = forms.parse_answers(self.form, raw, complete=True)
        return record_forms.body(name, before, given)

    def _take_days(
        self, problems: list[Invalid], raw: dict[str, object], row: Row
    ) -> None:  # fmt: skip
        told, side = row.cells.get("days", ""), _SIDES.get(str(raw.get("way")))
        if "days" in row.formulas:
            problems.append(Invalid("formula", field=words.COLUMNS["days"], key="days"))
        elif told and side is None:
            raise _RefusedError("days", words.NO_DAYS)
        elif told and side is not None:
            raw[side] = told

    def _asked(self, answers: Mapping[str, Value]) -> dict[str, str]:
        """What the form asks, as it stands in cells."""
        found = {one.key: task_cells.cell(one, answers.get(one.key)) for one in self.form.asked}
        days = [found.pop(key) for key in DAYS]
        return found | {"days": "".join(days)}


def choices(rows: TaskRows) -> dict[str, tuple[str, ...]]:
    """What may be chosen, by column."""
    found = {
        one.key: (YES_NO_WORDS[True], YES_NO_WORDS[False])
        if spec_of(one).is_yes_no
        else tuple(active(one).values())
        for one in rows.form.asked
    }
    found["applies_to"] = (words.ALL, *found["applies_to"])
    found["group"] = tuple(rows.groups.values())
    found["form"] = tuple(one.name for one in library().choices)
    return {column: told for column, told in found.items() if told}


def _code(row: Row) -> str:
    return row.cells.get("code", "").strip().upper()


def _title(group: str, told: Mapping[str, Any]) -> tuple[str, str]:
    return group, search_key(str(told.get("short_title", "")))


def _form_name(body: Body) -> str:
    """The library's form that the task asks unchanged; "" for one of its own."""
    asked = building.read(list(body["form"])).fields
    return next((library().name(key) for key, one in _library().items() if one == asked), "")


@functools.cache
def _library() -> Mapping[str, tuple[Field, ...]]:
    keys = (one.key for one in library().choices)
    return {key: building.read(beginnings.questions(key)).fields for key in keys}


def _take(problems: list[Invalid], raw: dict[str, object], asked: Field, told: str) -> None:
    try:
        raw[asked.key] = task_cells.raw(asked, told)
    except Invalid as problem:
        problems.append(problem)


def _fault(problem: Invalid) -> Fault:
    key = str(problem.facts.get("key", ""))
    return Fault("days" if key in DAYS else key, text.sentence(problem))
