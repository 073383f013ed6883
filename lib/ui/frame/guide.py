"""The users' guide by sections, and which of them is about a page."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Final

import streamlit as st

from lib.config import ROOT

CAME_FROM: Final = "_came_from"
"""Where the tab remembers the page before the guide, by its address."""
_HEADING: Final = re.compile(r"^## (.+)$", re.MULTILINE)
# What a section is called begins so.
_ABOUT: Final[Mapping[str, str]] = {
    "home": "Việc của tôi",
    "checklist": "Cán bộ đơn vị",
    "documents": "Văn bản và xác nhận",
    "plan": "Cán bộ đơn vị",
    "nominations": "Đề nghị khen thưởng",
    "verification": "Văn phòng",
    "quality": "Văn phòng",
    "review": "Văn phòng",
    "closing": "Tổng kết",
    "report": "Báo cáo",
    "own-evaluation": "Đánh giá đơn vị",
    "assessment": "Đánh giá đơn vị",
    "evaluation": "Đánh giá đơn vị",
    "criteria": "Đánh giá đơn vị",
    "opinions": "Ý kiến, kiến nghị",
    "misinformation": "Thông tin sai sự thật",
    "feedback": "Ý kiến, kiến nghị",
    "exports": "Văn phòng",
    "connections": "Kết nối dữ liệu",
    "builder": "Thiết lập phong trào",
    "intake": "Nhập kế hoạch từ văn bản",
    "audit": "Nhật ký",
    "papers": "Văn bản khen thưởng",
    "meeting": "Hội đồng",
    "decisions": "Hội đồng",
    "honours": "Hội đồng",
    "summary": "Lãnh đạo",
    "people": "Quản trị",
    "confirmations": "Quản trị",
    "units": "Quản trị",
    "backup": "Quản trị",
    "maintenance": "Bảo trì",
    "reminders": "Nhắc việc",
    "outbox": "Nhắc việc",
    "files": "Tệp của tôi",
    "account": "Đăng nhập",
}


@functools.cache
def sections() -> Mapping[str, str]:
    """The guide's sections, title -> text, without pictures of pages at hand."""
    lines = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8").splitlines()
    whole = "\n".join(line for line in lines if not line.startswith("!["))
    _, *parts = _HEADING.split(whole)
    return dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))


def about(url_path: str) -> str:
    """The title of the section that tells of a page; the first one for what none tells of."""
    begins = _ABOUT.get(url_path, "")
    return next(title for title in sections() if title.startswith(begins))


def remember(url_path: str) -> None:
    """Keep from which page somebody goes to the guide."""
    st.session_state[CAME_FROM] = url_path
