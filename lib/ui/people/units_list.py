"""The list of units: filters that live in the address, one table, and what a row opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.domain.units import Unit
from lib.domain.vietnamese import format_date, search_key
from lib.services import clock
from lib.ui.kit import admin, search, tables
from lib.ui.kit.open_form import Slot

PAGE, TABLE = "units", "units_table"
SLOT: Final = Slot(PAGE, (admin.OPEN,))
SHOWN_LIMIT = 200
ALL, OPEN, CLOSED = "Tất cả", "Đang hoạt động", "Đã ngừng"
_SEAL = {True: "Có", False: "Không", None: "Chưa rõ"}


def state_text(unit: Unit, today: date) -> str:
    if unit.closed_on is None or unit.is_open(today):
        return OPEN
    return f"{CLOSED} từ {format_date(unit.closed_on)}"


def seal_text(own_seal: bool | None) -> str:
    return _SEAL[own_seal]


def draw(units: Sequence[Unit]) -> None:
    """Filters, how many they keep, and the table."""
    kept = _kept(units)
    shown = kept[:SHOWN_LIMIT]
    admin.count_line(len(kept), len(units), len(shown), "đơn vị")
    if not shown:
        st.info(
            "Không có đơn vị nào theo bộ lọc này. Xóa bớt điều kiện, hoặc chọn “Thêm đơn vị”.",
            icon=":material/domain_disabled:",
        )
        return
    _table(shown)


def _kept(units: Sequence[Unit]) -> list[Unit]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Tìm tên hoặc mã",
            key=search.key("ten_don_vi"),
            type="search",
            placeholder="Gõ không dấu cũng được",
            live=True,
            bind="query-params",
            persist_state="page",
            width=260,
        )
        state = st.selectbox(
            "Trạng thái",
            [ALL, OPEN, CLOSED],
            key="units_state",
            bind="query-params",
            persist_state="page",
            width=180,
        )
    today, wanted = clock.today(), search_key(words or "")
    return [
        unit
        for unit in units
        if (not wanted or wanted in search_key(f"{unit.code} {unit.name} {unit.short_name}"))
        and state in (ALL, OPEN if unit.is_open(today) else CLOSED)
    ]


def _table(units: Sequence[Unit]) -> None:
    today = clock.today()
    tables.draw(
        [
            tables.Column("Mã", [unit.code for unit in units], 65),
            tables.Column("Tên đơn vị", [unit.name for unit in units], 235),
            tables.Column("Loại", [text.UNIT_TYPES[unit.unit_type] for unit in units], 155),
            tables.Column("Thứ tự", [str(unit.sort_order) for unit in units], 60),
            tables.Column(
                "Số người", [str(unit.headcount) if unit.headcount else "" for unit in units], 70
            ),
            tables.Column("Con dấu riêng", [seal_text(unit.own_seal) for unit in units], 100),
            tables.Column("Trạng thái", [state_text(unit, today) for unit in units], 115),
        ],
        key=TABLE,
        records=[unit.code for unit in units],
        alt="Danh sách đơn vị",
        on_select=partial(admin.open_row, SLOT, TABLE, Action.UNITS_MANAGE),
    )
