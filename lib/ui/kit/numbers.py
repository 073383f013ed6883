"""Buttons that show a masked number whole: one at a time, until it is hidden or changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form
from lib.ui.kit import feedback, session
from lib.ui.kit.markdown import plain

Read = Callable[[Actor, str], str]
"""The whole number of the question with that key; its service puts it on record."""
_NOW: Final = "_number_shown"


@dataclass(frozen=True, slots=True)
class _Shown:
    account_id: UUID
    key: str
    number: str


def draw(
    actor: Actor, form: Form, answers: Mapping[str, Value], *, unit_id: UUID, record: str,
    read: Read,
) -> None:  # fmt: skip
    """A button for each masked answer, for who may see it; nothing for others.

    Args:
        unit_id: whose record it is.
        record: which one, at which version; what was shown of another is shown no more.
    """
    found = [field for field in form.masked if field.key in answers]
    if not found or not access.can(actor, Action.NUMBER_SHOW, unit_id=unit_id):
        return
    now: _Shown | None = st.session_state.get(_NOW)
    with st.container(horizontal=True, vertical_alignment="center", key=f"numbers_{record}"):
        for field in found:
            key = f"number_{record}_{field.key}"
            if now is None or (now.account_id, now.key) != (actor.account_id, key):
                st.button(
                    f"Hiện đủ {plain(field.label)}", key=f"show_{key}",
                    icon=":material/visibility:", on_click=_show, args=(key, field.key, read),
                    help="Mỗi lần xem đều ghi vào nhật ký.",
                )  # fmt: skip
                continue
            st.markdown(f"**{plain(field.label)}:** {plain(now.number)}")
            st.button(
                "Che lại", key=f"hide_{key}", icon=":material/visibility_off:", on_click=_hide
            )


def _show(key: str, question: str, read: Read) -> None:
    """Callback: the number stands on the page from now on."""
    actor = session.require(Action.NUMBER_SHOW)
    with feedback.noted():
        st.session_state[_NOW] = _Shown(actor.account_id, key, read(actor, question))


def _hide() -> None:
    """Callback."""
    session.require(Action.NUMBER_SHOW)
    st.session_state.pop(_NOW, None)
