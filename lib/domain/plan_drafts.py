"""The draft of a campaign's plan: records changed, added or taken out, over what is in force.

A plan's content and the bodies of its records are plain values as in a campaign file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from lib.domain.plan_text.marks import roman_value
from lib.domain.vietnamese import search_key

Body = Mapping[str, Any]


class Part(StrEnum):
    HEAD = "head"
    MILESTONE = "milestone"
    GROUP = "group"
    TASK = "task"

    @property
    def listed(self) -> str:
        """Under which name a campaign file lists them."""
        return f"{self.value}s"

    @property
    def key(self) -> str:
        """What names one of them in the file."""
        return "key" if self == Part.MILESTONE else "code"


HEAD: Final = "phong_trao"
"""The code of the one record of `Part.HEAD`."""
LISTED: Final = (Part.MILESTONE, Part.GROUP, Part.TASK)
_HEAD_KEYS: Final = ("title", "short_title", "theme", "anchor")
_DOCUMENT: Final = "document"
_CODE: Final = re.compile(r"[A-Z0-9]{1,8}(\.[A-Z0-9]{1,8}){0,4}")
_KEY_LENGTH: Final = 30


@dataclass(frozen=True, slots=True)
class Name:
    """Which record of a plan."""

    part: Part
    code: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A record of the draft.

    Attributes:
        body: None for one that is taken out.
    """

    name: Name
    body: Body | None
    version: int
    saved_by_name: str
    saved_at: datetime


def bodies(content: Body) -> dict[Name, Body]:
    """Every record of a plan, in its order."""
    found: dict[Name, Body] = {Name(Part.HEAD, HEAD): head_of(content)}
    for part in LISTED:
        found |= {Name(part, one[part.key]): one for one in content[part.listed]}
    return found


def head_of(content: Body) -> dict[str, Any]:
    """What the plan's head says, and its paper's number, day, signer and recipients."""
    document = content.get("details", {}).get(_DOCUMENT)
    told = document if isinstance(document, Mapping) else {}
    return {key: content[key] for key in _HEAD_KEYS} | {_DOCUMENT: dict(told)}


def laid_over(content: Body, changes: Iterable[Changed]) -> dict[str, Any]:
    """The plan as the draft has it."""
    made = dict(content)
    for one in changes:
        part = one.name.part
        if part == Part.HEAD:
            if one.body is not None:
                made = _with_head(made, one.body)
        else:
            made[part.listed] = _with(made[part.listed], one.name, one.body)
    return made


def _with_head(content: Mapping[str, Any], body: Body) -> dict[str, Any]:
    details = {**content.get("details", {})}
    if body.get(_DOCUMENT) or _DOCUMENT in details:
        details[_DOCUMENT] = dict(body.get(_DOCUMENT) or {})
    return {**content, **{key: body[key] for key in _HEAD_KEYS}, "details": details}


def _with(records: Sequence[Body], name: Name, body: Body | None) -> list[Body]:
    key = name.part.key
    if body is None:
        return [one for one in records if one[key] != name.code]
    if any(one[key] == name.code for one in records):
        return [body if one[key] == name.code else one for one in records]
    order = _order(name.code)
    later = (i for i, one in enumerate(records) if _order(str(one[key])) > order)
    place = len(records) if name.part == Part.MILESTONE else next(later, len(records))
    return [*records[:place], body, *records[place:]]


def _order(code: str) -> tuple[tuple[int, int, str], ...]:
    """By which "II.10" comes after "II.9" and "V" after "IV"."""
    return tuple(_order_of(one) for one in code.split("."))


def _order_of(segment: str) -> tuple[int, int, str]:
    number = int(segment) if segment.isdigit() else roman_value(segment)
    return (0, number, "") if number is not None else (1, 0, segment)


def next_code(group: str, taken: Iterable[str]) -> str:
    """The first free number under a group: "II.1.5"."""
    under = [one.removeprefix(f"{group}.") for one in taken if one.startswith(f"{group}.")]
    numbers = [int(one) for one in under if one.isdigit()]
    return f"{group}.{max(numbers, default=0) + 1}"


def is_code(given: str) -> bool:
    """Whether a content group can be called so."""
    return bool(_CODE.fullmatch(given))


def key_of(words: str, taken: Iterable[str]) -> str:
    """A key that reminds of the words: "ngay_bau_cu"; with a number where it is taken."""
    plain = re.sub(r"[^a-z0-9]+", "_", search_key(words)).strip("_")[:_KEY_LENGTH]
    base = plain if plain[:1].isalpha() else f"moc_{plain}".rstrip("_")
    others = {*taken}
    tried = (base, *(f"{base}_{number}" for number in range(2, len(others) + 3)))
    return next(key for key in tried if key not in others)
