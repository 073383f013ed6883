"""What one admin has proposed and a second person confirms: roles, passwords, returns."""

import streamlit as st

from lib.domain.access import Action
from lib.ui.kit import feedback, page_head, session
from lib.ui.people import one_time, waiting_list

session.require(Action.CONFIRMATION_DECIDE)

page_head.draw("Chờ xác nhận")
st.caption(
    "Vai trò Văn phòng, Lãnh đạo, Thành viên Hội đồng, Quản trị, việc đặt lại mật khẩu và mở lại "
    "các tài khoản ấy chỉ có hiệu lực khi người thứ hai xác nhận: một quản trị khác hoặc lãnh đạo, "
    "không phải người đề xuất, không phải người nhận. Tài khoản thay đổi thì đề xuất hết hiệu lực."
)


@st.fragment
def waiting() -> None:
    viewer = session.require(Action.CONFIRMATION_DECIDE)
    feedback.show_notes(waiting_list.SLOT.name)
    one_time.draw(waiting_list.SLOT.now, Action.CONFIRMATION_DECIDE, key="confirmations_noted")
    waiting_list.draw(viewer)


waiting()
