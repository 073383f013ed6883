"""The sign-in page; the shell shows it at every address to whoever is not signed in."""

import streamlit as st

from lib import text
from lib.services.operation import setup
from lib.ui.frame import authenticator
from lib.ui.kit import feedback, foot, page_head, session
from lib.ui.kit.markdown import plain

agency = setup.agency(session.db())
demo = setup.demo(session.db())

with st.container(width=460):
    page_head.draw(text.PRODUCT)
    # The library's form has a heading of the third level.
    st.header(plain(agency.name) if agency else "Phong trào thi đua", anchor=False)
    if session.is_unprotected():
        st.warning(text.UNPROTECTED, title="Kết nối chưa được bảo vệ")
        foot.stop()
    with feedback.shown():
        refusal = authenticator.sign_in_form()
        if refusal:
            st.error(refusal)

if demo:
    with st.container(width=900):
        st.header("Tài khoản dùng thử", anchor=False)
        st.markdown(f"Mật khẩu chung của mọi tài khoản: `{demo.password}`")
        st.markdown(
            "\n".join(
                f"- `{one.username}`: {plain(one.full_name)}, "
                f"{plain(one.unit_name)} ({one.role_names})"
                for one in setup.demo_accounts(session.db())
            )
        )
