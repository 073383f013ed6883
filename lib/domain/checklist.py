"""An item, one task for one unit, and what a report or a step makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from datetime import date, datetime
from uuid import UUID

from lib.domain.campaigns import CampaignState, Task
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.domain.forms.file_kinds import Files
from lib.domain.forms.forms import Form
from lib.domain.forms.kinds import missing, parts, show
from lib.domain.forms.typed import paragraphs
from lib.domain.workflow import Step, Verification, WorkStatus, is_answered, is_overdue, transition
from lib.errors import Invalid, Problems, Refused

LOWER_REASON = "Lý do giảm số lũy kế"
RETURN_REASON = "Lý do trả lại"
RETURN_DUE = "Hạn bổ sung"
STATUS = "Trạng thái"
REASON_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Item:
    """What a unit has reported on a task, as stored now.

    Attributes:
        answers: flat, part key -> value.
        due_on: the due day in force: the task's, or the one the Office gave with a return.
        first_complete_on: the day it first became complete under that due day.
        return_reason: why it was last returned, until the Office has received it again.
        updated_at: when it was last saved or moved by a step.
        files: what answers the questions for files, where somebody has asked for it.
        waits_unit, waits_office: whether a comment waits for the unit, for the Office.
    """

    unit_id: UUID
    task_id: UUID
    status: WorkStatus
    verification: Verification
    answers: Mapping[str, Value]
    due_on: date
    first_complete_on: date | None
    lower_reason: str | None
    return_reason: str | None
    saved_by: UUID | None
    saved_by_name: str | None
    saved_at: datetime | None
    sent_by: UUID | None
    version: int
    updated_at: datetime
    files: Files = attribute(default_factory=dict)
    waits_unit: bool = False
    waits_office: bool = False

    def told(self, form: Form) -> Mapping[str, Value]:
        """The answers as they are read, with the names of the files among them."""
        return forms.with_files(form, self.answers, self.files)

    def with_files(self, found: Mapping[UUID, Files]) -> Item:
        """The item with the files that answer it, of those of the unit by task."""
        files = found.get(self.task_id)
        return replace(self, files=files) if files else self

    def days_left(self, today: date) -> int:
        """Days until the due day; 0 is today, below 0 is overdue."""
        return (self.due_on - today).days

    def is_overdue(self, today: date) -> bool:
        """Not complete, and the due day is over."""
        return is_overdue(self.status, self.verification, self.due_on, today)


@dataclass(frozen=True, slots=True)
class Report:
    """What a person typed, unparsed.

    Attributes:
        status: a WorkStatus value.
        answers: part key -> whatever the widget gave.
        lower_reason: why a running total went down; empty when none did.
    """

    status: object
    answers: Mapping[str, object]
    lower_reason: object = ""


def reported(item: Item, task: Task, report: Report, today: date) -> Item:
    """The item after the report is saved; its version and authors are the store's business.

    Raises:
        Problems: every value that cannot be taken, in the order of the form.
        Refused: the item is locked.
    """
    target = transition(item.verification, Step.SAVE).target
    status = _status(report.status, task)
    problems: list[Invalid] = []
    answers: Mapping[str, Value] = {}
    try:
        answers = forms.parse_answers(
            task.form, report.answers, complete=status == WorkStatus.DONE, files=item.files,
            held=item.answers,
        )  # fmt: skip
    except Problems as found:
        problems.extend(found.problems)
    if status == WorkStatus.NIL:
        figures = {part.key for field in task.form.figures for part in parts(field)}
        answers = {key: value for key, value in answers.items() if key not in figures}
    reason = paragraphs(report.lower_reason or "", LOWER_REASON, REASON_LIMIT) or None
    if not problems and reason is None:
        problems.extend(
            Invalid(
                "lower_total",
                field=field.label,
                key=field.key,
                before=show(field, item.answers),
                after=show(field, answers) or "trống",
            )
            for field in forms.lowered(task.form, item.answers, answers)
        )
    if problems:
        raise Problems(problems)
    is_lower = bool(forms.lowered(task.form, item.answers, answers))
    saved = replace(
        item,
        status=status,
        verification=target,
        answers=answers,
        lower_reason=reason if is_lower else None,
    )
    return _completed(saved, task, today)


def says_the_same(item: Item, task: Task, report: Report) -> bool:
    """Whether the report would be stored as what is stored already."""
    return (
        report.status == item.status
        and (report.lower_reason or "") == (item.lower_reason or "")
        and forms.says_the_same(task.form, report.answers, item.answers)
    )


def stepped(
    item: Item,
    task: Task,
    step: Step,
    today: date,
    *,
    evidence_at: datetime | None = None,
    reason: object = "",
    due_on: date | None,
) -> Item:
    """The item after a step of the workflow.

    Args:
        evidence_at: when its evidence was last worked on.
        reason: why it is returned.
        due_on: the new due day of a return, today or later.
    Raises:
        Refused: the table, or a condition of it, does not allow the step now.
        Invalid: the reason or the day cannot be taken.
    """
    row = transition(item.verification, step)
    if row.needs_ready and not is_ready(item, task):
        raise Refused("not_ready")
    if row.needs_ready and not is_reworked(item, evidence_at):
        raise Refused("unchanged")
    moved = replace(item, verification=row.target)
    if row.needs_note:
        note = paragraphs(reason or "", RETURN_REASON, REASON_LIMIT)
        if not note:
            raise Refused("note_needed")
        if due_on is None:
            raise Refused("deadline_needed")
        if due_on < today:
            raise Invalid("past_deadline", field=RETURN_DUE)
        # A completion that was turned down does not count: the new due day judges the next one.
        return replace(moved, return_reason=note, due_on=due_on, first_complete_on=None)
    if step == Step.RECEIVE:
        # The Office has looked at it again.
        return replace(moved, return_reason=None)
    return _completed(moved, task, today) if step == Step.SEND else moved


def is_ready(item: Item, task: Task) -> bool:
    """Whether the report is complete as it stands and may be sent."""
    if not is_answered(item.status, nil_allowed=task.nil_allowed):
        return False
    if item.status == WorkStatus.NIL:
        return True
    told = item.told(task.form)
    return all(missing(one, told) is None for one in forms.visible(task.form, told))


def is_reworked(item: Item, evidence_at: datetime | None) -> bool:
    """Whether anything was done to it since it was returned; true for what was not.

    Args:
        evidence_at: when its evidence was last worked on.
    """
    if item.verification != Verification.RETURNED or item.saved_at == item.updated_at:
        return True
    return evidence_at is not None and evidence_at > item.updated_at


def check_open(state: CampaignState) -> None:
    """Nothing while the campaign takes reports.

    Raises:
        Refused: it has not begun or is closed.
    """
    if state == CampaignState.CLOSED:
        raise Refused("closed_campaign")
    if state == CampaignState.PREPARING:
        raise Refused("not_running")


def _status(given: object, task: Task) -> WorkStatus:
    try:
        status = WorkStatus(str(given))
    except ValueError as error:
        raise Problems([Invalid("not_choice", field=STATUS, key="status")]) from error
    if status == WorkStatus.NIL and not task.nil_allowed:
        raise Refused("nil_not_allowed")
    return status


def _completed(item: Item, task: Task, today: date) -> Item:
    is_complete = (
        is_answered(item.status, nil_allowed=task.nil_allowed)
        and item.verification != Verification.RETURNED
    )
    if is_complete and item.first_complete_on is None:
        return replace(item, first_complete_on=today)
    return item
