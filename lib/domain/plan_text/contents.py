"""What the parts of a plan are about: purposes, who does what, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lib.domain.plan_text import bases, times
from lib.domain.plan_text.lines import UPPER
from lib.domain.plan_text.nouns import Deadline, Duty, Group, Lines, Saying, TitleKind
from lib.domain.vietnamese import capital

_PURPOSE: Final = re.compile(r"mục đích|mục tiêu", re.IGNORECASE)
_REQUIREMENT: Final = re.compile(r"yêu cầu", re.IGNORECASE)
_DUTIES: Final = re.compile(
    r"tổ chức thực hiện|phân công|trách nhiệm|nhiệm vụ cụ thể|tổ chức triển khai", re.IGNORECASE
)
_NOBODY: Final = (
    r"(?!(?:Trong|Việc|Trên cơ sở|Căn cứ|Để|Khi|Kinh phí|Định kỳ|Quá trình|Nếu|Theo|Tổ chức"
    r"|Thực hiện) )"
)
_UNITS: Final = tuple(
    re.compile(
        rf"{_NOBODY}(?:(?:Giao|Đề nghị|Yêu cầu|Phân "
        rf"công)\s+)?(?P<unit>[{UPPER}][^:;.]{{2,200}}?)\s+(?:{verbs})\b"
    )
    for verbs in (
        "chủ trì|là đầu mối|là cơ quan|chịu trách nhiệm|có trách nhiệm|phối hợp|căn cứ|chủ "
        "động|tham mưu",
        "theo dõi|quán triệt|lãnh đạo|hướng dẫn|chỉ đạo|tăng cường|báo cáo|đôn đốc|kiểm tra"
        "|phân công|tổng hợp"
        "|thực hiện|tổ chức|chuẩn bị",
    )
)
"""The verbs that only follow who is to act come first: "Phòng Quản lý xây dựng chủ trì …"."""
_CLAUSE: Final = re.compile(rf"(?:Căn cứ|Trên cơ sở|Theo)\s[^,;.]{{3,120}},\s*(?=[{UPPER}a-zđ])")
_IS: Final = re.compile(r",?\s+là\s.*$")
_UNIT_WORDS: Final = 16
_NO_UNIT: Final = re.compile(
    rf"(?:có|chịu) trách nhiệm.*$|^(?:Giao|Đề nghị|Yêu cầu)\s+(?=[{UPPER}a-z])|^[Tt]rách "
    r"nhiệm của\s+"
)
_LIMIT: Final = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|hạn|hoàn thành|xong|thời gian|thời hạn|gửi|báo cáo|đến "
    r"hết|kết thúc|tổ chức vào)[^.;]{0,60}$",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|đến hết|hạn cuối)[^.;,]{0,40}$", re.IGNORECASE
)
_BEFORE_LETTERS: Final = 90
_FROM: Final = re.compile(r"\btừ\s*(?:ngày\s*)?$", re.IGNORECASE)
_TO: Final = re.compile(r"\s*(?:đến|tới|-|–)\s*(?:hết\s*)?(?:ngày\s*)?", re.IGNORECASE)

Passage = tuple[str, Lines, tuple[str, ...]]


def passages(groups: Sequence[Group], path: tuple[str, ...] = ()) -> Iterator[Passage]:
    """Every paragraph of the parts with its lines and the codes above it."""
    for group in groups:
        here = (*path, group.code)
        yield (
            f"{group.title}: {group.text}"
            if group.title and group.text
            else group.title or group.text,
            group.lines,
            here,
        )
        yield from ((one.text, one.lines, here) for one in group.points)
        yield from passages(group.children, here)


def purposes(groups: Sequence[Group]) -> tuple[tuple[Saying, ...], tuple[Saying, ...]]:
    """Purposes and requirements; what stands under both together counts as purposes."""
    aims: list[Saying] = []
    needs: list[Saying] = []
    for group in groups:
        if not (_PURPOSE.search(group.title) or _REQUIREMENT.fullmatch(group.title)):
            continue
        own = [
            one
            for one in group.children
            if one.title and (_PURPOSE.search(one.title) or _REQUIREMENT.search(one.title))
        ]
        paired: list[tuple[Group, tuple[str, ...]]] = [(one, (group.code,)) for one in own]
        for one, path in paired or [(group, ())]:
            is_need = bool(_REQUIREMENT.search(one.title)) and not _PURPOSE.search(one.title)
            (needs if is_need else aims).extend(_sayings(one, (*path, one.code)))
    return tuple(aims), tuple(needs)


def _sayings(group: Group, path: tuple[str, ...]) -> Iterator[Saying]:
    if group.text:
        yield Saying(group.text, group.lines, path)
    yield from (Saying(one.text, one.lines, path) for one in group.points)
    for child in group.children:
        told = [child.title or child.text, *(one.text for one in child.points)]
        yield Saying(
            " ".join(told),
            tuple(sorted({*child.lines, *(no for one in child.points for no in one.lines)})),
            (*path, child.code),
        )


def duties(groups: Sequence[Group]) -> tuple[Duty, ...]:
    """Who is to do what, from the parts that share the work out."""
    found: list[Duty] = []
    for group in groups:
        if _DUTIES.search(group.title):
            found.extend(duty for child in group.children for duty in _duties(child, (group.code,)))
            found.extend(_duties_of_points(group))
    return tuple(found)


def _duties_of_points(group: Group) -> Iterator[Duty]:
    """Bullets such as "- Văn phòng Sở: chuẩn bị …"."""
    for one in group.points:
        unit, colon, told = one.text.partition(":")
        if one.mark and colon and told.strip() and len(unit.split()) <= _UNIT_WORDS:
            yield Duty(unit.strip(), (told.strip(),), one.lines, (group.code,))


def _duties(group: Group, path: tuple[str, ...]) -> Iterator[Duty]:
    here = (*path, group.code)
    nested = [
        one for one in group.children if one.code[:1].isdigit() and one.kind != TitleKind.SENTENCE
    ]
    if nested:
        for child in nested:
            yield from _duties(child, here)
        return
    told = [*([group.text] if group.text else []), *(one.text for one in group.points)]
    told += [one.title or one.text for one in group.children]
    lines = tuple(
        sorted(
            {
                *group.lines,
                *(no for one in group.points for no in one.lines),
                *(no for one in group.children for no in one.lines),
            }
        )
    )
    unit = _NO_UNIT.sub("", group.title).strip()
    if not unit:
        text = _CLAUSE.sub("", group.text, count=1)
        begun = capital(text)
        unit = next((found["unit"] for one in _UNITS if (found := one.match(begun))), "")
    unit = _IS.sub("", unit).strip(" ,")
    if unit:
        yield Duty(unit, tuple(told), lines, here)


def deadlines(
    said: Sequence[Passage], *, year: int | None
) -> tuple[tuple[Deadline, ...], tuple[tuple[str, Lines], ...]]:
    """Times in the text, and days that no calendar has."""
    found: list[Deadline] = []
    impossible: list[tuple[str, Lines]] = []
    for text, lines, path in said:
        cited = bases.spans(text)
        last: times.Time | None = None
        for one in times.times(text, year=year):
            if isinstance(one, times.Impossible):
                impossible.append((one.words, lines))
                continue
            if any(start <= one.start < end for start, end in cited):
                continue
            if last and _TO.fullmatch(text[last.end : one.start]) and found:
                before = found.pop()
                words = text[last.start : one.end]
                found.append(Deadline(last.begins, one.ends, words, before.is_limit, lines, path))
            else:
                found.append(_deadline(text, one, lines, path))
            last = one
    return tuple(found), tuple(impossible)


def _deadline(text: str, one: times.Time, lines: Lines, path: tuple[str, ...]) -> Deadline:
    before = text[max(one.start - _BEFORE_LETTERS, 0) : one.start]
    is_open = bool(_BEFORE.search(before))
    return Deadline(
        None if is_open else one.begins, one.ends, text[one.start : one.end],
        bool(_LIMIT.search(before)) and not _FROM.search(before), lines, path,
    )  # fmt: skip
