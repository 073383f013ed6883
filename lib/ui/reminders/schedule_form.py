"""When reminders are composed and sent, and a server's clock that was wrong."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action
from lib.domain.vietnamese import format_date
from lib.services.acts import new_act
from lib.services.reminders import outbox_acts, schedule
from lib.text.reminders import FIELDS
from lib.ui.kit import admin, feedback, session
from lib.ui.kit.open_form import Slot

SLOT: Final = Slot("reminder_schedule")
_WIDTH_PX: Final = 720
_PARTS: Final = ("is_on", "compose_hour", "send_hour", "on_weekends")


def draw() -> None:
    """The form, with what is in force."""
    feedback.show_notes(SLOT.name)
    told = schedule.schedule(session.db())
    now = SLOT.begin("schedule", 1)
    prefix = f"{SLOT.name}_{now.opening}"
    stored = {f"{prefix}_{part}": getattr(told, part) for part in _PARTS}
    SLOT.fill(stored)
    with st.container(border=True, width=_WIDTH_PX, key="reminder_schedule_form"):
        st.toggle(FIELDS["is_on"], key=f"{prefix}_is_on")
        st.caption(
            "Thư soạn xong nằm ở Hộp gửi đi đến giờ gửi, ít nhất một giờ, để Văn phòng xem trước."
        )
        with st.container(horizontal=True):
            for part in ("compose_hour", "send_hour"):
                with st.container(width=160):
                    st.selectbox(
                        FIELDS[part], range(24), key=f"{prefix}_{part}", format_func=_hour,
                        placeholder="Chọn giờ",
                    )  # fmt: skip
                    SLOT.problem(part)
        st.toggle(FIELDS["on_weekends"], key=f"{prefix}_on_weekends")
        st.caption("Tắt thì việc của hai ngày ấy được nhắc trong thư ngày thứ Hai.")
        admin.buttons(
            SLOT, Action.REMINDER_MANAGE, prefix, stored=stored, save=_save,
            args=(prefix, now.act("save")),
        )  # fmt: skip


def draw_clock(ahead: date | None) -> None:
    """What to do where the last day that was composed has not come yet."""
    if ahead is None:
        return
    st.warning(
        f"Đã có thư nhắc của ngày {format_date(ahead)}, sau ngày mà đồng hồ máy chủ đang chỉ, nên "
        "không có thư nào được soạn thêm. Nếu đồng hồ máy chủ lúc này đúng, hãy xác nhận.",
        icon=":material/schedule:",
    )
    st.button(
        "Đồng hồ đúng, nhắc lại từ hôm nay",
        key=f"reminder_clock_{ahead}",
        on_click=_trust_clock,
        args=(new_act(),),
    )


def _hour(hour: int) -> str:
    return f"{hour:02}:00"


def _save(prefix: str, act_id: UUID) -> None:
    """Callback: store the hours."""
    actor, state = session.require(Action.REMINDER_MANAGE), st.session_state
    with SLOT.attempt("Đã lưu giờ nhắc việc."):
        schedule.change(
            session.db(), actor, act_id=act_id,
            raw={part: state.get(f"{prefix}_{part}") for part in _PARTS},
        )  # fmt: skip


def _trust_clock(act_id: UUID) -> None:
    """Callback: go on from today."""
    actor = session.require(Action.REMINDER_MANAGE)
    with feedback.noted():
        outbox_acts.trust_clock(session.db(), actor, act_id=act_id)
        feedback.note(feedback.Kind.SUCCESS, "Từ hôm nay thư nhắc được soạn như thường lệ.")
