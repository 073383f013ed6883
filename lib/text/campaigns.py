"""Campaigns and copies of them, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lib.domain.campaigns import DueSource
from lib.domain.vietnamese import format_date
from lib.text.words import DUE_SOURCES

BASES = "Căn cứ"
NEW_FIELDS: Mapping[str, str] = {
    "code": "Mã phong trào mới",
    "title": "Tên đầy đủ",
    "short_title": "Tên ngắn",
    "anchor": "Mốc gốc",
    "anchor_on": "Ngày mốc",
}
COPY_FIELDS = ("code", "title", "short_title", "anchor_on")
"""Those that a copy is asked for: its anchor is called as before."""

SWAPS = "Chữ đổi"
"""What a copy calls the words that it has instead of others."""
DRIVE_WORDS: Mapping[str, str] = {
    "theo_dot": "đợt thi đua",
    "theo_chuyen_de": "phong trào thi đua",
}
"""What a plan calls its campaign, by the form of emulation that the law of its day knows."""


def plan_facts(form: str, scope: str, period: str) -> list[tuple[str, str]]:
    """What a campaign is, whom it calls upon and how long, each behind its label."""
    told = (("Loại hình", form), ("Phạm vi, đối tượng", scope), ("Thời gian", period))
    return [(label, said) for label, said in told if said]


def plan_period(starts_on: date | None, ends_on: date | None, *, is_suggested: bool) -> str:
    """As in "từ 01/3/2021 đến 12/6/2021 (đề xuất)"; "" where no day is known."""
    begins = f"từ {format_date(starts_on)}" if starts_on else ""
    ends = f"đến {format_date(ends_on)}" if ends_on else ""
    told = " ".join(filter(None, (begins, ends)))
    return f"{told} ({DUE_SOURCES[DueSource.SUGGESTED]})" if told and is_suggested else told
