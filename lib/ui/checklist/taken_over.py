"""Figures that a report may take over from documents: a button each, and nothing by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from lib.domain.access import Action
from lib.domain.campaigns import Campaign
from lib.domain.forms.fields import Field
from lib.domain.vietnamese import format_number
from lib.services.documents import counted
from lib.ui.kit import session
from lib.ui.kit.markdown import plain
from lib.ui.kit.record_form import DrawnForm


def draw(
    campaign: Campaign, shown: Sequence[Field], form: DrawnForm, keep: Callable[[], None]
) -> None:
    """A button for each question that may take a figure over, where it says another one.

    Args:
        keep: the callback that keeps what is typed.
    """
    asked = [field for field in shown if field.counts is not None]
    if not asked:
        return
    actor = session.require(Action.ITEM_SAVE)
    found = counted.offered(session.db(), actor, campaign)
    for field in asked:
        number = format_number(found[field.counts]) if field.counts else ""
        key = f"{form.prefix}_{field.key}"
        if st.session_state.get(key) != number:
            st.button(
                f"{plain(field.label)}: lấy số từ xác nhận văn bản: {number}",
                key=f"take_{key}", type="tertiary", icon=":material/download:",
                on_click=_take, args=(key, number, keep),
            )  # fmt: skip


def _take(key: str, number: str, keep: Callable[[], None]) -> None:
    """Callback: put the figure where it would be typed; it is saved with the rest."""
    session.require(Action.ITEM_SAVE)
    st.session_state[key] = number
    keep()
