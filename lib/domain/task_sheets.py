"""The tasks of a plan's draft as a workbook: its columns."""

from __future__ import annotations

from typing import Final

from lib.domain.imports import Columns

COLUMNS: Final = Columns(
    ("group", "short_title"),
    (
        "code", "title", "guidance", "evidence_hint", "privacy_note", "milestone", "way", "days",
        "source", "applies_to", "mandatory", "nil_allowed", "suggested", "unit_report", "form",
        "campaign", "version",
    ),
)  # fmt: skip
HIDDEN: Final = ("campaign", "version")
"""What is told to who reads the file, and to nobody who fills it in."""
TEXTS: Final = ("short_title", "title", "guidance", "evidence_hint", "privacy_note")
DAYS: Final = ("before", "after")
"""Questions of a task's form that one column is for, by the side of the milestone."""
TASK_LIMIT: Final = 500
