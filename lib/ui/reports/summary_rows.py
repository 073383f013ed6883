"""The items behind a figure: which figure, filtered how, page by page."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib import text
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.summary import RowPage, Slice
from lib.domain.vietnamese import format_date, format_number
from lib.services.campaigns.campaigns import Plan
from lib.services.reports import summary
from lib.services.reports.summary import Asked
from lib.ui.kit import paging, session
from lib.ui.kit.tables import Column
from lib.ui.reports import summary_view
from lib.ui.reports.summary_drawn import task_name
from lib.ui.reports.summary_figures import BELOW, GROUP, PAGE, SLICE, UNIT

_SLICES: Final = {text.SLICES[one]: one for one in Slice}


def draw(actor: Actor, campaign: Campaign, plan: Plan) -> None:
    """The box that opens a list and, when one is open, its filters and rows."""
    if summary_view.is_full() and not _is_open():
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="summary_rows"):
        chosen = st.selectbox(
            "Xem danh sách nhiệm vụ",
            list(_SLICES),
            index=None,
            key=SLICE,
            placeholder="Chọn, hoặc bấm vào một số liệu",
            bind="query-params",
            on_change=paging.first,
            args=(PAGE,),
            width=280,
        )
        if chosen is None:
            return
        asked = Asked(_SLICES[chosen], *_filters(plan))
    page = paging.asked(PAGE)
    found = summary.rows(session.db(), actor, campaign, asked, page=page)
    st.caption(f"{chosen}: {format_number(found.count)} nhiệm vụ")
    if not found.rows:
        st.info("Không có nhiệm vụ nào theo bộ lọc này.", icon=":material/inbox:")
        return
    _table(found, plan)
    paging.draw(found.pages, PAGE)


def are_below() -> bool:
    """Whether the rows stand below the charts, where the click was that opened them."""
    return bool(st.session_state.get(BELOW))


def _is_open() -> bool:
    return st.session_state.get(SLICE) is not None or SLICE in st.query_params


def _filters(plan: Plan) -> tuple[str | None, str]:
    group = st.selectbox(
        "Nhóm nội dung",
        [group.code for group in plan.groups],
        index=None,
        key=GROUP,
        placeholder="Mọi nhóm",
        bind="query-params",
        on_change=paging.first,
        args=(PAGE,),
        width=160,
    )
    unit = st.text_input(
        "Đơn vị",
        key=UNIT,
        type="search",
        placeholder="Tên hoặc mã, không cần dấu",
        bind="query-params",
        on_change=paging.first,
        args=(PAGE,),
        width=240,
    )
    return group, unit or ""


def _table(found: RowPage, plan: Plan) -> None:
    items = [row.item for row in found.rows]
    columns = [
        Column("Đơn vị", [item.unit.short_name for item in items], 130),
        Column("Nhiệm vụ", [task_name(plan, item.task_id) for item in items], 255),
        Column("Hạn", [format_date(item.due_on) for item in items], 90),
        Column("Trạng thái", [text.WORK_STATUSES[item.status] for item in items], 122),
        Column("Văn phòng", [text.VERIFICATIONS[item.verification] for item in items], 112),
        Column("Số liệu", [row.figure for row in found.rows], 160),
    ]
    summary_view.draw_table(
        columns, key="summary_rows_table", alt="Các nhiệm vụ của số liệu đã chọn"
    )
