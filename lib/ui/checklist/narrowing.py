"""What narrows a unit's list: filters with their counts, and what is sought."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import streamlit as st

from lib.domain.access import Action
from lib.domain.vietnamese import search_key
from lib.domain.workflow import Verification, WorkStatus
from lib.services import clock
from lib.services.checklist.checklist import Checklist, Line
from lib.ui.kit import list_record, search, session
from lib.ui.kit.filters import Filters

SOUGHT: Final = "nhiem_vu"
FRAGMENTS: Final = ("filters", "work")
ALL: Final = "tat-ca"
FILTERS: Final = Filters(
    SOUGHT,
    {
        "can-lam": "Cần làm",
        "qua-han": "Quá hạn",
        "du-gui": "Đủ để gửi",
        "da-gui": "Đã gửi",
        ALL: "Tất cả",
    },
    Action.ITEM_SAVE,
    FRAGMENTS,
)
_SENT: Final = (Verification.SENT, Verification.RECEIVED, Verification.VERIFIED)
_BEGUN: Final = (WorkStatus.NOT_STARTED, WorkStatus.IN_PROGRESS)
_KEEPS: Final[dict[str, Callable[[Line, date], bool]]] = {
    "can-lam": lambda line, _: (
        line.item.status in _BEGUN
        or line.item.verification == Verification.RETURNED
        or line.item.waits_unit
    ),
    "qua-han": lambda line, today: line.item.is_overdue(today),
    "du-gui": lambda line, _: line.may_be_sent,
    "da-gui": lambda line, _: line.item.verification in _SENT,
    ALL: lambda _line, _today: True,
}


def chosen(listed: Checklist) -> list[Line]:
    """What the filter in force keeps and holds what is sought, accents or not.

    All of them in the plan's order; what a filter keeps with what presses first.
    """
    name = FILTERS.chosen
    kept = [line for line in _sought(listed) if _KEEPS[name](line, listed.today)]
    return kept if name == ALL else sorted(kept, key=_pressing)


def neighbours(listed: Checklist, code: str) -> tuple[str | None, str | None]:
    """The codes before and after one in the list; of one that is not in it, the list's first."""
    return list_record.around([line.task.code for line in chosen(listed)], code)


def draw(listed: Checklist) -> None:
    """The filters with how many each keeps of what is sought, and the search box."""
    with st.container(key="narrowing", horizontal=True, vertical_alignment="center"):
        place = st.container(width="content")
        search.box("Tìm nhiệm vụ", SOUGHT, _seek)
        with place:
            FILTERS.draw(_counts(listed))


def _seek() -> None:
    """Callback of the search box."""
    session.require(Action.ITEM_SAVE)
    st.rerun([*FRAGMENTS])


def kept_by(line: Line) -> list[str]:
    """The filters that keep the item."""
    today = clock.today()
    return [name for name, keeps in _KEEPS.items() if keeps(line, today)]


def _counts(listed: Checklist) -> dict[str, int]:
    sought = _sought(listed)
    return {
        name: sum(keeps(line, listed.today) for line in sought) for name, keeps in _KEEPS.items()
    }


def _sought(listed: Checklist) -> list[Line]:
    words = search_key(search.sought(SOUGHT)).split()
    if not words:
        return list(listed.lines)
    return [line for line in listed.lines if all(word in _searched(line) for word in words)]


def _searched(line: Line) -> str:
    return search_key(f"{line.task.code} {line.task.short_title} {line.task.title}")


def _pressing(line: Line) -> tuple[bool, date]:
    return line.item.verification != Verification.RETURNED, line.item.due_on
