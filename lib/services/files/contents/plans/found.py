"""What a reader of plan files hands on, and how much of it is taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from lib.domain.vietnamese import format_number
from lib.errors import BadPlan

LINES_LIMIT: Final = 20_000
LINE_LIMIT: Final = 20_000
LETTERS_LIMIT: Final = 2_000_000
"""A plan of 40 pages has some 100,000 letters on 2,000 lines."""


@dataclass(slots=True)
class FoundText:
    """Attributes: warnings: keys of their sentences; left_out: how many of what were not read."""

    lines: list[str]
    warnings: list[str] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)


def within_limits(texts: Iterable[str], file: str) -> list[str]:
    """The lines, if a person could have written so many.

    Raises:
        BadPlan: too many lines or letters, or one line that is too long.
    """
    lines: list[str] = []
    letters = 0
    for text in texts:
        lines.append(text)
        letters += len(text)
        if len(lines) > LINES_LIMIT:
            raise BadPlan("too_many_lines", file=file, limit=format_number(LINES_LIMIT))
        if len(text) > LINE_LIMIT:
            limit = format_number(LINE_LIMIT)
            raise BadPlan("too_long_line", file=file, line=len(lines), limit=limit)
        if letters > LETTERS_LIMIT:
            raise BadPlan("too_much_text", file=file, limit=format_number(LETTERS_LIMIT))
    return lines
