"""Samples of acts: one that asks, a dialogue that sends several, messages, conflict, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import streamlit as st

from lib import text
from lib.domain.forms.forms import Difference
from lib.domain.workflow import Step, Verification
from lib.errors import Refused
from lib.services import clock
from lib.ui.kit import conflict, feedback, history, send_many, session
from lib.ui.kit.asking import ask
from lib.ui.kit.conflict import Other
from lib.ui.kit.feedback import Kind
from lib.ui.kit.history import HistoryLine
from lib.ui.kit.send_many import Sendable
from lib.ui.samples.shelf import RIGHT, SampleItem, shelf, take

ASKING, SENDING, NOTES, CONFLICT = (
    "samples_asking", "samples_sending", "samples_notes", "samples_conflict",
)  # fmt: skip
"""Where the messages of each act stand."""
_SAID: Final = {
    Kind.SUCCESS: ("Báo đã xong", "Đã lưu đơn vị."),
    Kind.INFO: ("Báo cho biết", "Văn phòng đã được báo."),
    Kind.WARNING: ("Báo cần xem lại", "Số liệu thấp hơn lần báo cáo trước."),
}
_DIFFERENCES: Final = (
    Difference("so_hoi_nghi", "Số hội nghị", "3 hội nghị", "4 hội nghị"),
    Difference(
        "ket_qua", "Kết quả chính", "Đã quán triệt tại cơ quan.", "Đã quán triệt tại 5 đơn vị."
    ),
)


@dataclass(frozen=True, slots=True)
class SampleEntry:
    """One step that was taken."""

    done_at: datetime
    step: str
    done_by_name: str | None
    note: str | None = None


def draw_asking() -> None:
    """An act that asks first; it moves back all that wait for the Office."""
    feedback.show_notes(ASKING)
    waiting = [one for one in shelf().items if one.verification == Verification.SENT]
    if not waiting:
        st.caption("Không còn nhiệm vụ nào để thu hồi.")
        return
    ask(
        "Thu hồi",
        "undo",
        f"{len(waiting)} nhiệm vụ mở lại để đơn vị sửa; sửa xong phải gửi lại.",
        confirm=f"Thu hồi {len(waiting)} nhiệm vụ",
        key="samples_recall",
        act=_recall,
        args=(waiting,),
    )


def draw_sending() -> None:
    """The dialogue that sends all that are ticked."""
    feedback.show_notes(SENDING)
    ready = [one for one in shelf().items if one.is_ready]
    if not ready:
        st.caption("Không còn nhiệm vụ nào đủ để gửi.")
        return
    today = clock.today()
    send_many.draw(
        len(ready),
        lambda: [
            Sendable(
                one,
                f"{one.code} · {one.title}",
                "Còn nhiều thời gian, nên xem lại số liệu." if one.days_left(today) > 7 else "",
            )
            for one in ready
        ],
        noun="nhiệm vụ",
        send=_send,
    )


def draw_notes() -> None:
    """Messages beside the acts that they are about."""
    with st.container(horizontal=True):
        for kind, (label, _) in _SAID.items():
            st.button(label, key=f"{NOTES}_{kind.value}", on_click=_say, args=(kind,))
        st.button("Báo bị từ chối", key=f"{NOTES}_refused", on_click=_be_refused)
    feedback.show_notes(NOTES)


def draw_conflict() -> None:
    """Both values of two fields, until one is chosen for each."""
    feedback.show_notes(CONFLICT)
    if shelf().is_settled:
        st.caption("Bấm “Đặt lại dữ liệu mẫu” ở đầu trang để xem lại.")
        return
    other = Other("Trần Thị Mai", shelf().begun_at - timedelta(minutes=4))
    with st.container(border=True):
        conflict.draw(_DIFFERENCES, other, begun=CONFLICT, on_save=_settle)


def draw_history() -> None:
    """What became of a record, in a part to unfold."""
    history.unfold("Lịch sử xử lý", _steps, key="samples_history")


def _recall(waiting: Sequence[SampleItem]) -> None:
    session.require(RIGHT)
    count = take(Step.RECALL, waiting)
    if count:
        feedback.note(Kind.SUCCESS, f"Đã thu hồi {count} nhiệm vụ.", ASKING)


def _send(ready: Sequence[SampleItem]) -> None:
    session.require(RIGHT)
    count = take(Step.SEND, ready)
    if count:
        feedback.note(Kind.SUCCESS, f"Đã gửi Văn phòng {count} nhiệm vụ.", SENDING)


def _say(kind: Kind) -> None:
    session.require(RIGHT)
    feedback.note(kind, _SAID[kind][1], NOTES)


def _be_refused() -> None:
    session.require(RIGHT)
    with feedback.noted(NOTES):
        raise Refused("own_work")


def _settle() -> None:
    session.require(RIGHT)
    theirs = sum(conflict.takes_theirs(CONFLICT, one.key) for one in _DIFFERENCES)
    mine = len(_DIFFERENCES) - theirs
    shelf().is_settled = True
    words = f"Đã lưu: giữ {mine} mục của tôi, lấy {theirs} mục của người khác."
    feedback.note(Kind.SUCCESS, words, CONFLICT)


def _steps() -> list[HistoryLine]:
    now = shelf().begun_at
    entries = (
        SampleEntry(now - timedelta(days=9), "begin", None),
        SampleEntry(now - timedelta(days=6), Step.SAVE, "Nguyễn Thị Lan"),
        SampleEntry(now - timedelta(days=5), Step.SEND, "Hoàng Văn Hùng"),
        SampleEntry(now - timedelta(days=2), Step.RETURN, "Lê Thị Vân", "Thiếu biên bản."),
    )
    return history.steps(entries, text.HISTORY_STEPS)
