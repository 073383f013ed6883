"""Title, time of the figures, and the full-screen mode of the live summary."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.config import ROOT
from lib.domain import access
from lib.domain.access import Action, Actor, Role
from lib.services.reports import waiting
from lib.ui.kit import moment, page_head, session
from lib.ui.kit.live import Parts
from lib.ui.reports import summary_rows, summary_sentence, summary_view
from lib.ui.reports.summary_page import TITLE, View
from lib.web.sheets import routes as sheets

_HOME: Final = ROOT / "pages" / "shared" / "home.py"


def frame() -> str:
    """The key of the container around the page."""
    return "summary_full" if summary_view.is_full() else "summary"


def draw(view: View, parts: Parts[View]) -> DeltaGenerator:
    """What the page is, and as of when its figures are true; returns the place of "In"."""
    campaign, full = view.campaign, summary_view.is_full()
    about = "" if full else campaign.short_title
    with page_head.draw(campaign.short_title if full else TITLE, about):
        with st.container(key="asof", width="content"):
            parts.draw("asof", _draw_as_of, shows=lambda view: view.drawn.as_of)
        st.button(
            "Thoát toàn màn hình" if full else "Toàn màn hình",
            key="summary_view",
            icon=":material/fullscreen_exit:" if full else ":material/fullscreen:",
            on_click=summary_view.turn,
        )
        if not full:
            with st.popover(
                "Thời điểm", type="tertiary", on_change="rerun", key="summary_moment",
                icon=":material/history:",
            ) as choice:  # fmt: skip
                if choice.open:
                    moment.draw_choice(campaign, Action.SUMMARY_VIEW, compares=True)
        printing = st.container(width="content")
    with st.container(key="summary_sentence", horizontal=True, vertical_alignment="center"):
        parts.draw("sentence", _draw_sentence, shows=lambda view: view.drawn.sentence)
        if not full:
            with st.popover(
                "Cách tính", type="tertiary", on_change="rerun", key="summary_how"
            ) as how:
                if how.open:
                    st.markdown(summary_sentence.HOW)
            _draw_waiting(view.actor)
    return printing


def draw_print(view: View) -> None:
    """The way to the sheet that shows what the page does, its open list too."""
    at = {moment.PARAM: moment.written(view.campaign)}
    page_head.draw_print(sheets.url("summary", view.campaign.code, **summary_rows.asked(), **at))


def _draw_as_of(view: View) -> None:
    st.markdown(view.drawn.as_of)


def _draw_sentence(view: View) -> None:
    st.markdown(view.drawn.sentence)


def _draw_waiting(actor: Actor) -> None:
    """To a leader, who begins on this page: how much waits, and the way there."""
    if access.foremost(actor.roles) != Role.LEADER:
        return
    count = sum(waiting.counts(session.db(), actor).values())
    if count:
        st.page_link(_HOME, label=f"**{count} việc chờ**", icon=":material/task_alt:")
