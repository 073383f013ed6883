"""A person's reminders: the days on which they came, and one of them with links to the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final
from urllib.parse import parse_qsl, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lib.domain.access import Action
from lib.domain.reminders.digests import Line
from lib.domain.reminders.outbox import Kept
from lib.domain.vietnamese import format_date, format_instant
from lib.text.reminders import count_words
from lib.ui.kit import arrow, session, states, tables
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.kit.states import Tone

OPEN: Final = "thu"
SLOT: Final = Slot("reminders", (OPEN,))
_CLOSED: Final = "danh-sach"
"""Stands in the address for none open: without it the newest is."""
NEW, READ = "Mới", "Đã đọc"
_CHIPS: Final = states.chip_column({NEW: Tone.WAITING, READ: Tone.IDLE}, width_px=92)
_TABLE: Final = "reminders_table"
_WIDTHS_PX: Final = {"Ngày": 92, "Việc": 300}


def draw_list(found: Sequence[Kept], on_open: Callable[[Kept], None]) -> None:
    """The table; a click opens a day's."""
    by_id = {str(one.digest_id): one for one in found}
    chips = [[READ if one.read_at else NEW] for one in found]
    tables.draw_rows(
        arrow.table(
            {
                "Ngày": [format_date(one.day) for one in found],
                "Việc": [count_words(one.lines) for one in found],
                "Đọc": arrow.chips(chips),
            }
        ),
        key=_TABLE,
        alt="Thư nhắc việc của bạn, mới nhất ở trên",
        height=tables.list_height(len(found)),
        widths=_WIDTHS_PX,
        columns={"Đọc": _CHIPS},
        records=list(by_id),
        on_select=partial(_clicked, by_id, on_open),
    )


def open_one(one: Kept | None) -> None:
    """Make a day's the open one, in the address too; None closes it, so that the list is seen."""
    SLOT.open(thu=one.digest_id if one else _CLOSED)


def opened(found: Sequence[Kept]) -> Kept | None:
    """The one that the address names, else the newest; None once it was closed."""
    if SLOT.asked().get(OPEN) == _CLOSED:
        return None
    wanted = SLOT.asked_id(OPEN)
    return next((one for one in found if one.digest_id == wanted), next(iter(found), None))


def name(one: Kept) -> str:
    return f"Ngày {format_date(one.day)}"


def draw(one: Kept, page: Callable[[str], StreamlitPage | None]) -> None:
    """What was told on that day; each thing leads to its page.

    Args:
        page: the page of the address of one, "checklist"; None for one that the person lacks.
    """
    with st.container(border=True, key="reminder_open"):
        st.header(plain(name(one)), anchor=False)
        if one.released_at:
            st.caption(f"Gửi lúc {format_instant(one.released_at)}")
        if one.note:
            st.info(plain(one.note), icon=":material/campaign:")
        for line in one.lines:
            draw_line(line, page)


def draw_line(line: Line, page: Callable[[str], StreamlitPage | None]) -> None:
    """One thing and why it is told."""
    due = f" · hạn {format_date(line.due_on)}" if line.due_on else ""
    parts = urlsplit(line.path)
    target = page(parts.path.strip("/"))
    if target is None:
        st.markdown(plain(line.title))
    else:
        st.page_link(
            target, label=f"**{plain(line.title)}**", icon=":material/arrow_forward:",
            query_params=dict(parse_qsl(parts.query)), width="stretch",
        )  # fmt: skip
    st.caption(f"{plain(line.why)}{due}")


def _clicked(by_id: dict[str, Kept], on_open: Callable[[Kept], None]) -> None:
    session.require(Action.REMINDER_VIEW)
    chosen = tables.opened(_TABLE, already=SLOT.asked().get(OPEN))
    if chosen is not None and chosen in by_id:
        on_open(by_id[chosen])
