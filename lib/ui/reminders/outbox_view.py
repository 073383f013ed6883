"""One digest in the outbox: what it says exactly, when it goes, and what may be done with it."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.reminders.outbox import NOTE_LIMIT, Kept, State, Step
from lib.domain.vietnamese import format_date, format_instant
from lib.services.reminders import outbox, outbox_acts
from lib.services.reminders.outbox import Board
from lib.services.reminders.outbox_acts import DigestTarget, Edited
from lib.text.reminders import DROPPED, FIELDS, MAILS, REMINDER_STEPS
from lib.ui.kit import session
from lib.ui.kit.history import HistoryLine, steps, unfold
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import act_of
from lib.ui.reminders import outbox_list
from lib.ui.reminders.outbox_list import SLOT

_DONE: Final = {
    Step.HOLD: "Đã giữ lại, thư không đi cho đến khi bỏ giữ",
    Step.UNHOLD: "Đã bỏ giữ",
    Step.EDIT: "Đã sửa thư nhắc",
    Step.SEND: "Đã gửi, người nhận thấy ngay ở trang Nhắc việc",
    Step.RESEND: "Thư sẽ được gửi lại trong ít phút",
}
_ICONS: Final = {
    Step.HOLD: ":material/pause:",
    Step.UNHOLD: ":material/play_arrow:",
    Step.SEND: ":material/send:",
    Step.RESEND: ":material/forward_to_inbox:",
}
_KEPT: Final = "page"


def draw(actor: Actor, board: Board, one: Kept) -> None:
    """The digest as its person gets it, then the steps."""
    SLOT.begin(str(one.digest_id), one.version)
    with st.container(border=True, key="outbox_open"):
        st.header(plain(one.full_name), anchor=False)
        unit = plain(board.units.get(one.unit_id, ""))
        st.caption(f"{outbox_list.badge(one)} {unit} · ngày {format_date(one.day)}")
        st.markdown(f"{_when(board, one)}  \n{_where(board, one)}")
        if one.note:
            st.info(plain(one.note), icon=":material/campaign:")
        for line in one.lines:
            due = f" · hạn {format_date(line.due_on)}" if line.due_on else ""
            st.markdown(f"**{plain(line.title)}**  \n:small[{plain(line.why)}{due}]")
        SLOT.notices()
        _steps(one)
        unfold(
            "Lịch sử xử lý", lambda: _history(actor, one), key="outbox_history", actor=actor,
            record=str(one.account_id),
        )  # fmt: skip


def _when(board: Board, one: Kept) -> str:
    if one.state == State.WAITING:
        if not board.schedule.is_on:
            return "Tự động nhắc việc đang tắt: thư chỉ đi khi bấm **Gửi ngay**."
        goes = board.schedule.sends_at(one.day, one.composed_at)
        return f"Sẽ gửi lúc **{format_instant(goes)}**."
    if one.state == State.DROPPED:
        return f"Không gửi: {DROPPED[one.dropped_for]}."
    if one.released_at is None:
        return "Đang giữ, chưa gửi."
    read = f", đã đọc lúc {format_instant(one.read_at)}" if one.read_at else ", chưa đọc"
    return f"Gửi lúc **{format_instant(one.released_at)}**{read}."


def _where(board: Board, one: Kept) -> str:
    if one.state != State.RELEASED:
        letter = f" và thư điện tử {one.email}" if board.has_letters and one.email else ""
        return f"Gửi tới: mục Nhắc việc trong ứng dụng{plain(letter)}."
    if not outbox_list.is_letter(one):
        return "Gửi tới: mục Nhắc việc trong ứng dụng."
    told = f" {one.mail_told}" if one.mail_told else ""
    return plain(f"Thư điện tử {one.mail_to or one.email}: {MAILS[one.mail]}.{told}")


def _steps(one: Kept) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="outbox_steps"):
        if one.allows(Step.EDIT):
            with st.popover("Sửa", key="outbox_edit", icon=":material/edit:"):
                _edit(one)
        for step, icon in _ICONS.items():
            if one.allows(step):
                st.button(
                    REMINDER_STEPS[step], key=f"{step}_{one.digest_id}_{one.version}", icon=icon,
                    type="primary" if step == Step.SEND else "secondary", on_click=_take,
                    args=(step, one),
                )  # fmt: skip
    if one.allows(Step.RESEND):
        st.caption("Gửi lại thì người nhận có thể có hai thư giống nhau.")


def _edit(one: Kept) -> None:
    note, ticks = _keys(one)
    st.session_state.setdefault(note, one.note)
    st.text_area(
        FIELDS["note"], key=note, max_chars=NOTE_LIMIT, height=80, persist_state=_KEPT,
        help="Đứng trên các việc được nhắc.",
    )  # fmt: skip
    SLOT.problem("note")
    st.caption("Bỏ đánh dấu việc không cần nhắc:")
    for line, key in zip(one.lines, ticks, strict=True):
        st.checkbox(plain(line.title), value=True, key=key, persist_state=_KEPT)
    st.button(
        "Lưu", key=f"edit_{one.digest_id}_{one.version}", type="primary", on_click=_take,
        args=(Step.EDIT, one),
    )  # fmt: skip


def _take(step: Step, one: Kept) -> None:
    """Callback of every step; the digest stays open."""
    actor, state = session.require(Action.REMINDER_MANAGE), st.session_state
    target, (note, ticks) = DigestTarget(one.digest_id, one.version), _keys(one)
    stays = [line.subject for line, key in zip(one.lines, ticks, strict=True) if state.get(key)]
    SLOT.take(
        partial(
            outbox_acts.take_step, session.db(), actor, act_id=act_of(step, [target]),
            target=target, step=step,
            edited=Edited(state.get(note), stays) if step == Step.EDIT else None,
        ),
        _DONE[step],
        [note, *ticks],
    )  # fmt: skip
    st.rerun([outbox_list.FRAGMENT])


def _keys(one: Kept) -> tuple[str, list[str]]:
    """Of the note, and of the box before each line."""
    prefix = f"outbox_{one.digest_id}_{one.version}"
    return f"{prefix}_note", [f"{prefix}_{place}" for place in range(len(one.lines))]


def _history(actor: Actor, one: Kept) -> list[HistoryLine]:
    return steps(outbox.history(session.db(), actor, one.digest_id), REMINDER_STEPS)
