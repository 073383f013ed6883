"""Lists that their services tell page by page, on paper: as far as a person would print."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol, TypeVar

AT_ONCE: Final = 100
"""How many rows are read at once."""
_MOST_PAGES: Final = 5
MOST: Final = AT_ONCE * _MOST_PAGES
"""How many rows a sheet has at most."""


class _Paged(Protocol):
    """A page of a list, which knows how many there are."""

    @property
    def pages(self) -> int: ...


P = TypeVar("P", bound=_Paged)


def every(read: Callable[[int], P]) -> list[P]:
    """Page after page, from the first."""
    pages = [read(1)]
    pages += [read(page) for page in range(2, min(pages[0].pages, _MOST_PAGES) + 1)]
    return pages
