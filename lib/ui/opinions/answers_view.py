"""What came of opinions: of one's own, of the one that a code opens, and in public."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.opinions import TEXT, TOPIC, Opinion, Sealed, State
from lib.domain.vietnamese import format_date
from lib.services.opinions import opinion_forms, reading
from lib.text import opinions as text
from lib.ui.kit import feedback, fields, session, states
from lib.ui.kit.markdown import plain, plain_lines
from lib.ui.kit.open_form import Slot
from lib.ui.kit.states import Tone
from lib.web import logs

CODE_SLOT: Final = Slot("opinion_code")
TONES: Final = {
    State.RECEIVED: Tone.WAITING,
    State.ANSWERED: Tone.GOOD,
    State.FORWARDED: Tone.READY,
    State.CLOSED: Tone.IDLE,
}
_WIDTH_PX: Final = 720


def draw_own(actor: Actor, campaign: Campaign) -> None:
    """What the actor has sent in their own name."""
    found = reading.own(session.db(), actor, campaign)
    if not found:
        return
    st.header("Ý kiến tôi đã gửi có tên", anchor=False)
    for one in found:
        with st.container(border=True, width=_WIDTH_PX, key=f"opinion_own_{one.opinion_id}"):
            draw_one(campaign, one)


def draw_public(actor: Actor, campaign: Campaign) -> None:
    """What everybody may read."""
    found = reading.public(session.db(), actor, campaign)
    if not found:
        st.info("Chưa có câu trả lời công khai nào.", icon=":material/inbox:")
    for one in found:
        with st.container(border=True, width=_WIDTH_PX, key=f"opinion_public_{one.opinion_id}"):
            st.markdown(f"**{plain(one.public_about)}**")
            st.caption(_topic(campaign, one.topic))
            st.markdown(plain_lines(one.answer))
            st.caption(_on("Văn phòng trả lời", one))


def draw_lookup(campaign: Campaign) -> None:
    """The way from a code to the answer."""
    feedback.show_notes(CODE_SLOT.name)
    with st.container(border=True, width=_WIDTH_PX, key="opinion_lookup"):
        key = CODE_SLOT.blank()
        st.text_input(
            "Mã tra cứu", key=f"{key}_code", autocomplete="off", max_chars=60, width=320,
            placeholder="XXXXX-XXXXX-XXXXX-XXXXX",
        )  # fmt: skip
        st.button(
            "Tra cứu", key=f"{key}_look", type="primary", icon=":material/search:",
            on_click=_look_up, args=(campaign, key),
        )  # fmt: skip
        st.caption("Tra cứu không được ghi vào nhật ký; mã đã gõ không được lưu.")
    if CODE_SLOT.now.once:
        with st.container(border=True, width=_WIDTH_PX, key="opinion_found"):
            _draw_found(campaign, CODE_SLOT.now.once[0])


def draw_one(campaign: Campaign, one: Opinion) -> None:
    """An opinion as its author reads it, with what came of it."""
    topic = _topic(campaign, one.topic)
    st.markdown(f"{badge(one)} {topic} · :small[{format_date(one.received_on)}]")
    draw_said(one)


def badge(one: Opinion) -> str:
    """Its state, as Markdown."""
    return states.badge(TONES[one.state], text.OPINION_STATES[one.state])


def draw_said(one: Opinion) -> None:
    """Its words, and what came of it."""
    st.markdown(plain_lines(one.text))
    fields.show_answered(one.told)
    if one.forwarded_on is not None:
        st.markdown(
            f"**Đã chuyển:** {plain(one.forwarded_to)}, ngày {format_date(one.forwarded_on)}"
        )
    if one.answer:
        st.markdown(f"**{_on('Văn phòng trả lời', one)}:** {plain_lines(one.answer)}")
    if one.closed_reason:
        st.markdown(f"**Lý do đóng:** {plain_lines(one.closed_reason)}")


def _draw_found(campaign: Campaign, found: Opinion | Sealed) -> None:
    if isinstance(found, Opinion):
        draw_one(campaign, found)
        return
    topic = _topic(campaign, str(found.answers[TOPIC]))
    st.markdown(f"{states.badge(Tone.BEGUN, text.WAITING)} {topic}")
    st.markdown(plain_lines(str(found.answers[TEXT])))
    st.caption("Đã nhận, chờ ghi cùng các ý kiến khác; Văn phòng chưa đọc được.")


def _look_up(campaign: Campaign, key: str) -> None:
    """Callback: what the code opens stays on the page; the code does not."""
    actor = session.require(Action.OPINION_SEND)
    logs.about(None)
    typed = st.session_state.get(f"{key}_code")
    CODE_SLOT.now.once = ()
    with CODE_SLOT.attempt():
        CODE_SLOT.now.once = (reading.by_code(session.db(), actor, campaign, typed),)
        CODE_SLOT.next_blank()


def _topic(campaign: Campaign, topic: str) -> str:
    return plain(opinion_forms.topics(session.db(), campaign).get(topic, topic))


def _on(words: str, one: Opinion) -> str:
    return f"{words} ngày {format_date(one.answered_on)}" if one.answered_on else words
