"""Wrapped and double-spaced lines put together into paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lib.domain.plan_text.lines import Line, begins_small, is_terminal, is_upper, joined
from lib.domain.plan_text.marks import Mark, MarkKind, mark_of

_FEW: Final = 4
_SURE_WIDTH: Final = 130
_MOST_WIDTH: Final = 220
_WORDS: Final = (
    "và|số|của|về|các|với|cho|theo|do|từ|đến|tại|trong|hoặc|là|những|ngày|tháng|năm|khóa"
    "|lần|quý|mục|điều|khoản|điểm"
)
# "Đại hội lần thứ" and "khóa" go on with a Roman number that is no mark.
_COUNTED_ROMAN: Final = re.compile(r"\b(?:thứ|khóa|khoá)$", re.IGNORECASE)
_OPEN_WORD: Final = re.compile(rf"\b(?:{_WORDS})$", re.IGNORECASE)
_OPEN_END: Final = re.compile(rf"(?:,|\b(?:{_WORDS}))$", re.IGNORECASE)
_BEGINS_ALWAYS: Final = re.compile(r"Căn cứ |Trên đây là |Nơi nhận")
_MOST_LETTERS: Final = 20_000
_NARROW: Final = 40
_QUOTE: Final = 400


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text was broken into lines.

    Attributes:
        is_wrapped: paragraphs go over several lines.
        has_gaps: empty lines stand between paragraphs, and only there.
        width: letters of a full line.
    """

    is_wrapped: bool
    has_gaps: bool
    width: int


