"""ECharts options of the live summary: plain data, the same in light and dark mode."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from lib import text
from lib.domain.campaigns import ContentGroup
from lib.domain.progress import Progress
from lib.domain.summary import Slice, TrendDay, UnitLine, due_by
from lib.domain.vietnamese import format_date, format_share

Spec = dict[str, Any]

# Middle tones that stand out by 3 : 1 or more from both backgrounds.
GREEN: Final = "#2b8a57"
VIOLET: Final = "#8465cc"
GRAY: Final = "#8a91a1"
RED: Final = "#d0453e"
AMBER: Final = "#b9770e"
# Light fields under dark figures, readable on either background.
_INK: Final = "#12151c"
_STEPS: Final = (
    (0, 49, "#f4b9b1", "dưới 50 %"),
    (50, 79, "#f6dfa4", "50–79 %"),
    (80, 99, "#cfe5c4", "80–99 %"),
    (100, 100, "#8ccf9f", "100 %"),
)
# The parts that a unit's bar is made of, in their order.
BARS: Final[Sequence[tuple[Slice, str, Callable[[Progress], int]]]] = (
    (Slice.DONE, GREEN, lambda one: one.complete - one.nil),
    (Slice.NIL, VIOLET, lambda one: one.nil),
    (Slice.UPCOMING, GRAY, lambda one: one.assigned - one.complete - one.overdue),
    (Slice.OVERDUE, RED, lambda one: one.overdue),
)
# Over years, every first of January was one day.
_DAYS: Final = {"day": "{dd}/{MM}", "month": "{MM}/{yyyy}", "year": "{yyyy}"}
_NARROW: Final = {"maxWidth": 460}


@dataclass(frozen=True, slots=True)
class Look:
    """How large things are, in pixels."""

    text: int
    figure: int
    row: int
    name: int
    curve: int

    def height(self, lines: Sequence[UnitLine]) -> int:
        """How tall the charts with one row per unit must be."""
        return self.row * max(len(lines), 1) + 5 * self.text + self.legend

    @property
    def legend(self) -> int:
        """Room for a legend: two lines of it at a desk."""
        return 5 * self.text if self is DESK else 3 * self.text


DESK: Final = Look(text=12, figure=12, row=30, name=190, curve=300)
WALL: Final = Look(text=24, figure=28, row=46, name=330, curve=460)


def heat_cells(lines: Sequence[UnitLine], groups: Sequence[ContentGroup]) -> list[tuple[str, str]]:
    """Unit code and group code of each field of the heat map, in the order of its data."""
    known = {group.code for group in groups}
    return [
        (line.unit.code, code)
        for line in lines
        for code, progress in line.groups
        if code in known and progress.assigned
    ]


def heat_map(lines: Sequence[UnitLine], groups: Sequence[ContentGroup], look: Look) -> Spec:
    """Completion of each unit in each content group, whole percentages rounded down."""
    places = {group.code: place for place, group in enumerate(groups)}
    fields = [
        [places[code], row, progress.percent]
        for row, line in enumerate(lines)
        for code, progress in line.groups
        if code in places and progress.assigned
    ]
    return {
        "grid": _grid(look),
        "tooltip": {"formatter": "{b}: {@[2]} %"},
        "xAxis": {
            "type": "category",
            "position": "top",
            "data": [group.code for group in groups],
            "axisLabel": {"interval": 0, "fontSize": look.text},
            "axisTick": {"show": False},
        },
        "yAxis": _unit_axis([_name(line) for line in lines], look),
        "visualMap": {
            "type": "piecewise",
            "orient": "horizontal",
            "left": "center",
            "bottom": 0,
            "dimension": 2,
            "selectedMode": False,
            "pieces": [
                {"min": low, "max": high, "color": color, "label": label}
                for low, high, color, label in _STEPS
            ],
            **_key(look),
        },
        "series": [
            {
                "type": "heatmap",
                "data": fields,
                "label": {
                    "show": True, "color": _INK, "formatter": "{@[2]}", "fontSize": look.figure,
                },
                "itemStyle": {"borderWidth": 1, "borderColor": "rgba(138,145,161,0.35)"},
                "selectedMode": "single",
            }
        ],
        "animation": False,
        "media": [_narrow(look, {"visualMap": {"itemGap": 5}})],
    }  # fmt: skip


def progress_bars(lines: Sequence[UnitLine], look: Look) -> Spec:
    """What each unit has done, has had nothing to report on, and still owes."""
    shares = [format_share(line.progress.completion) for line in lines]
    return {
        "grid": _grid(look),
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}},
        "legend": {"bottom": 0, "selectedMode": False, **_key(look)},
        "xAxis": {
            "type": "value",
            "minInterval": 1,
            "position": "top",
            "axisLabel": {"formatter": "{value}", "fontSize": look.text},
        },
        "yAxis": [
            _unit_axis([_name(line) for line in lines], look),
            {**_unit_axis(shares, look), "position": "right", "axisLine": {"show": False}},
        ],
        "series": [
            {
                "name": text.SLICES[slice_],
                "type": "bar",
                "stack": "items",
                "color": color,
                "barWidth": "62%",
                "data": [count(line.progress) for line in lines],
                "selectedMode": "single",
            }
            for slice_, color, count in BARS
        ],
        "animation": False,
        "media": [_narrow(look)],
    }


def trend(days: Sequence[TrendDay], today: date, look: Look) -> Spec:
    """Items complete by each day, up to today, and items due by each day."""
    complete = [[one.day.isoformat(), one.complete] for one in days if one.day <= today]
    if complete and complete[-1][0] != today.isoformat():
        complete.append([today.isoformat(), complete[-1][1]])
    due = [[one.day.isoformat(), one.due] for one in days]
    axis_label = {"fontSize": look.text}
    return {
        "grid": {"left": 4, "right": 24, "top": 4 * look.text, "bottom": 4, "containLabel": True},
        "tooltip": {"trigger": "axis", "valueFormatter": "localized"},
        "legend": {"top": 0, "selectedMode": False, **_key(look)},
        "xAxis": {"type": "time", "axisLabel": {"formatter": _DAYS, **axis_label}},
        "yAxis": {
            "type": "value",
            "minInterval": 1,
            "axisLabel": {"formatter": "{value}", **axis_label},
        },
        "series": [
            {
                **_curve("Đã hoàn thành", GREEN, complete),
                "areaStyle": {"opacity": 0.15},
                "markLine": {
                    "symbol": "none",
                    "lineStyle": {"color": GRAY},
                    "label": {"formatter": "Hôm nay", **axis_label},
                    "data": [{"xAxis": today.isoformat()}],
                },
            },
            _curve("Đến hạn", AMBER, due, "dashed"),
        ],
        "animation": False,
    }


def heat_map_alt(lines: Sequence[UnitLine]) -> str:
    """The heat map's message for who cannot see it."""
    rated = [line for line in lines if line.progress.assigned]
    if not rated:
        return "Chưa có đơn vị nào phải báo cáo."
    lowest = min(rated, key=lambda line: line.progress.completion or 0)
    return (
        f"Tỷ lệ hoàn thành của {len(lines)} đơn vị theo nhóm nội dung; thấp nhất là "
        f"{lowest.unit.name}, {format_share(lowest.progress.completion)}."
    )


