"""The items behind a figure: which figure, filtered how, page by page."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.summary import RowPage, Slice
from lib.domain.vietnamese import format_number
from lib.services.campaigns.campaigns import Plan
from lib.services.own_tasks import own_tasks
from lib.services.reminders.reminding import Asked as ToRemind
from lib.services.reports import past, summary
from lib.services.reports.summary import Asked
from lib.services.reports.summary_figures import LIST_LENGTH
from lib.ui.checklist import own_task_list
from lib.ui.kit import arrow, feedback, item_state, paging, reminding, search, session, tables
from lib.ui.kit.markdown import plain
from lib.ui.kit.tables import Column
from lib.ui.reports import summary_units, summary_view
from lib.ui.reports.summary_drawn import task_name
from lib.ui.reports.summary_figures import GROUP, PAGE, SLICE, UNIT, close_rows
from lib.ui.reports.summary_page import View

_GROUPS: Final = "Theo nhóm nội dung (%)"
_SLICES: Final = {text.SLICES[one]: one for one in Slice}
_REMINDED: Final = frozenset(
    {Slice.INCOMPLETE, Slice.UPCOMING, Slice.OVERDUE, Slice.DUE_SOON, Slice.RETURNED}
)
"""Figures whose items wait for their units."""
_REMINDED_PLACE: Final = "summary_reminded"
_CHIPS: Final = item_state.chip_column(width_px=134)


def draw(view: View) -> bool:
    """The box that opens a list and, when one is open, its filters and rows; whether one is."""
    actor, campaign, plan = view.actor, view.campaign, view.plan
    if summary_view.is_full() and not is_open():
        st.header(_GROUPS, anchor=False)
        return False
    with st.container(horizontal=True, vertical_alignment="center", key="summary_rows"):
        is_asked = is_open()
        if not is_asked:
            st.header(_GROUPS, anchor=False, width="content")
        chosen = st.selectbox(
            "Xem danh sách nhiệm vụ",
            list(_SLICES),
            index=None,
            key=SLICE,
            placeholder="Xem danh sách nhiệm vụ",
            bind="query-params",
            on_change=paging.first,
            args=(PAGE,),
            width=210,
            label_visibility="collapsed",
        )
        if chosen is None:
            if is_asked:
                # By an address that names no figure.
                st.header(_GROUPS, anchor=False, width="content")
            return False
        asked = Asked(_SLICES[chosen], *_filters(plan))
        st.button("Đóng", key="summary_close", type="tertiary", on_click=_close)
    page = paging.asked(PAGE)
    found = summary.rows(session.db(), actor, campaign, asked, page=page)
    names = {row.item.unit.short_name for row in found.rows}
    is_one = bool(asked.unit) and len(names) == 1
    of_unit = f" của {next(iter(names))}" if is_one else ""
    st.caption(plain(f"{chosen}: {format_number(found.count)} nhiệm vụ{of_unit}"))
    if found.rows:
        _table(found, plan, past.day(campaign), is_one=is_one)
        paging.draw(found.pages, PAGE, actor, usual=LIST_LENGTH, shown=len(found.rows))
        if asked.slice in _REMINDED:
            _remind(actor, campaign, found, plan)
        if is_one:
            _own_tasks(actor, campaign, found.rows[0].item.unit.unit_id)
    else:
        st.info("Không có nhiệm vụ nào theo bộ lọc này.", icon=":material/inbox:")
    return True


def asked() -> dict[str, str]:
    """What is open, by its names in the address; before its widgets are drawn."""
    held = {
        key: st.session_state.get(key, st.query_params.get(key, "")) for key in (SLICE, GROUP, UNIT)
    }
    return {key: str(value) for key, value in held.items() if value}


def _close() -> None:
    """Callback: back to the content groups."""
    session.require(Action.SUMMARY_VIEW)
    close_rows()
    summary_units.forget()


def is_open() -> bool:
    """Whether the address or the last click asks for a list."""
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
        width=112,
        label_visibility="collapsed",
    )
    unit = search.box(
        "Đơn vị", UNIT, paging.first, (PAGE,), address=UNIT, placeholder="Tìm đơn vị", width=130
    )
    return group, unit


def _remind(actor: Actor, campaign: Campaign, found: RowPage, plan: Plan) -> None:
    """Remind the units of what is listed."""
    things = frozenset(
        (row.item.unit.unit_id, plan.tasks_by_id[row.item.task_id].code) for row in found.rows
    )
    units = {unit_id for unit_id, _ in things}
    reminding.draw(
        actor, campaign, ToRemind(pairs=things), place=_REMINDED_PLACE,
        label=f"Nhắc {len(units)} đơn vị về {len(things)} việc đang hiện",
    )  # fmt: skip
    feedback.show_notes(_REMINDED_PLACE)


def _own_tasks(actor: Actor, campaign: Campaign, unit_id: UUID) -> None:
    """What the unit has set itself, for those who may read its reports; of now alone."""
    is_past = campaign.at is not None
    if is_past or not access.can(actor, Action.ITEM_VIEW, unit_id=unit_id):
        return
    with st.expander(
        "Việc riêng của đơn vị", key="summary_own_tasks", icon=":material/checklist:",
        on_change="rerun",
    ) as part:  # fmt: skip
        if part.open:
            listed = own_tasks.of_unit(session.db(), actor, campaign, unit_id)
            own_task_list.draw_shown(listed, past.day(campaign))


def _table(found: RowPage, plan: Plan, today: date, *, is_one: bool) -> None:
    """The rows; of one unit without its name."""
    items = [row.item for row in found.rows]
    units = {} if is_one else {"Đơn vị": [item.unit.short_name for item in items]}
    cells = {
        **units,
        "Nhiệm vụ": [task_name(plan, item.task_id) for item in items],
        "Hạn": [item_state.days_left(item, today) for item in items],
        "Trạng thái": arrow.chips([[item_state.chip(item, today)] for item in items]),
        "Số liệu": [row.figure for row in found.rows],
    }
    if summary_view.is_full():
        summary_view.draw_markdown(
            [
                Column(label, list(column), 0)
                for label, column in cells.items()
                if label != "Trạng thái"
            ]
        )
        return
    tables.draw_rows(
        arrow.table(cells),
        key="summary_rows_table",
        alt="Các nhiệm vụ của số liệu đã chọn",
        height=tables.fitting(len(items)),
        widths={"Đơn vị": 104} | {"Nhiệm vụ": 232 if is_one else 172, "Hạn": 92, "Số liệu": 140},
        columns={"Trạng thái": _CHIPS},
    )
