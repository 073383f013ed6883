"""What people are told: refusals at the one edge, and notes that outlive a rerun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Final

import streamlit as st

from lib.errors import AppError
from lib.text import sentence

PAGE: Final = "page"
_NOTES: Final = "_notes"
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+!|~$:.-])")


class Kind(StrEnum):
    SUCCESS = "success"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


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
    try:
        yield
    except AppError as error:
        note(Kind.ERROR, sentence(error), place)


def note(kind: Kind, text: str, place: str = PAGE) -> None:
    """Keep a message for the next show_notes() of that place.

    Args:
        place: the page, which the shell serves, or the name of a fragment that draws its own.
    """
    st.session_state.setdefault(_NOTES, {}).setdefault(place, []).append((kind.value, text))


def show_notes(place: str = PAGE) -> None:
    """Draw what was noted for the place, once."""
    notes = st.session_state.get(_NOTES)
    if not notes:
        return
    for kind, text in notes.pop(place, ()):
        _DRAW[Kind(kind)](text)


def plain(text: str) -> str:
    """A text that Markdown shows as it was typed."""
    return _MARKS.sub(r"\\\1", text)
