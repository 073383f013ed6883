"""What is drawn of one summary: built once per revision and day, whoever looks."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import pyarrow as pa

from lib import text
from lib.domain.campaigns import ContentGroup
from lib.domain.summary import Change, Summary, UnitLine
from lib.domain.vietnamese import format_date, format_instant, format_time, local
from lib.domain.workflow import Step
from lib.services.campaigns.campaigns import Plan
from lib.ui.kit import arrow
from lib.ui.kit.markdown import plain
from lib.ui.kit.tables import Column
from lib.ui.reports import charts, summary_sentence
from lib.ui.reports.charts import Look, Spec

_KEPT: Final = 8


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its height and what it says in words."""

    spec: Spec
    alt: str
    height_px: int


@dataclass(frozen=True, slots=True)
class UnitPictures:
    """What has one row per unit, in one order.

    Attributes:
        table: the figures of each; which of them a click opens is in `summary_units`.
    """

    table: pa.Table
    heat_map: Picture
    bars: Picture


@dataclass(frozen=True, slots=True)
class DrawnSummary:
    """The parts of the page that are the same for everybody."""

    as_of: str
    sentence: str
    units: UnitPictures
    trend: Picture
    groups: str


_kept: OrderedDict[tuple[object, ...], DrawnSummary] = OrderedDict()
_lock = threading.Lock()


def drawn(shown: Summary, plan: Plan, look: Look) -> DrawnSummary:
    """Everything of the summary that does not depend on who looks."""
    key = (shown.campaign_id, shown.revision, shown.day, shown.made_at, look)
    with _lock:
        if key not in _kept:
            _kept[key] = _draw(shown, plan, look)
            if len(_kept) > _KEPT:
                _kept.popitem(last=False)
        return _kept[key]


def unit_pictures(
    lines: Sequence[UnitLine], groups: Sequence[ContentGroup], look: Look
) -> UnitPictures:
    """The charts of some units."""
    height_px = look.height(lines)
    return UnitPictures(
        _unit_table(lines),
        Picture(charts.heat_map(lines, groups, look), charts.heat_map_alt(lines), height_px),
        Picture(charts.progress_bars(lines, look), charts.progress_alt(lines), height_px),
    )


def _unit_table(lines: Sequence[UnitLine]) -> pa.Table:
    return arrow.table(
        {
            "Đơn vị": [line.unit.short_name for line in lines],
            "Hoàn thành": [line.progress.percent for line in lines],
            "Quá hạn": [line.progress.overdue for line in lines],
            "14 ngày": arrow.courses([line.recent for line in lines]),
            "Trả lại": [line.progress.returned for line in lines],
            "Chờ VP": [line.progress.sent for line in lines],
        }
    )


def task_name(plan: Plan, task_id: UUID) -> str:
    """A task as lists name it."""
    task = plan.tasks_by_id.get(task_id)
    return "" if task is None else f"{task.code} · {task.short_title}"


def change_list(changes: Sequence[Change], plan: Plan) -> str:
    """The latest changes in Markdown, the newest first; a list, since tables break on a phone."""
    return "\n".join(
        f"- :gray[{_moment(change)}] **{plain(change.unit.short_name)}** · "
        f"{plain(task_name(plan, change.task_id))} · {_step(change)}"
        for change in changes
    )


def _draw(shown: Summary, plan: Plan, look: Look) -> DrawnSummary:
    return DrawnSummary(
        as_of=f"Số liệu {_made_at(shown)} · r{shown.revision}",
        sentence=summary_sentence.sentence(shown),
        units=unit_pictures(shown.units.lines, plan.groups, look),
        trend=Picture(
            charts.trend(shown.trend, shown.day, look),
            charts.trend_alt(shown.trend, shown.day, shown.total),
            look.curve,
        ),
        groups=" · ".join(plain(f"{one.code} {one.short_title}") for one in plan.groups),
    )


def _made_at(shown: Summary) -> str:
    return format_instant(shown.made_at) if shown.at else f"lúc {format_time(shown.made_at)}"


def overdue(shown: Summary, plan: Plan) -> Sequence[Column]:
    """The oldest of what is overdue."""
    items = shown.overdue.items
    return (
        Column("Đơn vị", [item.unit.short_name for item in items], 140),
        Column("Còn lại", [text.days_left(item.days_left(shown.day)) for item in items], 115),
        Column("Nhiệm vụ", [task_name(plan, item.task_id) for item in items], 270),
        Column("Hạn", [format_date(item.due_on) for item in items], 95),
    )


def _moment(change: Change) -> str:
    here = local(change.done_at)
    return f"{here:%H:%M} {here:%d/%m}"


def _step(change: Change) -> str:
    words = text.HISTORY_STEPS.get(change.step, change.step)
    if change.step == Step.SAVE:
        words = f"{words}: {text.WORK_STATUSES[change.status]}"
    return f"{words}, {plain(change.done_by)}" if change.done_by else words
