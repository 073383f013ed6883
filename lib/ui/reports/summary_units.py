"""Units of the live summary as two charts: how far each is, and in which content group."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Final

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.summary import Slice, Summary
from lib.domain.vietnamese import format_number
from lib.services.campaigns.campaigns import Plan
from lib.services.reports import summary
from lib.ui.kit import paging, search, session
from lib.ui.reports import charts, summary_drawn, summary_view
from lib.ui.reports.summary_drawn import DrawnSummary, Picture
from lib.ui.reports.summary_figures import BELOW, open_rows

SEARCH: Final = search.key("don_vi")
PAGE: Final = "trang_don_vi"
_TURN: Final = "summary_turn"

Target = tuple[Slice, str | None, str]
"""What a part of a chart opens: slice, content group, unit."""


def draw(actor: Actor, campaign: Campaign, shown: Summary, plan: Plan, drawn: DrawnSummary) -> None:
    """The charts; of many units the lowest first, with a search and pages."""
    lines, pictures, pages = shown.units.lines, drawn.units, 1
    if not shown.units.is_all:
        sought = _search(shown)
        page = paging.asked(PAGE)
        if sought or page > 1:
            found = summary.units(session.db(), actor, campaign, search=sought, page=page)
            lines, pages = found.lines, found.pages
            pictures = summary_drawn.unit_pictures(lines, plan.groups, summary_view.look())
        else:
            pages = shown.units.pages
    if not lines:
        st.info("Không có đơn vị nào có tên như vậy.", icon=":material/inbox:")
        return
    grid = st.grid(2, min_column_width=360)
    with grid.cell():
        st.header("Tỷ lệ hoàn thành theo nhóm nội dung (%)", anchor=False)
        targets = [
            (Slice.ASSIGNED, group_code, unit_code)
            for unit_code, group_code in charts.heat_cells(lines, plan.groups)
        ]
        _chart(pictures.heat_map, "summary_heat", [targets])
        st.caption(drawn.groups)
    with grid.cell():
        st.header("Tiến độ từng đơn vị (số nhiệm vụ)", anchor=False)
        _chart(
            pictures.bars,
            "summary_bars",
            [[(slice_, None, line.unit.code) for line in lines] for slice_, _, _ in charts.BARS],
        )
    paging.draw(pages, PAGE)


def _search(shown: Summary) -> str:
    found = st.text_input(
        "Tìm đơn vị",
        key=SEARCH,
        type="search",
        placeholder="Tên hoặc mã, không cần dấu",
        bind="query-params",
        on_change=paging.first,
        args=(PAGE,),
        width=320,
    )
    st.caption(
        f"{format_number(shown.units.count)} đơn vị, thấp nhất trước, mỗi trang "
        f"{len(shown.units.lines)}."
    )
    return (found or "").strip()


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
            st.session_state[BELOW] = True
            # A chart keeps its selection, and a second click would only take it back.
            st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
            return
