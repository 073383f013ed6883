"""A plan as plain data: what the terminal prints."""

from __future__ import annotations

from datetime import date
from typing import Any

from lib.domain.plan_text.nouns import Basis, Deadline, Group, Plan, Saying


def as_data(plan: Plan) -> dict[str, Any]:
    """Plain values alone; days as 2026-11-29, lines by their numbers."""
    head, signer = plan.head, plan.signer
    placed = sum(place is not None for place in plan.places.values())
    return {
        "kind": plan.kind, "number": head.number, "symbol": head.symbol, "date": _day(head.day),
        "place": head.place, "agency": head.agency, "superior": head.superior,
        "subject": head.subject, "title": plan.title,
        "theme": plan.theme, "theme_lines": list(plan.theme_lines),
        "groups": [_group(one) for one in plan.groups],
        "legal_bases": [_basis(one) for one in plan.legal_bases],
        "mentions": [_basis(one) for one in plan.mentions],
        "grounds": [_saying(one) for one in plan.grounds],
        "purposes": [_saying(one) for one in plan.purposes],
        "requirements": [_saying(one) for one in plan.requirements],
        "responsibilities": [
            {
                "unit": one.unit, "texts": list(one.texts),
                "lines": list(one.lines), "path": list(one.path),
            }
            for one in plan.duties
        ],
        "dates": [_deadline(one) for one in plan.deadlines],
        "recipients": [one.text for one in plan.recipients],
        "recipient_lines": [list(one.lines) for one in plan.recipients],
        "signer": signer and {
            "title": signer.title, "name": signer.name, "rank": signer.rank,
            "office": signer.office, "lines": list(signer.lines),
        },
        "annexes": [{"title": one.title, "lines": list(one.lines)} for one in plan.annexes],
        "questions": [
            {"doubt": one.doubt.value, "told": one.told, "lines": list(one.lines)}
            for one in plan.questions
        ],
        "unplaced": list(plan.unplaced), "lines_total": len(plan.places), "lines_placed": placed,
        "places": {str(no): place and place.value for no, place in plan.places.items()},
    }  # fmt: skip


def _group(one: Group) -> dict[str, Any]:
    return {
        "code": one.code, "title": one.title or None, "kind": one.kind.value, "text": one.text,
        "lines": list(one.lines),
        "points": [
            {"mark": point.mark, "text": point.text, "lines": list(point.lines),
             "is_table": point.is_table, "is_task": point.is_task}
            for point in one.points
        ],
        "children": [_group(child) for child in one.children],
    }  # fmt: skip


def _basis(one: Basis) -> dict[str, Any]:
    return {
        "kind": one.kind, "number": one.number, "date": _day(one.day), "issuer": one.issuer,
        "text": one.text, "lines": list(one.lines),
    }  # fmt: skip


def _saying(one: Saying) -> dict[str, Any]:
    return {"text": one.text, "lines": list(one.lines), "path": list(one.path)}


def _deadline(one: Deadline) -> dict[str, Any]:
    return {
        "begins": _day(one.begins), "ends": _day(one.ends), "words": one.words,
        "is_limit": one.is_limit, "lines": list(one.lines), "path": list(one.path),
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
