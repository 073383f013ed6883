"""What a step on opinions asks, for one that is open and for several that are ticked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from lib.domain.opinions import ABOUT_LIMIT, ANSWER_LIMIT, REASON_LIMIT, TO_LIMIT, Opinion, Step
from lib.services.opinions.desk_acts import Said
from lib.text import DAY_HINT
from lib.text.opinions import OPINION_FIELDS
from lib.ui.opinions.desk_list import SLOT

TO_AUTHOR, PUBLIC = "Chỉ người gửi đọc", "Công khai"
# Another opinion that is opened meanwhile takes the form's place, not what was typed.
_KEPT: Final = "page"
_PARTS: Final[Mapping[Step, tuple[str, ...]]] = {
    Step.ANSWER: ("answer", "public", "public_about"),
    Step.FORWARD: ("forwarded_to", "forwarded_on"),
    Step.CLOSE: ("reason",),
    Step.REOPEN: (),
}


def typed(step: Step, key: str) -> list[str]:
    """The keys of what is typed for a step.

    Args:
        key: what the keys of the form begin with, here and below.
    """
    return [f"{key}_{part}" for part in _PARTS[step]]


def said(key: str) -> Said:
    """All that is typed by now."""
    state = st.session_state
    return Said(
        answer=state.get(f"{key}_answer"),
        is_public=state.get(f"{key}_public") == PUBLIC,
        public_about=state.get(f"{key}_public_about"),
        forwarded_to=state.get(f"{key}_forwarded_to"),
        forwarded_on=state.get(f"{key}_forwarded_on"),
        reason=state.get(f"{key}_reason"),
    )


def answer(key: str, before: Opinion | None = None) -> None:
    """An answer's fields, beginning with the answer that there is."""
    state = st.session_state
    if before is not None:
        state.setdefault(f"{key}_answer", before.answer)
        state.setdefault(f"{key}_public", PUBLIC if before.public_about else TO_AUTHOR)
        state.setdefault(f"{key}_public_about", before.public_about)
    st.text_area(
        OPINION_FIELDS["answer"], key=f"{key}_answer", max_chars=ANSWER_LIMIT, height=120,
        persist_state=_KEPT,
    )  # fmt: skip
    SLOT.problem("answer")
    st.radio(
        "Ai đọc câu trả lời", [TO_AUTHOR, PUBLIC], key=f"{key}_public", horizontal=True,
        persist_state=_KEPT,
    )  # fmt: skip
    if state[f"{key}_public"] == PUBLIC:
        st.text_input(
            f"{OPINION_FIELDS['public_about']} *", key=f"{key}_public_about",
            max_chars=ABOUT_LIMIT, autocomplete="off", persist_state=_KEPT,
            help="Tóm lược bằng lời của Văn phòng; lời của người gửi không hiện công khai.",
        )  # fmt: skip
        SLOT.problem("public_about")


def forward(key: str) -> None:
    """To whom it was sent on, and when."""
    st.text_input(
        f"{OPINION_FIELDS['forwarded_to']} *", key=f"{key}_forwarded_to", max_chars=TO_LIMIT,
        autocomplete="off", persist_state=_KEPT,
    )  # fmt: skip
    SLOT.problem("forwarded_to")
    st.text_input(
        f"{OPINION_FIELDS['forwarded_on']} *", key=f"{key}_forwarded_on", placeholder=DAY_HINT,
        autocomplete="off", persist_state=_KEPT,
    )  # fmt: skip
    SLOT.problem("forwarded_on")


def close(key: str) -> None:
    """Why it is closed."""
    st.text_area(
        OPINION_FIELDS["reason"], key=f"{key}_reason", max_chars=REASON_LIMIT, height=80,
        persist_state=_KEPT, help="Bắt buộc khi chưa trả lời.",
    )  # fmt: skip
    SLOT.problem("reason")
