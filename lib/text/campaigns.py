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

DRIVE_WORDS: Mapping[str, str] = {
    "theo_dot": "đợt thi đua",
    "theo_chuyen_de": "phong trào thi đua",
}
"""What a plan calls its campaign, by the form of emulation that the law of its day knows."""
