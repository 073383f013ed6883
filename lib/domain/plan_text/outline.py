"""The tree of a plan's parts, out of paragraphs with marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from lib.domain.plan_text.bases import is_basis_text
from lib.domain.plan_text.lines import is_terminal, is_upper
from lib.domain.plan_text.marks import TOP_KINDS, Mark, MarkKind
from lib.domain.plan_text.nouns import Doubt, Group, Lines, Point, Question, TitleKind
from lib.domain.plan_text.paragraphs import Paragraph

_TITLE_WORDS: Final = 24
_HEADING_WORDS: Final = 45
_COLON: Final = re.compile(r":(?!\d)\s*")
_SHORT: Final = re.compile(r"[^\d.;!?]{3,40}\.")
_ANNOUNCES: Final = re.compile(
    r"(?:gồm(?: có)?|như sau|sau đây|sau|cụ thể|tiêu chí|rằng|là|đó|nội dung|nhiệm vụ sau)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Open:
    """A part while its inside is read."""

    mark: Mark | None
    paragraph: Paragraph | None
    points: list[Point] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outline:
    """Attributes: before: paragraphs that stand in front of the first part."""

    groups: tuple[Group, ...]
    before: tuple[Paragraph, ...]
    questions: tuple[Question, ...]


def first_kind(paragraphs: Sequence[Paragraph]) -> MarkKind | None:
    """The kind of mark that the largest parts have; None for a text without any.

    Numbered bases may stand before the first part; where two numbers that are none come first,
    the numbers are the parts, and what looks larger behind them is of a table.
    """
    marked = [(one.mark, one.text) for one in paragraphs if one.mark and not one.is_table]
    found = [(mark, text) for mark, text in marked if mark.kind != MarkKind.BULLET]
    tops = [
        at
        for at, (mark, _) in enumerate(found)
        # One capital with a point may be the initial of a name.
        if mark.kind in TOP_KINDS and (mark.kind != MarkKind.LETTER or mark.order == 1)
    ]
    numbers = [
        mark for mark, text in found[: tops[0] if tops else None]
        if mark.kind == MarkKind.NUMBER and not is_basis_text(text)
    ]  # fmt: skip
    if tops and [one.order for one in numbers[:2]] != [1, 2]:
        return found[tops[0]][0].kind
    return min((mark.kind for mark, _ in found if mark.kind not in TOP_KINDS), default=None)


def build(
    paragraphs: Sequence[Paragraph], *, headings: frozenset[int] = frozenset(),
    not_tasks: frozenset[int] = frozenset(),
) -> Outline:  # fmt: skip
    """The tree.

    Args:
        headings, not_tasks: first lines of paragraphs of which a person said so.
    """
    for one in paragraphs:
        if one.lines[0] in headings and (one.mark is None or one.mark.kind == MarkKind.BULLET):
            one.mark = Mark(MarkKind.UNNUMBERED, "", 0, one.text)
    top = first_kind(paragraphs)
    root = _Open(None, None)
    stack = [root]
    before: list[Paragraph] = []
    questions: list[Question] = []
    roman = _RomanRuns(paragraphs) if top == MarkKind.ROMAN else None
    for at, one in enumerate(paragraphs):
        mark = one.mark
        is_foreign = roman is not None and roman.is_foreign(at)
        if is_foreign and mark is not None and mark.kind == MarkKind.ROMAN and mark.order == 1:
            questions.append(Question(Doubt.RESTARTED, tuple(one.lines[:1]), mark.code))
        is_plain = mark is None or mark.kind == MarkKind.BULLET or one.is_table
        if is_plain or (mark is not None and _is_outside(mark, top, is_foreign=is_foreign)):
            if len(stack) == 1:
                before.append(one)
            else:
                stack[-1].points.append(_point(one, not_tasks))
        elif len(stack) == 1 and mark is not None and mark.kind != top:
            before.append(one)
        else:
            _enter(stack, _Open(mark, one), questions)
    groups = tuple(_closed(one, headings, not_tasks) for one in root.children)
    return Outline(groups, tuple(before), tuple(questions))


def _is_outside(mark: Mark, top: MarkKind | None, *, is_foreign: bool) -> bool:
    """Whether a mark for large parts stands in a text, or a list, whose parts are others."""
    is_larger = mark.kind in TOP_KINDS and (top is None or top not in TOP_KINDS)
    return is_larger or (is_foreign and mark.kind == top)


class _RomanRuns:
    """Which Roman marks belong to a list or a table within a part.

    A count that begins anew behind the second part is one; the plan's own goes on with the
    number that is due, where the same number does not come again behind it.
    """

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._foreign: set[int] = set()
        marks = [
            (at, one.mark.order)
            for at, one in enumerate(paragraphs)
            if one.mark and one.mark.kind == MarkKind.ROMAN and not one.is_table
        ]
        last_at = {order: n for n, (_, order) in enumerate(marks)}
        last, is_foreign = 0, False
        for n, (at, order) in enumerate(marks):
            if is_foreign:
                is_foreign = order != last + 1 or last_at[order] > n
            else:
                is_foreign = order == 1 and last > 1
            if is_foreign:
                self._foreign.add(at)
            else:
                last = order

    def is_foreign(self, at: int) -> bool:
        return at in self._foreign


def _enter(stack: list[_Open], new: _Open, questions: list[Question]) -> None:
    """Put the part where its mark belongs: beside its like, or within what is open."""
    mark = new.mark
    assert mark is not None  # noqa: S101 by its caller
    assert new.paragraph is not None  # noqa: S101
    _leave(stack, mark)
    parent = stack[-1]
    lines = tuple(new.paragraph.lines[:1])
    if mark.kind == MarkKind.DECIMAL and parent.mark and not _is_within(mark, parent.mark):
        if parent.mark.kind in (MarkKind.NUMBER, MarkKind.DECIMAL):
            questions.append(
                Question(Doubt.OTHER_PARENT, lines, f"{mark.code} ở mục {parent.mark.code}")
            )
    else:
        questions.extend(_number_doubts(parent, mark, lines))
    parent.children.append(new)
    stack.append(new)


def _leave(stack: list[_Open], mark: Mark) -> None:
    """Close the parts that the mark cannot stand in."""
    kinds = [(one.mark.kind, one.mark.depth) for one in stack[1:] if one.mark]
    key = (mark.kind, mark.depth)
    if mark.kind == MarkKind.DECIMAL:
        parent = next(
            (n for n, one in enumerate(stack) if one.mark and _is_within(mark, one.mark)), None
        )
        if parent is not None:
            del stack[parent + 1 :]
            return
    if key in kinds:
        del stack[kinds.index(key) + 1 :]
        return
    while len(stack) > 1 and not _may_hold(stack[-1].mark, mark):
        stack.pop()


def _may_hold(outer: Mark | None, inner: Mark) -> bool:
    if outer is None:
        return True
    if outer.kind == MarkKind.ROMAN and inner.kind == MarkKind.LETTER:
        return True
    return (outer.kind, outer.depth) < (inner.kind, inner.depth)


def _is_within(mark: Mark, outer: Mark) -> bool:
    return mark.code.rpartition(".")[0] == outer.code and mark.code != outer.code


def _number_doubts(parent: _Open, mark: Mark, lines: Lines) -> list[Question]:
    """What is odd about the number, after those before it."""
    likes = (
        one.mark for one in reversed(parent.children)
        if one.mark and (one.mark.kind, one.mark.depth) == (mark.kind, mark.depth)
    )  # fmt: skip
    before = next(likes, None)
    if mark.kind == MarkKind.UNNUMBERED:
        return []
    if before is None:
        return [] if mark.order == 1 else [Question(Doubt.NOT_FROM_ONE, lines, mark.code)]
    last = before.order
    if mark.code == before.code:
        return [Question(Doubt.DOUBLED, lines, mark.code)]
    if mark.order == 1:
        return [Question(Doubt.RESTARTED, lines, mark.code)]
    if mark.order > last + 1:
        return [Question(Doubt.MISSING, lines, f"{before.code} → {mark.code}")]
    if mark.order <= last:
        return [Question(Doubt.DOUBLED, lines, mark.code)]
    return []


def _point(one: Paragraph, not_tasks: frozenset[int]) -> Point:
    mark = one.mark.code if one.mark else ""
    return Point(mark, one.text, tuple(one.lines), one.is_table, one.lines[0] not in not_tasks)


def _closed(one: _Open, headings: frozenset[int], not_tasks: frozenset[int]) -> Group:
    assert one.mark is not None  # noqa: S101 only the root has none
    assert one.paragraph is not None  # noqa: S101
    lines = tuple(one.paragraph.lines)
    has_body = bool(one.points or one.children)
    points = list(one.points)
    if not one.paragraph.text and points and not points[0].mark:
        # "Phần thứ nhất" stands on a line of its own, its title below.
        title = points.pop(0)
        found = (TitleKind.HEADING, title.text.rstrip(" .:"), "")
        lines += title.lines
    else:
        is_top = one.mark.kind in TOP_KINDS
        found = titled(one.paragraph.text, has_body=has_body, is_top=is_top)
    if lines[0] in headings:
        found = (TitleKind.HEADING, one.paragraph.text.rstrip(" .:"), "")
    children = tuple(_closed(child, headings, not_tasks) for child in one.children)
    return Group(one.mark.code, found[1], found[0], found[2], lines, tuple(points), children)


def titled(text: str, *, has_body: bool, is_top: bool) -> tuple[TitleKind, str, str]:
    """Kind, title and body of a part's own paragraph."""
    words = len(text.split())
    plain = text.rstrip(" .:;") if is_upper(text) else text.rstrip(" :")
    if is_upper(text) and words <= _HEADING_WORDS:
        return TitleKind.HEADING, plain, ""
    if text.endswith(":"):
        is_title = words <= _TITLE_WORDS and (is_top or not _ANNOUNCES.search(plain))
        return (TitleKind.HEADING, plain, "") if is_title else (TitleKind.SENTENCE, "", text)
    if run_in := _run_in(text):
        return TitleKind.RUN_IN, *run_in
    if not is_terminal(text) and words <= _HEADING_WORDS:
        return TitleKind.HEADING, plain, ""
    if has_body and _SHORT.fullmatch(text):
        return TitleKind.HEADING, text.rstrip(" ."), ""
    return TitleKind.SENTENCE, "", text


def _run_in(text: str) -> tuple[str, str] | None:
    """Title and body about the first colon, where the words before it are a title."""
    found = _COLON.search(text)
    if not found or not text[found.end() :]:
        return None
    title, body = text[: found.start()].strip(), text[found.end() :]
    is_title = (
        0 < len(title.split()) <= _TITLE_WORDS
        and not _ANNOUNCES.search(title)
        and not re.search(r"[.;!?]\s", title)
        and title.count("(") == title.count(")")
        and (is_terminal(body) or len(body.split()) > 8)
    )
    return (title, body) if is_title else None
