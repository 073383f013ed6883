"""A campaign's file out of a plan that was read, the Office's choices, and what it is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from lib.domain import plan_bases
from lib.domain.plan_intake import HeadField, PlannedTask
from lib.domain.plan_text.nouns import Basis, Plan, Saying
from lib.domain.plan_text.proposals import ProposedGroup
from lib.services.campaigns import file_writing
from lib.services.campaigns.form_library import Library

NAME: Final = "ke-hoach.yaml"
END: Final = "ket_thuc"
_END_NAME: Final = "Kết thúc phong trào"
_MOST_TEXT: Final = 5000


def content(
    plan: Plan,
    groups: Sequence[ProposedGroup],
    tasks: Sequence[PlannedTask],
    head: Mapping[HeadField, str],
    library: Library,
) -> bytes:
    """The file, as `files.read` takes it; `head` is whole and every task has a day."""
    ends_on = date.fromisoformat(head[HeadField.ENDS_ON])
    taken = [one for one in tasks if one.is_taken]
    used = {one.proposal.group_code for one in taken}
    blank = head.get(HeadField.BLANK_DUE, "")
    data = {
        "kind": "campaign", "schema": 1, "code": head[HeadField.CODE],
        "title": head[HeadField.TITLE], "short_title": head[HeadField.SHORT_TITLE],
        "theme": head[HeadField.THEME], "anchor": END,
        "preface": [
            *_passages("I.1", plan.purposes), *_passages("I.2", plan.requirements),
        ],
        "milestones": [
            {"key": END, "name": _END_NAME, "date": ends_on.isoformat(), "suggested": True}
        ],
        "groups": [
            {
                "code": one.code, "title": one.title, "short_title": one.short_title,
                "plan_text": one.text,
            }
            for one in groups
            if one.code in used
        ],
        "common_fields": [dict(one) for one in library.common],
        "tasks": [_task(one, ends_on, blank, library) for one in taken],
        "details": _details(plan),
    }  # fmt: skip
    return file_writing.as_yaml(data).encode()


def _passages(prefix: str, sayings: Sequence[Saying]) -> list[dict[str, str]]:
    return [
        {"code": f"{prefix}.{number}", "text": one.text[:_MOST_TEXT]}
        for number, one in enumerate(sayings, start=1)
    ]


def _task(one: PlannedTask, ends_on: date, blank: str, library: Library) -> dict[str, Any]:
    proposal = one.proposal
    due_on = one.due_on or date.fromisoformat(blank)
    return {
        "code": proposal.code, "group": proposal.group_code, "title": proposal.title,
        "short_title": one.short_title, "guidance": proposal.text[:_MOST_TEXT],
        "due": {
            "milestone": END, "offset_days": (due_on - ends_on).days, "source": "suggested",
        },
        "applies_to": [unit.value for unit in one.units],
        "mandatory": True, "nil_allowed": True,
        "form": [dict(field) for field in library.fields[one.form]],
    }  # fmt: skip


def _details(plan: Plan) -> dict[str, Any]:
    head, signer = plan.head, plan.signer
    document: dict[str, Any] = {
        "kind": (plan.kind or "Kế hoạch").capitalize(),
        "number": head.number,
        "date": head.day.isoformat() if head.day else None,
        "recipients": [one.text for one in plan.recipients],
    }
    if head.agency:
        document["head"] = {
            "suggested": True, "issuing_agency": head.agency,
            "governing_body": head.superior or "", "place": head.place or "",
        }  # fmt: skip
    if signer:
        authority, _, position = signer.title.rpartition("/")
        document["signer"] = {
            "authority": authority.strip() or None,
            "position": position.strip(),
            "name": " ".join(filter(None, (signer.rank, signer.name))),
        }
    return {"document": document, "legal_basis": [_basis(one) for one in plan.legal_bases]}


def _basis(one: Basis) -> dict[str, Any]:
    numbers = [one.number] if one.number else []
    kind = plan_bases.kind_of(one.kind)
    return {"kind": kind, "cite": one.text, "numbers": numbers, "in_plan": True}
