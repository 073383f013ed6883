"""Rules over figures: shares above their whole, values far from others, jumps, zeros."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from math import log
from typing import Final
from uuid import UUID

from lib.domain.forms.fields import Field, Value
from lib.domain.forms.kinds import parts, spec_of
from lib.domain.forms.number_kinds import measured, show_number, show_share
from lib.domain.quality import robust
from lib.domain.quality.findings import Found, Limits
from lib.domain.quality.rows import PERCENT_UNIT, Data, Figure, ReportRow, compared, number
from lib.domain.vietnamese import format_date, format_number
from lib.domain.workflow import WorkStatus

_ALL: Final = 100


def over_whole(data: Data, _limits: Limits) -> Iterator[Found]:
    """Typed shares above what their field allows, which is all unless it says more."""
    fields = _fields(data, lambda one: spec_of(one).is_share and spec_of(one).is_typed)
    for report, field in _asked(data, fields):
        most = field.maximum if isinstance(field.maximum, int | Decimal) else _ALL
        if _is_above(report.answers, field, Decimal(most)):
            yield _of_share(report, field)


def percent_over(data: Data, limits: Limits) -> Iterator[Found]:
    """Percentages above 100 that are worked out of two answers, or typed as one number."""
    fields = _fields(data, lambda one: spec_of(one).is_share and not spec_of(one).is_typed)
    for report, field in _asked(data, fields):
        if _is_above(report.answers, field, Decimal(limits["most"])):
            yield _of_share(report, field)
    fields = _fields(data, lambda one: compared(one) and one.unit == PERCENT_UNIT)
    for report, field in _asked(data, fields):
        value = number(report.answers, field)
        if value is not None and value > limits["most"]:
            shown = f"{format_number(value)} %"
            yield Found(
                report.unit_id,
                report.task_id,
                (field.key, str(value)),
                {"field": field.label, "value": shown},
            )


def outliers(data: Data, limits: Limits) -> Iterator[Found]:
    """Figures of done reports that per head lie far from those of other units.

    The scale is that of ratios, so three times as much and a third of it are equally far.
    """
    for (task_id, key), given in data.figures.items():
        field = _field(data, task_id, key)
        if spec_of(field).is_share or field.unit == PERCENT_UNIT:
            continue
        rates = [(one, rate) for one in given if (rate := _per_head(data, one)) is not None]
        if len(rates) <= limits["least_units"]:
            continue
        most = robust.middle([log(rate) for _, rate in rates], limits["least_spread"])
        ordered = sorted(rate for _, rate in rates)
        for one, rate in rates:
            if most.distance(log(rate)) <= limits["robust_limit"]:
                continue
            heads = data.units[one.unit_id].headcount or 0
            others = _without(ordered, rate)
            middle = robust.usual(others)[1]
            if abs(float(one.value) - middle * heads) >= limits["least_difference"]:
                yield _outlier(one, task_id, field, heads, others)


def jumps(data: Data, limits: Limits) -> Iterator[Found]:
    """Running totals that one save multiplied, and that have not been put right since."""
    for row in data.jumps:
        report = data.reports.get(row.unit_id, {}).get(row.task_id)
        task = data.tasks.get(row.task_id)
        if report is None or task is None:
            continue
        field = next((one for one in task.form.totals if parts(one)[0].key == row.part_key), None)
        now = None if field is None else number(report.answers, field)
        if field is None or now is None or now < row.after or row.before <= 0:
            continue
        times = float(row.after) / float(row.before)
        if times < limits["factor"] or row.after - row.before < limits["least_difference"]:
            continue
        facts = {
            "field": field.label,
            "before": format_number(row.before),
            "after": f"{format_number(row.after)} {field.unit}".strip(),
            "times": _short(times),
            "day": format_date(row.saved_on),
        }
        before, after = row.before.normalize(), row.after.normalize()
        mark = (field.key, f"{before:f}", f"{after:f}", row.saved_on.isoformat())
        yield Found(row.unit_id, row.task_id, mark, facts)


def all_zero(data: Data, _limits: Limits) -> Iterator[Found]:
    """Reports that are done though each figure they give is zero."""
    fields = _fields(data, compared)
    for report in data.every_report:
        zeros = _zeros(report, fields[report.task_id])
        if zeros:
            names = ", ".join(one.label for one in zeros)
            yield Found(
                report.unit_id, report.task_id, tuple(one.key for one in zeros), {"fields": names}
            )


def lone_zeros(data: Data, limits: Limits) -> Iterator[Found]:
    """Zeros among other figures of a done report, where nearly all other units have some."""
    fields = _fields(data, compared)
    for (task_id, key), given in data.figures.items():
        done = [one for one in given if one.is_done]
        positive = sorted(float(one.value) for one in done if one.value > 0)
        others = len(done) - 1
        if others < limits["least_units"] or len(positive) < limits["share"] * others:
            continue
        field = _field(data, task_id, key)
        for one in done:
            report = data.reports[one.unit_id][task_id]
            if one.value == 0 and not _zeros(report, fields[task_id]):
                facts = {
                    "field": field.label,
                    "count": format_number(len(positive)),
                    "others": format_number(others),
                    "median": f"{_short(robust.usual(positive)[1])} {field.unit}".strip(),
                }
                yield Found(one.unit_id, task_id, (key,), facts)


def _fields(data: Data, wanted: Callable[[Field], bool]) -> Mapping[UUID, tuple[Field, ...]]:
    return {
        task_id: tuple(field for field in task.form.asked if wanted(field))
        for task_id, task in data.tasks.items()
    }


def _asked(
    data: Data, fields: Mapping[UUID, tuple[Field, ...]]
) -> Iterator[tuple[ReportRow, Field]]:
    for report in data.every_report:
        for field in fields[report.task_id]:
            yield report, field


def _field(data: Data, task_id: UUID, key: str) -> Field:
    return next(one for one in data.tasks[task_id].form.asked if one.key == key)


def _is_above(answers: Mapping[str, Value], field: Field, most: Decimal) -> bool:
    """Whether the share is there and above so many per cent."""
    top, bottom = (answers.get(part.key) for part in parts(field))
    if top is None or bottom is None:
        return False
    whole = measured(bottom)
    return whole > 0 and measured(top) * _ALL > most * whole


def _of_share(report: ReportRow, field: Field) -> Found:
    mark = (field.key, *(str(report.answers[part.key]) for part in parts(field)))
    facts = {"field": field.label, "value": show_share(field, report.answers)}
    return Found(report.unit_id, report.task_id, mark, facts)


def _per_head(data: Data, one: Figure) -> float | None:
    """None for what cannot be compared: zeros have rules of their own."""
    unit = data.units.get(one.unit_id)
    if unit is None or not unit.headcount or not one.is_done or one.value <= 0:
        return None
    return float(one.value) / unit.headcount


def _without(ordered: list[float], rate: float) -> list[float]:
    place = bisect_left(ordered, rate)
    return [*ordered[:place], *ordered[place + 1 :]]


def _outlier(one: Figure, task_id: UUID, field: Field, heads: int, others: list[float]) -> Found:
    low, middle, high = robust.usual(others)
    facts = {
        "field": field.label,
        "value": show_number(field, {field.key: str(one.value)}),
        "heads": format_number(heads),
        "rate": f"{_short(float(one.value) / heads)} {field.unit}".strip(),
        "low": _short(low),
        "high": _short(high),
        "median": _short(middle),
        "count": format_number(len(others)),
    }
    return Found(one.unit_id, task_id, (field.key, str(one.value), str(heads)), facts)


def _zeros(report: ReportRow, fields: tuple[Field, ...]) -> list[Field]:
    """The fields that are zero, if all are that the done report answers."""
    if report.status != WorkStatus.DONE:
        return []
    given = [(one, number(report.answers, one)) for one in fields]
    answered = [(one, value) for one, value in given if value is not None]
    return [one for one, _ in answered] if all(value == 0 for _, value in answered) else []


def _short(number: float) -> str:
    """With one decimal, small ones with two digits that count."""
    digits = 1 if number >= 1 or number == 0 else 2
    return format_number(Decimal(f"{number:.{digits}f}"))
