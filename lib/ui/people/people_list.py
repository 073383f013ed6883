"""The list of accounts: filters that live in the address, one table, and what a row opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor, Role
from lib.domain.accounts import Account
from lib.domain.units import Unit
from lib.services import clock
from lib.services.people import people_list
from lib.services.people.people_list import PAGE_ROWS, Filter, Person
from lib.ui.kit import admin, arrow, page_head, paging, search, session, states, tables
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.open_form import Slot
from lib.ui.kit.states import Tone
from lib.web.sheets import admin_sheets, list_sheets
from lib.web.sheets import routes as sheets

PAGE, TABLE = "people", "people_table"
NUMBER: Final = "trang_nguoi"
SLOT: Final = Slot(PAGE, (admin.OPEN,))
ANY_UNIT, ANY_ROLE, ANY_STATE = "Mọi đơn vị", "Mọi vai trò", "Mọi trạng thái"
_OPEN, _CLOSED = text.ACCOUNT_STATES.values()
_WAITS, _EXPIRED = "Chờ đổi mật khẩu", "Mật khẩu hết hạn"
STATES = {ANY_STATE: "all", _OPEN: "open", _CLOSED: "closed"}
_BACK: Final = partial(paging.first, NUMBER, Action.PEOPLE_MANAGE)
_UNCONFIRMED: Final = "Chờ xác nhận"
_CHIPS: Final = states.chip_column(
    {
        _OPEN: Tone.GOOD, _CLOSED: Tone.IDLE, _WAITS: Tone.WAITING, _EXPIRED: Tone.BAD,
        _UNCONFIRMED: Tone.WAITING,
    },
    width_px=160,
    help_text=f"“{_EXPIRED}”: mật khẩu dùng một lần đã hết hạn, cần đặt lại.",
)  # fmt: skip


def state_text(account: Account, now: datetime, *, waits: bool) -> str:
    """How the account stands.

    Args:
        waits: whether something of it waits for a second person.
    """
    if waits:
        return _UNCONFIRMED
    if not account.is_open:
        return _CLOSED
    if not account.must_change:
        return _OPEN
    expires = account.password_expires_at
    is_over = expires is not None and expires <= now
    return _EXPIRED if is_over else _WAITS


def draw(actor: Actor, wanted: Filter) -> None:
    """A page of what the filters keep, and how many these are."""
    found = people_list.people(session.db(), actor, wanted)
    if found.people:
        _table(found.people)
    else:
        st.info(
            "Không có ai theo bộ lọc này. Xóa bớt điều kiện, hoặc chọn “Thêm người dùng”.",
            icon=":material/person_search:",
        )
    admin.count_line(found.matching, found.total, "tài khoản")
    paging.draw(found.pages, NUMBER, actor, usual=PAGE_ROWS, shown=len(found.people))


def draw_print(wanted: Filter, units: Sequence[Unit]) -> None:
    """The way to the list's sheet, narrowed as it is."""
    unit = next((one for one in units if one.unit_id == wanted.unit_id), None)
    narrowed = {
        list_sheets.SOUGHT: wanted.words,
        list_sheets.STATE: "" if wanted.state == "all" else wanted.state,
        admin_sheets.UNIT: unit.code if unit else "",
        admin_sheets.ROLE: wanted.role.value if wanted.role else "",
    }
    page_head.draw_print(sheets.url("people", **narrowed))


def draw_filters(units: Sequence[Unit]) -> Filter:
    """What narrows the list; it stands in the address."""
    by_code = {unit.code: unit for unit in units}
    names = unique_labels({code: unit.short_name for code, unit in by_code.items()})
    roles = {text.ROLES[role]: role for role in Role}
    with st.container(key="narrowing", horizontal=True, vertical_alignment="center"):
        words = search.box(
            "Tìm tên hoặc tên đăng nhập",
            "nguoi",
            _BACK,
            placeholder="Tìm tên, không cần dấu",
            is_kept=True,
            width=230,
        )
        code = st.selectbox(
            "Đơn vị",
            [ANY_UNIT, *names],
            key="people_unit",
            format_func=lambda chosen: names.get(chosen, chosen),
            bind="query-params",
            persist_state="page",
            width=200,
            label_visibility="collapsed",
            on_change=_BACK,
        )
        role = st.selectbox(
            "Vai trò",
            [ANY_ROLE, *roles],
            key="people_role",
            bind="query-params",
            persist_state="page",
            width=190,
            label_visibility="collapsed",
            on_change=_BACK,
        )
        state = st.selectbox(
            "Trạng thái",
            list(STATES),
            key="people_state",
            bind="query-params",
            persist_state="page",
            width=160,
            label_visibility="collapsed",
            on_change=_BACK,
        )
    return Filter(
        words=words,
        unit_id=by_code[code].unit_id if code in by_code else None,
        role=roles.get(role),
        state=STATES.get(state, "all"),
        page=paging.asked(NUMBER),
    )


def _table_key() -> str:
    """Of its own for each page: what was clicked on one page would stay clicked on the next."""
    return f"{TABLE}_{paging.asked(NUMBER)}"


def _table(people: Sequence[Person]) -> None:
    now = clock.now()
    accounts = [person.account for person in people]
    chips = [[state_text(one.account, now, waits=one.waits)] for one in people]
    tables.draw_rows(
        arrow.table(
            {
                "Họ và tên": [one.full_name for one in accounts],
                "Tên đăng nhập": [one.username for one in accounts],
                "Đơn vị": [person.unit_name for person in people],
                "Trạng thái": arrow.chips(chips),
            }
        ),
        key=_table_key(),
        height=tables.list_height(len(people)),
        widths={"Họ và tên": 140, "Tên đăng nhập": 104, "Đơn vị": 122},
        columns={"Trạng thái": _CHIPS},
        records=[one.username for one in accounts],
        alt="Danh sách người dùng",
        on_select=partial(admin.open_row, SLOT, _table_key(), Action.PEOPLE_MANAGE),
    )
