"""Slips of first passwords, to be printed, cut and handed over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

import streamlit as st

from lib.domain.access import Action
from lib.domain.units import Unit
from lib.domain.vietnamese import format_instant
from lib.services import clock
from lib.services.people import people_passwords
from lib.services.people.people_passwords import Slip
from lib.ui.kit import feedback, session
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot

PAGE = "people_slips"
SLOT: Final = Slot(PAGE)
_UNIT = "people_slips_unit"


def draw(units: Sequence[Unit]) -> None:
    """Choose a unit, make its slips, print them; they are stored nowhere."""
    feedback.show_notes(PAGE)
    if SLOT.now.once:
        unit_id, slips = SLOT.now.once
        _sheet(next((one for one in units if one.unit_id == unit_id), None), slips)
        return
    today = clock.today()
    names = unique_labels({unit.unit_id: unit.name for unit in units if unit.is_open(today)})
    chosen = st.selectbox(
        "Đơn vị",
        list(names),
        index=None,
        key=_UNIT,
        format_func=lambda unit_id: names.get(unit_id, ""),
        placeholder="Chọn đơn vị",
        width=420,
    )
    st.caption(
        "Mỗi người chưa từng đăng nhập được một mật khẩu mới, có hiệu lực 24 giờ. Phiếu đã phát "
        "trước đó không dùng được nữa. Tài khoản có vai trò cần hai người thì đặt lại mật khẩu "
        "từng người tại danh sách."
    )
    st.button(
        "Tạo phiếu mật khẩu",
        key="people_slips_make",
        type="primary",
        icon=":material/badge:",
        disabled=chosen is None,
        on_click=_make,
        args=(SLOT.now.act("make"),),
    )


def _sheet(unit: Unit | None, slips: Sequence[Slip]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("Bấm Ctrl+P để in, rồi xóa khỏi màn hình.")
        st.button("Xóa khỏi màn hình", key="people_slips_done", on_click=_done)
    address = urlsplit(st.context.url or "")
    with st.container(key="slips"):
        for start in range(0, len(slips), 2):
            for column, slip in zip(st.columns(2), slips[start : start + 2], strict=False):
                with column.container(border=True):
                    _slip(unit, slip, f"{address.scheme}://{address.netloc}")


def _slip(unit: Unit | None, slip: Slip, address: str) -> None:
    lines = [
        f"**{plain(slip.full_name)}**" + (f" · {plain(unit.name)}" if unit else ""),
        f"Tên đăng nhập: `{slip.username}`",
        f"Mật khẩu lần đầu: `{slip.one_time_password}`",
        f"Dùng đến {format_instant(slip.expires_at)}; đổi mật khẩu ngay khi đăng nhập.",
    ]
    if address != "://":
        lines.insert(1, f"Địa chỉ: {plain(address)}")
    st.markdown("  \n".join(lines))


def _make(act_id: UUID) -> None:
    actor = session.require(Action.PEOPLE_MANAGE)
    unit_id: UUID | None = st.session_state[_UNIT]
    if unit_id is None:
        return
    with feedback.noted(PAGE):
        slips = people_passwords.first_password_slips(
            session.db(), actor, act_id=act_id, unit_id=unit_id
        )
        SLOT.now.settle()
        if slips:
            SLOT.now.once = (unit_id, slips)
        elif not SLOT.now.once:
            feedback.note(feedback.Kind.INFO, "Không có ai ở đơn vị này cần phiếu.", PAGE)


def _done() -> None:
    session.require(Action.PEOPLE_MANAGE)
    SLOT.now.once = ()
