"""What every page says of maintenance, and read-only mode."""

from datetime import datetime, timedelta
from uuid import UUID

import streamlit as st

from lib.domain import access
from lib.domain.access import Action
from lib.domain.upkeep import WORDS_LIMIT
from lib.domain.vietnamese import format_instant, local
from lib.services import clock
from lib.services.operation import upkeep
from lib.text.upkeep import ANNOUNCEMENT_FIELDS, FROZEN_MEANS
from lib.ui.kit import feedback, page_head, session
from lib.ui.kit.asking import ask
from lib.ui.kit.open_form import Slot

actor = session.require(Action.UPKEEP_ANNOUNCE)

SLOT = Slot("upkeep")
FREEZING = Slot("freezing")
WIDTH_PX = 720
STEP = timedelta(minutes=15)


def bare(instant: datetime) -> datetime:
    return local(instant).replace(tzinfo=None, second=0, microsecond=0)


def announce(seen_version: int, prefix: str, act_id: UUID) -> None:
    me, state = session.require(Action.UPKEEP_ANNOUNCE), st.session_state
    with SLOT.attempt("Đã đăng thông báo."):
        upkeep.announce(
            session.db(), me, act_id=act_id, seen_version=seen_version,
            **{key: state.get(f"{prefix}_{key}") for key in ANNOUNCEMENT_FIELDS},
        )  # fmt: skip


def take_down(seen_version: int, act_id: UUID) -> None:
    me = session.require(Action.UPKEEP_ANNOUNCE)
    with SLOT.attempt("Đã gỡ thông báo."):
        upkeep.take_down(session.db(), me, act_id=act_id, seen_version=seen_version)
        SLOT.next_blank()


def freeze(is_frozen: bool, act_id: UUID) -> None:
    me = session.require(Action.UPKEEP_FREEZE)
    done = "Đã bật chế độ chỉ đọc." if is_frozen else "Đã tắt chế độ chỉ đọc."
    with FREEZING.attempt(done):
        upkeep.freeze(session.db(), me, act_id=act_id, is_frozen=is_frozen)


page_head.draw("Bảo trì")
stored = upkeep.stored(session.db(), actor)
told = stored.announcement
now = SLOT.begin("announcement", stored.version)
prefix = SLOT.blank()
soon = bare(clock.now())
with st.container(width=WIDTH_PX):
    st.header("Thông báo trên mọi trang", anchor=False)
    feedback.show_notes(SLOT.name)
    if told is None:
        st.caption("Chưa có thông báo. Thông báo hiện ở đầu mọi trang, cả trang đăng nhập.")
    else:
        shown = "đang hiện" if told.is_shown(clock.now()) else "ngoài giờ hiện"
        st.caption(
            f"Thông báo {shown}: từ {format_instant(told.starts_at)} đến "
            f"{format_instant(told.ends_at)}."
        )
    SLOT.fill(
        {
            f"{prefix}_words": told.words if told else "",
            f"{prefix}_starts_at": bare(told.starts_at) if told else soon,
            f"{prefix}_ends_at": bare(told.ends_at) if told else soon + timedelta(days=1),
        }
    )
    st.text_area(
        ANNOUNCEMENT_FIELDS["words"], key=f"{prefix}_words", max_chars=WORDS_LIMIT, height=90,
        placeholder="Ví dụ: phần mềm tạm dừng từ 17:30 đến 18:30 ngày 22/11 để nâng cấp.",
    )  # fmt: skip
    SLOT.problem("words")
    for column, key in zip(st.columns(2), ("starts_at", "ends_at"), strict=True):
        with column:
            st.datetime_input(
                ANNOUNCEMENT_FIELDS[key], value=None, key=f"{prefix}_{key}", format="DD/MM/YYYY",
                step=STEP,
            )  # fmt: skip
            SLOT.problem(key)
    with st.container(horizontal=True):
        st.button(
            "Đăng thông báo", key="upkeep_announce", type="primary", icon=":material/build:",
            on_click=announce, args=(now.seen_version, prefix, now.act("announce")),
        )  # fmt: skip
        if told is not None:
            st.button(
                "Gỡ thông báo", key="upkeep_take_down", on_click=take_down,
                args=(now.seen_version, now.act("take_down")),
            )  # fmt: skip
    st.header("Chế độ chỉ đọc", anchor=False)
    feedback.show_notes(FREEZING.name)
    st.markdown(f"Đang **{'bật' if stored.is_frozen else 'tắt'}**. {FROZEN_MEANS}")
    if not access.can(actor, Action.UPKEEP_FREEZE):
        st.caption("Quản trị bật, tắt chế độ này.")
    elif stored.is_frozen:
        ask(
            "Tắt chế độ chỉ đọc", "lock_open", "Mọi người lại lưu, gửi, duyệt được ngay.",
            key="upkeep_thaw", act=freeze, args=(False, FREEZING.now.act("thaw")),
        )  # fmt: skip
    else:
        ask(
            "Bật chế độ chỉ đọc", "lock",
            "Từ lần bấm tiếp theo không ai lưu được gì; nội dung đang nhập không mất.",
            key="upkeep_freeze", act=freeze, args=(True, FREEZING.now.act("freeze")),
        )  # fmt: skip
