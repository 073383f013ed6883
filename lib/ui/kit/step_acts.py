"""What a click on a step's button stands for: the act's key, and what was shown."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from uuid import UUID

import streamlit as st

from lib.services.acts import new_act

_LAST = "last_step"


def act_of(step: str, targets: Sequence[Hashable]) -> UUID:
    """The key of the step on these versions; a click that comes late finds the act done."""
    asked = (str(step), tuple(targets))
    last = st.session_state.get(_LAST)
    if last is None or last[0] != asked:
        last = st.session_state[_LAST] = (asked, new_act())
    found: UUID = last[1]
    return found


def mark(shown: Hashable) -> str:
    """Eight letters for what is shown, to end the key of a widget that acts on it.

    A click names its widget. Once that has been replaced by the same one for another record, the
    late click is for a widget that is no more, and does nothing.
    """
    return f"{hash(shown) & 0xFFFF_FFFF:08x}"
