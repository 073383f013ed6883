"""The list of units: filters that live in the address, one table, and what a row opens."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.units import Unit
from lib.services import clock
from lib.services.people import unit_list
from lib.services.people.unit_list import PAGE_ROWS, Filter
from lib.ui.kit import admin, arrow, page_head, paging, search, session, states, tables
from lib.ui.kit.open_form import Slot
from lib.ui.kit.states import Tone
from lib.web.sheets import admin_sheets, list_sheets
from lib.web.sheets import routes as sheets

PAGE, TABLE = "units", "units_table"
SLOT: Final = Slot(PAGE, (admin.OPEN,))
NUMBER: Final = "trang_don_vi"
ALL: Final = "Tất cả"
OPEN, CLOSED = text.UNIT_STATES.values()
STATES: Final = {ALL: None, OPEN: True, CLOSED: False}
_CHIPS: Final = states.chip_column({OPEN: Tone.GOOD, CLOSED: Tone.IDLE}, width_px=132)
_BACK: Final = partial(paging.first, NUMBER, Action.UNITS_MANAGE)
_SEAL = {True: "Có", False: "Không", None: "Chưa rõ"}


def seal_text(own_seal: bool | None) -> str:
    return _SEAL[own_seal]


def draw(actor: Actor, wanted: Filter) -> None:
    """A page of what the filters keep, and how many these are."""
    found = unit_list.units(session.db(), actor, wanted)
    if found.units:
        _table(found.units)
    else:
        st.info(
            "Không có đơn vị nào theo bộ lọc này. Xóa bớt điều kiện, hoặc chọn “Thêm đơn vị”.",
            icon=":material/domain_disabled:",
        )
    admin.count_line(found.matching, found.total, "đơn vị")
    paging.draw(found.pages, NUMBER, actor, usual=PAGE_ROWS, shown=len(found.units))


def draw_print(wanted: Filter) -> None:
    """The way to the list's sheet, narrowed as it is."""
    states = {True: admin_sheets.OPEN, False: admin_sheets.CLOSED}
    state = "" if wanted.is_open is None else states[wanted.is_open]
    page_head.draw_print(
        sheets.url("units", **{list_sheets.STATE: state, list_sheets.SOUGHT: wanted.words})
    )


def draw_filters() -> Filter:
    """What narrows the list; it stands in the address."""
    with st.container(key="narrowing", horizontal=True, vertical_alignment="center"):
        words = search.box(
            "Tìm tên hoặc mã",
            "ten_don_vi",
            _BACK,
            placeholder="Tìm tên hoặc mã, không cần dấu",
            is_kept=True,
            width=260,
        )
        state = st.selectbox(
            "Trạng thái",
            list(STATES),
            key="units_state",
            bind="query-params",
            persist_state="page",
            width=180,
            label_visibility="collapsed",
            on_change=_BACK,
        )
    return Filter(words, STATES.get(state), paging.asked(NUMBER))


def _table_key() -> str:
    """Of its own for each page: what was clicked on one page would stay clicked on the next."""
    return f"{TABLE}_{paging.asked(NUMBER)}"


def _table(units: Sequence[Unit]) -> None:
    today = clock.today()
    chips = [[OPEN if unit.is_open(today) else CLOSED] for unit in units]
    tables.draw_rows(
        arrow.table(
            {
                "Mã": [unit.code for unit in units],
                "Tên đơn vị": [unit.name for unit in units],
                "Số người": [str(unit.headcount or "") for unit in units],
                "Trạng thái": arrow.chips(chips),
            }
        ),
        key=_table_key(),
        height=tables.list_height(len(units)),
        widths={"Mã": 54, "Tên đơn vị": 190, "Số người": 64},
        columns={"Trạng thái": _CHIPS},
        records=[unit.code for unit in units],
        alt="Danh sách đơn vị",
        on_select=partial(admin.open_row, SLOT, _table_key(), Action.UNITS_MANAGE),
    )
