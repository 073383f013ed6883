"""Which data of a person are stored, what for, who sees them and how long: for the person."""

from __future__ import annotations

import streamlit as st

from lib import text
from lib.ui.kit.markdown import plain


def draw() -> None:
    """A part to unfold, the same for everybody with an account."""
    with st.expander("Dữ liệu cá nhân của bạn", icon=":material/shield:"):
        lines = [
            f"- **{plain(one.what)}.** Để: {plain(one.purpose)}. Ai thấy: {plain(one.seen_by)}. "
            f"Lưu: {plain(one.kept)}{' (đề xuất)' if one.is_proposed else ''}."
            for one in text.PERSONAL_DATA
            if one.is_own
        ]
        st.markdown("\n".join(lines))
        st.caption(
            "Phần mềm không lưu số căn cước, thông tin sức khỏe, danh sách cử tri, lá phiếu của "
            "từng người. Muốn sửa hoặc hỏi về dữ liệu của mình, vui lòng liên hệ quản trị."
        )
