"""What the page of a plan on its way knows: which one is open, which line, and its acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action
from lib.services.acts import new_act
from lib.ui.kit import feedback, session
from lib.ui.kit.open_form import Slot

PAGE: Final = "intake"
OPEN: Final = "mo"
LINE: Final = "dong"
SLOT: Final = Slot(PAGE, (OPEN,))
ACTION: Final = Action.CAMPAIGN_LOAD


def asked() -> UUID | None:
    """The intake in the address."""
    try:
        return UUID(st.query_params.get(OPEN, ""))
    except ValueError:
        return None


def show(intake_id: UUID | None) -> None:
    """Callback: open one, or go back to the list."""
    session.require(ACTION)
    st.query_params.pop(LINE, None)
    if intake_id is None:
        st.query_params.pop(OPEN, None)
    else:
        st.query_params[OPEN] = str(intake_id)


def do(work: Callable[[UUID], object]) -> bool:
    """Carry out an act of a callback; a refusal stands at the top of the page then.

    Args:
        work: is given the act's key.
    """
    with feedback.noted(PAGE):
        work(new_act())
        return True
    return False
