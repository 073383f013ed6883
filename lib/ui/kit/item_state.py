"""How an item stands, in the words and colours of every list that shows items."""

from __future__ import annotations

from datetime import date
from typing import Final, Protocol

from streamlit.elements.lib.column_types import ColumnConfig

from lib import text
from lib.domain.vietnamese import format_date
from lib.domain.workflow import Verification, WorkStatus
from lib.text.comments import ASKED
from lib.ui.kit import states
from lib.ui.kit.states import Tone

DRAFTED: Final = "Bản nháp"
_OVERDUE: Final = "Quá hạn"
_TONES: Final = {
    _OVERDUE: Tone.BAD,
    ASKED: Tone.BAD,
    DRAFTED: Tone.IDLE,
    **{text.VERIFICATIONS[one]: tone for one, tone in states.VERIFICATIONS.items()},
    **{text.WORK_STATUSES[one]: tone for one, tone in states.WORK_STATUSES.items()},
}


class Dated(Protocol):
    """What there is to know of an item."""

    @property
    def status(self) -> WorkStatus: ...

    @property
    def verification(self) -> Verification: ...

    @property
    def due_on(self) -> date: ...

    def days_left(self, today: date) -> int: ...

    def is_overdue(self, today: date) -> bool: ...


def chip(item: Dated, today: date) -> str:
    """The most pressing word for it."""
    if item.verification != Verification.NOT_SENT:
        return text.VERIFICATIONS[item.verification]
    return _OVERDUE if item.is_overdue(today) else text.WORK_STATUSES[item.status]


def chip_column(width_px: int) -> ColumnConfig:
    """The column of such words."""
    return states.chip_column(_TONES, width_px=width_px)


def days_left(item: Dated, today: date) -> str:
    """ "còn 3 ngày", "hôm nay", "quá 2 ngày"; the due day itself once the item is complete."""
    if not item.is_overdue(today) and item.status in (WorkStatus.DONE, WorkStatus.NIL):
        return format_date(item.due_on)
    left = item.days_left(today)
    if left == 0:
        return "hôm nay"
    return f"còn {left} ngày" if left > 0 else f"quá {-left} ngày"
