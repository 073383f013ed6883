"""Documents that a plan rests on, told apart from those that it only names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lib.domain.plan_text import times
from lib.domain.plan_text.lines import LOWER, UPPER
from lib.domain.plan_text.nouns import Basis, Lines, Saying
from lib.domain.plan_text.paragraphs import Paragraph

_LAWS: Final = "Hiến pháp|Bộ luật|Bộ Luật|Luật|Pháp lệnh"
_KINDS: Final = (
    "Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư liên tịch|Thông "
    "tư|Thông báo kết luận"
    "|Thông báo|Thông tri|Kết luận|Kế hoạch liên tịch|Kế hoạch phối hợp|Kế hoạch|Chương "
    "trình hành động"
    "|Chương trình phối hợp|Chương trình|Hướng dẫn liên ngành|Hướng dẫn|Công văn|Công điện"
    "|Đề án|Văn bản"
    "|Quy định|Quy chế|Tờ trình|Báo cáo|Điều lệ|Phương án|Lệnh|Sắc lệnh|Đề cương|Thể lệ"
    "|Giấy mời|CV|QĐ|KH|NQ|CT|TT"
)
_SEGMENT: Final = rf"[{UPPER}0-9&][A-Za-zĐđÀ-ỹ0-9.&]*"
_NUMBER: Final = rf"\d{{1,6}}[a-zA-Z]?(?:\s?[/–-]\s?{_SEGMENT})+"
_BLANK: Final = rf"(?:[.…_]+|\s)\s*/?\s*(?:[A-ZĐ]{{2,}}[A-ZĐ0-9&]*)(?:[/–-]{_SEGMENT})+"
_START: Final = re.compile(rf"(?<!\w)(?:(?P<law>{_LAWS})|(?P<kind>{_KINDS}))(?!\w)")
_LAW_NAME: Final = re.compile(
    rf"[^;]{{0,300}}?(?=\s*,?\s*(?:số\s*:?\s*\d|ngày\s|năm\s*\d{{4}})|\s*(?:,"
    rf"|và)\s+(?:{_LAWS}|{_KINDS})(?!\w)"
    r"|\s+(?:được|về|và các)\s|\s*[;(]|\.\s|[.,]?\s*$)"
)
_DIRECT: Final = re.compile(
    rf"\s*,?\s*(?:(?:số|Số)\s*:?\s*)*(?P<number>{_NUMBER})|\s*số\s+(?P<bare>\d{{1,5}})(?![\w/.%])"
)
_LATER: Final = re.compile(rf"\b(?:số|Số)\s*:?\s*(?P<number>{_NUMBER})")
_BLANK_NUMBER: Final = re.compile(rf"\s*(?:số|Số)\s*:?\s*{_BLANK}")
_DATED_ALONE: Final = frozenset(
    {"Nghị quyết", "Quyết định", "Chỉ thị", "Kết luận", "Nghị định", "Thông tư"}
)
_BY_THEN: Final = re.compile(r"\b(?:trước|chậm nhất|đến|vào|từ|hạn|sau)\b")
_OWN_END: Final = re.compile(r";|\bvề\b|\bquy định\b|\bV/v\b|\bphê duyệt\b|\bhướng dẫn\b")
_BEGINS: Final = re.compile(
    r"[-–+*•\d.)\s]*(?:Căn cứ|Thực hiện|Thi hành|Triển khai|Tiếp tục|Theo|Trên cơ sở|Quán "
    r"triệt|Hưởng ứng|Chấp hành|Để|Nhằm)\b",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(
    r"[-–+*•\s]*(?:Theo|Xét)\s+(?:đề nghị|đề xuất|tờ trình|báo cáo|ý kiến)", re.IGNORECASE
)
_WITHIN: Final = re.compile(
    r"(?:\bvề\b|\bV/v\b|\bquy định\b|\bban hành\b|\bphê duyệt\b|\bhướng dẫn\b|\bthay thế\b"
    r"|\bbãi bỏ\b|\bcông bố\b|\btriển khai\b|\bthực hiện\b|\bthi hành\b|\bcủa (?:Luật|Bộ "
    r"luật|Nghị|Quyết|Thông tư))"
)
_AMENDED: Final = re.compile(
    r"(?:được )?sửa đổi,? bổ sung[^;]{0,60}(?:tại|theo|bởi|bằng|bằng các)\s*$|đã được[^;]{0,60}\s$"
)
# "Luật số … sửa đổi một số điều của Luật Đất đai": what is changed is only named.
_OF_ANOTHER: Final = re.compile(r"\bcủa\s*$")
_JOINED: Final = re.compile(r"^[^;]*?(?:,|\bvà)\s*$")
_ISSUER: Final = re.compile(
    rf"[\s,]*của\s+(?P<issuer>[{UPPER}].*?)(?=\s+(?:về|Về|V/v|ban hành|quy định|hướng dẫn"
    r"|phê duyệt|thí điểm|triển khai|thực hiện|tổ chức|ngày|công bố|quyết định|“|\")|[;,.(“]|$)"
)
# Behind its bases a sentence goes on with who plans: that is no part of the last basis.
_WHO_ACTS: Final = re.compile(
    rf",\s+(?:[{UPPER}]|hai )[^,;]{{2,120}}?\b(?:xây dựng|ban hành|đề nghị|thống nhất|tổ chức"
    r"|phát động|triển khai)\b.*$"
)
_OWN: Final = 160
"""Letters in which a document names its own number and day."""
_MOST_LETTERS: Final = 1500
_SENTENCE: Final = re.compile(rf"(?<=[{LOWER}”\"\d)])\.\s+(?=[{UPPER}])")


@dataclass(frozen=True, slots=True)
class Found:
    bases: tuple[Basis, ...]
    mentions: tuple[Basis, ...]
    grounds: tuple[Saying, ...]


def find(paragraphs: Sequence[Paragraph]) -> Found:
    """What an opening rests on."""
    bases: list[Basis] = []
    mentions: list[Basis] = []
    grounds: list[Saying] = []
    is_list = goes_on = False
    for one in paragraphs:
        lines = tuple(one.lines)
        begun = bool(_BEGINS.match(one.text))
        # After "Căn cứ:" each bullet is a basis by itself, and a list may be broken at a ";".
        continues = (is_list and one.mark is not None) or (goes_on and bool(_START.match(one.text)))
        for sentence in _SENTENCE.split(one.text):
            begins = bool(_BEGINS.match(sentence))
            asked = bool(_ASKED.match(sentence))
            cited = list(_cited(sentence, lines, rests=(begins or continues) and not asked))
            bases += (basis for basis, is_basis in cited if is_basis)
            mentions += (basis for basis, is_basis in cited if not is_basis)
            rested = any(is_basis for _, is_basis in cited)
            if begins and not asked and not rested and is_ground(sentence):
                grounds.append(Saying(_WHO_ACTS.sub("", sentence).rstrip(" ;,."), lines))
        end = one.text.rstrip()
        is_list = (end.endswith(":") and begun) or (is_list and one.mark is not None)
        goes_on = end.endswith(";") and (begun or continues)
    return _told(bases, mentions, grounds)


def _told(bases: list[Basis], mentions: list[Basis], grounds: list[Saying]) -> Found:
    """Each document once; where none is called a basis, those that are named are all there are."""
    if not bases:
        bases = [one for one in mentions if one.number and one.day]
    unique = {
        (one.number, one.day, one.kind if one.number is None else ""): one
        for one in reversed(bases)
    }
    kept = tuple(reversed(unique.values()))
    others = tuple(one for one in mentions if (one.number, one.day) not in _keys(kept))
    return Found(kept, others, tuple(grounds))


def _keys(bases: Sequence[Basis]) -> set[tuple[object, object]]:
    return {(one.number, one.day) for one in bases}


def cited(text: str) -> list[Basis]:
    """The documents that a citation names, in its order."""
    return [one for one, _ in _cited(text, (), rests=False)]


def is_basis_text(text: str) -> bool:
    """Whether a paragraph of the opening begins as bases do."""
    return bool(_BEGINS.match(text))


def is_ground(sentence: str) -> bool:
    return sentence.lstrip("-–+* ").startswith("Căn cứ")


@dataclass(frozen=True, slots=True)
class _Cited:
    """Attributes: start, end: of kind, name, number and date in the text."""

    kind: str
    number: str | None
    day: date | None
    start: int
    end: int
    is_numbered: bool


def _cited(text: str, lines: Lines, *, rests: bool) -> Iterator[tuple[Basis, bool]]:
    """The documents of a sentence, and which of them it rests on."""
    last = 0
    was_basis = rests
    for one in _documents(text):
        before = text[last : one.start]
        is_basis = rests and _is_basis(before, one, is_first=last == 0, was_basis=was_basis)
        was_basis, last = is_basis, one.end
        rest = text[one.end : one.end + _MOST_LETTERS].split(";", 1)[0]
        issuer = _ISSUER.match(rest[: _issuer_end(rest)])
        told = _WHO_ACTS.sub("", text[one.start : one.end] + rest).strip(" ,.")
        basis = Basis(
            one.kind, one.number, one.day, issuer["issuer"].strip() if issuer else None, told, lines
        )
        yield basis, is_basis


def _documents(text: str) -> Iterator[_Cited]:
    at = 0
    while found := _START.search(text, at):
        one = _law(text, found) if found["law"] else _other(text, found)
        at = one.end if one else found.end()
        if one is not None:
            yield one


def _law(text: str, found: re.Match[str]) -> _Cited | None:
    name = _LAW_NAME.match(text, found.end())
    end = name.end() if name else found.end()
    kind = text[found.start() : end].strip(" ,")
    numbered = _DIRECT.match(text, end)
    number = numbered["number"] if numbered else None
    end = numbered.end() if number and numbered else end
    day, end = _day(text, end, _stop(text, end))
    if kind == found[0] and number is None:
        return None
    return _Cited(kind, _neat(number), day, found.start(), end, number is not None)


def _other(text: str, found: re.Match[str]) -> _Cited | None:
    numbered = _DIRECT.match(text, found.end()) or _LATER.search(
        text, found.end(), _stop(text, found.end())
    )
    blank = None if numbered else _BLANK_NUMBER.match(text, found.end())
    end = (numbered or blank or found).end()
    day, end = _day(text, end, _stop(text, end))
    if not numbered and not blank:
        between = text[found.end() : end]
        if day is None or found[0] not in _DATED_ALONE or _BY_THEN.search(between):
            return None
    number = _neat(numbered["number"] or numbered.groupdict().get("bare")) if numbered else None
    return _Cited(found[0], number, day, found.start(), end, bool(numbered or blank))


def _stop(text: str, at: int) -> int:
    """How far what is said of a document itself goes at most."""
    ends = [
        found.start() for one in (_OWN_END, _START) if (found := one.search(text, at, at + _OWN))
    ]
    return min([*ends, at + _OWN])


def _day(text: str, at: int, stop: int) -> tuple[date | None, int]:
    for found in times.DAY.finditer(text, at, stop):
        if (day := times.first_day(found[0])) is not None:
            return day, found.end()
    return None, at


def _neat(number: str | None) -> str | None:
    return re.sub(r"\s*([/–-])\s*", r"\1", number).replace("–", "-").rstrip(".") if number else None


def _issuer_end(rest: str) -> int:
    found = _START.search(rest)
    return found.start() if found else len(rest)


def _is_basis(before: str, found: _Cited, *, is_first: bool, was_basis: bool) -> bool:
    """Whether the sentence rests on it: not where it stands in the title of another document."""
    if is_first:
        return not re.search(r"\bvề\b.*\b(?:thực hiện|triển khai)\b", before)
    begun = before.rpartition(";")
    if begun[1]:
        return not _WITHIN.search(re.sub(_BEGINS, "", begun[2].strip(), count=1))
    if _AMENDED.search(before):
        return was_basis
    if _OF_ANOTHER.search(before):
        return False
    if not _WITHIN.search(before):
        return was_basis
    # In the title of the one before: only another that is joined to it has its rank.
    is_joined = bool(_JOINED.search(before)) and found.is_numbered
    return is_joined and was_basis


def spans(text: str) -> list[tuple[int, int]]:
    """Where documents with their numbers and dates stand in a text."""
    return [(one.start, one.end) for one in _documents(text)]
