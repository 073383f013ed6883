"""On "Tài khoản": the last sign-ins, the devices that are known, and what is strange among them."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.devices import KnownDevice, SignIn, StrangeSignIn
from lib.domain.vietnamese import format_instant
from lib.services.people import devices, sessions
from lib.services.people.sessions import OpenedSession
from lib.ui.kit import feedback, session
from lib.ui.kit.markdown import plain

_NOT_ME: Final = "Không phải bạn? Đổi mật khẩu và kết thúc các phiên khác"
_MOST_TOLD: Final = 3


def tell_strange(opened: OpenedSession) -> None:
    """Note, right after a sign-in, what strange ones there were before it."""
    actor = sessions.actor(session.db(), opened.session_id)
    strange = devices.strange_sign_ins(session.db(), actor) if actor else []
    if strange:
        way = f"{_NOT_ME} tại trang Tài khoản."
        feedback.note(feedback.Kind.WARNING, "  \n".join([*_told(strange), way]))


def draw_strange(actor: Actor) -> None:
    """The strange sign-ins, each to be confirmed by whoever may."""
    strange = devices.strange_sign_ins(session.db(), actor)
    if not strange:
        return
    with st.container(key="account_strange"):
        st.warning("  \n".join([*_told(strange), f"{_NOT_ME} ở dưới đây."]))
        for one in strange[:_MOST_TOLD]:
            if one.may_confirm:
                st.button(
                    f"Lần lúc {format_instant(one.sign_in.happened_at)} là tôi",
                    key=f"account_confirm_{one.sign_in.sign_in_id}",
                    on_click=_confirm,
                    args=(one.sign_in.sign_in_id,),
                )


def draw_sign_ins(actor: Actor) -> None:
    """When and where the account was signed in to."""
    st.header("Các lần đăng nhập gần đây", anchor=False)
    rows = devices.last_sign_ins(session.db(), actor)
    if not rows:
        st.caption("Các lần đăng nhập từ nay sẽ được liệt kê ở đây, giữ 180 ngày.")
        return
    st.markdown("\n".join(f"- {_line(one)}" for one in rows))
    st.caption("Giữ 180 ngày, chỉ bạn xem được ở đây; nhật ký hệ thống giữ bản ghi riêng.")


def draw_devices(actor: Actor) -> None:
    """The devices that the account knows, each with the way to have it forgotten."""
    rows = devices.own_devices(session.db(), actor)
    if not rows:
        return
    st.header("Thiết bị đã biết", anchor=False)
    st.caption(
        "Người khác thử sai mật khẩu không làm bạn phải chờ trên các thiết bị này; đăng nhập từ "
        "thiết bị khác thì bạn được báo."
    )
    for one in rows:
        with st.container(horizontal=True, vertical_alignment="center", width=760):
            st.markdown(_device(one), width="stretch")
            st.button(
                "Không còn là thiết bị của tôi",
                key=f"account_forget_{one.device_id}",
                on_click=_forget,
                args=(one.device_id,),
            )


def _told(strange: list[StrangeSignIn]) -> list[str]:
    lines = [
        f"Lần đăng nhập lạ: lúc {format_instant(one.sign_in.happened_at)}, "
        f"{_where(one.sign_in.address, one.sign_in.browser)}."
        for one in strange[:_MOST_TOLD]
    ]
    more = len(strange) - _MOST_TOLD
    return [*lines, f"Và {more} lần khác."] if more > 0 else lines


def _line(one: SignIn) -> str:
    new = ""
    if one.is_strange:
        new = " (thiết bị mới, bạn đã xác nhận)" if one.is_confirmed else " (**thiết bị mới**)"
    return f"{format_instant(one.happened_at)}, {_where(one.address, one.browser)}{new}"


def _device(one: KnownDevice) -> str:
    here = " (thiết bị này)" if one.is_this else ""
    return (
        f"**{plain(one.browser or 'Trình duyệt không rõ')}**{here}  \n"
        f":small[Lần đầu {format_instant(one.first_seen_at)}, gần nhất "
        f"{format_instant(one.seen_at)}, {_place(one.address)}]"
    )


def _where(address: str | None, browser: str) -> str:
    return f"{_place(address)}, trình duyệt {plain(browser or 'không rõ')}"


def _place(address: str | None) -> str:
    return f"địa chỉ {plain(address)}" if address else "ngay trên máy chủ"


def _confirm(sign_in_id: UUID) -> None:
    actor = session.require(Action.ACCOUNT_SELF)
    with feedback.noted():
        devices.confirm(session.db(), actor, sign_in_id)
        feedback.note(feedback.Kind.SUCCESS, "Đã ghi nhận lần đăng nhập đó là của bạn.")


def _forget(device_id: UUID) -> None:
    actor = session.require(Action.ACCOUNT_SELF)
    with feedback.noted():
        ended = devices.forget_device(session.db(), actor, device_id)
        feedback.note(
            feedback.Kind.SUCCESS,
            f"Thiết bị không còn được nhận ra, đã kết thúc {ended} phiên khác trên đó.",
        )
