"""The two forms of an opinion, named and anonymous, which say what is stored of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms.forms import Form
from lib.domain.opinions import TOPIC, TURNED_AWAY, new_code
from lib.services.opinions import opinion_forms, reading, sending
from lib.text import opinions as text
from lib.ui.kit import feedback, fields, session
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.web import logs

NAMED_SLOT: Final = Slot("opinion_named")
ANONYMOUS_SLOT: Final = Slot("opinion_anonymous")
_WIDTH_PX: Final = 720


def draw_named(actor: Actor, campaign: Campaign) -> None:
    """The form for an opinion in one's own name."""
    feedback.show_notes(NAMED_SLOT.name)
    with st.container(border=True, width=_WIDTH_PX, key="opinion_named"):
        st.caption(f":material/badge: {text.STORED_NAMED}")
        prefix = NAMED_SLOT.blank()

        def draw_button() -> None:
            st.button(
                "Gửi có tên", key=f"{prefix}_send", type="primary", icon=":material/send:",
                on_click=_send_named, args=(campaign, prefix, NAMED_SLOT.now.act("send")),
            )  # fmt: skip

        form = opinion_forms.named(session.db(), campaign)
        _form(actor, campaign, NAMED_SLOT, prefix, form, draw_button)


def draw_anonymous(actor: Actor, campaign: Campaign) -> None:
    """The form for one of which nobody can tell whose it is; or the code of the one just sent."""
    feedback.show_notes(ANONYMOUS_SLOT.name)
    with st.container(border=True, width=_WIDTH_PX, key="opinion_anonymous"):
        if ANONYMOUS_SLOT.now.once:
            _code(str(ANONYMOUS_SLOT.now.once[0]))
            return
        if not reading.rules(session.db(), actor, campaign).takes_anonymous:
            st.info("Phong trào này chỉ nhận ý kiến có tên.", icon=":material/badge:")
            return
        st.info(text.STORED_ANONYMOUS, icon=":material/visibility_off:")
        st.caption(text.NOT_PROTECTED)
        prefix = ANONYMOUS_SLOT.blank()
        code = st.session_state.setdefault(f"_{prefix}_code", new_code())

        def draw_button() -> None:
            st.button(
                "Gửi ẩn danh", key=f"{prefix}_send", type="primary",
                icon=":material/visibility_off:", on_click=_send_anonymous,
                args=(campaign, prefix, code),
            )  # fmt: skip

        form = opinion_forms.anonymous(session.db(), campaign)
        _form(actor, campaign, ANONYMOUS_SLOT, prefix, form, draw_button)


def _form(
    actor: Actor,
    campaign: Campaign,
    slot: Slot,
    prefix: str,
    form: Form,
    draw_button: Callable[[], None],
) -> None:
    if not campaign.takes_reports:
        st.info("Chỉ nhận ý kiến khi phong trào đang chạy.", icon=":material/lock:")
        return
    problems = {key: fault.words for key, fault in slot.now.faults.items()}
    is_complaint = st.session_state.get(f"{prefix}_{TOPIC}") in TURNED_AWAY
    if is_complaint:
        # What was typed stays in the tab while the address stands in its place.
        topic = tuple(one for one in form.asked if one.key == TOPIC)
        form = replace(form, fields=tuple(replace(one, group="") for one in topic))
    fields.draw_form(form, {}, key_prefix=prefix, on_change="rerun", problems=problems)
    if is_complaint:
        _address(actor, campaign)
    else:
        draw_button()


def _address(actor: Actor, campaign: Campaign) -> None:
    said = reading.rules(session.db(), actor, campaign).complaints_to
    address = said or text.COMPLAINTS_TO
    proposed = "" if said else text.PROPOSED_ADDRESS
    st.warning(text.COMPLAINT.format(address=plain(address)) + proposed, icon=":material/gavel:")


def _code(code: str) -> None:
    st.success(text.KEEP_CODE, icon=":material/key:")
    st.code(code, language=None)
    st.button("Tôi đã chép mã", key="opinion_code_noted", type="primary", on_click=_noted)


def _send_named(campaign: Campaign, prefix: str, act_id: UUID) -> None:
    """Callback: send in the actor's name; the form is empty then."""
    actor = session.require(Action.OPINION_SEND)
    raw = fields.read(opinion_forms.named(session.db(), campaign), prefix)
    with NAMED_SLOT.attempt("Đã gửi ý kiến cho Văn phòng."):
        sending.send_named(session.db(), actor, campaign, act_id=act_id, raw=raw)
        NAMED_SLOT.next_blank()


def _send_anonymous(campaign: Campaign, prefix: str, code: str) -> None:
    """Callback: put it into the box; nothing that is logged meanwhile bears the account's key."""
    actor = session.require(Action.OPINION_SEND)
    logs.about(None)
    raw = fields.read(opinion_forms.anonymous(session.db(), campaign), prefix)
    with ANONYMOUS_SLOT.attempt():
        sending.send_anonymous(session.db(), actor, campaign, code=code, raw=raw)
        st.session_state.pop(f"_{prefix}_code", None)
        ANONYMOUS_SLOT.now.once = (code,)
        ANONYMOUS_SLOT.next_blank()


def _noted() -> None:
    """Callback: the code is put away."""
    session.require(Action.OPINION_SEND)
    ANONYMOUS_SLOT.now.once = ()
