"""What a plan lacks, and what holds nobody up but should be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from lib.domain import plan_days, plan_drafts
from lib.domain.campaigns import CampaignSeed, DueSource
from lib.domain.plan_bases import LIST, OF_PLAN
from lib.domain.plan_drafts import HEAD, RULES, WORDS, Body, Name, Part
from lib.domain.plan_text import bases
from lib.services.building import form_parts
from lib.text import plan_drafts as words

_SUGGESTED: Final = "suggested"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a plan lacks.

    Attributes:
        name: of the record to open; None where no record is to blame.
        is_blocking: whether the plan cannot be put in force.
    """

    name: Name | None
    words: str
    is_blocking: bool


def remarks(content: Body, seed: CampaignSeed) -> list[Finding]:
    """What holds nobody up, and should be looked at.

    Args:
        seed: what the content makes.
    """
    found = [*_of_bases(content), *_of_period(content), *_of_tasks(seed), *_unconfirmed(content)]
    return [Finding(name, told, is_blocking=False) for name, told in found]


def _of_bases(content: Body) -> Iterator[tuple[Name, str]]:
    told = plan_drafts.head_of(content)["document"].get("date")
    plan_on = date.fromisoformat(told) if told else None
    numbers: dict[str, str] = {}
    for one in plan_drafts.records(content, Part.BASIS):
        name, called = Name(Part.BASIS, one["code"]), words.named(Name(Part.BASIS, ""), one)
        for said in _of_basis(one, plan_on):
            yield name, said.format(basis=called)
        for number in form_parts.told_list(one, "numbers"):
            if number in numbers:
                yield name, words.BASIS_TWICE.format(basis=called, number=number)
            numbers.setdefault(number, called)


def _of_basis(one: Body, plan_on: date | None) -> Iterator[str]:
    found = bases.cited(str(one["cite"]))
    own = found[0] if found else None
    if not form_parts.told_list(one, "numbers") and (own is None or not (own.number or own.day)):
        yield words.BASIS_BARE
    if bool(one.get("amendment")) != bool(one.get("amended_from")):
        yield words.BASIS_AMENDED
    if plan_on is None or one[LIST] != OF_PLAN:
        return
    begins, ends = _day(one, "valid_from"), _day(one, "valid_to")
    if own is not None and own.day is not None and own.day > plan_on:
        yield words.BASIS_LATER
    elif begins is not None and begins > plan_on:
        yield words.BASIS_NOT_YET
    if ends is not None and ends < plan_on:
        yield words.BASIS_OVER


def _of_period(content: Body) -> Iterator[tuple[Name, str]]:
    """A campaign that ends before it begins, or counts from a milestone that there is no more."""
    name = Name(Part.WORDS, WORDS)
    days = plan_days.milestone_days(content)
    period = form_parts.part(plan_drafts.words_of(content)["emulation"], "period")
    found: dict[str, date] = {}
    for end in ("starts", "ends"):
        told = form_parts.part(period, end)
        day = days.get(str(told.get("milestone")))
        if day is not None:
            found[end] = day + timedelta(days=int(told.get("offset_days") or 0))
        elif told:
            yield name, words.PERIOD_LOST
    if len(found) > 1 and found["ends"] < found["starts"]:
        yield name, words.PERIOD_TURNED


def _of_tasks(seed: CampaignSeed) -> Iterator[tuple[Name, str]]:
    used = {one.group_code for one in seed.tasks}
    for group in seed.groups:
        if group.code not in used:
            yield Name(Part.GROUP, group.code), words.NO_TASKS.format(code=group.code)
    if days := [one.code for one in seed.tasks if one.due_source == DueSource.SUGGESTED]:
        yield Name(Part.TASK, days[0]), words.due_suggested(days)


def _unconfirmed(content: Body) -> Iterator[tuple[Name, str]]:
    """What nobody has confirmed but for days, which each task and milestone bears itself."""
    bases_left = [
        one["code"] for one in plan_drafts.records(content, Part.BASIS) if one.get(_SUGGESTED)
    ]
    if bases_left:
        yield Name(Part.BASIS, bases_left[0]), words.BASES_SUGGESTED.format(count=len(bases_left))
    rules = plan_drafts.rules_of(content)
    if told := [words.SETTLED[key] for key, one in rules.items() if one.get(_SUGGESTED)]:
        said = words.RULES_SUGGESTED.format(what=", ".join(told))
        yield Name(Part.RULES, RULES), said
    if not plan_drafts.head_of(content)["document"].get("number"):
        yield Name(Part.HEAD, HEAD), words.NO_NUMBER


def _day(one: Mapping[str, Any], key: str) -> date | None:
    return date.fromisoformat(str(one[key])) if one.get(key) else None
