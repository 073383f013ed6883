"""On the page of exports: the way to the keys, since the menu does not list their page."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib.config import ROOT

_PAGE: Final = ROOT / "pages" / "office" / "connections.py"


def draw() -> None:
    """What keys are for, and the link."""
    with st.container(border=True, key="export_connections"):
        words, acts = st.columns((62, 38), vertical_alignment="center")
        words.markdown(
            "**Excel, Power BI đọc thẳng**  \n:small[Không tải tệp: chương trình tự đọc các bảng "
            "này bằng khóa do Văn phòng tạo, và làm mới khi cần.]"
        )
        with acts.container(
            horizontal=True, horizontal_alignment="right", vertical_alignment="center"
        ):
            st.page_link(_PAGE, label="Kết nối dữ liệu", icon=":material/key:")
