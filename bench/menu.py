"""The bench's own pages: an empty one, and the twin of the checklist."""

from __future__ import annotations

from typing import Final

from lib.domain.access import Action
from lib.ui import nav
from lib.ui.nav import Entry

EMPTY: Final = Entry("../bench/pages/empty", "Trang trống", "check", "empty", Action.ACCOUNT_SELF)
TWIN: Final = Entry("../bench/pages/twin", "Bản viết tay", "edit", "twin", Action.ITEM_SAVE)


def add() -> None:
    """Put the pages into the menu, once per process."""
    if EMPTY not in nav.ENTRIES:
        nav.ENTRIES = (*nav.ENTRIES, EMPTY, TWIN)  # type: ignore[misc, assignment]