def progress_alt(lines: Sequence[UnitLine]) -> str:
    """The bars' message: each unit with what it has done."""
    return "Tiến độ từng đơn vị: " + "; ".join(
        f"{line.unit.short_name} {line.progress.complete}/{line.progress.assigned}"
        for line in lines
    )


def trend_alt(days: Sequence[TrendDay], today: date, total: Progress) -> str:
    """The curve's message: where both lines stand today."""
    due = due_by(days, today)
    return (
        f"Đến {format_date(today)} đã hoàn thành {total.complete}/{total.assigned} nhiệm vụ, "
        f"số đã đến hạn là {due}."
    )


def _curve(name: str, color: str, points: Sequence[Sequence[object]], line: str = "solid") -> Spec:
    return {
        "name": name,
        "type": "line",
        "step": "end",
        "color": color,
        "lineStyle": {"type": line, "width": 2},
        "showSymbol": False,
        "data": points,
    }


def _grid(look: Look) -> Spec:
    return {"left": 4, "right": 4, "top": 8, "bottom": look.legend, "containLabel": True}


def _key(look: Look) -> Spec:
    """The look of what explains the colours."""
    return {
        "itemGap": 10,
        "itemWidth": look.text + 2,
        "itemHeight": look.text,
        "textStyle": {"fontSize": look.text},
    }


def _unit_axis(names: list[str], look: Look) -> Spec:
    return {
        "type": "category",
        "inverse": True,
        "data": names,
        "axisTick": {"show": False},
        "axisLabel": {
            "interval": 0, "width": look.name, "overflow": "truncate", "fontSize": look.text,
        },
    }  # fmt: skip


def _narrow(look: Look, option: Spec | None = None) -> Spec:
    """What changes on a phone."""
    axis = {"axisLabel": {"width": 104, "fontSize": look.text - 1}}
    return {"query": _NARROW, "option": {"yAxis": [axis], **(option or {})}}


def _name(line: UnitLine) -> str:
    return line.unit.short_name or line.unit.name
