"""Copies of campaigns, in words."""

from __future__ import annotations

from collections.abc import Mapping

COPY_FIELDS: Mapping[str, str] = {
    "code": "Mã phong trào mới",
    "title": "Tên đầy đủ",
    "short_title": "Tên ngắn",
    "anchor_on": "Ngày mốc",
    "swaps": "Chữ đổi",
}
