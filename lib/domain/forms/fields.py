"""What a form asks: a field, its parts and its choices.

Answers are flat: part key -> value; an empty part has no key. Values are what JSON keeps: decimals
as "1234.5", days as "2026-11-22". What each kind takes is in `kinds`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = int | str | bool | list[str]
Limit = int | Decimal | date


class Kind(StrEnum):
    SHORT_TEXT = "short_text"
    PERSON = "person"
    """A full name, chosen from a list or typed."""
    LONG_TEXT = "long_text"
    WHOLE = "whole"
    YEAR = "year"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    LINK = "link"
    PERSONAL = "personal"
    """A number that is somebody's own, as a telephone's; shown but for its end."""
    SUM = "sum"
    DIFFERENCE = "difference"
    SHARE = "share"
    """Worked out, as the two before it; a share that is typed is a PERCENT."""
    ROWS = "rows"
    TOTAL = "total"
    """Worked out of rows: how many they are, or the sum of a column."""
    FILES = "files"
    """Answered by files that are tied to it."""
    GROUP = "group"
    """No question but the heading of some."""


class Counts(StrEnum):
    """What a number may be taken over from, by a click and never by itself."""

    ACKNOWLEDGED_DOCUMENTS = "acknowledged_documents"
    """How many documents of the Office the unit has acknowledged."""
    ACKNOWLEDGED_PEOPLE = "acknowledged_people"
    """How many people it has told of them."""
    PUBLISHED_DOCUMENTS = "published_documents"
    """How many the Office has published."""


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    key: str
    label: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    Args:
        unit: what is counted; for a share, what both its parts count.
        minimum: least number or first day; a number without one starts at zero.
        maximum: largest number or last day; for a share its largest percentage, 100 without.
        at_least, at_most: an earlier field, below or above whose answer this one must not be.
        max_length: characters of a text, within the limit of its kind.
        numerator: label of a share's first part.
        denominator: label of a share's second part.
        headcount: the denominator starts from the unit's head count.
        running: a total since the campaign began; lowering it needs a word why.
        show_when: asked only while another field has this answer, or it is among its choices.
        retired: no longer asked; its key is never used again.
        of: the earlier numbers that it is worked out of.
        group: the heading it stands under; it is asked only while that is shown.
        columns: what every row of it asks, in short.
        column: the one that is added up; without it rows are counted.
        max_files: how many files it takes at most; as many as there is room for without.
        types: what it takes, of `file_kinds.TYPES`; everything without.
        counts: what the answer may be taken over from. What is added stands at the end: kept
            snapshots hold their values by place.
    """

    key: str
    label: str
    kind: Kind
    help: str = ""
    required: bool = False
    unit: str = ""
    minimum: Limit | None = None
    maximum: Limit | None = None
    at_least: str = ""
    at_most: str = ""
    max_length: int | None = None
    choices: tuple[Choice, ...] = ()
    numerator: str = ""
    denominator: str = ""
    headcount: bool = False
    running: bool = False
    show_when: tuple[str, str | bool] | None = None
    retired: bool = False
    of: tuple[str, ...] = ()
    group: str = ""
    columns: tuple[Field, ...] = ()
    column: str = ""
    max_files: int | None = None
    types: tuple[str, ...] = ()
    counts: Counts | None = None


def active(field: Field) -> dict[str, str]:
    """The choices that can be taken, key -> label."""
    return {choice.key: choice.label for choice in field.choices if not choice.retired}
