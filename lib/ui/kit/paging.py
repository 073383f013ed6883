"""The pages of a list: which one is asked for, the way to the others, and how long each is."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.list_choices import LABEL, ROWS
from lib.services.people import list_choices
from lib.ui.kit import feedback, session

_DIGITS: Final = 7


def asked(key: str) -> int:
    """The page of a list that the address or the last click asks for."""
    if key in st.session_state:
        return int(st.session_state[key])
    wanted = st.query_params.get(key, "")
    return max(1, int(wanted)) if wanted.isdecimal() and len(wanted) < _DIGITS else 1


def draw(pages: int, key: str, actor: Actor, *, usual: int, shown: int) -> None:
    """The way to a list's other pages, and how many rows a page is to have, where that matters.

    Args:
        usual: how many rows a page has for whoever has not chosen.
        shown: how many stand on this one.
    """
    if pages < asked(key):
        # The list has become shorter; the service has shown its first page.
        st.session_state[key] = 1
    if pages == 1 and shown <= ROWS[0]:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"pages_{key}"):
        if pages > 1:
            st.pagination(pages, key=key, bind="query-params")
        chosen = f"{key}_rows"
        # It may have been chosen at another list.
        st.session_state[chosen] = actor.lists.page_rows(usual)
        st.selectbox(
            LABEL, ROWS, key=chosen, format_func=lambda rows: f"{rows} dòng", width=116,
            label_visibility="collapsed", on_change=_choose, args=(key, chosen),
        )  # fmt: skip
    feedback.show_notes(key)


def first(key: str, action: Action = Action.SUMMARY_VIEW) -> None:
    """Callback of a filter: a shorter list may not have the page that was open."""
    session.require(action)
    st.session_state[key] = 1


def _choose(key: str, chosen: str) -> None:
    """Callback: every list has so many rows a page from now on."""
    actor = session.require(Action.ACCOUNT_SELF)
    with feedback.noted(key):
        list_choices.choose_rows(session.db(), actor, st.session_state[chosen])
        st.session_state[key] = 1
