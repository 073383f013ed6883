"""An act that asks first."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def ask(
    label: str,
    icon: str,
    consequence: str,
    *,
    key: str,
    act: Callable[..., None],
    args: tuple[object, ...],
    confirm: str | None = None,
) -> None:
    """A button that opens a question, and in it the one that acts.

    What undoes an act often stands where the button for it stood: of two fast clicks the second
    only opens the question.

    Args:
        icon: a Material symbol's name.
        key: of the button that acts.
        act: its callback.
        confirm: what it says, when not the same as what opens the question.
    """
    with st.popover(label, icon=f":material/{icon}:"):
        st.markdown(consequence)
        st.button(confirm or label, key=key, type="primary", on_click=act, args=args)
