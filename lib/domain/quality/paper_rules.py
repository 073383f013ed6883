"""Rules over what backs a report and what it says in words."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

from lib.domain.forms.fields import Field, Part
from lib.domain.forms.kinds import parts, spec_of
from lib.domain.quality.findings import Found, Limits
from lib.domain.quality.rows import Data
from lib.domain.vietnamese import format_date, format_number
from lib.domain.workflow import WorkStatus

COPIED_MANY: Final = "copied_many"
"""The sentence of words that more units share than it names."""
_NAMED: Final = 3
_SHOWN: Final = 80
_MARKS: Final = str.maketrans(dict.fromkeys(string.punctuation + "–—…“”‘’", " "))


def no_evidence(data: Data, _limits: Limits) -> Iterator[Found]:
    """Done without a file and without a link, where the plan says what would be evidence."""
    asked = {
        task_id: (
            [parts(field)[0].key for field in task.form.fields if spec_of(field).is_link],
            [part.key for field in task.form.asked for part in _numbers(field)],
        )
        for task_id, task in data.tasks.items()
        if task.evidence_hint
    }
    for report in data.every_report:
        if report.status != WorkStatus.DONE or report.files or report.task_id not in asked:
            continue
        links, figures = asked[report.task_id]
        if not any(report.answers.get(key) for key in links):
            # Other figures that nothing backs are to be looked at again.
            mark = tuple(f"{key}={report.answers[key]}" for key in figures if key in report.answers)
            yield Found(report.unit_id, report.task_id, mark)


def copied(data: Data, limits: Limits) -> Iterator[Found]:
    """The same words of several units under one question of one task.

    Letter case, blanks and punctuation make no difference. Texts are found by their hash, so many
    units cost no more each than few.
    """
    prose = {
        task_id: [field for field in task.form.asked if spec_of(field).is_text]
        for task_id, task in data.tasks.items()
    }
    same: dict[tuple[UUID, str, str], list[UUID]] = {}
    for report in data.every_report:
        for field in prose[report.task_id]:
            words = report.answers.get(field.key)
            if isinstance(words, str) and len(words) >= limits["least_letters"]:
                bare = " ".join(words.lower().translate(_MARKS).split())
                same.setdefault((report.task_id, field.key, bare), []).append(report.unit_id)
    for (task_id, key, bare), units in same.items():
        if len(units) < limits["least_units"] or len(bare) < limits["least_letters"]:
            continue
        label = next(one.label for one in prose[task_id] if one.key == key)
        mark = (key, hashlib.sha256(bare.encode()).hexdigest())
        for unit_id in units:
            words = " ".join(str(data.reports[unit_id][task_id].answers[key]).split())
            others = _others(data, units, unit_id)
            facts = {"field": label, "words": _begun(words), **others}
            says = COPIED_MANY if "more" in others else ""
            yield Found(unit_id, task_id, mark, facts, says)


def evidence_late(data: Data, limits: Limits) -> Iterator[Found]:
    """Files that are dated days after their report first said that all was done.

    That day decides whether it was done in time. Some days make no difference, as a scan bears the
    day of its upload until its unit gives that of the paper.
    """
    for row in data.papers:
        if (row.effective_on - row.complete_on).days > limits["days"]:
            facts = {
                "title": row.title,
                "day": format_date(row.effective_on),
                "complete": format_date(row.complete_on),
            }
            days = (row.effective_on.isoformat(), row.complete_on.isoformat())
            yield Found(row.unit_id, row.task_id, (str(row.evidence_id), *days), facts)


def _numbers(field: Field) -> tuple[Part, ...]:
    return parts(field) if spec_of(field).is_numeric else ()


def _others(data: Data, units: Sequence[UUID], unit_id: UUID) -> dict[str, str]:
    """The first others by name, and how many more there are."""
    first = [one for one in units[: _NAMED + 1] if one != unit_id][:_NAMED]
    named = ", ".join(data.units[one].short_name for one in first if one in data.units)
    more = len(units) - 1 - len(first)
    return {"others": named, **({"more": format_number(more)} if more else {})}


def _begun(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
