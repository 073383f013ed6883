"""One revision of a campaign as the rules look at it: so many statements, whatever its size."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Protocol
from uuid import UUID

from lib.domain.campaigns import CampaignState, Task
from lib.domain.forms.fields import Value
from lib.domain.forms.kinds import parts
from lib.domain.quality import findings
from lib.domain.quality.findings import Finding, RuleKey
from lib.domain.quality.rows import (
    Data,
    JumpRow,
    MovedRow,
    PaperRow,
    ReportRow,
    UnitRow,
    by_place,
    figures_of,
)
from lib.domain.quality.rules import BY_KEY, RULES
from lib.domain.units import Unit
from lib.domain.workflow import Verification, WorkStatus, is_answered
from lib.store import quality, revisions
from lib.store.engine.db import Reader
from lib.store.quality import Activity

_EMPTY: Final = "{}"
# One for all: of a province there are a hundred thousand without an answer.
_NOTHING: Final[Mapping[str, Value]] = MappingProxyType({})
_STATUSES: Final = {one.value: one for one in WorkStatus}
_NO_ACTS: Final = Activity(None, None)


class Line(Protocol):
    """A report as text: a `ReportLine`, or an `ItemLine` with more than the rules look at."""

    @property
    def task_id(self) -> str: ...

    @property
    def status(self) -> str: ...

    @property
    def verification(self) -> str: ...

    @property
    def answers(self) -> str: ...

    @property
    def evidence(self) -> str: ...


class Packed(Protocol):
    """The reports of one unit."""

    @property
    def unit_id(self) -> UUID: ...

    @property
    def count(self) -> int: ...

    def lines(self) -> Iterator[Line]: ...


@dataclass(frozen=True, slots=True)
class Raw:
    """What the statements gave, before anything is worked out of it.

    Attributes:
        units: in the agency's order; tasks: in the plan's.
    """

    day: date
    is_running: bool
    units: Sequence[Unit]
    tasks: Sequence[Task]
    items: Sequence[Packed]
    acts: Mapping[UUID, Activity]
    papers: Sequence[PaperRow]
    jumps: Sequence[JumpRow]
    moved: Sequence[MovedRow]


def read(
    tx: Reader,
    campaign_id: UUID,
    day: date,
    *,
    units: Sequence[Unit],
    tasks: Sequence[Task],
    items: Sequence[Packed] = (),
) -> Raw:
    """Everything that the rules need, as the reader sees it.

    Args:
        items: what `exports.packed_items` gives, where it has been read already.
    """
    totals = {parts(one)[0].key for task in tasks for one in task.form.totals}
    limits = BY_KEY[RuleKey.JUMP].limits
    return Raw(
        day=day,
        is_running=revisions.at(tx, campaign_id)[1] == CampaignState.RUNNING,
        units=units,
        tasks=tasks,
        items=items or quality.reports(tx, campaign_id, (one.unit_id for one in units)),
        acts=quality.activity(tx, campaign_id),
        papers=quality.papers(tx, campaign_id),
        jumps=quality.jumps(
            tx,
            campaign_id,
            sorted(totals),
            factor=limits["factor"],
            least=limits["least_difference"],
        ),
        moved=quality.moved(tx, campaign_id),
    )


def found(raw: Raw) -> list[Finding]:
    """Everything that the rules find in it; of 140,000 reports this takes a second or two."""
    return findings.findings(data(raw), RULES)


def data(raw: Raw) -> Data:
    """The same as the rules take it."""
    by_id = {task.task_id: task for task in raw.tasks}
    reports, still_open = _reports(raw.items, {str(task_id): one for task_id, one in by_id.items()})
    return Data(
        today=raw.day,
        is_running=raw.is_running,
        units={
            one.unit_id: _unit(one, raw.acts.get(one.unit_id, _NO_ACTS), still_open[one.unit_id])
            for one in raw.units
            if one.unit_id in still_open
        },
        tasks=by_id,
        reports=by_place(reports),
        figures=figures_of(reports, by_id),
        papers=raw.papers,
        jumps=raw.jumps,
        moved=raw.moved,
    )


def _reports(
    packed: Iterable[Packed], tasks: Mapping[str, Task]
) -> tuple[list[ReportRow], dict[UUID, int]]:
    """What was begun, in the plan's order; of each unit how many mandatory items are left."""
    order = {task_id: place for place, task_id in enumerate(tasks)}
    reports: list[ReportRow] = []
    still_open: dict[UUID, int] = {}
    for of_unit in packed:
        left = 0
        for line in sorted(of_unit.lines(), key=lambda one: order[one.task_id]):
            task, status = tasks[line.task_id], _STATUSES[line.status]
            is_open = line.verification == Verification.RETURNED or not is_answered(
                status, nil_allowed=task.nil_allowed
            )
            left += task.is_mandatory and is_open
            if status != WorkStatus.NOT_STARTED or line.answers != _EMPTY:
                answers = json.loads(line.answers) if line.answers != _EMPTY else _NOTHING
                reports.append(
                    ReportRow(of_unit.unit_id, task.task_id, status, answers, int(line.evidence))
                )
        still_open[of_unit.unit_id] = left
    return reports, still_open


def _unit(unit: Unit, acts: Activity, still_open: int) -> UnitRow:
    return UnitRow(unit.short_name, unit.headcount, acts.begun_on, acts.acted_on, still_open)
