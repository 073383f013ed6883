"""On "Tài khoản": the second factor, from its QR code to its recovery codes."""

from __future__ import annotations

from typing import Final

import segno
import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.vietnamese import format_instant
from lib.services.people import second_factor
from lib.services.people.second_factor import NewKey, Overview
from lib.ui.kit import feedback, session
from lib.ui.kit.open_form import Slot

SLOT: Final = Slot("second_factor")
_WIDTH_PX: Final = 460
_WHAT: Final = (
    "Khi đăng nhập, ngoài mật khẩu phải nhập thêm mã 6 chữ số do ứng dụng xác thực trên điện thoại "
    "tạo ra. Người biết mật khẩu của bạn mà không có điện thoại thì không vào được."
)


def has_codes() -> bool:
    """Whether recovery codes are on screen: nothing else is, until they are put away."""
    held = SLOT.now.once
    return bool(held) and not isinstance(held[0], NewKey)


def draw(actor: Actor) -> None:
    """How it stands, and the next thing to do; nothing for who needs none."""
    now = second_factor.overview(session.db(), actor)
    if not (now.may_have or now.since):
        return
    with st.container(key="second_factor", width=_WIDTH_PX):
        if not (actor.must_enrol or has_codes()):
            st.header(text.ENROL, anchor=False)
        feedback.show_notes(SLOT.name)
        held = SLOT.now.once
        if held and isinstance(held[0], NewKey) and now.since is None:
            _key(held[0])
        elif has_codes():
            _codes(held)
        elif now.since is None:
            _offer(now)
        else:
            _in_force(now)


def _offer(now: Overview) -> None:
    st.markdown(_WHAT)
    if now.is_rule:
        st.info("Cơ quan yêu cầu tài khoản của bạn dùng xác thực hai lớp.", icon=":material/lock:")
    st.text_input(
        "Mật khẩu hiện tại để bật xác thực hai lớp", type="password", key="second_factor_password",
        autocomplete="current-password",
    )  # fmt: skip
    st.button(
        "Bật xác thực hai lớp", key="second_factor_begin", type="primary",
        icon=":material/passkey:", on_click=_begin,
    )  # fmt: skip


def _key(new: NewKey) -> None:
    st.markdown("1. Mở ứng dụng xác thực trên điện thoại, chọn thêm tài khoản và quét mã này.")
    picture = segno.make(new.address, error="m").svg_data_uri(scale=5, border=4, light="white")
    words = f"Mã QR của khóa xác thực: {new.key}"
    st.html(f'<img src="{picture}" alt="{words}" width="245" height="245">')
    st.markdown("Không quét được thì gõ khóa này vào ứng dụng:")
    st.code(" ".join(new.key[at : at + 4] for at in range(0, len(new.key), 4)), language=None)
    st.markdown("2. Nhập mã 6 chữ số mà ứng dụng đang hiện.")
    _code_box()
    with st.container(horizontal=True):
        st.button("Xác nhận", key="second_factor_confirm", type="primary", on_click=_confirm)
        st.button("Thôi", key="second_factor_cancel", on_click=_forget)


def _codes(codes: tuple[str, ...]) -> None:
    st.markdown(
        "**Mười mã dự phòng.** Khi không có điện thoại, mỗi mã dùng được một lần thay mã xác thực. "
        "Vui lòng in hoặc chép ra giấy, cất nơi an toàn: các mã này chỉ hiện lần này."
    )
    st.code("\n".join(codes), language=None)
    st.button("Đã cất mã dự phòng", key="second_factor_noted", on_click=_forget)


def _in_force(now: Overview) -> None:
    since = format_instant(now.since) if now.since else ""
    st.markdown(f"Đang bật từ {since}; còn **{now.codes_left}** mã dự phòng.")
    _code_box()
    with st.container(horizontal=True):
        st.button("Tạo mã dự phòng mới", key="second_factor_codes", on_click=_new_codes)
        if not now.is_rule:
            st.button("Tắt xác thực hai lớp", key="second_factor_remove", on_click=_remove)
    st.caption("Mất cả điện thoại và mã dự phòng: liên hệ quản trị, lãnh đạo xác nhận rồi bật lại.")


def _code_box() -> None:
    st.text_input(
        "Mã xác thực", key="second_factor_typed", autocomplete="one-time-code", max_chars=40
    )


def _typed(key: str) -> str:
    """What was typed, which is not kept."""
    typed = str(st.session_state.get(key) or "")
    st.session_state[key] = ""
    return typed


def _begin() -> None:
    actor = session.require(Action.ACCOUNT_SELF)
    with SLOT.attempt():
        SLOT.now.once = (
            second_factor.begin(
                session.db(), actor, current=_typed("second_factor_password"),
                address=session.address(),
            ),
        )  # fmt: skip


def _confirm() -> None:
    actor = session.require(Action.ACCOUNT_SELF)
    with SLOT.attempt("Đã bật xác thực hai lớp."):
        SLOT.now.once = second_factor.confirm(
            session.db(), actor, _typed("second_factor_typed"), session.address()
        )


def _new_codes() -> None:
    actor = session.require(Action.ACCOUNT_SELF)
    with SLOT.attempt("Đã tạo mã dự phòng mới; các mã cũ không dùng được nữa."):
        SLOT.now.once = second_factor.new_codes(
            session.db(), actor, _typed("second_factor_typed"), session.address()
        )


def _remove() -> None:
    actor = session.require(Action.ACCOUNT_SELF)
    with SLOT.attempt("Đã tắt xác thực hai lớp."):
        second_factor.remove(session.db(), actor, _typed("second_factor_typed"), session.address())


def _forget() -> None:
    session.require(Action.ACCOUNT_SELF)
    SLOT.now.once = ()
