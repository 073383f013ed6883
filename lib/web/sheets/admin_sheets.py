"""The admin's lists on paper: people and units, which belong to no campaign."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import QueryParams

from lib import text
from lib.domain.access import Actor, Role
from lib.services import clock
from lib.services.operation.runtime import Database
from lib.services.people import people_list, unit_list
from lib.web.sheets import pages
from lib.web.sheets.list_sheets import SOUGHT, STATE, listed
from lib.web.sheets.sheet import Sheet

UNIT: Final = "don_vi"
ROLE: Final = "vai_tro"
OPEN, CLOSED = "open", "closed"
"""What stands in the address for a state; anything else is all."""
_IS_OPEN: Final = {OPEN: True, CLOSED: False}


def people(db: Database, actor: Actor, asked: QueryParams) -> Sheet:
    """The accounts, without anything that one signs in with but the name."""
    units = people_list.units(db, actor)
    unit = next((one for one in units if one.code == asked.get(UNIT)), None)
    role = next((one for one in Role if one == asked.get(ROLE)), None)
    state, sought = _state(asked), asked.get(SOUGHT, "")

    def read(page: int) -> people_list.Found:
        wanted = people_list.Filter(
            sought, unit.unit_id if unit else None, role, state or "all", page, pages.AT_ONCE
        )
        return people_list.people(db, actor, wanted)

    every = pages.every(read)
    return listed(
        "Người dùng", "", [one for page in every for one in page.people],
        {
            "Họ và tên": lambda one: one.account.full_name,
            "Tên đăng nhập": lambda one: one.account.username,
            "Đơn vị": lambda one: one.unit_name,
            "Vai trò": lambda one: text.roles(one.account.roles),
            "Trạng thái": lambda one: text.ACCOUNT_STATES[OPEN if one.account.is_open else CLOSED],
        },
        revision=None, is_wide=True,
        told={
            "Đơn vị": unit.name if unit else "",
            "Vai trò": text.ROLES[role] if role else "",
            "Trạng thái": text.ACCOUNT_STATES.get(state, ""),
            "Tìm": sought,
        },
        total=every[0].matching,
    )  # fmt: skip


def units(db: Database, actor: Actor, asked: QueryParams) -> Sheet:
    """The units, closed ones too."""
    state, sought, today = _state(asked), asked.get(SOUGHT, ""), clock.today()

    def read(page: int) -> unit_list.Found:
        wanted = unit_list.Filter(sought, _IS_OPEN.get(state), page, pages.AT_ONCE)
        return unit_list.units(db, actor, wanted)

    every = pages.every(read)
    return listed(
        "Đơn vị", "", [one for page in every for one in page.units],
        {
            "Mã": lambda one: one.code,
            "Tên đơn vị": lambda one: one.name,
            "Loại": lambda one: text.UNIT_TYPES[one.unit_type],
            "Số người": lambda one: str(one.headcount or ""),
            "Trạng thái": lambda one: text.unit_state(one, today),
        },
        revision=None,
        told={"Trạng thái": text.UNIT_STATES.get(state, ""), "Tìm": sought},
        total=every[0].matching,
    )  # fmt: skip


def _state(asked: QueryParams) -> str:
    named = asked.get(STATE, "")
    return named if named in _IS_OPEN else ""
