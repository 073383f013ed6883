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

from lib.domain.campaigns import SHORT_TITLE_LIMIT
from lib.domain.forms import keys
from lib.domain.plan_bases import BASES, Body, as_file, keyed
from lib.domain.plan_text.marks import roman_value

__all__ = ["Body", "as_file", "keyed"]


class Part(StrEnum):
    HEAD = "head"
    WORDS = "words"
    """The plan's opening and closing words, the agency's own names, for whom and how long it is."""
    BASIS = "basis"
    PASSAGE = "passage"
    """A purpose or a requirement, in the plan's own words."""
    ERRATUM = "erratum"
    """What errs in words of the plan that stand in no passage and no group."""
    MILESTONE = "milestone"
    GROUP = "group"
    TASK = "task"
    AWARD = "award"
    NOMINATION = "nomination"
    """What units are asked when they nominate; the code says whom, as `Subject` does."""
    EVALUATION = "evaluation"
    """What units are asked of themselves at the end; its code is OWN."""
    OPINION = "opinion"
    """What staff are asked when they send an opinion; its code is OPINION."""
    RULES = "rules"
    """What the campaign settles about awards, the council and to whom it reports."""
    ORDER = "order"
    """In which order the records of a part stand; its code is the part's name. Nobody opens it."""
    FOLLOWED = "followed"
    """By which day of the anchor the milestones with days of their own stand. Nobody opens it."""

    @property
    def listed(self) -> str:
        """Under which name a campaign file lists them; awards among its details."""
        return _LISTED.get(self, f"{self.value}s")

    @property
    def is_one(self) -> bool:
        """Whether a plan has one record of the kind, which is never left out."""
        return self in (Part.HEAD, Part.WORDS, Part.RULES)

    @property
    def stays(self) -> bool:
        """Whether no draft leaves its records out of the plan in force."""
        return self.is_one or self.is_form or self == Part.AWARD

    @property
    def has_questions(self) -> bool:
        """Whether its records are forms that units are asked."""
        return self.is_form or self == Part.TASK

    @property
    def is_form(self) -> bool:
        """Whether its records are forms of ours that a campaign may have as its own."""
        return self in FORMS

    @property
    def is_ordered(self) -> bool:
        """Whether people put its records in order; others stand by their codes."""
        return self in ORDERED

    @property
    def key(self) -> str:
        """What names one of them in the file."""
        return "key" if self == Part.MILESTONE else "code"


_LISTED: Final[Mapping[Part, str]] = {
    Part.PASSAGE: "preface", Part.AWARD: "award_forms", Part.ERRATUM: "errata", Part.BASIS: BASES,
}  # fmt: skip
HEAD: Final = "phong_trao"
WORDS: Final = "loi_van"
RULES: Final = "quy_dinh"
FIXED: Final = "ngay_rieng"
"""The codes of the one record of their part."""
ORDERED: Final = (Part.BASIS, Part.ERRATUM, Part.MILESTONE, Part.AWARD)
LISTED: Final = (
    Part.BASIS, Part.PASSAGE, Part.ERRATUM, Part.MILESTONE, Part.GROUP, Part.TASK, Part.AWARD,
)  # fmt: skip
HEAD_KEYS: Final = ("title", "short_title", "theme", "anchor")
"""What a file says of a campaign beside its lists and its details."""
NOMINATION_FORMS: Final = "nomination_forms"
EVALUATION_FORMS: Final = "evaluation_forms"
OPINION_FORMS: Final = "opinion_forms"
FORMS: Final[Mapping[Part, str]] = {
    Part.NOMINATION: NOMINATION_FORMS, Part.EVALUATION: EVALUATION_FORMS,
    Part.OPINION: OPINION_FORMS,
}  # fmt: skip
"""Under which name the details hold a campaign's own questions, by the codes of these parts."""
OWN, OPINION = "own", "opinion"
"""The codes of the forms by which units evaluate themselves and by which staff send opinions."""
_DOCUMENT: Final = "document"
_EMULATION: Final = "emulation"
_OF_HEAD: Final = ("number", "date", "signer", "recipients")
_OF_WORDS: Final = ("kind", "opening", "closing", "note", "head")
"""What of the document each of them holds."""
_SETTLED: Final = ("award_rules", "council", "report_addressees")
_CODE: Final = re.compile(r"[A-Z0-9]{1,8}(\.[A-Z0-9]{1,8}){0,4}")
_AWARD: Final = re.compile(r"[A-Z][A-Z0-9]{0,9}")


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
    found: dict[Name, Body] = {
        Name(Part.HEAD, HEAD): head_of(content),
        Name(Part.WORDS, WORDS): words_of(content),
        Name(Part.RULES, RULES): rules_of(content),
    }
    for part in LISTED:
        found |= {Name(part, str(one[part.key])): one for one in records(content, part)}
    return found


def records(content: Body, part: Part) -> list[Body]:
    """The records of a part that has several; what is none counts as nothing."""
    holder = content.get("details", {}) if part == Part.AWARD else content
    return [
        one
        for one in holder.get(part.listed) or ()
        if isinstance(one, Mapping) and one.get(part.key)
    ]


