"""What an intake's text was understood as, and what is missing for a campaign."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lib.domain import plan_intake
from lib.domain.campaigns import CODE, TITLE_LIMIT
from lib.domain.plan_intake import HeadField, Intake, PlannedTask
from lib.domain.plan_text import proposals
from lib.domain.plan_text.corrections import Corrected
from lib.domain.plan_text.nouns import Plan
from lib.domain.plan_text.proposals import Proposals
from lib.services import clock
from lib.services.campaigns import plan_files
from lib.services.campaigns.form_library import library
from lib.text.intake import INTAKE_HEAD


@dataclass(frozen=True, slots=True)
class Opened:
    """An intake with all that was understood of its text.

    Attributes:
        tasks: every item that was weighed, taken or not.
        head: what the campaign will be called: as typed, else as proposed.
        missing: what keeps a campaign from being made, as keys of words with their facts.
    """

    intake: Intake
    plan: Plan
    found: Proposals
    tasks: tuple[PlannedTask, ...]
    head: Mapping[HeadField, str]
    missing: tuple[tuple[str, Mapping[str, object]], ...]


def read(one: Intake, *, is_taken: bool) -> Opened:
    """All that is told of it.

    Args:
        is_taken: whether a campaign has its code already.
    """
    plan = understood(one.lines, one.corrected)
    found = proposed(one.lines, one.corrected)
    tasks = tuple(plan_intake.planned(each, one.chosen.get(each.line)) for each in found.tasks)
    head = {**proposed_head(plan, tasks), **one.head}
    return Opened(one, plan, found, tasks, head, tuple(missing(tasks, head, is_taken=is_taken)))


@functools.lru_cache(maxsize=8)
def understood(lines: tuple[str, ...], corrected: tuple[Corrected, ...]) -> Plan:
    """Read anew with the corrections, by an inspecting process: a stranger wrote the text."""
    told = "\n".join(lines).encode()
    return plan_files.read("van-ban.txt", told, corrected=corrected).plan


@functools.lru_cache(maxsize=8)
def proposed(lines: tuple[str, ...], corrected: tuple[Corrected, ...]) -> Proposals:
    return proposals.of(understood(lines, corrected), library().choices)


def proposed_head(plan: Plan, tasks: Sequence[PlannedTask]) -> dict[HeadField, str]:
    title = " ".join((plan.title or "").split())[:TITLE_LIMIT]
    days = [one.due_on for one in tasks if one.is_taken and one.due_on]
    year = plan.head.day.year if plan.head.day else clock.today().year
    return {
        HeadField.CODE: f"TD-{year}",
        HeadField.TITLE: title,
        HeadField.SHORT_TITLE: proposals.shortened(title, set()) if title else "",
        HeadField.THEME: plan.theme or title,
        HeadField.ENDS_ON: max(days).isoformat() if days else "",
    }


def missing(
    tasks: Sequence[PlannedTask], head: Mapping[HeadField, str], *, is_taken: bool
) -> list[tuple[str, Mapping[str, object]]]:
    """What the Office has to do before a campaign can be made."""
    found: list[tuple[str, Mapping[str, object]]] = []
    taken = [one for one in tasks if one.is_taken]
    if not taken:
        found.append(("no_tasks", {}))
    for field in (HeadField.CODE, HeadField.TITLE, HeadField.SHORT_TITLE, HeadField.THEME):
        if not head.get(field):
            found.append(("no_head", {"field": INTAKE_HEAD[field]}))
    code = head.get(HeadField.CODE, "")
    if code and not CODE.fullmatch(code):
        found.append(("bad_code", {}))
    if is_taken:
        found.append(("code_taken", {"code": head[HeadField.CODE]}))
    if day(head.get(HeadField.ENDS_ON, "")) is None:
        found.append(("no_end", {}))
    blank = [one for one in taken if one.due_on is None]
    if blank and day(head.get(HeadField.BLANK_DUE, "")) is None:
        found.append(("no_due", {"count": len(blank)}))
    seen: set[str] = set()
    for one in taken:
        if not one.short_title or one.short_title in seen:
            found.append(("title_twice", {"code": one.proposal.code, "title": one.short_title}))
        seen.add(one.short_title)
        if not one.units:
            found.append(("no_units", {"code": one.proposal.code}))
    return found


def day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None
