"""Pages that draw themselves anew once what they show has moved: on their timer, nowhere else."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import streamlit as st

from lib.domain.access import Action
from lib.ui.kit import session

V = TypeVar("V")


@dataclass(slots=True)
class _Shown:
    """What a page shows.

    Attributes:
        is_own_run: whether the fragment that looks has not yet run by itself since then.
    """

    figures: Hashable
    drawn_at_s: float
    is_own_run: bool = True


class Parts(Generic[V]):
    """The parts of a live page: of these, only what has moved is drawn anew (decision 0080).

    A part is a fragment with a key, so a click in it draws it alone: what one click changes is one
    part. What is in no part stands as the page's own run drew it.

    Attributes:
        drawn_at_s: when a part was drawn last.
    """

    def __init__(
        self,
        name: str,
        view: V,
        read: Callable[[], V],
        *,
        action: Action,
        rest: Callable[[V], object],
    ) -> None:
        """The parts of one run of a page.

        Args:
            name: the page's.
            view: what this run draws.
            read: the same anew.
            action: what the page needs.
            rest: what of it stands outside the parts; once this is another, all is drawn anew.
        """
        self._name, self._view, self._read, self._action = name, view, read, action
        self._rest, self._drawn_rest = rest, rest(view)
        self._shows: dict[str, Callable[[V], object]] = {}
        self._drawn: dict[str, object] = {}
        self._handed: dict[str, V] = {}
        self.drawn_at_s = 0.0

    def draw(self, name: str, draw: Callable[[V], None], *, shows: Callable[[V], object]) -> None:
        """Draw a part here, and again whenever it shows something else.

        Args:
            shows: what it draws, to be compared.
        """
        key = f"{self._name}_{name}"

        def body() -> None:
            is_handed = key in self._handed
            with session.unattended() if is_handed else nullcontext():
                session.require(self._action)
                view = self._handed.pop(key) if is_handed else self._read()
                self._drawn[key] = shows(view)
                draw(view)
            self.drawn_at_s = time.monotonic()

        self._shows[key], self._handed[key] = shows, self._view
        st.fragment(body, key=key)()

    def moved(self) -> Sequence[str] | None:
        """For the timer's look: the keys of the parts to be drawn anew; None for the whole page."""
        view = self._read()
        if self._rest(view) != self._drawn_rest:
            return None
        shown = {key: shows(view) for key, shows in self._shows.items()}
        moved = [key for key, now in shown.items() if now != self._drawn.get(key)]
        # What equals another tab's is one object with it from now on.
        self._drawn |= {key: now for key, now in shown.items() if key not in moved}
        self._handed = dict.fromkeys(moved, view)
        return moved


def watch(
    name: str,
    shown: Hashable,
    newest: Callable[[], Hashable],
    *,
    every_s: float,
    parts: Parts[Any] | None = None,
) -> None:
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
        parts: what is drawn anew of the page; without any all of it.
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
            drawn_at_s = max(known.drawn_at_s, parts.drawn_at_s if parts else 0.0)
            if now == known.figures or time.monotonic() - drawn_at_s <= every_s / 2:
                return
            moved = parts.moved() if parts else None
        # What could not be read is looked at again.
        known.figures = now
        if moved is None:
            session.rerun_unattended()
        elif moved:
            session.rerun_parts(moved)

    st.fragment(look, run_every=every_s, key=slot)()
