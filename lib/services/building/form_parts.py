"""What several forms of a plan's records share: words, lines, days counted from a milestone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lib.domain.forms.fields import Value
from lib.domain.plan_drafts import Body

Given = Mapping[str, Value]
BEFORE, AFTER, ON = "truoc", "sau", "dung"
_ONE_LINE: Final = frozenset(
    {
        "title", "theme", "name", "decided_by", "cite", "amendment", "governing_body",
        "governing_body_header", "issuing_agency", "issuing_agency_header",
    }
)  # fmt: skip


def worded(before: Body, given: Given, names: Iterable[str]) -> dict[str, Any]:
    """The record with the words that were given; what its form does not ask stays."""
    told = {name: str(given.get(name, "")) for name in names}
    return changed(
        before,
        {key: " ".join(one.split()) if key in _ONE_LINE else one for key, one in told.items()},
    )


def changed(before: Body, values: Mapping[str, object]) -> dict[str, Any]:
    """The record with other values; what says nothing is left out, as files leave it out."""
    made = {**before}
    for key, value in values.items():
        if not is_empty(value):
            made[key] = value
        elif not is_empty(made.get(key)):
            del made[key]
    return made


def is_empty(value: object) -> bool:
    """Whether it says nothing; a zero does."""
    return value is None or value is False or value in ("", [], {})


def lines(given: object) -> list[str]:
    """What stands on the lines that say something."""
    return [line for one in str(given or "").splitlines() if (line := one.strip())]


def part(told: Body, key: str) -> Mapping[str, Any]:
    """A group of values within a record; an empty one where there is none."""
    found = told.get(key)
    return found if isinstance(found, Mapping) else {}


def told_list(told: Body, key: str) -> list[str]:
    """The lines of a list within a record."""
    found = told.get(key)
    return [str(one) for one in found] if isinstance(found, list) else []


def days_told(days: int) -> dict[str, Any]:
    """On which side of a milestone's day, and how far from it."""
    return side_told(days) if days else {"way": ON}


def side_told(days: int) -> dict[str, Any]:
    """The same where the day itself is the one after by none."""
    return {"way": AFTER, "after": days} if days >= 0 else {"way": BEFORE, "before": -days}


def days(given: Given, begin: str = "") -> int:
    """The days that `days_told` tells, of the fields whose keys begin so."""
    way = given.get(f"{begin}way")
    if way == BEFORE:
        return -int(str(given[f"{begin}before"]))
    return int(str(given[f"{begin}after"])) if way == AFTER else 0
