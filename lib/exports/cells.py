"""How one value stands in a cell."""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction

from lib.domain.exports import Dates, Decimals, Options
from lib.domain.vietnamese import share_percent


class Kind(StrEnum):
    """What the cells of a column hold, for formats that have more than text."""

    TEXT = "text"
    COUNT = "count"
    """a number that may be added up over the rows"""
    NUMBER = "number"
    SHARE = "share"
    """in hundredths"""
    DAY = "day"
    """a date, or an instant"""


# A spreadsheet would take a text that begins so for a formula.
# And one of digits alone for a number, whose first zeros it would drop: a telephone's.
_ZEROS = re.compile(r"0\d+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run or count with."""
    return f"'{text}" if _is_taken(text) else text


def bare(cell: str) -> str:
    """The text that `safe` made the cell of, for formats that tell text from formulas."""
    return cell[1:] if cell.startswith("'") and _is_taken(cell[1:]) else cell


def day(iso: str, options: Options) -> str:
    """A date, or an instant whose first ten letters are one."""
    if not iso or options.dates == Dates.ISO:
        return iso
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}{iso[10:]}"


def number(canonical: str, options: Options) -> str:
    """A number as it is stored, with a point before its decimals."""
    return canonical.replace(".", ",") if options.decimals == Decimals.COMMA else canonical


def percent(share: float | Fraction | None, options: Options) -> str:
    """A ratio in [0, 1] in hundredths, with the digits that pages show; "" without one."""
    if share is None:
        return ""
    return number(str(share_percent(share)), options)


def _is_taken(text: str) -> bool:
    """Whether a spreadsheet would take it for more than text, with or without our apostrophes."""
    told = text.lstrip("'")
    return told.startswith(_FORMULA) or _ZEROS.fullmatch(told) is not None
