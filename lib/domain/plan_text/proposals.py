"""From the contents of a plan to the tasks of a campaign: what is proposed, and by which rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from lib.domain.campaigns import SHORT_TITLE_LIMIT, TITLE_LIMIT
from lib.domain.plan_text import asking
from lib.domain.plan_text.asking import (
    WHO,
    Item,
    Reason,
    after_who,
    head,
    is_leaf,
    leaf,
    reason_of,
)
from lib.domain.plan_text.lines import is_upper
from lib.domain.plan_text.nouns import Deadline, Group, Lines, Plan
from lib.domain.units import REPORTING_TYPES, UnitType
from lib.domain.vietnamese import search_key

_UNITS: Final[tuple[tuple[UnitType, re.Pattern[str]], ...]] = (
    (UnitType.OFFICE, re.compile(r"\bvăn phòng\b", re.IGNORECASE)),
    (UnitType.INSPECTORATE, re.compile(r"\bthanh tra (?:sở|huyện|tỉnh)\b", re.IGNORECASE)),
    (
        UnitType.AFFILIATE,
        re.compile(r"\b(?:đơn vị trực thuộc|trung tâm|trường|trạm|bệnh viện|chi nhánh)\b",
                   re.IGNORECASE),
    ),
    (UnitType.DIVISION, re.compile(r"(?<!văn )\bphòng\b(?!,? chống)", re.IGNORECASE)),
)  # fmt: skip
_EVERYBODY: Final = re.compile(
    r"\bcác (?:cơ quan|đơn vị|phòng|ban|ngành)\b|\btoàn (?:thể|cơ quan|sở|đơn vị)\b", re.IGNORECASE
)
_STOP: Final = re.compile(r"[,;:.(–]|\s-\s")


@dataclass(frozen=True, slots=True)
class FormChoice:
    """A form of the library.

    Attributes:
        words: of which one must stand in the text; none for the form of everything else.
    """

    key: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One item that may become a task.

    Attributes:
        line: the number of its first line, by which choices about it are kept.
        group_code, code: as campaign files write them: "II.1", "II.1.3".
        reason: why it is taken or not.
        units_word, form_word: the words that units and form were chosen by; "" for the usual ones.
        due_on: out of a date in its text.
        due_words: that date as written.
    """

    line: int
    lines: Lines
    group_code: str
    code: str
    title: str
    short_title: str
    text: str
    reason: Reason
    units: tuple[UnitType, ...]
    units_word: str
    form: str
    form_word: str
    due_on: date | None
    due_words: str

    @property
    def is_task(self) -> bool:
        return self.reason == Reason.ASKS


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """A part of the plan that holds items; `text` is in the plan's own words."""

    code: str
    title: str
    short_title: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """Everything that was found, in the order of the plan."""

    groups: tuple[ProposedGroup, ...]
    tasks: tuple[Proposal, ...]


def of(plan: Plan, library: Sequence[FormChoice]) -> Proposals:
    """The tasks that a plan asks for, with all that was weighed and left out.

    Args:
        library: the forms in the order in which they are tried; the last has no words.
    """
    found = _Finding(plan, library)
    for group in plan.groups:
        found.enter(group, (), is_content=True)
    in_order = sorted(found.tasks, key=lambda one: one.line)
    return Proposals(tuple(found.groups), tuple(in_order))


def shortened(text: str, taken: set[str]) -> str:
    """A short title: to the first pause if that is long enough, else whole words; never twice."""
    begun = _STOP.split(text.strip(), maxsplit=1)[0].strip()
    told = (
        begun
        if len(begun.split()) > 2 and len(begun) <= SHORT_TITLE_LIMIT
        else _cut(text.strip(), SHORT_TITLE_LIMIT)
    )
    told = told.rstrip(" .,;:–-")
    made, count = told, 1
    while made in taken:
        count += 1
        end = f" ({count})"
        made = _cut(told, SHORT_TITLE_LIMIT - len(end)) + end
    taken.add(made)
    return made


