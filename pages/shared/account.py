"""Own account: one's data, the password, the other sessions, sign-ins and devices."""

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.domain.vietnamese import format_instant
from lib.services.people import account, sessions
from lib.ui.frame import frame
from lib.ui.kit import feedback, foot, page_head, session
from lib.ui.people import own_data, own_devices, own_email, own_second_factor

actor = session.require(Action.ACCOUNT_SELF)


def end_others() -> None:
    me = session.require(Action.ACCOUNT_SELF)
    with feedback.noted():
        count = sessions.end_other_sessions(session.db(), me)
        feedback.note(feedback.Kind.SUCCESS, f"Đã kết thúc {count} phiên khác.")


@st.fragment
def email() -> None:
    me = session.require(Action.ACCOUNT_SELF)
    own_email.draw(me)


if (actor.must_enrol or own_second_factor.has_codes()) and not actor.must_change:
    page_head.draw(text.ENROL)
    own_second_factor.draw(actor)
    foot.stop()
page_head.draw("Đổi mật khẩu" if actor.must_change else "Tài khoản")
if actor.must_change:
    st.info("Mật khẩu đang dùng chỉ dùng được một lần. Vui lòng đặt mật khẩu của riêng bạn.")
    password = st.container()
else:
    own_devices.draw_strange(actor)
    own, password = st.columns(2, gap="large")
    with own:
        st.header("Thông tin của bạn", anchor=False)
        st.markdown(frame.own_data(actor))
        st.caption("Cần sửa các thông tin này, vui lòng liên hệ quản trị.")
        email()
        st.header("Phiên đăng nhập", anchor=False)
        rows = sessions.open_sessions(session.db(), actor)
        st.markdown(
            "\n".join(
                f"- Bắt đầu {format_instant(one.created_at)}, dùng gần nhất "
                f"{format_instant(one.seen_at)}"
                + (" (phiên này)" if one.session_id == actor.session_id else "")
                for one in rows
            )
        )
        st.button(
            "Kết thúc các phiên khác",
            key="account_end_others",
            on_click=end_others,
            disabled=len(rows) < 2,
        )
    password.header("Đổi mật khẩu", anchor=False)

with password, st.form("account_password", width=460):
    current = st.text_input(
        "Mật khẩu hiện tại", type="password", key="account_current", autocomplete="current-password"
    )
    new = st.text_input(
        "Mật khẩu mới",
        type="password",
        key="account_new",
        autocomplete="new-password",
        help="Ít nhất 10 ký tự, tối đa 72 byte. Một câu ngắn dễ nhớ là tốt nhất.",
    )
    repeated = st.text_input(
        "Nhập lại mật khẩu mới",
        type="password",
        key="account_repeated",
        autocomplete="new-password",
    )
    if st.form_submit_button("Đổi mật khẩu", key="account_change", type="primary"):
        with feedback.shown():
            opened = account.change_password(
                session.db(),
                actor,
                current=current,
                new=new,
                repeated=repeated,
                address=session.address(),
            )
            session.begin(opened)
            own_email.SLOT.now.settle()
            feedback.note(
                feedback.Kind.SUCCESS, "Đã đổi mật khẩu. Các phiên khác của bạn đã kết thúc."
            )
            st.rerun()

if not actor.must_change:
    own_second_factor.draw(actor)
    own_devices.draw_sign_ins(actor)
    own_devices.draw_devices(actor)
    own_data.draw()