def codes(content: Body, part: Part) -> list[str]:
    """The codes of a part's records, in the plan's order."""
    return [str(one[part.key]) for one in records(content, part)]


def rules_of(content: Body) -> dict[str, Any]:
    """What the plan settles about awards, the council and to whom it reports."""
    details = content.get("details", {})
    return {key: _mapping(details.get(key)) for key in _SETTLED}


def head_of(content: Body) -> dict[str, Any]:
    """What the plan's head says, and its paper's number, day, signer and recipients."""
    told = _mapping(content.get("details", {}).get(_DOCUMENT))
    document = {key: told[key] for key in _OF_HEAD if key in told}
    return {key: content[key] for key in HEAD_KEYS} | {_DOCUMENT: document}


def words_of(content: Body) -> dict[str, Any]:
    """The other words of its paper, and what kind of emulation it is, for whom and how long."""
    details = content.get("details", {})
    told = _mapping(details.get(_DOCUMENT))
    document = {key: told[key] for key in _OF_WORDS if key in told}
    return {_DOCUMENT: document, _EMULATION: _mapping(details.get(_EMULATION))}


def laid_over(content: Body, changes: Iterable[Changed]) -> dict[str, Any]:
    """The plan as the draft has it."""
    made = dict(content)
    orders: dict[Part, Sequence[str]] = {}
    for one in changes:
        part, body = one.name.part, one.body
        if part == Part.ORDER:
            orders[Part(one.name.code)] = list(body["codes"]) if body else ()
        elif part in LISTED:
            made = _listed(made, part, _with(records(made, part), one.name, body))
        elif part.is_form and body is not None:
            told = {**own_forms(made, part), one.name.code: body["form"]}
            made = _with_details(made, {FORMS[part]: told})
        elif part.is_one and body is not None:
            made = _with_one(made, part, body)
    for part, order in orders.items():
        made = _listed(made, part, _in_order(records(made, part), part.key, order))
    return made


def own_forms(content: Body, part: Part) -> dict[str, Any]:
    """The campaign's own questions in forms of a part, by their codes."""
    return _mapping(content.get("details", {}).get(FORMS[part]))


def _mapping(told: object) -> dict[str, Any]:
    return dict(told) if isinstance(told, Mapping) else {}


def _listed(content: Mapping[str, Any], part: Part, kept: Sequence[Body]) -> dict[str, Any]:
    told = {part.listed: [*kept]}
    return _with_details(content, told) if part == Part.AWARD else {**content, **told}


def _with_details(content: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    details = {**content.get("details", {})}
    details |= {key: one for key, one in told.items() if one or key in details}
    return {**content, "details": details}


def _with_one(content: Mapping[str, Any], part: Part, body: Body) -> dict[str, Any]:
    if part == Part.RULES:
        return _with_details(content, body)
    held = _OF_HEAD if part == Part.HEAD else _OF_WORDS
    before = _mapping(content.get("details", {}).get(_DOCUMENT))
    given = _mapping(body.get(_DOCUMENT))
    document = {key: one for key, one in before.items() if key not in held}
    document |= {key: given[key] for key in held if key in given}
    if part == Part.HEAD:
        told = _with_details(content, {_DOCUMENT: document})
        return {**told, **{key: body[key] for key in HEAD_KEYS}}
    return _with_details(content, {_DOCUMENT: document, _EMULATION: body[_EMULATION]})


def _with(records: Sequence[Body], name: Name, body: Body | None) -> list[Body]:
    key = name.part.key
    if body is None:
        return [one for one in records if one[key] != name.code]
    if any(one[key] == name.code for one in records):
        return [body if one[key] == name.code else one for one in records]
    if name.part.is_ordered:
        return [*records, body]
    order = _order(name.code)
    later = (i for i, one in enumerate(records) if _order(str(one[key])) > order)
    place = next(later, len(records))
    return [*records[:place], body, *records[place:]]


def _in_order(records: Sequence[Body], key: str, codes: Sequence[str]) -> list[Body]:
    """Those that the order names as it says, and behind them those that came later."""
    places = {code: place for place, code in enumerate(codes)}
    return sorted(records, key=lambda one: places.get(str(one[key]), len(places)))


def _order(code: str) -> tuple[tuple[int, int, str], ...]:
    """By which "II.10" comes after "II.9" and "V" after "IV"."""
    return tuple(_order_of(one) for one in code.split("."))


def _order_of(segment: str) -> tuple[int, int, str]:
    number = int(segment) if segment.isdigit() else roman_value(segment)
    return (0, number, "") if number is not None else (1, 0, segment)


def is_erratum(given: str) -> bool:
    """Whether a remark on the plan's words can be called so: "Mở đầu"."""
    return given.isprintable() and 0 < len(given) <= SHORT_TITLE_LIMIT


def is_award(given: str) -> bool:
    """Whether an award form can be called so: "GK"."""
    return bool(_AWARD.fullmatch(given))


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
    others = {*taken}
    return keys.key_of(words, lambda key: key not in others, begin="moc")
