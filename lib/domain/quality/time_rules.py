"""Rules over days: deadlines that moved, units that have fallen silent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lib.domain.quality.findings import Found, Limits
from lib.domain.quality.rows import Data
from lib.domain.vietnamese import format_date, format_number

NEVER: Final = "silent_ever"
"""The sentence of a unit that has never done anything."""


def deadline_moved(data: Data, limits: Limits) -> Iterator[Found]:
    """Reports to which returns have given one new deadline after another."""
    for row in data.moved:
        if row.times >= limits["times"]:
            facts = {"times": format_number(row.times), "due": format_date(row.due_on)}
            yield Found(row.unit_id, row.task_id, (str(row.times), row.due_on.isoformat()), facts)


def silent(data: Data, limits: Limits) -> Iterator[Found]:
    """Units with work left that have done nothing for days, while the campaign runs."""
    if not data.is_running:
        return
    for unit_id, unit in data.units.items():
        last = unit.acted_on or unit.begun_on
        if last is None or not unit.open:
            continue
        days = (data.today - last).days
        if days >= limits["days"]:
            facts = {
                "last": format_date(last),
                "days": format_number(days),
                "open": format_number(unit.open),
            }
            says = "" if unit.acted_on else NEVER
            yield Found(unit_id, None, (last.isoformat(),), facts, says)
