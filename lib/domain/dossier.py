"""The dossier of a nomination: which parts it needs, which are there, who can bring the rest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lib.domain import nominations
from lib.domain.forms.forms import Form
from lib.domain.nomination_workflow import TRANSITIONS, State, Step
from lib.domain.nominations import Nomination
from lib.errors import Invalid


class Part(StrEnum):
    """The six parts of DOMAIN 1.5, in its order."""

    PROPOSAL = "proposal"
    REPORT = "report"
    UNIT_MINUTES = "unit_minutes"
    OPINION = "opinion"
    COUNCIL_MINUTES = "council_minutes"
    DRAFT_DECISION = "draft_decision"


UNIT_PARTS = (Part.PROPOSAL, Part.REPORT, Part.UNIT_MINUTES)
OFFICE_PARTS = (Part.OPINION, Part.COUNCIL_MINUTES, Part.DRAFT_DECISION)
UNIT_FILE_PARTS: Final = (Part.REPORT, Part.UNIT_MINUTES, None)
OFFICE_FILE_PARTS: Final = (Part.COUNCIL_MINUTES, Part.DRAFT_DECISION, None)
"""What a file of each side can be in a nomination's dossier; None is any other evidence."""
FILE_PART: Final = "Phần hồ sơ"

UNIT_FILE_STATES: Final = frozenset(state for (state, step) in TRANSITIONS if step == Step.SAVE)
"""While the unit may change the nomination, it may change its files."""
OFFICE_FILE_STATES: Final = frozenset(
    {
        State.RECEIVED, State.CHECKED, State.TABLED, State.VOTED, State.AWARDED, State.PROPOSED,
        State.PROVINCE_AWARDED,
    }
)  # fmt: skip
"""From when the Office has the nomination until what came of it is published."""


RELEASED_STATES: Final = frozenset({State.PUBLISHED, State.RESCINDED})
"""Until then a draft decision is for those alone who prepare and sign it."""


@dataclass(frozen=True, slots=True)
class Meter:
    """How much of one side's parts is there."""

    present: tuple[Part, ...]
    missing: tuple[Part, ...]

    @property
    def total(self) -> int:
        return len(self.present) + len(self.missing)


def unit_meter(nomination: Nomination, form: Form, files: Collection[Part]) -> Meter:
    """What the unit has brought: an answered form, the report of merits, signed minutes.

    Args:
        files: the parts that a file has been added as.
    """
    there = set(files)
    if nominations.is_ready(nomination, form):
        there.add(Part.PROPOSAL)
    if nomination.achievement:
        there.add(Part.REPORT)
    return _meter(UNIT_PARTS, there)


def office_meter(nomination: Nomination, files: Collection[Part]) -> Meter:
    """What the Office has brought: its opinion, the council's minutes, the draft decision."""
    there = set(files)
    if nomination.opinion:
        there.add(Part.OPINION)
    if nomination.meeting_id is not None and nomination.is_past_vote:
        there.add(Part.COUNCIL_MINUTES)
    if nomination.decision_id is not None:
        there.add(Part.DRAFT_DECISION)
    return _meter(OFFICE_PARTS, there)


def file_part(chosen: object, choices: Collection[Part | None]) -> Part | None:
    """The part of the dossier as it is stored; nothing chosen is any other evidence.

    Raises:
        Invalid: it is none of the choices.
    """
    if (chosen is None or chosen == "") and None not in choices:
        raise Invalid("required", field=FILE_PART)
    try:
        part = Part(str(chosen)) if chosen else None
    except ValueError as error:
        raise Invalid("not_choice", field=FILE_PART) from error
    if part not in choices:
        raise Invalid("not_choice", field=FILE_PART)
    return part


def _meter(wanted: Collection[Part], there: Collection[Part]) -> Meter:
    return Meter(
        tuple(part for part in wanted if part in there),
        tuple(part for part in wanted if part not in there),
    )
