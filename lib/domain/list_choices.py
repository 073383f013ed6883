"""How lists are drawn in pages, and how many rows a person wants on each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from lib.errors import Invalid

ROWS: Final = (20, 50, 100)
"""How many rows a page may have; what lists have unless asked otherwise is among them."""
LABEL: Final = "Số dòng mỗi trang"


@dataclass(frozen=True, slots=True)
class ListChoices:
    """What one person has chosen, for all lists.

    Attributes:
        rows: one of ROWS; None while they have not chosen.
    """

    rows: int | None = None

    def page_rows(self, usual: int) -> int:
        """How many rows a page of a list has that has `usual` by itself."""
        return self.rows or usual


UNCHOSEN: Final = ListChoices()


def pages_of(count: int, length: int) -> int:
    """How many pages a list fills; an empty one still has its first."""
    return max(1, -(-count // length))


def rows_before(page: int, length: int) -> int:
    """How many rows stand on the pages before this one, counted from 1; whatever is less is 1."""
    return (max(page, 1) - 1) * length


def parse_rows(given: object) -> int:
    """One of ROWS.

    Raises:
        Invalid: it is none.
    """
    if not isinstance(given, int) or given not in ROWS:
        raise Invalid("not_choice", field=LABEL)
    return given


def from_text(stored: str) -> ListChoices:
    """What `to_text` wrote; "" is nothing chosen, and so is what is no choice any more."""
    rows = json.loads(stored).get("rows") if stored else None
    return ListChoices(rows if rows in ROWS else None)


def to_text(choices: ListChoices) -> str:
    return json.dumps({"rows": choices.rows})
