"""The annexes of a report: results by indicator, by unit, who was honoured, and documents.

Source: closing-report.md 3.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from lib.domain.campaigns import Task
from lib.domain.exports import EvaluationLine, NominationLine, Snapshot
from lib.domain.forms.kinds import spec_of
from lib.domain.nomination_workflow import State
from lib.domain.nominations import AWARD, NAME, WORKPLACE, AwardForm, Subject
from lib.domain.papers.report_paper import DocumentRow, HonourRow, IndicatorRow, UnitRow
from lib.domain.progress import Progress, added
from lib.domain.reports import award_figures, document_figures
from lib.domain.reports.counted import NOTHING
from lib.domain.reports.figures import fields
from lib.domain.reports.told import Told
from lib.domain.vietnamese import format_date, format_number, share_in_text

_AWARDED: Final = "khen"
_KINDS: Final = {_AWARDED: "Đã được tặng", "da_trinh": "Đã trình tặng"}
_SUBJECTS: Final = {Subject.COLLECTIVE: "Tập thể", Subject.INDIVIDUAL: "Cá nhân"}


def indicators(told: Told) -> Iterator[IndicatorRow]:
    """By group in the plan's order, every indicator of a task's form."""
    number = 0
    snapshot = told.figures.facts.snapshot
    for group in snapshot.groups:
        yield IndicatorRow("", f"{group.code}. {group.title}")
        for task in snapshot.tasks:
            if task.group_code != group.code:
                continue
            for row in _of_task(told, task):
                number += 1
                yield IndicatorRow(str(number), *row)


def _of_task(told: Told, task: Task) -> Iterator[tuple[str, str, str, str, str]]:
    counted, given, nil = (told.value(f"{task.code}.{one}") for one in ("bao_cao", "giao", "khong"))
    note = f"{nil.text} đơn vị không phát sinh" if nil.number else ""
    reporting = f"{counted.text}/{given.text}"
    listed = fields(task)
    for one in listed:
        result = told.value(f"{task.code}.{one.key}").text
        measure = "đơn vị" if spec_of(one).is_yes_no else one.unit
        measure = "%" if spec_of(one).is_share else measure
        yield f"{task.code}. {one.label}", measure, result, reporting, note
    if not listed:
        done = told.value(f"{task.code}.bao_cao").text
        yield f"{task.code}. {task.short_title}", "đơn vị", done, reporting, note


def units(snapshot: Snapshot) -> tuple[UnitRow, ...]:
    """In the agency's order, and what they come to together at the end."""
    told = [one for one in snapshot.units if one.unit_id in snapshot.by_unit]
    rows = [
        _with_labels(
            _unit(str(number), unit.name, snapshot.by_unit[unit.unit_id]),
            snapshot.evaluations.get(unit.unit_id),
        )
        for number, unit in enumerate(told, 1)
    ]
    return (*rows, _unit("", "Tổng cộng", added(snapshot.by_unit.values())))


def _with_labels(row: UnitRow, line: EvaluationLine | None) -> UnitRow:
    """The row with what was said of the unit; its result only once a leader has concluded."""
    if line is None:
        return row
    return replace(row, own_label=line.self_label, result=line.concluded_label)


def _unit(number: str, name: str, figures: Progress) -> UnitRow:
    share = figures.completion
    return UnitRow(
        number,
        name,
        assigned=format_number(figures.assigned),
        complete=format_number(figures.complete),
        on_time=format_number(figures.on_time),
        overdue=format_number(figures.overdue),
        nil=format_number(figures.nil),
        share=NOTHING if share is None else share_in_text(share),
    )


def honours(snapshot: Snapshot) -> Iterator[HonourRow]:
    """By award and what has come of it: collectives, then persons."""
    return _listed(snapshot, _KINDS)


def awarded(snapshot: Snapshot) -> Iterator[HonourRow]:
    """Those of them alone that everybody may be told of."""
    return _listed(snapshot, {_AWARDED: _KINDS[_AWARDED]})


def documents(snapshot: Snapshot) -> Iterator[DocumentRow]:
    """What the Office has published: by the issuing level, then by day."""
    for number, one in enumerate(document_figures.in_force(snapshot), 1):
        yield DocumentRow(
            str(number), one.number, _day(one.issued_on), one.issuer, one.abstract,
            _day(one.published_at[:10]), f"{one.acknowledged}/{one.units}",
            "; ".join(one.links) or NOTHING,
        )  # fmt: skip


def _day(iso: str) -> str:
    return format_date(date.fromisoformat(iso)) if iso else NOTHING


def _listed(snapshot: Snapshot, kinds: Mapping[str, str]) -> Iterator[HonourRow]:
    for award in snapshot.award_forms:
        for kind, title in kinds.items():
            states = award_figures.BY_STATE[kind](award)
            for subject, who in _SUBJECTS.items():
                yield from _honoured(
                    snapshot, award, states, subject, f"{title} {award.name}: {who}"
                )


def _honoured(
    snapshot: Snapshot, award: AwardForm, states: frozenset[State], subject: Subject, title: str
) -> Iterator[HonourRow]:
    found = [
        (line, answers)
        for line in snapshot.nominations.get(subject, ())
        if line.state in states
        and (answers := json.loads(line.answers)).get(AWARD) == award.code.lower()
    ]
    if found:
        yield HonourRow("", title)
    for number, (line, answers) in enumerate(found, 1):
        yield HonourRow(
            str(number), str(answers.get(NAME[subject], "")),
            str(answers.get(WORKPLACE[subject], "")), _decision(line),
        )  # fmt: skip


def _decision(line: NominationLine) -> str:
    """As in "12/QĐ-SXD, 14/06/2021"; "" without a released decision."""
    if not line.decision_number:
        return ""
    year, month, day = line.decided_on.split("-")
    return f"{line.decision_number}, {day}/{month}/{year}"
