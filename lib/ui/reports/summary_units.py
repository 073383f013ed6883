"""Units of the live summary, the lowest first: how far each is, and what it owes."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.summary import TREND_DAYS, Slice, Summary, UnitLine
from lib.domain.vietnamese import format_number
from lib.services.campaigns.campaigns import Plan
from lib.services.reports import summary
from lib.services.reports.summary_figures import LOWEST
from lib.ui.kit import paging, search, session, tables
from lib.ui.reports import charts, summary_drawn, summary_view
from lib.ui.reports.summary_drawn import DrawnSummary, Picture, UnitPictures
from lib.ui.reports.summary_figures import open_rows
from lib.ui.reports.summary_page import View

_SOUGHT: Final = "don_vi"
SEARCH: Final = search.key(_SOUGHT)
PAGE: Final = "trang_don_vi"
_TABLE: Final = "summary_units"
_TURN: Final = "summary_turn"
_OPENS: Final[Mapping[str, Slice]] = {
    "Hoàn thành": Slice.COMPLETE,
    "Quá hạn": Slice.OVERDUE,
    "Trả lại": Slice.RETURNED,
    "Chờ VP": Slice.SENT,
}
"""What a click into a column shows; elsewhere it shows what the unit owes."""

Target = tuple[Slice, str | None, str]
"""What a part of a chart opens: slice, content group, unit."""


def shown_units(view: View) -> tuple[Sequence[UnitLine], UnitPictures, int]:
    """The units on this page of the list, and how many pages it has; draws the search over many."""
    first = view.shown.units
    if first.is_all:
        return first.lines, view.drawn.units, 1
    length = _length(view.actor)
    sought = _search(view.shown, length)
    if _is_first(view.actor):
        return first.lines, view.drawn.units, first.pages
    found = summary.units(
        session.db(), view.actor, view.campaign,
        search=sought, page=paging.asked(PAGE), length=length,
    )  # fmt: skip
    pictures = summary_drawn.unit_pictures(found.lines, view.plan.groups, summary_view.look())
    return found.lines, pictures, found.pages


def shows(view: View) -> object:
    """What there is of the units, to be compared; of another page than the first the revision."""
    first = view.shown.units
    return first if first.is_all or _is_first(view.actor) else view.shown.revision


def draw_table(actor: Actor, lines: Sequence[UnitLine], pictures: UnitPictures, pages: int) -> None:
    """One row per unit; a click shows what is behind the figure, or what the unit owes."""
    st.header("Đơn vị, thấp nhất trước", anchor=False)
    if not lines:
        st.info("Không có đơn vị nào có tên như vậy.", icon=":material/inbox:")
        return
    most = max(line.progress.assigned for line in lines)
    number = st.column_config.NumberColumn
    tables.draw_rows(
        pictures.table,
        key=_table_key(),
        alt=charts.progress_alt(lines),
        height=tables.fitting(len(lines)),
        widths={"Đơn vị": 132},
        columns={
            "Hoàn thành": st.column_config.ProgressColumn(
                format="%d %%", min_value=0, max_value=100, width=116, color="green"
            ),
            "Quá hạn": number(width=66),
            "14 ngày": st.column_config.AreaChartColumn(
                y_min=0, y_max=max(most, 1), width=80, color="green",
                help=f"Số nhiệm vụ đã hoàn thành, từng ngày trong {TREND_DAYS} ngày qua",
            ),
            "Trả lại": number(width=56),
            "Chờ VP": number(width=60, help="Đã gửi, chờ Văn phòng"),
        },
        records=[(line.unit.code, _owes(line)) for line in lines],
        on_select=_open_row,
    )  # fmt: skip
    paging.draw(pages, PAGE, actor, usual=LOWEST, shown=len(lines))


def draw_groups(
    lines: Sequence[UnitLine], plan: Plan, pictures: UnitPictures, drawn: DrawnSummary
) -> None:
    """The units by content group, below their heading."""
    if not lines:
        return
    targets = [
        (Slice.ASSIGNED, group_code, unit_code)
        for unit_code, group_code in charts.heat_cells(lines, plan.groups)
    ]
    _chart(pictures.heat_map, "summary_heat", [targets])
    st.caption(drawn.groups)


def draw_bars(lines: Sequence[UnitLine], pictures: UnitPictures) -> None:
    """The units as bars, for a wall."""
    st.header("Tiến độ từng đơn vị (số nhiệm vụ)", anchor=False)
    _chart(
        pictures.bars,
        "summary_bars",
        [[(slice_, None, line.unit.code) for line in lines] for slice_, _, _ in charts.BARS],
    )


def forget() -> None:
    """Have nothing chosen in table and charts: a second click on the same would take it back."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _length(actor: Actor) -> int:
    # What is hung on a wall stays readable, however long its owner likes lists.
    return LOWEST if summary_view.is_full() else actor.lists.page_rows(LOWEST)


def _is_first(actor: Actor) -> bool:
    """Whether the page asked for is the one that comes with the figures."""
    return not search.asked(_SOUGHT) and paging.asked(PAGE) == 1 and _length(actor) == LOWEST


def _owes(line: UnitLine) -> Slice:
    if line.progress.overdue:
        return Slice.OVERDUE
    is_done = line.progress.complete == line.progress.assigned
    return Slice.ASSIGNED if is_done else Slice.INCOMPLETE


def _table_key() -> str:
    return f"{_TABLE}_{st.session_state.get(_TURN, 0)}"


def _open_row() -> None:
    """Callback of the table."""
    session.require(Action.SUMMARY_VIEW)
    chosen = tables.opened(_table_key())
    if chosen is not None:
        unit_code, owed = chosen
        open_rows(_OPENS.get(tables.opened_column(_table_key()), owed), None, unit_code)


def _search(shown: Summary, length: int) -> str:
    found = search.box("Tìm đơn vị", _SOUGHT, paging.first, (PAGE,), width=320)
    st.caption(f"{format_number(shown.units.count)} đơn vị, thấp nhất trước, mỗi trang {length}.")
    return found


def _chart(picture: Picture, name: str, targets: Sequence[Sequence[Target]]) -> None:
    """A chart whose parts open the items behind them: one list of targets per series."""
    key = f"{name}_{st.session_state.get(_TURN, 0)}"
    st.echarts_chart(
        picture.spec,
        key=key,
        height=picture.height_px,
        alt=picture.alt,
        on_select=functools.partial(_open, key, targets),
    )


def _open(key: str, targets: Sequence[Sequence[Target]]) -> None:
    """Callback: show the items behind the part that was clicked."""
    session.require(Action.SUMMARY_VIEW)
    for group in st.session_state[key].selection.selected:
        series, places = group["series_index"], group["data_indices"]
        if series < len(targets) and places and places[0] < len(targets[series]):
            open_rows(*targets[series][places[0]])
            forget()
            return
