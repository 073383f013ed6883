"""What a new record of a plan begins with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from lib.domain import plan_bases, plan_drafts
from lib.domain.campaigns import DueSource
from lib.domain.plan_drafts import Part
from lib.domain.plan_text import bases
from lib.domain.units import REPORTING_TYPES, UnitType
from lib.errors import Refused
from lib.services.building.drafts import PlanDraft
from lib.services.campaigns.form_library import library

_USABLE: Final[Mapping[Part, Callable[[str], bool]]] = {
    Part.AWARD: plan_drafts.is_award, Part.ERRATUM: plan_drafts.is_erratum,
}  # fmt: skip


def begun(told: PlanDraft, part: Part, words: str, under: str, form: str) -> dict[str, Any]:
    """A record with what a person has said of it, and what others of its kind begin with.

    Args:
        words: its short title, or a milestone's name.
        under: a task's group; what a group's code is to be.
        form: of a task, a key of the library.
    Raises:
        Refused: `bad_choice`.
    """
    taken = {one.code for one in (*told.after, *told.versions)}
    if part == Part.MILESTONE:
        key = plan_drafts.key_of(words, taken)
        return {"key": key, "name": words, "offset_days": 0, "suggested": True}
    if part == Part.TASK:
        return _task(told, words, under, form, taken)
    if part == Part.BASIS:
        return _basis(words, taken)
    if under in taken or not _USABLE.get(part, plan_drafts.is_code)(under):
        raise Refused("bad_choice")
    if part in (Part.PASSAGE, Part.ERRATUM):
        return {"code": under, "text": words}
    if part == Part.GROUP:
        return {"code": under, "title": words, "short_title": words, "plan_text": words}
    return {
        "code": under, "name": words, "level": "so", "for": ["tap_the", "ca_nhan"],
        "decided_by": "",
    }  # fmt: skip


def _basis(words: str, taken: Collection[str]) -> dict[str, Any]:
    """With its kind and its number as the citation names them."""
    numbers = [one.number for one in bases.cited(words)[:1] if one.number]
    made: dict[str, Any] = {
        "cite": words, "kind": plan_bases.kind_of(words), "numbers": numbers,
        plan_bases.LIST: plan_bases.OF_PLAN, "in_plan": True,
    }  # fmt: skip
    return {"code": plan_bases.code_of(made, taken), **made}


def _task(
    told: PlanDraft, words: str, under: str, form: str, taken: Collection[str]
) -> dict[str, Any]:
    groups = {one["code"] for one in told.content["groups"]}
    if under not in groups or form not in library().fields:
        raise Refused("bad_choice")
    return task(told, words, under, form, plan_drafts.next_code(under, taken))


def task(told: PlanDraft, words: str, group: str, form: str, code: str) -> dict[str, Any]:
    """A new task of a group under a code that is free, with a form of the library."""
    return {
        "code": code, "group": group, "title": words,
        "short_title": words,
        "due": {
            "milestone": told.content["anchor"], "offset_days": 0,
            "source": DueSource.SUGGESTED.value,
        },
        "applies_to": [one.value for one in UnitType if one in REPORTING_TYPES],
        "mandatory": True, "nil_allowed": False,
        "form": questions(form),
    }  # fmt: skip


def questions(form: str) -> list[dict[str, Any]]:
    """What a form of the library asks, and what every task asks."""
    return [dict(one) for one in (*library().fields[form], *library().common)]
