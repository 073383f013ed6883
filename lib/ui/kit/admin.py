"""What the lists of records and the forms beside them share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, Literal

import streamlit as st

from lib.domain.access import Action
from lib.domain.vietnamese import format_number
from lib.ui.kit import feedback, list_record, session, tables
from lib.ui.kit.open_form import Slot

OPEN: Final = "open"
"""What stands in the address: the open record, as a user name or a unit's code."""


def buttons(
    slot: Slot,
    needed: Action,
    prefix: str,
    *,
    stored: Mapping[str, object],
    save: Callable[..., None],
    args: tuple[object, ...],
    weight: Literal["primary", "secondary"] = "primary",
) -> None:
    """Save, and take what is stored after a conflict.

    Args:
        needed: the right that every callback asks for.
        save: its callback.
        weight: of the button; "secondary" where the page has another main act.
    """
    now = slot.now
    with st.container(horizontal=True):
        st.button(
            "Lưu",
            key=f"{prefix}_{now.seen_version}_save",
            type=weight,
            icon=":material/save:",
            on_click=save,
            args=args,
        )
        if now.conflict is not None:
            st.button(
                "Lấy bản đang lưu",
                key=f"{prefix}_stored",
                on_click=_take_stored,
                args=(slot, needed, stored),
            )


def count_line(found: int, total: int, things: str) -> None:
    """How many of all a filter keeps."""
    st.caption(f"{format_number(found)}/{format_number(total)} {things}")


def open_row(slot: Slot, table: str, needed: Action) -> None:
    """Callback of a list's table: the row's record becomes the open one."""
    session.require(needed)
    chosen = tables.opened(table, already=slot.asked().get(OPEN))
    if chosen is not None:
        slot.open(open=chosen)


def _take_stored(slot: Slot, needed: Action, values: Mapping[str, object]) -> None:
    session.require(needed)
    st.session_state.update(values)
    slot.now.settle()


def opened(slot: Slot, needed: Action, hint: str) -> str | None:
    """Which record is open, below what came of the last act and beside the way out of it.

    Args:
        hint: what to do where none is.
    """
    feedback.show_notes(slot.name)
    name = slot.asked().get(OPEN)
    if name is None:
        st.caption(f":material/checklist: {hint}")
    else:
        list_record.draw_nav(partial(_show, slot, needed), str, last=None, coming=None)
    return name


def _show(slot: Slot, needed: Action, name: str | None) -> None:
    session.require(needed)
    slot.open(open=name)
