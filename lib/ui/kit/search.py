"""The box above a list in which a name is sought; what stands in it is part of the address."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def key(name: str) -> str:
    """The key of a list's search box, by which "/" finds it (vi.js), and its name in the address.

    Args:
        name: the list's: what stands in one list's box is nothing to the next page's.
    """
    return f"tim_{name}"


def sought(name: str) -> str:
    """What stands in a list's box, drawn already; "" for nothing."""
    return str(st.session_state[key(name)] or "")


def box(label: str, name: str, on_change: Callable[[], None] | None = None) -> str:
    """What is sought, "" for nothing.

    Args:
        label: read out, not shown.
        name: the list's, as for `key`.
        on_change: a callback, as the way back to the first page.
    """
    return (
        st.text_input(
            label,
            key=key(name),
            type="search",
            bind="query-params",
            placeholder="Tìm, không cần dấu",
            label_visibility="collapsed",
            width=240,
            on_change=on_change,
        )
        or ""
    )
