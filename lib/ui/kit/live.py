"""Pages that draw themselves anew once what they show has moved: on their timer, nowhere else."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass

import streamlit as st

from lib.ui.kit import session


@dataclass(slots=True)
class _Shown:
    """What a page shows.

    Attributes:
        is_own_run: whether the fragment that looks has not yet run by itself since then.
    """

    figures: Hashable
    drawn_at_s: float
    is_own_run: bool = True


def watch(name: str, shown: Hashable, newest: Callable[[], Hashable], *, every_s: float) -> None:
    """Look every so often whether `newest` still is what the page shows; draws nothing itself.

    The last statement of a page: what it has drawn by then counts as shown. A fragment runs at the
    end of its page's run too, and a page that took longer to draw than two saves are apart would
    begin again from there for ever. So the page's own run never begins another, and ticks that
    waited behind a slow drawing pass too: the next one is at most the interval away.

    Args:
        name: the page's.
        shown: what was drawn, as revision and day.
        newest: what would be drawn now; a callback, so it begins with require().
        every_s: the interval in seconds.
    """
    slot = f"_live_{name}"
    st.session_state[slot] = _Shown(shown, time.monotonic())

    def look() -> None:
        known: _Shown | None = st.session_state.get(slot)
        if known is None or known.is_own_run:
            if known is not None:
                known.is_own_run = False
            return
        with session.unattended():
            now = newest()
        if now != known.figures and time.monotonic() - known.drawn_at_s > every_s / 2:
            session.rerun_unattended()

    st.fragment(look, run_every=every_s, key=slot)()
