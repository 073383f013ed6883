"""Opinions and wishes: sent in one's own name or anonymously, and the answers to them."""

import streamlit as st

from lib.domain.access import Action
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import page_head, session
from lib.ui.opinions import answers_view, send_form

actor = session.require(Action.OPINION_SEND)

NAMED, ANONYMOUS, CODE, PUBLIC = "Gửi có tên", "Gửi ẩn danh", "Tra mã", "Đã trả lời"
TITLE = "Ý kiến, kiến nghị"
campaign = campaigns.current(actor, TITLE)
with page_head.draw(TITLE, campaign.short_title):
    # Not in the address: a browser's history must not tell who was about to send anonymously.
    view = st.segmented_control(
        "Việc cần làm",
        [NAMED, ANONYMOUS, CODE, PUBLIC],
        default=NAMED,
        key="opinions_view",
        required=True,
        label_visibility="collapsed",
    )


@st.fragment
def named() -> None:
    viewer = session.require(Action.OPINION_SEND)
    send_form.draw_named(viewer, campaign)
    answers_view.draw_own(viewer, campaign)


@st.fragment
def anonymous() -> None:
    viewer = session.require(Action.OPINION_SEND)
    send_form.draw_anonymous(viewer, campaign)


@st.fragment
def lookup() -> None:
    session.require(Action.OPINION_SEND)
    answers_view.draw_lookup(campaign)


if view == NAMED:
    named()
elif view == ANONYMOUS:
    anonymous()
elif view == CODE:
    lookup()
else:
    answers_view.draw_public(actor, campaign)
