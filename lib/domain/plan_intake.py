"""A plan on its way to a campaign: its text, and what the Office has said of it so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from lib.domain.plan_text.corrections import Corrected
from lib.domain.plan_text.proposals import Proposal
from lib.domain.units import UnitType


class State(StrEnum):
    OPEN = "open"
    MADE = "made"
    """A campaign was made of it."""
    DROPPED = "dropped"


class HeadField(StrEnum):
    """What the Office is asked of the campaign besides its tasks."""

    CODE = "code"
    TITLE = "title"
    SHORT_TITLE = "short_title"
    THEME = "theme"
    ENDS_ON = "ends_on"
    """The day that all others are counted from, as 2026-12-31."""
    BLANK_DUE = "blank_due"
    """The due day of tasks whose text names none."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the Office chose of an item; None leaves what is proposed."""

    is_taken: bool | None = None
    short_title: str | None = None
    units: tuple[UnitType, ...] | None = None
    form: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """An item as it will be made into a task, or left out."""

    proposal: Proposal
    is_taken: bool
    short_title: str
    units: tuple[UnitType, ...]
    form: str
    due_on: date | None
    """None: the day of those whose text names none."""


@dataclass(frozen=True, slots=True)
class Intake:
    """One text, as stored now.

    Attributes:
        lines: of the text, empty ones too; numbers of lines count from 1.
        warnings: keys of words about how the file was read.
        chosen: by the number of an item's first line.
    """

    intake_id: UUID
    file_name: str
    file_kind: str
    state: State
    lines: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    head: Mapping[HeadField, str] = field(default_factory=dict)
    chosen: Mapping[int, Choice] = field(default_factory=dict)
    campaign_code: str | None = None
    begun_by_name: str = ""
    begun_at: datetime | None = None
    version: int = 0


def planned(proposal: Proposal, choice: Choice | None) -> PlannedTask:
    """The item with what was chosen in the place of what was proposed."""
    one = choice or Choice()
    return PlannedTask(
        proposal,
        proposal.is_task if one.is_taken is None else one.is_taken,
        proposal.short_title if one.short_title is None else one.short_title,
        proposal.units if one.units is None else one.units,
        one.form or proposal.form,
        one.due_on or proposal.due_on,
    )


def with_correction(
    known: tuple[Corrected, ...], line: int, new: Corrected | None
) -> tuple[Corrected, ...]:
    """One correction a line; None takes back what was said of it."""
    kept = tuple(one for one in known if one.line != line)
    return kept if new is None else (*kept, new)


def merged(known: Choice | None, new: Choice) -> Choice:
    """What was chosen before, with what is chosen now."""
    given = {name: value for name in Choice.__slots__ if (value := getattr(new, name)) is not None}
    return replace(known or Choice(), **given)
