"""The colours of states: the same for a state in lists, badges and charts.

A chip's colour is a pale one that dark letters stand out from by 4.5 : 1 and more, in both modes;
what it means stands in it as words. The colour-blind tell good from bad too (test_states.py).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from lib.domain import documents, evaluations
from lib.domain.decisions import DecisionState
from lib.domain.nomination_workflow import State
from lib.domain.workflow import Verification, WorkStatus


class Tone(StrEnum):
    """How a state stands, by Streamlit's names of colours."""

    IDLE = "gray"
    BEGUN = "orange"
    READY = "violet"
    WAITING = "blue"
    GOOD = "green"
    BAD = "red"


CHIPS: Final = {
    Tone.IDLE: "#dfe2e9",
    Tone.BEGUN: "#ffd9a3",
    Tone.READY: "#ded4f5",
    Tone.WAITING: "#b5d3fb",
    Tone.GOOD: "#b6ead8",
    Tone.BAD: "#f8bcb6",
}
"""The colour behind dark letters."""

VERIFICATIONS: Final = {
    Verification.NOT_SENT: Tone.IDLE,
    Verification.SENT: Tone.WAITING,
    Verification.RECEIVED: Tone.WAITING,
    Verification.VERIFIED: Tone.GOOD,
    Verification.RETURNED: Tone.BAD,
}
WORK_STATUSES: Final = {
    WorkStatus.NOT_STARTED: Tone.IDLE,
    WorkStatus.IN_PROGRESS: Tone.BEGUN,
    WorkStatus.DONE: Tone.READY,
    WorkStatus.NIL: Tone.READY,
}
NOMINATIONS: Final = {
    State.DRAFT: Tone.BEGUN,
    State.SENT: Tone.WAITING,
    State.RECEIVED: Tone.WAITING,
    State.CHECKED: Tone.READY,
    State.TABLED: Tone.READY,
    State.VOTED: Tone.READY,
    State.AWARDED: Tone.GOOD,
    State.NOT_APPROVED: Tone.IDLE,
    State.PROPOSED: Tone.READY,
    State.PROVINCE_AWARDED: Tone.GOOD,
    State.PROVINCE_REFUSED: Tone.IDLE,
    State.PUBLISHED: Tone.GOOD,
    State.RETURNED: Tone.BAD,
    State.WITHDRAWN: Tone.IDLE,
    State.RESCINDED: Tone.BAD,
    State.UNDER_REVIEW: Tone.READY,
}
DOCUMENTS: Final = {
    documents.State.DRAFT: Tone.READY,
    documents.State.PUBLISHED: Tone.GOOD,
    documents.State.WITHDRAWN: Tone.IDLE,
}
EVALUATIONS: Final = {
    evaluations.State.NONE: Tone.IDLE,
    evaluations.State.SENT: Tone.WAITING,
    evaluations.State.RETURNED: Tone.BAD,
    evaluations.State.PROPOSED: Tone.READY,
    evaluations.State.CONCLUDED: Tone.GOOD,
    evaluations.State.ANSWERED: Tone.GOOD,
}
DECISIONS: Final = {
    DecisionState.PREPARED: Tone.READY,
    DecisionState.RELEASED: Tone.GOOD,
    DecisionState.RESCINDED: Tone.BAD,
}


def badge(tone: Tone, words: str) -> str:
    """A state in running text, as Markdown.

    Args:
        words: a text of ours; it is not escaped.
    """
    return f":{tone.value}-badge[{words}]"


def chip_column(
    tones: dict[str, Tone], *, width_px: int, help_text: str | None = None
) -> ColumnConfig:
    """A table's column of states; its cells are lists of words.

    Args:
        tones: every word that may stand there.
        help_text: what the words leave out, at the column's heading.
    """
    return st.column_config.MultiselectColumn(
        options=list(tones),
        color=[CHIPS[tone] for tone in tones.values()],
        width=width_px,
        help=help_text,
    )
