"""What people are told: refusals at the one edge, and notes that outlive a rerun."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import streamlit as st

from lib.errors import AppError
from lib.text import sentence

PAGE: Final = "page"
_NOTES: Final = "_notes"
_WHERE: Final = "_where"


class Kind(StrEnum):
    SUCCESS = "success"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(slots=True)
class _Notes:
    texts: list[tuple[str, str]] = field(default_factory=list)
    is_shown: bool = False


_DRAW: Final = {
    Kind.SUCCESS: st.success,
    Kind.INFO: st.info,
    Kind.WARNING: st.warning,
    Kind.ERROR: st.error,
}


@contextmanager
def shown() -> Iterator[None]:
    """Draw a refusal where it happens; for the body of a page or fragment."""
    try:
        yield
    except AppError as error:
        st.error(sentence(error))


@contextmanager
def noted(place: str = PAGE) -> Iterator[None]:
    """Keep a refusal for show_notes(); for callbacks, whose own drawing would be lost."""
    _notes().pop(place, None)
    try:
        yield
    except AppError as error:
        note(Kind.ERROR, sentence(error), place)


def note(kind: Kind, text: str, place: str = PAGE) -> None:
    """Keep a message for show_notes(), in the place of what was shown there before.

    Args:
        place: the page, which the shell serves, or the name of a fragment that draws its own.
    """
    notes = _notes()
    kept = notes.get(place)
    if kept is None or kept.is_shown:
        kept = notes[place] = _Notes()
    kept.texts.append((kind.value, text))


def show_notes(place: str = PAGE) -> None:
    """Draw what was noted for the place.

    It stays until the next note or another page: a message that went at the next run would move
    the button that somebody is about to press.
    """
    kept = _notes().get(place)
    if kept is None:
        return
    kept.is_shown = True
    # It stays in sight while one scrolls (thidua.css): the act may stand far below.
    with st.container(key=f"notes_{place}"):
        for kind, text in kept.texts:
            _DRAW[Kind(kind)](text)


def forget(place: str) -> None:
    """What was noted there is of something else now."""
    _notes().pop(place, None)


def arrive(where: str) -> None:
    """Forget what was shown on another page; only the shell knows where people are."""
    if st.session_state.get(_WHERE) == where:
        return
    st.session_state[_WHERE] = where
    notes = _notes()
    for place in [place for place, kept in notes.items() if kept.is_shown]:
        del notes[place]


def _notes() -> dict[str, _Notes]:
    notes: dict[str, _Notes] = st.session_state.setdefault(_NOTES, {})
    return notes
