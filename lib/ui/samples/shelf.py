"""What the samples show, made up; what is done to it stays in this tab."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

import streamlit as st

from lib.domain import workflow
from lib.domain.access import Action
from lib.domain.forms.fields import Value
from lib.domain.workflow import Step, Verification, WorkStatus, transition
from lib.services import clock
from lib.ui.kit.record import Raw

RIGHT: Final = Action.PEOPLE_MANAGE
"""What the page and each of its callbacks ask for."""
_SHELF: Final = "_samples"
_NOT_SENT, _SENT = Verification.NOT_SENT, Verification.SENT
_DONE, _NIL = WorkStatus.DONE, WorkStatus.NIL
# Code, title, status, state, and in how many days it is due.
_TASKS: Final = (
    ("I.1", "Kế hoạch phát động thi đua", _DONE, Verification.VERIFIED, -20),
    ("I.2", "Hội nghị phổ biến phong trào", _DONE, Verification.RECEIVED, -10),
    ("I.3", "Tin bài tuyên truyền", _DONE, _SENT, -3),
    ("I.4", "Pa nô, khẩu hiệu tại trụ sở", _DONE, _SENT, 2),
    ("I.5", "Đăng ký danh hiệu thi đua", _NIL, _SENT, 4),
    ("II.1", "Sáng kiến cải tiến quy trình", _DONE, Verification.RETURNED, 5),
    ("II.2", "Cơ quan xanh, sạch, đẹp", WorkStatus.IN_PROGRESS, _NOT_SENT, -2),
    ("II.3", "Gia đình văn hóa", WorkStatus.NOT_STARTED, _NOT_SENT, 0),
    ("II.4", "Ngày công tình nguyện", _DONE, _NOT_SENT, 7),
    ("III.1", "Tiếp công dân", _NIL, _NOT_SENT, 7),
    ("III.2", "Báo cáo sơ kết", _DONE, _NOT_SENT, 12),
)


@dataclass(frozen=True, slots=True)
class SampleItem:
    """One task of a unit, as far as lists show it."""

    code: str
    title: str
    status: WorkStatus
    verification: Verification
    due_on: date
    version: int = 1

    @property
    def is_ready(self) -> bool:
        """Whether it may be sent to the Office."""
        return self.verification == _NOT_SENT and self.status in (_DONE, _NIL)

    def days_left(self, today: date) -> int:
        return (self.due_on - today).days

    def is_overdue(self, today: date) -> bool:
        return workflow.is_overdue(self.status, self.verification, self.due_on, today)


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What was saved last with the form."""

    answers: Mapping[str, Value]
    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class SampleDraft:
    """What was typed into the form and not yet saved."""

    answers: Raw
    seen_version: int
    kept_at: datetime


@dataclass(slots=True)
class Shelf:
    """What the samples show in this tab.

    Attributes:
        begun_at: what was done before the sample is told from here.
        report, draft: None until the form has been drawn.
        is_settled: whether the conflict has been settled.
    """

    begun_at: datetime
    items: list[SampleItem]
    report: SampleReport | None = None
    draft: SampleDraft | None = None
    is_settled: bool = False


def shelf() -> Shelf:
    """What this tab shows, as it was made up until something is done to it."""
    if _SHELF not in st.session_state:
        today = clock.today()
        st.session_state[_SHELF] = Shelf(
            clock.now(),
            [
                SampleItem(code, title, status, state, today + timedelta(days=left))
                for code, title, status, state, left in _TASKS
            ],
        )
    held: Any = st.session_state[_SHELF]
    return held  # type: ignore[no-any-return]


def clear() -> None:
    """Forget what was done."""
    st.session_state.pop(_SHELF, None)


def take(step: Step, chosen: Collection[SampleItem]) -> int:
    """Move those that still are as they were shown; how many there were."""
    held = shelf()
    count = sum(one in chosen for one in held.items)
    held.items = [_moved(one, step) if one in chosen else one for one in held.items]
    return count


def _moved(item: SampleItem, step: Step) -> SampleItem:
    target = transition(item.verification, step).target
    return replace(item, verification=target, version=item.version + 1)