@dataclass(slots=True)
class Paragraph:
    """What stands together; `lines` are those it was written on."""

    mark: Mark | None
    text: str
    lines: list[int] = field(default_factory=list)
    is_table: bool = False
    last: str = ""
    """Its last line as it stands."""
    widest: int = 0
    """Letters of its longest line."""
    is_forced: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether only its mark is there yet."""
        return self.mark is not None and not self.text


def layout_of(lines: Sequence[Line]) -> Layout:
    """How the lines of a whole text were broken."""
    plain = [one for one in lines if not one.is_table and not one.is_rule]
    if len(plain) < _FEW:
        return Layout(is_wrapped=False, has_gaps=False, width=10_000)
    lengths = sorted(len(one.text) for one in plain)
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.97))]
    small = [one for one in plain[1:] if _goes_on_small(one)]
    is_wrapped = bool(small) and (
        width <= _SURE_WIDTH or (width <= _MOST_WIDTH and len(small) > len(plain) * 0.08)
    )
    small_after_gap = sum(one.is_after_gap for one in small)
    marked = [one for one in plain[1:] if _is_counted(one.text)]
    marked_after_gap = sum(one.is_after_gap for one in marked)
    has_gaps = (
        small_after_gap <= len(small) * 0.06
        and len(marked) >= _FEW - 1
        and marked_after_gap >= len(marked) * 0.8
    )
    return Layout(is_wrapped, has_gaps, width)


def _goes_on_small(line: Line) -> bool:
    return begins_small(line.text) and mark_of(line.text) is None


def _is_counted(text: str) -> bool:
    mark = mark_of(text)
    return mark is not None and mark.kind != MarkKind.BULLET


class Joiner:
    """Puts lines together one by one.

    Args:
        forced: per line what a person said: "split" begins a paragraph there, "join" continues.
    """

    def __init__(self, layout: Layout, forced: dict[int, str] | None = None) -> None:
        self._layout = layout
        self._forced = forced or {}
        self._orders: dict[tuple[MarkKind, int], int] = {}

    def paragraphs(self, lines: Sequence[Line]) -> Iterator[Paragraph]:
        now: Paragraph | None = None
        for line in lines:
            mark = None if line.is_table else mark_of(line.text)
            if now is not None and self._continues(now, line, mark):
                now.text = joined(now.text, line.text)
                now.lines.append(line.no)
                now.last = line.text
                now.widest = max(now.widest, len(line.text))
                continue
            if now is not None:
                yield now
            now = self._begun(line, mark)
        if now is not None:
            yield now

    def _begun(self, line: Line, mark: Mark | None) -> Paragraph:
        if mark is not None:
            self._count(mark)
        text = mark.rest if mark else line.text
        is_forced = self._forced.get(line.no) in ("split", "heading")
        return Paragraph(mark, text, [line.no], line.is_table, line.text, len(line.text), is_forced)

    def _continues(self, now: Paragraph, line: Line, mark: Mark | None) -> bool:
        told = self._forced.get(line.no)
        if told is not None:
            return told == "join"
        if now.is_table or line.is_table or now.is_forced or len(now.text) > _MOST_LETTERS:
            return False
        if mark is not None:
            return not self._is_mark(now, line, mark)
        if now.is_bare:
            return True
        if _BEGINS_ALWAYS.match(line.text) and is_terminal(now.text):
            return False
        if begins_small(line.text):
            is_apart = self._layout.has_gaps and line.is_after_gap
            return not is_terminal(now.text) or (self._layout.is_wrapped and not is_apart)
        if not self._layout.is_wrapped:
            return self._goes_on_unwrapped(now, line)
        if self._layout.has_gaps:
            return not line.is_after_gap
        return self._had_to_break(now, line.text)

    def _goes_on_unwrapped(self, now: Paragraph, line: Line) -> bool:
        """In a text whose lines are paragraphs: what was broken all the same."""
        if _is_broken_capitals(now, line) and not is_terminal(now.text):
            return True
        if _OPEN_WORD.search(now.text[-12:]):
            return len(line.text) < _MOST_WIDTH
        is_near = self._layout.has_gaps and not line.is_after_gap
        return is_near and self._layout.width <= _SURE_WIDTH and self._had_to_break(now, line.text)

    def _had_to_break(self, now: Paragraph, text: str) -> bool:
        """Whether the first word had no room on the line before."""
        needed = len(now.last) + 1 + len(text.split(" ", 1)[0])
        if is_terminal(now.text):
            return needed > self._layout.width
        if _OPEN_END.search(now.text[-12:]) or _is_open_quote(now.text):
            return True
        # An indented paragraph is narrower than the page.
        own = now.widest if len(now.lines) > 1 and now.widest > _NARROW else self._layout.width
        return needed > min(own, self._layout.width) * 0.88

    def _is_mark(self, now: Paragraph, line: Line, mark: Mark) -> bool:
        """Whether it begins a part, and is not a wrapped line that happens to look like one."""
        if now.is_bare and mark.kind == MarkKind.BULLET:
            return False
        if mark.kind == MarkKind.ROMAN and _COUNTED_ROMAN.search(now.text[-12:]):
            return False
        if mark.rest[:1].islower() and mark.kind < MarkKind.BRACKET and not self._is_next(mark):
            return False
        if not self._layout.is_wrapped:
            return self._is_mark_unwrapped(now, line, mark)
        if is_terminal(now.text) or (self._layout.has_gaps and line.is_after_gap):
            return True
        if mark.kind == MarkKind.BULLET:
            if (
                mark.rest[:1].islower()
                or mark.rest[:1].isdigit()
                or _OPEN_END.search(now.text[-12:])
            ):
                return False
            return not self._had_to_break(now, line.text)
        return self._is_next(mark) or (
            mark.kind in (MarkKind.ROMAN, MarkKind.LETTER) and is_upper(mark.rest)
        )

    def _is_mark_unwrapped(self, now: Paragraph, line: Line, mark: Mark) -> bool:
        """In a text whose lines are paragraphs, where few were broken all the same."""
        if is_terminal(now.text) or now.is_bare or self._is_next(mark):
            return True
        if mark.rest[:1].islower():
            return mark.kind not in (MarkKind.BULLET, MarkKind.NUMBER, MarkKind.ROMAN)
        is_near = self._layout.has_gaps and not line.is_after_gap
        is_broken = is_near and self._layout.width <= _SURE_WIDTH
        return not (is_broken and self._had_to_break(now, line.text))

    def _is_next(self, mark: Mark) -> bool:
        """Whether its number is the one that is due."""
        if mark.kind == MarkKind.BULLET:
            return False
        return mark.order in (1, self._orders.get((mark.kind, mark.depth), 0) + 1)

    def _count(self, mark: Mark) -> None:
        if mark.kind == MarkKind.BULLET:
            return
        for key in [one for one in self._orders if one > (mark.kind, mark.depth)]:
            del self._orders[key]
        self._orders[mark.kind, mark.depth] = mark.order


def _is_broken_capitals(now: Paragraph, line: Line) -> bool:
    """A heading in capitals over two lines."""
    is_cell = line.text in ("TT", "STT", "SỐ TT")
    return is_upper(now.text) and is_upper(line.text) and len(line.text) < 120 and not is_cell


def is_open(text: str) -> bool:
    """Whether its last word needs another one."""
    return bool(_OPEN_END.search(text[-12:]))


def _is_open_quote(text: str) -> bool:
    end = text[-_QUOTE:]
    return end.count("“") > end.count("”")
