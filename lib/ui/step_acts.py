"""The idempotency key of a step, the same for every click on its button."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from enum import StrEnum
from uuid import UUID

import streamlit as st

from lib.services.item_acts import new_act

_LAST = "last_step"


def act_of(step: StrEnum, targets: Sequence[Hashable]) -> UUID:
    """The key of the step on these versions; a click that comes late finds the act done."""
    asked = (step.value, tuple(targets))
    last = st.session_state.get(_LAST)
    if last is None or last[0] != asked:
        last = st.session_state[_LAST] = (asked, new_act())
    found: UUID = last[1]
    return found
