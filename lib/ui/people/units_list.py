"""The list of units: filters that live in the address, one table, and what a row opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

import pyarrow as pa
import streamlit as st

from lib.domain.access import Action
from lib.domain.units import Unit
from lib.domain.vietnamese import format_date, search_key
from lib.services import clock
from lib.ui.kit import admin, search, states, tables
from lib.ui.kit.open_form import Slot
from lib.ui.kit.states import Tone

PAGE, TABLE = "units", "units_table"
SLOT: Final = Slot(PAGE, (admin.OPEN,))
SHOWN_LIMIT = 200
ALL, OPEN, CLOSED = "Tất cả", "Đang hoạt động", "Đã ngừng"
_CHIPS: Final = states.chip_column({OPEN: Tone.GOOD, CLOSED: Tone.IDLE}, width_px=132)
_SEAL = {True: "Có", False: "Không", None: "Chưa rõ"}


def state_text(unit: Unit, today: date) -> str:
    if unit.closed_on is None or unit.is_open(today):
        return OPEN
    return f"{CLOSED} từ {format_date(unit.closed_on)}"


def seal_text(own_seal: bool | None) -> str:
    return _SEAL[own_seal]


def draw(kept: Sequence[Unit], total: int) -> None:
    """How many of all the filters keep, and the table."""
    shown = kept[:SHOWN_LIMIT]
    if shown:
        _table(shown)
    else:
        st.info(
            "Không có đơn vị nào theo bộ lọc này. Xóa bớt điều kiện, hoặc chọn “Thêm đơn vị”.",
            icon=":material/domain_disabled:",
        )
    admin.count_line(len(kept), total, len(shown), "đơn vị")


def draw_filters(units: Sequence[Unit]) -> list[Unit]:
    """What narrows the list, in the address too; the units it keeps."""
    with st.container(key="narrowing", horizontal=True, vertical_alignment="center"):
        words = search.box(
            "Tìm tên hoặc mã",
            "ten_don_vi",
            placeholder="Tìm tên hoặc mã, không cần dấu",
            is_kept=True,
            width=260,
        )
        state = st.selectbox(
            "Trạng thái",
            [ALL, OPEN, CLOSED],
            key="units_state",
            bind="query-params",
            persist_state="page",
            width=180,
            label_visibility="collapsed",
        )
    today, wanted = clock.today(), search_key(words)
    return [
        unit
        for unit in units
        if (not wanted or wanted in search_key(f"{unit.code} {unit.name} {unit.short_name}"))
        and state in (ALL, OPEN if unit.is_open(today) else CLOSED)
    ]


def _table(units: Sequence[Unit]) -> None:
    today = clock.today()
    chips = [[OPEN if unit.is_open(today) else CLOSED] for unit in units]
    tables.draw_rows(
        pa.table(
            {
                "Mã": [unit.code for unit in units],
                "Tên đơn vị": [unit.name for unit in units],
                "Số người": [str(unit.headcount or "") for unit in units],
                "Trạng thái": pa.array(chips, pa.list_(pa.string())),
            }
        ),
        key=TABLE,
        height=tables.list_height(len(units)),
        widths={"Mã": 54, "Tên đơn vị": 190, "Số người": 64},
        columns={"Trạng thái": _CHIPS},
        records=[unit.code for unit in units],
        alt="Danh sách đơn vị",
        on_select=partial(admin.open_row, SLOT, TABLE, Action.UNITS_MANAGE),
    )
