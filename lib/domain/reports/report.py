"""A report as a record: its way from the draft to the signed paper, as one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain.reports.outline import ReportKind
from lib.domain.vietnamese import local_day
from lib.errors import Refused


class State(StrEnum):
    DRAFT = "draft"
    READY = "ready"
    """Held fast for the signature: nothing of it moves any more."""
    SIGNED = "signed"


class Step(StrEnum):
    BEGIN = "begin"
    READY = "ready"
    RESUME = "resume"
    """Back to the draft, as what was held fast needs another word."""
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table.

    Attributes:
        needs_note: a reason must be given.
    """

    target: State
    needs_note: bool = False


TRANSITIONS: Final[Mapping[tuple[State, Step], Transition]] = {
    (State.DRAFT, Step.READY): Transition(State.READY),
    (State.READY, Step.RESUME): Transition(State.DRAFT, needs_note=True),
    (State.READY, Step.SIGN): Transition(State.SIGNED),
}


def row_of(state: State, step: Step) -> Transition:
    """The row for a step from a state.

    Raises:
        Refused: `report_state`.
    """
    row = TRANSITIONS.get((state, step))
    if row is None:
        raise Refused("report_state")
    return row


@dataclass(frozen=True, slots=True)
class Report:
    """A report as stored, without its parts.

    Attributes:
        revision, audit_head, figures_on: of what was held fast, from ready on.
        frozen_sha256, snapshot_sha256: of all that it tells, and of what that was counted of.
        number, signed_on, signer, signer_position: of a signed one.
    """

    report_id: UUID
    campaign_id: UUID
    kind: ReportKind
    state: State
    version: int
    begun_at: datetime
    begun_by_name: str
    revision: int | None = None
    audit_head: str = ""
    figures_on: date | None = None
    frozen_sha256: str = ""
    number: str = ""
    signed_on: date | None = None
    signer: str = ""
    signer_position: str = ""
    snapshot_sha256: str = ""

    @property
    def day(self) -> date:
        """By which interim reports are told from each other."""
        return self.figures_on or local_day(self.begun_at)


@dataclass(frozen=True, slots=True)
class Scan:
    """The signed paper as a PDF.

    Attributes:
        number: 1 for the first; another put in its place has the next one.
        reason: why it took the place of the one before; "" for the first.
    """

    number: int
    file_name: str
    sha256: str
    size_bytes: int
    pages: int
    reason: str
    uploaded_by_name: str
    uploaded_at: datetime
