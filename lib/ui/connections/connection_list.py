"""The campaign's keys: one table, and what a row opens."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action
from lib.domain.connections import Connection, State
from lib.domain.vietnamese import format_date, format_instant
from lib.services.connections.connections import Listed
from lib.text.connections import CONNECTION_STATES
from lib.ui.kit import admin, arrow, list_record, session, states, tables
from lib.ui.kit.open_form import Slot
from lib.ui.kit.states import Tone

PAGE, TABLE = "connections", "connections_table"
SLOT: Final = Slot(PAGE, (admin.OPEN,))
TONES: Final = {
    State.LIVE: Tone.GOOD,
    State.EXPIRED: Tone.IDLE,
    State.REVOKED: Tone.IDLE,
    State.BARRED: Tone.BAD,
}
NEVER: Final = "Chưa đọc"
_CHIPS: Final = states.chip_column(
    {CONNECTION_STATES[one]: tone for one, tone in TONES.items()}, width_px=100
)
_WIDTHS_PX: Final = {"Tên khóa": 160, "Dùng đến hết": 96, "Đọc gần nhất": 122}


def draw(found: Sequence[Listed]) -> None:
    """The table, or what will stand there."""
    if not found:
        st.info(
            "Chưa có khóa nào. Chọn “Tạo khóa” để Excel, Power BI đọc thẳng số liệu phong trào.",
            icon=":material/key:",
        )
        return
    rows = [one.connection for one in found]
    chips = [[CONNECTION_STATES[one.state]] for one in found]
    tables.draw_rows(
        arrow.table(
            {
                "Tên khóa": [one.name for one in rows],
                "Trạng thái": arrow.chips(chips),
                "Dùng đến hết": [format_date(one.expires_on) for one in rows],
                "Đọc gần nhất": [last_use(one) for one in rows],
            }
        ),
        key=TABLE,
        height=tables.list_height(len(rows)),
        widths=_WIDTHS_PX,
        columns={"Trạng thái": _CHIPS},
        records=[str(one.connection_id) for one in rows],
        alt="Các khóa kết nối dữ liệu, khóa đang dùng ở trên",
        on_select=partial(admin.open_row, SLOT, TABLE, Action.CONNECTION_MANAGE),
    )


def last_use(one: Connection) -> str:
    """When it last read."""
    return format_instant(one.used_at) if one.used_at else NEVER


def draw_nav(found: Sequence[Listed], one: Listed) -> None:
    """The way back to the list, and to the keys before and after."""
    names = {str(each.connection.connection_id): each.connection.name for each in found}
    last, coming = list_record.around(list(names), str(one.connection.connection_id))
    list_record.draw_nav(_show, names.__getitem__, last=last, coming=coming)


def _show(connection_id: str | None) -> None:
    """Callback: open a key, or with None go back to the list."""
    session.require(Action.CONNECTION_MANAGE)
    SLOT.open(**{admin.OPEN: connection_id})


def opened(found: Sequence[Listed]) -> Listed | None:
    """The key that the address names; None when none of them is."""
    wanted: UUID | None = SLOT.asked_id(admin.OPEN)
    return next((one for one in found if one.connection.connection_id == wanted), None)
