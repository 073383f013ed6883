"""Who else has the open record open, above it."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit import runtime

from lib.domain.access import Actor
from lib.services import clock, presence
from lib.services.presence import Here, Place, Window
from lib.text import age
from lib.ui.kit import session
from lib.ui.kit.markdown import plain
from lib.web.gate import process

_MOST_NAMES: Final = 3


def draw(actor: Actor, place: Place) -> None:
    """One line where somebody else is; nobody is kept from anything by it."""
    others = presence.enter(actor, place, session.window(), is_there=_is_there)
    if others:
        st.caption(f":material/visibility: {_words([*others])}")


def leave() -> None:
    """Whatever was open in this tab is so no more, unless it is drawn again."""
    presence.leave(session.window())


def drawn() -> None:
    """The page has been drawn to its end: what it did not draw again has been left."""
    presence.drawn(session.window())


def _words(others: list[Here]) -> str:
    now = clock.now()
    told = [f"{plain(one.full_name)} ({age(now - one.since)})" for one in others[:_MOST_NAMES]]
    rest = len(others) - len(told)
    more = f" và {rest} người khác" if rest else ""
    return f"{', '.join(told)}{more} đang mở mục này."


def _is_there(window: Window) -> bool:
    """Whether the tab's line is open and it still is that sign-in's."""
    is_connected = not runtime.exists() or runtime.get_instance().is_active_session(window.tab)
    return is_connected and process.TABS.is_of(window.tab, window.session_id)
