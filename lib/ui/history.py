"""What became of a record, in a part to unfold: while it is closed, nothing is read or sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

import streamlit as st

from lib.domain.vietnamese import format_instant
from lib.ui.fields import plain

Told = tuple[datetime, str]


def told(done_at: datetime, *words: str | None) -> Told:
    """One act: its instant, and its words without those that are empty."""
    return done_at, " · ".join(word for word in (format_instant(done_at), *words) if word)


def unfold(title: str, read: Callable[[], Iterable[Told]], *, key: str) -> None:
    """The lines of one source or several, the newest first."""
    with st.expander(title, key=key, icon=":material/history:", on_change="rerun") as part:
        if not part.open:
            return
        for _, words in sorted(read(), key=lambda one: one[0], reverse=True):
            st.caption(plain(words))
