"""Whether the second factor is the rule, for who looks after accounts."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.services.people import second_factor_admin
from lib.ui.kit import feedback, session
from lib.ui.kit.asking import ask
from lib.ui.kit.open_form import Slot

SLOT: Final = Slot("second_factor_rule")
_WIDTH_PX: Final = 640
_ON: Final = (
    "Từ lần bấm tiếp theo, người chưa bật (kể cả bạn) chỉ làm được một việc: bật xác thực hai lớp."
)
_OFF: Final = "Ai đã bật vẫn giữ, và có thể tự tắt."


def draw(actor: Actor) -> None:
    """How it stands, and the way to change it."""
    now = second_factor_admin.rule(session.db(), actor)
    feedback.show_notes(SLOT.name)
    with st.container(width=_WIDTH_PX):
        st.markdown(
            "Tài khoản Văn phòng, Lãnh đạo, Thành viên Hội đồng và Quản trị bật được xác thực hai "
            "lớp tại trang Tài khoản: khi đăng nhập và trước khi công bố quyết định phải nhập thêm "
            "mã trên điện thoại."
        )
        st.markdown(
            f"{now.with_factor}/{now.who_may} tài khoản đã bật. Hiện "
            + ("**bắt buộc**." if now.is_rule else "**không bắt buộc**.")
        )
        if now.is_rule:
            _ask("Không bắt buộc nữa", "lock_open", _OFF, is_rule=False)
        else:
            _ask("Bắt buộc xác thực hai lớp", "lock", _ON, is_rule=True)


def _ask(label: str, icon: str, words: str, *, is_rule: bool) -> None:
    verb = "on" if is_rule else "off"
    ask(
        label, icon, words, key=f"second_factor_rule_{verb}", act=_set,
        args=(is_rule, SLOT.now.act(verb)),
    )  # fmt: skip


def _set(is_rule: bool, act_id: UUID) -> None:
    actor = session.require(Action.PEOPLE_MANAGE)
    done = "Đã bắt buộc xác thực hai lớp." if is_rule else "Xác thực hai lớp không còn bắt buộc."
    with SLOT.attempt(done):
        second_factor_admin.set_rule(session.db(), actor, act_id=act_id, is_rule=is_rule)
