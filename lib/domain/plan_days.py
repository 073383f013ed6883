"""The days of milestones while a plan is changed, and which stand still as the anchor moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lib.domain.plan_drafts import Body, Part, records


def milestone_days(content: Body) -> dict[str, date]:
    """The day of every milestone of which it can be told, by its key."""
    dated = {one["key"]: one for one in records(content, Part.MILESTONE)}
    anchor = dated.get(content["anchor"], {}).get("date")
    days = {}
    for key, one in dated.items():
        if one.get("date"):
            days[key] = date.fromisoformat(one["date"])
        elif anchor:
            days[key] = date.fromisoformat(anchor) + timedelta(days=one["offset_days"])
    return days


def anchor(content: Body) -> dict[str, str]:
    """The key of the anchor and its day; "" where it has none."""
    dated = {one["key"]: one for one in records(content, Part.MILESTONE)}
    told = dated.get(content["anchor"], {})
    return {"key": content["anchor"], "on": str(told.get("date") or "")}


def fixed(content: Body) -> list[Body]:
    """The milestones with days of their own, but for the anchor."""
    return [
        one
        for one in records(content, Part.MILESTONE)
        if one.get("date") and one["key"] != content["anchor"]
    ]


def lag(content: Body, followed: Body) -> int:
    """By how many days the anchor has moved from where milestones with their own days stand by.

    Args:
        followed: an anchor, as `anchor` tells it. From another milestone nothing is counted.
    """
    now = anchor(content)
    if now["key"] != followed["key"] or not (now["on"] and followed["on"]):
        return 0
    return (date.fromisoformat(now["on"]) - date.fromisoformat(followed["on"])).days


def shifted(milestone: Body, days: int) -> dict[str, Any]:
    """A milestone with its own day as many days later."""
    day = date.fromisoformat(milestone["date"]) + timedelta(days=days)
    return {**milestone, "date": day.isoformat()}
