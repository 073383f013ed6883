"""What waits for a second person: what it is, whom it is about, who proposed it and when."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.confirmations import Outcome
from lib.domain.vietnamese import format_instant
from lib.services.people import confirmations
from lib.services.people.confirmations import Waiting
from lib.ui.kit import feedback, session
from lib.ui.kit.asking import ask
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot

SLOT: Final = Slot("confirmations")
_WIDTH_PX: Final = 720
_HANDED: Final = (
    "Mật khẩu dùng một lần sẽ hiện ở đây để bạn giao tận tay người nhận; các phiên đang mở của "
    "người ấy kết thúc."
)
_DONE: Final = {
    Outcome.DECLINED: "Đã từ chối. Tài khoản giữ nguyên.",
    Outcome.WITHDRAWN: "Đã rút đề xuất. Tài khoản giữ nguyên.",
}


def draw(actor: Actor) -> None:
    """One box for each, with what the viewer may do about it."""
    rows = confirmations.waiting(session.db(), actor)
    if not rows:
        st.info("Không có việc nào chờ xác nhận.", icon=":material/task_alt:")
    for one in rows:
        with st.container(border=True, width=_WIDTH_PX):
            _facts(one)
            _acts(one)


def what(one: Waiting) -> str:
    """What is asked for, in Markdown."""
    return f"**{plain(text.proposal(one.proposal, one.account))}**"


def by_whom(one: Waiting) -> str:
    return f"{plain(one.proposer_name)} đề xuất lúc {format_instant(one.proposal.proposed_at)}"


def _facts(one: Waiting) -> None:
    who = one.account
    st.markdown(
        f"{plain(who.full_name)} ({plain(who.username)}) · {plain(one.unit_name)}  \n{what(one)}"
    )
    st.caption(by_whom(one))
    if not (one.may_confirm or one.is_own):
        st.caption("Việc này về chính bạn, nên người khác xác nhận.")


def _acts(one: Waiting) -> None:
    proposal = one.proposal.confirmation_id
    with st.container(horizontal=True):
        if one.may_confirm:
            ask(
                "Xác nhận",
                "how_to_reg",
                "Vui lòng hỏi chính người nhận trước khi xác nhận. "
                + (_HANDED if one.gives_password else "Có hiệu lực ngay."),
                key=f"confirmation_{proposal}_confirm",
                act=_confirm,
                args=(proposal, SLOT.now.act(f"confirm {proposal}")),
            )
        st.button(
            "Rút lại" if one.is_own else "Từ chối",
            key=f"confirmation_{proposal}_turn_down",
            on_click=_turn_down,
            args=(proposal, SLOT.now.act(f"turn_down {proposal}")),
        )


def _confirm(proposal: UUID, act_id: UUID) -> None:
    actor = session.require(Action.CONFIRMATION_DECIDE)
    with SLOT.attempt("Đã xác nhận."):
        done = confirmations.confirm(session.db(), actor, act_id=act_id, confirmation_id=proposal)
        if done.one_time_password:
            SLOT.now.once = (
                done.account.full_name, done.account.username, done.one_time_password,
            )  # fmt: skip


def _turn_down(proposal: UUID, act_id: UUID) -> None:
    actor = session.require(Action.CONFIRMATION_DECIDE)
    with SLOT.attempt():
        outcome = confirmations.turn_down(
            session.db(), actor, act_id=act_id, confirmation_id=proposal
        )
        feedback.note(feedback.Kind.SUCCESS, _DONE[outcome], SLOT.name)
