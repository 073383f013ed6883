"""The box above a list in which a name is sought; what stands in it is part of the address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

HINT: Final = "Tìm, không cần dấu"


def key(name: str) -> str:
    """The key of a list's search box, by which "/" finds it (vi.js), and its name in the address.

    Args:
        name: the list's: what stands in one list's box is nothing to the next page's.
    """
    return f"tim_{name}"


def asked(name: str) -> str:
    """What the address or the last word typed asks for, before the box is drawn."""
    return str(st.session_state.get(key(name), st.query_params.get(key(name), "")) or "").strip()


def sought(name: str) -> str:
    """What stands in a list's box, drawn already; "" for nothing."""
    return str(st.session_state[key(name)] or "")


def box(
    label: str,
    name: str,
    on_change: Callable[..., None] | None = None,
    args: tuple[object, ...] = (),
    *,
    address: str | None = None,
    placeholder: str = HINT,
    is_kept: bool = False,
    width: int = 240,
) -> str:
    """What is sought, "" for nothing; it answers while one types, as every box that seeks.

    Args:
        label: read out.
        name: the list's, as for `key`.
        on_change: a callback, as the way back to the first page.
        is_kept: while the page shows something else in the place of the list.
        address: its name in the address, where that is older than this piece.
    """
    return (
        st.text_input(
            label,
            key=address or key(name),
            type="search",
            live=True,
            bind="query-params",
            persist_state="page" if is_kept else None,
            placeholder=placeholder,
            label_visibility="collapsed",
            width=width,
            on_change=on_change,
            args=args,
        )
        or ""
    ).strip()
