"""The bench's own page: an empty one."""

from __future__ import annotations

from typing import Final

from lib.domain.access import Action
from lib.ui.frame import nav
from lib.ui.frame.nav import Entry

EMPTY: Final = Entry(
    nav.Section.SELF, "../bench/pages/empty", "Trang trống", "check", "empty", Action.ACCOUNT_SELF
)
# Each run's first message lists all pages: one goes, so that it keeps its size.
_GONE: Final = "maintenance"


def add() -> None:
    """Put the page into the menu, once per process."""
    if EMPTY not in nav.ENTRIES:
        kept = (entry for entry in nav.ENTRIES if entry.url_path != _GONE)
        nav.ENTRIES = (*kept, EMPTY)  # type: ignore[misc, assignment]
