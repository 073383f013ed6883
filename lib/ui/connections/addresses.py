"""What a person copies into Excel or Power BI, beside how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from lib import text

_HOME: Final = "/api/v1"
_EXCEL, _ODATA, _PROGRAM = "Excel", "Power BI", "Khác"


def draw(tables: Sequence[str], *, key: str) -> None:
    """The addresses of the tables, by what is to read them."""
    st.markdown("**Địa chỉ để dán vào chương trình**")
    way = st.segmented_control(
        "Đọc bằng",
        [_EXCEL, _ODATA, _PROGRAM],
        default=_EXCEL,
        key=f"{key}_way",
        required=True,
        label_visibility="collapsed",
    )
    home = f"{_origin()}{_HOME}"
    if way == _EXCEL:
        chosen = st.selectbox(
            "Bảng", tables, key=f"{key}_table", format_func=text.EXPORTS.__getitem__
        )
        st.code(f"{home}/tables/{chosen}.csv", language=None, wrap_lines=True)
        st.caption(
            "Dữ liệu → Từ Web, dán địa chỉ; khi được hỏi, chọn kiểu Cơ bản (Basic): tên người dùng "
            "gõ gì cũng được, mật khẩu là khóa."
        )
    elif way == _ODATA:
        st.code(f"{home}/odata/", language=None, wrap_lines=True)
        st.caption(
            "Lấy dữ liệu → Nguồn cấp dữ liệu OData (Excel cũng có), dán địa chỉ; chọn kiểu Cơ bản "
            "(Basic): tên người dùng tùy ý, mật khẩu là khóa; rồi đánh dấu các bảng cần đọc."
        )
    else:
        st.code(f"{home}/tables", language=None, wrap_lines=True)
        st.caption(
            "Gửi khóa trong phần đầu Authorization: Bearer. Cách đọc từng trang và mô tả OpenAPI ở "
            f"[trang dành cho lập trình]({_HOME}/)."
        )


def _origin() -> str:
    """Where this person's browser finds the server."""
    shown = urlsplit(st.context.url or "")
    return f"{shown.scheme}://{shown.netloc}" if shown.netloc else ""
