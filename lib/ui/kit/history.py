"""What became of a record, in a part to unfold: while it is closed, nothing is read or sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, Protocol

import streamlit as st

from lib.config import ROOT
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.vietnamese import format_instant
from lib.ui.kit.markdown import plain

LOG_RECORD: Final = "ho_so"
"""What stands in the address of the audit log: the record whose time line is shown."""
_LOG: Final = ROOT / "pages" / "shared" / "audit.py"
HistoryLine = tuple[datetime, str]
SYSTEM = "Hệ thống"
"""Who did what nobody did."""


class Entry(Protocol):
    """One version of a record that steps were taken on."""

    @property
    def done_at(self) -> datetime: ...

    @property
    def step(self) -> str: ...

    @property
    def done_by_name(self) -> str | None: ...

    @property
    def note(self) -> str | None: ...


def history_line(done_at: datetime, *words: str | None) -> HistoryLine:
    """One act: its instant, and its words without those that are empty."""
    return done_at, " · ".join(word for word in (format_instant(done_at), *words) if word)


def steps(entries: Iterable[Entry], names: Mapping[Any, str]) -> list[HistoryLine]:
    """Each step by its name, who took it and why.

    Args:
        names: by the step, a str or the StrEnum of it.
    """
    return [
        history_line(entry.done_at, names[entry.step], entry.done_by_name or SYSTEM, entry.note)
        for entry in entries
    ]


def unfold(
    title: str,
    read: Callable[[], Iterable[HistoryLine]],
    *,
    key: str,
    actor: Actor | None = None,
    record: str = "",
) -> None:
    """The lines of one source or several, the newest first.

    Args:
        actor: who may be led to the record's time line in the campaign's audit log.
        record: what the record is called there.
    """
    with st.expander(title, key=key, icon=":material/history:", on_change="rerun") as part:
        if not part.open:
            return
        for _, words in sorted(read(), key=lambda one: one[0], reverse=True):
            st.caption(plain(words))
        if actor is not None and access.can(actor, Action.AUDIT_CAMPAIGN):
            draw_log_link(record)


def draw_log_link(record: str, **more: str) -> None:
    """The way to a record's time line in the audit log, for whoever may read that."""
    query = {LOG_RECORD: record, **more}
    st.page_link(_LOG, label="Xem trong nhật ký", icon=":material/history:", query_params=query)
