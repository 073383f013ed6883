"""Figures of a report by their names, each with the rows it is counted of.

A name is one of the whole campaign (`giao`), of a group or a task (`II.1.xong`,
`II.1.1.luot_nguoi`) or of an award (`khen.GK.ca_nhan`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from lib.domain.campaigns import Task
from lib.domain.exports import Snapshot
from lib.domain.forms.fields import Field
from lib.domain.forms.kinds import parts, spec_of
from lib.domain.forms.typed import canonical
from lib.domain.reports import award_figures, document_figures, exemplar_figures, opinion_figures
from lib.domain.reports.counted import NOTHING, Figure, Row, listed, of_units, whole
from lib.domain.reports.facts import Facts, Reported
from lib.domain.reports.sentences import Value
from lib.domain.vietnamese import format_number, share_in_text

_Test = Callable[[Reported], bool]
COUNTS: Final[Mapping[str, _Test]] = {
    "giao": lambda one: True,
    "xong": lambda one: one.is_complete,
    "dung_han": lambda one: one.timeliness == "on_time",
    "cham": lambda one: one.timeliness == "late",
    "qua_han": lambda one: one.timeliness == "overdue",
    "khong": lambda one: one.is_counted and one.is_nil,
    "bao_cao": lambda one: one.is_counted,
    "cho": lambda one: one.is_complete and not one.is_counted,
    "chua": lambda one: not one.is_complete,
    "tra_lai": lambda one: one.is_returned,
}
"""Counts of items: of a task all of them, else those that must be reported."""
_SHARES: Final[Mapping[str, tuple[str, str]]] = {
    "ty_le": ("xong", "giao"),
    "ty_le_dung_han": ("dung_han", "giao"),
}
_MISSING_UNITS: Final = "chua_ten"
_UNITS: Final = frozenset({"don_vi", "don_vi_im_lang", "don_vi_im_lang_ten", "don_vi_du", "nguoi"})
_BESIDE: Final[Mapping[str, Callable[[Snapshot, str], Figure]]] = {
    **dict.fromkeys(award_figures.KINDS, award_figures.figure),
    exemplar_figures.KIND: exemplar_figures.figure,
    document_figures.KIND: document_figures.figure,
    opinion_figures.OPINIONS: opinion_figures.of_opinions,
    opinion_figures.NOTICES: opinion_figures.of_notices,
}
"""What counts things that are no items, by the beginning of its names."""
NUMERATOR, DENOMINATOR = "tu", "mau"
"""Of a share, behind its field's key: `II.1.2.nguoi_duoc_pho_bien.tu`."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a revision."""

    facts: Facts

    def value(self, name: str) -> Value:
        return self.figure(name).value

    def figure(self, name: str) -> Figure:
        """The figure of a name.

        Raises:
            KeyError: there is none.
        """
        if name in _UNITS:
            return _of_units(self.facts, name)
        beside = _BESIDE.get(name.partition(".")[0])
        if beside is not None:
            return beside(self.facts.snapshot, name)
        subject, measure = self._subject(name)
        if subject in self.facts.tasks:
            return _of_task(self.facts.tasks[subject], self.facts.by_task[subject], measure)
        items = self.facts.of_group(subject) if subject else tuple(self.facts.all())
        return _counted([one for one in items if one.task.is_mandatory], measure)

    def _subject(self, name: str) -> tuple[str, str]:
        """The code of the task or group, "" for the campaign, and what is counted of it."""
        codes = [*self.facts.tasks, *self.facts.groups]
        fitting = [code for code in codes if name.startswith(f"{code}.")]
        subject = max(fitting, key=len, default="")
        return subject, name.removeprefix(f"{subject}.") if subject else name


def fields(task: Task) -> tuple[Field, ...]:
    """What of a task's form can be counted: numbers, and what is answered by yes or no."""
    return tuple(
        one for one in task.form.asked if spec_of(one).is_numeric or spec_of(one).is_yes_no
    )


def _of_task(task: Task, items: Sequence[Reported], measure: str) -> Figure:
    key, _, part = measure.partition(".")
    found = next((one for one in fields(task) if one.key == key), None)
    if found is None:
        return _counted(items, measure)
    told = [one for one in items if one.has_figures]
    if spec_of(found).is_yes_no and not part:
        said = [one for one in told if one.answers.get(key) is True]
        return whole(len(said), _rows(said, lambda _: "Có"))
    if spec_of(found).is_share:
        return _share(found, told, part)
    if part:
        raise KeyError(measure)
    return _sum(told, key)


def _sum(told: Sequence[Reported], key: str) -> Figure:
    given = [one for one in told if key in one.answers]
    rows = _rows(given, lambda one: _number(one, key))
    if not given:
        return Figure(Value(NOTHING), rows)
    total = sum((Decimal(str(one.answers[key])) for one in given), Decimal())
    return Figure(Value(format_number(Decimal(canonical(total))), Fraction(total)), rows)


def _share(field: Field, told: Sequence[Reported], part: str) -> Figure:
    top, bottom = (one.key for one in parts(field))
    if part not in ("", NUMERATOR, DENOMINATOR):
        raise KeyError(part)
    given = [one for one in told if top in one.answers and bottom in one.answers]
    rows = _rows(given, lambda one: f"{_number(one, top)}/{_number(one, bottom)}")
    num, den = (
        sum((Decimal(str(one.answers[key])) for one in given), Decimal()) for key in (top, bottom)
    )
    if not given or not den:
        return Figure(Value(NOTHING), rows)
    if part:
        number = num if part == NUMERATOR else den
        return Figure(Value(format_number(number), Fraction(number)), rows)
    ratio = Fraction(num) / Fraction(den)
    told_as = f"{share_in_text(ratio)} ({format_number(num)}/{format_number(den)})"
    return Figure(Value(told_as, ratio), rows)


def _counted(items: Sequence[Reported], measure: str) -> Figure:
    if measure in COUNTS:
        fitting = [one for one in items if COUNTS[measure](one)]
        return whole(len(fitting), _rows(fitting, lambda _: ""))
    if measure in _SHARES:
        top, bottom = _SHARES[measure]
        part = [one for one in items if COUNTS[top](one)]
        of = [one for one in items if COUNTS[bottom](one)]
        if not of:
            return Figure(Value(NOTHING), ())
        ratio = Fraction(len(part), len(of))
        return Figure(Value(share_in_text(ratio), ratio), _rows(part, lambda _: ""))
    if measure == _MISSING_UNITS:
        return listed(one.unit for one in items if not one.is_complete)
    raise KeyError(measure)


def _of_units(facts: Facts, name: str) -> Figure:
    if name == "nguoi":
        known = [one for one in facts.units if one.headcount is not None]
        rows = tuple(Row(one.code, one.name, "", str(one.headcount)) for one in known)
        if len(known) < len(facts.units):
            return Figure(Value(NOTHING), rows)
        return whole(sum(one.headcount or 0 for one in known), rows)
    units = facts.units
    if name.startswith("don_vi_im_lang"):
        units = facts.silent
    elif name == "don_vi_du":
        of = facts.snapshot.by_unit
        units = tuple(one for one in units if of[one.unit_id].complete == of[one.unit_id].assigned)
    if name.endswith("_ten"):
        return listed(units)
    return whole(len(units), tuple(of_units(units)))


def _rows(items: Iterable[Reported], value: Callable[[Reported], str]) -> tuple[Row, ...]:
    return tuple(
        Row(one.unit.code, one.unit.name, one.task.code, value(one), one.unit.unit_id)
        for one in items
    )


def _number(one: Reported, key: str) -> str:
    return format_number(Decimal(str(one.answers[key])))
