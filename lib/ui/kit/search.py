"""The box above a list in which a name is sought; what stands in it is part of the address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

_KEY: Final = "tim_{list}"
"""What every box in which something is sought is called, so that the key / finds it (vi.js)."""


def sought(name: str) -> str:
    """What stands in a list's box, drawn already; "" for nothing."""
    return str(st.session_state[_KEY.format(list=name)] or "")


def box(label: str, name: str, on_change: Callable[[], None] | None = None) -> str:
    """What is sought, "" for nothing.

    Args:
        label: read out, not shown.
        name: the list's: what stands in one list's box is nothing to the next page's.
        on_change: a callback, as the way back to the first page.
    """
    return (
        st.text_input(
            label,
            key=_KEY.format(list=name),
            type="search",
            bind="query-params",
            placeholder="Tìm, không cần dấu",
            label_visibility="collapsed",
            width=240,
            on_change=on_change,
        )
        or ""
    )
