"""The pages of a list: which one is asked for, the way to the others, and back to the first."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib.domain.access import Action
from lib.ui.kit import session

_DIGITS: Final = 7


def asked(key: str) -> int:
    """The page of a list that the address or the last click asks for."""
    if key in st.session_state:
        return int(st.session_state[key])
    wanted = st.query_params.get(key, "")
    return max(1, int(wanted)) if wanted.isdecimal() and len(wanted) < _DIGITS else 1


def draw(pages: int, key: str) -> None:
    """The way to a list's other pages, where it has any."""
    if pages < asked(key):
        # The list has become shorter; the service has shown its first page.
        st.session_state[key] = 1
    if pages > 1:
        st.pagination(pages, key=key, bind="query-params")


def first(key: str, action: Action = Action.SUMMARY_VIEW) -> None:
    """Callback of a filter: a shorter list may not have the page that was open."""
    session.require(action)
    st.session_state[key] = 1