def _cut(text: str, limit: int) -> str:
    """Whole words, as many as fit."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    begun = text[: limit + 1].rsplit(" ", 1)[0]
    return begun[:limit].rstrip(" ,;:.–-")


class _Finding:
    """The walk through the parts."""

    def __init__(self, plan: Plan, library: Sequence[FormChoice]) -> None:
        self._plan = plan
        self._library = [(one, _pattern(one.words)) for one in library]
        self._titles: set[str] = set()
        self._group_titles: set[str] = set()
        self.groups: list[ProposedGroup] = []
        self.tasks: list[Proposal] = []

    def enter(self, group: Group, path: tuple[Group, ...], *, is_content: bool) -> None:
        """A part and, after what stands directly under it, the parts within it."""
        here = (*path, group)
        is_content = is_content and asking.is_content(group)
        leaves = [one for one in group.children if is_leaf(one)]
        inner = [one for one in group.children if not is_leaf(one)]
        own = [Item(one.text, one.lines, "", one.is_task) for one in group.points if one.text]
        items = [*own, *map(leaf, leaves)]
        items.sort(key=lambda one: one.lines)
        if not items and not inner:
            items = [leaf(replace(group, code=""))]
        if items:
            self._add(here, items, is_content=is_content)
        for one in inner:
            self.enter(one, here, is_content=is_content)

    def _add(self, path: tuple[Group, ...], items: Sequence[Item], *, is_content: bool) -> None:
        code = ".".join(filter(None, (_code(one.code) for one in path)))
        if not code:
            return
        group = path[-1]
        title = _cut(group.title or group.text, TITLE_LIMIT)
        short = shortened(_plain_case(title), self._group_titles)
        text = "\n".join(one.text for one in items)[:5000]
        self.groups.append(ProposedGroup(code, title, short, text))
        used: set[str] = set()
        for number, item in enumerate(items, start=1):
            own = _code(item.code) or str(number)
            while f"{code}.{own}" in used:
                own = f"{own[:6]}B"
            used.add(f"{code}.{own}")
            self.tasks.append(self._proposal(code, f"{code}.{own}", path, item, is_content))

    def _proposal(
        self, group_code: str, code: str, path: tuple[Group, ...], item: Item, is_content: bool
    ) -> Proposal:
        units, units_word = self._units(item, path)
        form, form_word = self._form(item.text)
        due = self._due(item)
        return Proposal(
            line=item.lines[0], lines=item.lines, group_code=group_code, code=code,
            title=_cut(item.text, TITLE_LIMIT),
            short_title=shortened(after_who(item.text), self._titles), text=item.text,
            reason=reason_of(item, path, is_content=is_content), units=units, units_word=units_word,
            form=form, form_word=form_word, due_on=due.ends if due else None,
            due_words=due.words if due else "",
        )  # fmt: skip

    def _units(self, item: Item, path: tuple[Group, ...]) -> tuple[tuple[UnitType, ...], str]:
        """By who is named before the verb, else in the heading above; all units otherwise."""
        everybody = tuple(one for one in UnitType if one in REPORTING_TYPES)
        who = WHO.match(item.text)
        told = [who[0] if who else "", head(path[-1])]
        for words in filter(None, told):
            if found := _EVERYBODY.search(words):
                return everybody, found[0]
            named = [(kind, found) for kind, one in _UNITS if (found := one.search(words))]
            if named:
                kinds = {kind for kind, _ in named}
                return tuple(one for one in everybody if one in kinds), named[0][1][0]
        return everybody, ""

    def _form(self, text: str) -> tuple[str, str]:
        for one, pattern in self._library:
            if pattern is None:
                return one.key, ""
            if found := pattern.search(text):
                return one.key, found[0]
        raise ValueError("the library's last form has words")

    def _due(self, item: Item) -> Deadline | None:
        """The last limit in its text, else the last date."""
        own = [one for one in self._plan.deadlines if set(one.lines) & set(item.lines)]
        own = [one for one in own if one.words in f"{item.text} {item.about}"]
        limits = [one for one in own if one.is_limit]
        return max(limits or own, key=lambda one: one.ends, default=None)


def _plain_case(title: str) -> str:
    """A heading in capitals as a sentence writes it."""
    return title[:1] + title[1:].lower() if is_upper(title) else title


def _code(code: str) -> str:
    """As campaign files may write it: "a" is A, "1.1" keeps its last number."""
    last = search_key(code.rpartition(".")[2]).upper()
    return re.sub(r"[^A-Z0-9]", "", last)[:8]


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    told = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{told})(?!\w)", re.IGNORECASE)
