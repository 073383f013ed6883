"""What has changed since the instant in the page's address: by unit, and item by item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pyarrow as pa
import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.changes import ChangedItem, ChangedUnit, Kind, State
from lib.domain.past import Cut
from lib.domain.vietnamese import format_date, format_number
from lib.services.campaigns.campaigns import Plan
from lib.services.reports import changes
from lib.services.reports.summary_figures import LIST_LENGTH, LOWEST
from lib.text import changes as words
from lib.ui.kit import arrow, moment, paging, session, states, tables
from lib.ui.kit.markdown import plain
from lib.ui.kit.states import Tone
from lib.ui.reports.summary_drawn import task_name
from lib.ui.reports.summary_page import View

_KIND: Final = "loai"
_UNIT: Final = "cua"
_PAGE: Final = "trang_thay_doi"
_UNITS_PAGE: Final = "trang_don_vi_doi"
_UNITS: Final = "changed_units"
_KINDS: Final = {words.CHANGES[kind]: kind for kind in Kind}
_TONES: Final = {
    words.CHANGES[Kind.ASSIGNED]: Tone.IDLE,
    words.CHANGES[Kind.REPORTED]: Tone.GOOD,
    words.CHANGES[Kind.REVISED]: Tone.WAITING,
    words.CHANGES[Kind.RETURNED]: Tone.BAD,
    words.CHANGES[Kind.VERIFIED]: Tone.GOOD,
    words.CHANGES[Kind.MOVED]: Tone.IDLE,
}


def draw(view: View) -> None:
    """The sentence, the units with changes, and beside them the items."""
    actor, campaign, since, plan = view.actor, view.campaign, view.asked.since, view.plan
    if since is None:
        return
    found = changes.changes(session.db(), actor, campaign, since)
    with st.container(horizontal=True, vertical_alignment="center", key="changes_head"):
        st.markdown(plain(words.sentence(found, moment.period(campaign, since))))
        st.button("Bỏ so sánh", key="changes_close", on_click=_close, width="content")
    if not found.items:
        return
    left, right = st.columns((45, 55))
    with left:
        _draw_units(actor, campaign, since)
    with right:
        _draw_items(actor, campaign, since, plan)


def _draw_units(actor: Actor, campaign: Campaign, since: Cut) -> None:
    st.header("Đơn vị, nhiều thay đổi nhất trước", anchor=False)
    page = changes.by_unit(session.db(), actor, campaign, since, page=paging.asked(_UNITS_PAGE))
    tables.draw_rows(
        _cells(page.units),
        key=_UNITS,
        alt="Số nhiệm vụ thay đổi theo đơn vị",
        height=tables.fitting(len(page.units)),
        widths={"Đơn vị": 132, "Tổng": 50} | dict.fromkeys(_KINDS, 92),
        records=[line.unit.code for line in page.units],
        on_select=_open_unit,
    )
    paging.draw(page.pages, _UNITS_PAGE, actor, usual=LOWEST, shown=len(page.units))


def _cells(lines: Sequence[ChangedUnit]) -> pa.Table:
    """Only kinds of which there are some: six columns of noughts tell nothing."""
    counts = {
        words.CHANGES[kind]: [line.by_kind[place] for line in lines]
        for place, kind in enumerate(Kind)
    }
    return arrow.table(
        {
            "Đơn vị": [line.unit.short_name for line in lines],
            "Tổng": [line.items for line in lines],
            **{label: cells for label, cells in counts.items() if any(cells)},
        }
    )


def _draw_items(actor: Actor, campaign: Campaign, since: Cut, plan: Plan) -> None:
    unit = str(st.query_params.get(_UNIT, ""))
    with st.container(horizontal=True, vertical_alignment="center", key="changes_filters"):
        st.header("Từng nhiệm vụ", anchor=False)
        chosen = st.selectbox(
            "Loại thay đổi", list(_KINDS), index=None, key=_KIND, placeholder="Mọi thay đổi",
            bind="query-params", on_change=paging.first, args=(_PAGE,), width=160,
            label_visibility="collapsed",
        )  # fmt: skip
        if unit:
            st.button(
                f"{unit}: xem mọi đơn vị", key="changes_all", type="tertiary", on_click=_all_units
            )
    found = changes.items(
        session.db(), actor, campaign, since, unit_code=unit,
        kind=_KINDS[chosen] if chosen else None, page=paging.asked(_PAGE),
    )  # fmt: skip
    if not found.items:
        st.info("Không có thay đổi nào theo bộ lọc này.", icon=":material/inbox:")
        return
    st.caption(f"{format_number(found.count)} nhiệm vụ")
    items = found.items
    tables.draw_rows(
        arrow.table(
            {
                "Đơn vị": [item.unit.short_name for item in items],
                "Nhiệm vụ": [task_name(plan, item.task_id) for item in items],
                "Thay đổi": arrow.chips(
                    [[words.CHANGES[kind] for kind in item.kinds] for item in items]
                ),
                "Trước": [_told(item, item.before) for item in items],
                "Sau": [_told(item, item.after) for item in items],
            }
        ),
        key="changed_items",
        alt="Các nhiệm vụ có thay đổi",
        height=tables.fitting(len(items)),
        widths={"Đơn vị": 90, "Nhiệm vụ": 120, "Trước": 132, "Sau": 132},
        columns={"Thay đổi": states.chip_column(_TONES, width_px=150)},
    )
    paging.draw(found.pages, _PAGE, actor, usual=LIST_LENGTH, shown=len(items))


def _told(item: ChangedItem, at: State | None) -> str:
    """What the unit said, where the Office stood with it, and the figures."""
    if at is None:
        return "–"
    told = [text.WORK_STATUSES[at.status]]
    if item.before is None or item.before.verification != item.after.verification:
        told.append(text.VERIFICATIONS[at.verification])
    if Kind.MOVED in item.kinds:
        told.append(f"hạn {format_date(at.due_on)}")
    if at.figure:
        told.append(at.figure)
    return " · ".join(told)


def _open_unit() -> None:
    """Callback of the table: the items of that unit."""
    session.require(Action.SUMMARY_VIEW)
    code = tables.opened(_UNITS, already=st.query_params.get(_UNIT))
    if code is not None:
        st.query_params[_UNIT] = code
        st.session_state[_PAGE] = 1


def _all_units() -> None:
    """Callback: the items of all units again."""
    session.require(Action.SUMMARY_VIEW)
    st.query_params.pop(_UNIT, None)
    st.session_state[_PAGE] = 1


def _close() -> None:
    """Callback: back to the figures."""
    session.require(Action.SUMMARY_VIEW)
    for name in (moment.SINCE, _UNIT, _KIND):
        st.query_params.pop(name, None)
    st.session_state.pop(_KIND, None)
    st.rerun()
