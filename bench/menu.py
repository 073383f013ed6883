"""The bench's own pages: an empty one, and the twin of the checklist."""

from __future__ import annotations

from typing import Final

from lib.domain.access import Action
from lib.ui import nav
from lib.ui.nav import Entry

EMPTY: Final = Entry("../bench/pages/empty", "Trang trống", "check", "empty", Action.ACCOUNT_SELF)
TWIN: Final = Entry("../bench/pages/twin", "Bản viết tay", "edit", "twin", Action.ITEM_SAVE)
# Each run's first message lists all pages: two go, so that it keeps its size.
_GONE: Final = frozenset({"people", "units"})


def add() -> None:
    """Put the pages into the menu, once per process."""
    if EMPTY not in nav.ENTRIES:
        kept = (entry for entry in nav.ENTRIES if entry.url_path not in _GONE)
        nav.ENTRIES = (*kept, EMPTY, TWIN)  # type: ignore[misc, assignment]
