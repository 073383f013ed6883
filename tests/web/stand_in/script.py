"""Elements whose built-in words, files and errors the tests of the web layer look at."""

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.web.cookies import SECURE_NAME
from lib.web.gate import process

tab, socket = get_script_run_ctx().session_id, st.context.headers.get("Sec-WebSocket-Key", "")
known = {"live": "staff", "admin": "admin"}
who = known.get(st.context.cookies.get(SECURE_NAME)) or known.get(st.query_params.get("as"))
if who:
    process.signed_in(tab, socket, who)
if st.query_params.get("as") == "nobody":
    process.signed_out(tab, socket)

st.set_page_config(page_title="Trang thử")
st.title("Phong trào thi đua: Ắ ằ ẳ ẵ ặ Ữ ự Ợ đ Đ ₫")
st.text_input("Tên đăng nhập", key="name")
st.text_input("Mật khẩu", type="password", key="password")
st.button("Đăng nhập", type="primary", key="sign_in")

show = st.query_params.get("show", "")
if show == "error":
    raise ZeroDivisionError("secret detail")
if show == "error_on_click" and st.button("Hỏng"):
    raise ZeroDivisionError("secret detail")
if show == "files":
    st.download_button("Tải về", "báo cáo", file_name="a.txt")
    uploaded = st.file_uploader("Minh chứng", accept_multiple_files=True)
    st.write([f"{each.name} {each.size}" for each in uploaded])
if show == "camera":
    photo = st.camera_input("Ảnh hiện trường")
    if photo:
        st.write(f"Ảnh {photo.type}")
if show == "widgets":
    st.selectbox("Đơn vị", ["Văn phòng", "Thanh tra"], index=None)
    st.multiselect("Nhóm", ["II.1", "II.2"])
    st.number_input("Số", value=3)
    st.date_input("Ngày")
    st.text_area("Ghi chú", max_chars=100)
    st.dataframe(pd.DataFrame({"Đơn vị": ["A", "B"], "Số": [1, 2]}), hide_index=True)
    st.markdown("Settings")
    st.html("<p>Search</p>")
if show == "password":
    st.caption(f"{len(st.session_state.password)} chữ")
    with st.form("change"):
        st.text_input("Mật khẩu mới", type="password", key="new")
        if st.form_submit_button("Đổi"):
            st.caption(f"đổi {len(st.session_state.new)} chữ")
if show == "session":
    # As the server answers whose session has ended.
    if st.session_state.get("source") != "Hết phiên":
        with st.sidebar:
            st.button("Đăng xuất", key="shell_sign_out")
    with st.container(key="source_form"):
        st.text_input("Nguồn", key="source")
if show == "threads":
    # In a new session its widgets are counted anew, and others may be there.
    st.session_state.setdefault("opening", 3)
    if "later" in st.session_state:
        with st.sidebar:
            st.markdown("Nguyễn Thị Lan")
            if st.button("Đăng xuất", key="shell_sign_out"):
                del st.session_state.later
                st.rerun()
        later = st.session_state.later
        for key in st.query_params["then" if later else "first"].split():
            st.text_area("Trả lời", key=f"talk_{key.replace('N', str(st.session_state.opening))}")
    elif st.button("Vào", key="back"):
        st.session_state.later = "opening_seen" in st.session_state
        st.session_state.opening_seen = True
        st.session_state.opening -= 1
        st.rerun()
if show == "item":
    with st.container(key="asof"):
        st.caption("Số liệu lúc 14:03:22 · r12")
    with st.container(key="item_form_1"):
        st.text_area("Nội dung", key="item_note")
        if st.button("Lưu", key="save_item"):
            st.success(f"Đã lưu: {st.session_state.item_note}")
    with st.container(key="notice_form"):
        st.text_input("Nguồn", key="notice_source")
    if st.toggle("Chưa lưu", key="toggle_dirty"):
        with st.container(key="dirty"):
            st.caption("Có thay đổi chưa lưu")
