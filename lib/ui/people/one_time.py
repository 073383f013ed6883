"""A one-time password on screen, until whoever is to hand it over has noted it."""

from __future__ import annotations

import streamlit as st

from lib.domain.access import Action
from lib.ui.kit import session
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import OpenForm


def draw(now: OpenForm, needed: Action, *, key: str = "people_noted") -> None:
    """What `now.once` holds: name, user name and password; it is stored nowhere else."""
    if not now.once:
        return
    name, username, password = now.once
    with st.container(border=True):
        st.markdown(f"**Mật khẩu dùng một lần của {plain(name)}** ({plain(username)})")
        st.code(password, language=None)
        st.caption(
            "Chỉ hiện lần này. Vui lòng giao tận tay người nhận. Có hiệu lực 24 giờ; người dùng "
            "phải đổi khi đăng nhập lần tới."
        )
        st.button("Đã ghi lại", key=key, on_click=_noted, args=(now, needed))


def _noted(now: OpenForm, needed: Action) -> None:
    session.require(needed)
    now.once = ()
