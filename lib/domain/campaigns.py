"""A campaign as data: the plan's text, milestones, content groups and tasks with their forms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain.file_comments import FileComment
from lib.domain.forms.forms import Form
from lib.domain.past import Cut
from lib.domain.units import UnitType

CODE: Final = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+){0,5}")
"""What a campaign's code looks like, as in TD-BC-2021."""
CODE_LIMIT: Final = 30
TITLE_LIMIT: Final = 500
SHORT_TITLE_LIMIT: Final = 40
"""Letters of a title of a campaign, a group or a task."""


class CampaignState(StrEnum):
    PREPARING = "preparing"
    RUNNING = "running"
    CLOSED = "closed"


class DueSource(StrEnum):
    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class PlanText:
    """One numbered passage of the plan in its own words, with an erratum note where it errs."""

    code: str
    text: str
    erratum: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    key: str
    name: str
    due_on: date
    offset_days: int | None
    """Days from the anchor; None for a milestone with a date of its own."""
    basis: str = ""
    is_suggested: bool = False


@dataclass(frozen=True, slots=True)
class ContentGroup:
    code: str
    title: str
    short_title: str
    plan_text: str
    erratum: str = ""


@dataclass(frozen=True, slots=True)
class TaskSeed:
    """A task as the file gives it; the due day is `offset_days` from the milestone's day."""

    code: str
    group_code: str
    title: str
    short_title: str
    guidance: str
    evidence_hint: str
    privacy_note: str
    milestone_key: str
    offset_days: int
    due_source: DueSource
    applies_to: frozenset[UnitType]
    is_mandatory: bool
    nil_allowed: bool
    form: Form
    is_suggested: bool = False
    """Goes beyond the plan's own words."""
    is_unit_report: bool = False
    """What is sent for it is the unit's own report at the campaign's end."""


@dataclass(frozen=True, slots=True)
class CampaignSeed:
    """A whole campaign file.

    Attributes:
        anchor: key of the milestone that the others and the tasks are counted from.
        details: what the plan's head and foot say (number, signer, recipients, legal basis,
            award forms, council rules), kept as data for documents to come.
        preface: purposes (I.1.x) and requirements (I.2.x).
        comments: what the file says for its readers alone; no part of the campaign.
    """

    code: str
    title: str
    short_title: str
    theme: str
    anchor: str
    preface: tuple[PlanText, ...]
    errata: tuple[PlanText, ...]
    milestones: tuple[Milestone, ...]
    groups: tuple[ContentGroup, ...]
    tasks: tuple[TaskSeed, ...]
    details: dict[str, object]
    comments: tuple[FileComment, ...] = field(default=(), compare=False, repr=False)

    @property
    def anchor_on(self) -> date:
        return next(m.due_on for m in self.milestones if m.key == self.anchor)

    def moved_to(self, anchor_on: date) -> CampaignSeed:
        """The same campaign with every date moved so that the anchor falls on the given day."""
        shift = anchor_on - self.anchor_on
        return replace(
            self,
            milestones=tuple(replace(m, due_on=m.due_on + shift) for m in self.milestones),
        )

    def due_on(self, task: TaskSeed) -> date:
        """The task's due day.

        Raises:
            KeyError: no such milestone; the loader refuses such a file.
        """
        days = {m.key: m.due_on for m in self.milestones}
        return days[task.milestone_key] + timedelta(days=task.offset_days)


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as stored, without its tasks."""

    campaign_id: UUID
    code: str
    title: str
    short_title: str
    theme: str
    state: CampaignState
    revision: int
    anchor: str
    preface: tuple[PlanText, ...]
    errata: tuple[PlanText, ...]
    dates_moved: bool
    """Shifted as a block for a trial, so the days are not the plan's own."""
    version: int
    at: Cut | None = None
    """How it stood then, to be read and never written; None for the present."""

    @property
    def takes_reports(self) -> bool:
        """Whether units may report and nominate now."""
        return self.state == CampaignState.RUNNING and self.at is None


@dataclass(frozen=True, slots=True)
class CampaignHead:
    """What moves of a campaign; the rest changes with its version alone."""

    campaign_id: UUID
    code: str
    state: CampaignState
    revision: int
    version: int


@dataclass(frozen=True, slots=True)
class Task:
    """A task as stored."""

    task_id: UUID
    campaign_id: UUID
    code: str
    group_code: str
    title: str
    short_title: str
    guidance: str
    evidence_hint: str
    privacy_note: str
    due_on: date
    due_source: DueSource
    applies_to: frozenset[UnitType]
    is_mandatory: bool
    nil_allowed: bool
    sort_order: int
    form: Form
    is_suggested: bool = False
    is_unit_report: bool = False
