"""Where the plan, what brings it, its head, body and foot, and its annexes begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lib.domain.plan_text import foot, words
from lib.domain.plan_text.head import is_head
from lib.domain.plan_text.lines import Line, is_terminal, is_upper
from lib.domain.plan_text.marks import TOP_KINDS, MarkKind, mark_of

_HEAD_LINES: Final = 70
_RULING: Final = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ)\s*:?")
_CLOSING: Final = re.compile(
    r"(?:Trên đây là|Trong quá trình (?:triển khai|tổ chức|thực hiện)|Quá trình (?:triển "
    r"khai|tổ chức|thực hiện)"
    r"|Căn cứ (?:nội dung )?Kế hoạch này|Yêu cầu (?:các|thủ trưởng)|Đề nghị (?:các|thủ "
    r"trưởng)|Nhận được (?:K|k)ế hoạch)",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A document among the lines: positions, not numbers of lines.

    Attributes:
        begin, end: of all.
        kind_at: of the line that names its kind; -1 without one.
        foot_at: where its recipients or signature begin; the same as `end` without them.
    """

    begin: int
    kind_at: int
    foot_at: int
    end: int
    kind: str | None
    title_on_kind: str = ""
    has_foot: bool = False


@dataclass(frozen=True, slots=True)
class Regions:
    """Attributes: cover: the decision or letter that brings the plan."""

    plan: Part
    cover: Part | None


def find(lines: Sequence[Line]) -> Regions:
    kinds = _kinds(lines)
    first = next((one for one in kinds if one[0] < _HEAD_LINES), None)
    if first is None:
        later = next(
            (one for one in kinds if one[1] in words.PLAN_KINDS and _is_own(lines, one[0])), None
        )
        if later is not None and any(is_head(one) for one in lines[:_HEAD_LINES]):
            return _covered(lines, None, later)
        return Regions(_part(lines, 0, None, len(lines)), None)
    if first[1] in words.COVER_KINDS:
        later = next(
            (one for one in kinds if one[0] > first[0] and one[1] in words.PLAN_KINDS), None
        )
        if later is not None:
            return _covered(lines, first, later)
    return Regions(_part(lines, 0, first, len(lines)), None)


def _kinds(lines: Sequence[Line]) -> list[tuple[int, str, str]]:
    found: list[tuple[int, str, str]] = []
    for at, line in enumerate(lines):
        if line.is_table or len(line.text) > 200:
            continue
        kind = words.kind_of(line.text)
        if (kind is not None and not _RULING.fullmatch(line.text.strip())) or (
            kind and at < _HEAD_LINES and not found
        ):
            found.append((at, *kind))
    exact = [one for one in found if not one[2]]
    heads = [one for one in exact if one[0] < _HEAD_LINES]
    return exact if heads else found


def _is_own(lines: Sequence[Line], at: int) -> bool:
    """Whether the kind begins a document that was brought by what stands before."""
    return at > 0 and any(
        words.RECIPIENTS.match(cell) for line in lines[:at] for cell in foot.cells_of(line)
    )


def _covered(
    lines: Sequence[Line], first: tuple[int, str, str] | None, later: tuple[int, str, str]
) -> Regions:
    begin = later[0]
    # The plan may have a letterhead of its own.
    own = [at for at in range(max(begin - 12, 0), begin) if is_head(lines[at])]
    if own and first is not None and own[0] > first[0]:
        begin = own[0]
        while (
            begin > 0
            and is_upper(lines[begin - 1].text)
            and not words.is_signature_title(lines[begin - 1].text)
        ):
            begin -= 1
    cover = _part(lines, 0, first, begin)
    if cover.kind is None:
        cover = Part(cover.begin, cover.kind_at, cover.foot_at, cover.end, "CÔNG VĂN")
    return Regions(_part(lines, begin, later, len(lines)), cover)


def _part(lines: Sequence[Line], begin: int, kind: tuple[int, str, str] | None, end: int) -> Part:
    at = kind[0] if kind else -1
    body = max(at + 1, begin)
    annex = _annex_before_foot(lines, body, end)
    foot_at = foot.start_of(lines, body, annex)
    named, title = (kind[1], kind[2]) if kind else (None, "")
    return Part(begin, at, foot_at, end, named, title, foot_at < annex)


def _annex_before_foot(lines: Sequence[Line], begin: int, end: int) -> int:
    """Where annexes begin in a document that nobody signed; `end` without any."""
    has_begun = False
    for at in range(begin, end):
        line = lines[at]
        mark = mark_of(line.text)
        has_begun = has_begun or (
            mark is not None and (mark.kind in TOP_KINDS or mark.kind == MarkKind.NUMBER)
        )
        if has_begun and is_annex_head(lines, at, end):
            return at
    return end


def is_annex_head(lines: Sequence[Line], at: int, end: int) -> bool:
    """Whether an annex or a form begins here: its name alone, or a note that it is attached."""
    line = lines[at]
    found = None if line.is_table else words.ANNEX.fullmatch(line.text.strip(" *()"))
    if not found or not (
        at == 0
        or is_terminal(lines[at - 1].text)
        or lines[at - 1].is_table
        or line.is_after_gap
        or is_upper(lines[at - 1].text)
    ):
        return False
    if mark_of(line.text) is not None:
        return False
    is_told = any(words.ATTACHED.match(one.text) for one in lines[at + 1 : min(at + 6, end)])
    if words.SURE_ANNEX.fullmatch(line.text.strip(" *()")):
        ends = at == 0 or is_terminal(lines[at - 1].text) or lines[at - 1].is_table
        return is_told or (ends and (is_upper(line.text) or line.text[:1].isupper()))
    return is_upper(line.text) and is_told


def is_closing(text: str) -> bool:
    return bool(_CLOSING.match(text))
