"""The marks that parts of a plan begin with: "Phần I", "A.", "II.", "Điều 2.", "1.1", "a)", "-"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from lib.domain.plan_text.lines import UPPER, is_upper
from lib.domain.roman import to_roman


class MarkKind(IntEnum):
    """In the order in which they usually contain each other."""

    PART = 0
    CHAPTER = 1
    LETTER = 2
    ROMAN = 3
    ARTICLE = 4
    NUMBER = 5
    DECIMAL = 6
    UNNUMBERED = 7
    """A heading without a number, by a person's word."""
    BRACKET = 8
    SMALL = 9
    BULLET = 10


TOP_KINDS: Final = frozenset({MarkKind.PART, MarkKind.CHAPTER, MarkKind.LETTER, MarkKind.ROMAN})
SMALL_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_ROMANS: Final = {to_roman(value): value for value in range(1, 21)}
_ORDINALS: Final = {
    word: value
    for value, word in enumerate(
        ["NHẤT", "HAI", "BA", "TƯ", "NĂM", "SÁU", "BẢY", "TÁM", "CHÍN", "MƯỜI"], start=1
    )
}
_MOST: Final = 60
_DIVISION: Final = re.compile(
    r"(?P<word>PHẦN|Phần|CHƯƠNG|Chương)\s+(?P<number>(?:THỨ|thứ)\s+\w+|[IVX]+|\d{1,2})(?!\w)"
    r"\s*(?P<sign>[.:)\-–]*)\s*(?P<rest>.*)"
)
_ARTICLE: Final = re.compile(
    r"(?:Điều|ĐIỀU)\s+(?P<number>\d{1,3})\s*(?:[.:/)]|[-–](?=\s))+\s*(?P<rest>.*)"
)
_ROMAN: Final = re.compile(
    r"(?P<number>[IVX]{1,5})\s*(?:[.)/:]|[-–](?=[\s.]))+[-–]?\s*(?P<rest>.*)"
)
_ROMAN_DECIMAL: Final = re.compile(r"(?P<number>[IVX]{1,5}(?:\.\d{1,2})+)\s*[.)/:]*\s+(?P<rest>.*)")
_LETTER: Final = re.compile(r"(?P<number>[A-HĐ])\s*(?:[.)/]|[-–](?=\s))+\s*(?P<rest>\S.*|)")
_DECIMAL: Final = re.compile(
    rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?:\s*[.)/:]+-?(?!\d)\s*"
    rf"|\s*[-–]\s*(?=[{UPPER}“])|\s+)(?P<rest>\S.*|)"
)
_NUMBER: Final = re.compile(
    r"(?P<number>\d{1,2})\s?(?P<sign>\.\s?[-)/]|[./):]|[-–](?=\s))(?:\s+(?P<far>\S.*)"
    r"|(?P<near>[^\d\s].*)|)"
)
_SYMBOL: Final = re.compile(rf"[{UPPER}]+\d*[-–/]")
_IN_BRACKETS: Final = re.compile(r"\((?P<number>\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s*(?P<rest>.*)")
_SMALL: Final = re.compile(
    rf"(?P<number>[{SMALL_LETTERS}]\d?)\s*(?:[)/]|\.(?=\s|$))\s*(?P<rest>.*)"
)
_BULLET: Final = re.compile(r"(?P<number>[-–—•●○▪■□◦➢✓§·]|\+(?!\d)|\*(?!\d))\s*(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class Mark:
    """Attributes: code: without what stands around it; order: its number; rest: what follows."""

    kind: MarkKind
    code: str
    order: int
    rest: str
    depth: int = 0
    """How many points a decimal number has."""


def mark_of(text: str) -> Mark | None:
    """The mark at the start of a line; None without one."""
    if not text:
        return None
    first = text[0]
    if first.isdigit():
        return _numbered(text)
    if first in "IVX":
        return _roman(text) or _lettered(text)
    if first == "(":
        return _bracketed(text)
    return _division(text) or _article(text) or _lettered(text) or _small(text) or _bullet(text)


def roman_value(numeral: str) -> int | None:
    return _ROMANS.get(numeral)


def _division(text: str) -> Mark | None:
    found = _DIVISION.fullmatch(text)
    if not found:
        return None
    number = " ".join(found["number"].split())
    if number.upper().startswith("THỨ"):
        number = number.lower()
    last = number.split()[-1].upper()
    order = _ORDINALS.get(last) or _ROMANS.get(last) or (int(last) if last.isdigit() else 0)
    kind = MarkKind.PART if found["word"].upper() == "PHẦN" else MarkKind.CHAPTER
    is_apart = bool(found["sign"]) or not found["rest"] or is_upper(found["rest"])
    if not order or not is_apart or found["rest"][:1].islower():
        return None  # "Phần II Kế hoạch này"
    return Mark(kind, f"{found['word'].capitalize()} {number}", order, found["rest"])


def _article(text: str) -> Mark | None:
    found = _ARTICLE.fullmatch(text)
    if not found:
        return None
    return Mark(MarkKind.ARTICLE, f"Điều {found['number']}", int(found["number"]), found["rest"])


def _roman(text: str) -> Mark | None:
    if found := _ROMAN_DECIMAL.fullmatch(text):
        last = int(found["number"].rpartition(".")[2])
        depth = found["number"].count(".")
        return Mark(MarkKind.DECIMAL, found["number"], last, found["rest"], depth - 1)
    found = _ROMAN.fullmatch(text)
    order = _ROMANS.get(found["number"]) if found else None
    return Mark(MarkKind.ROMAN, found["number"], order, found["rest"]) if found and order else None


def _lettered(text: str) -> Mark | None:
    found = _LETTER.fullmatch(text)
    if not found:
        return None
    return Mark(
        MarkKind.LETTER, found["number"], "ABCDĐEGH".find(found["number"]) + 1, found["rest"]
    )


def _numbered(text: str) -> Mark | None:
    if found := _DECIMAL.fullmatch(text):
        parts = found["number"].split(".")
        if parts[0] != "0" and not re.match(r"(?:triệu|tỷ|tỉ|nghìn|m|km|ha|%)\b", found["rest"]):
            depth = len(parts) - 1
            return Mark(MarkKind.DECIMAL, found["number"], int(parts[-1]), found["rest"], depth)
    found = _NUMBER.fullmatch(text)
    if not found or not 0 < int(found["number"]) <= _MOST:
        return None
    rest = found["far"] or found["near"] or ""
    if found["sign"] in "-–/:" and not rest[:1].isupper():
        return None  # "8 - 10 người", "15/3", "7: 30"
    if found["sign"] == "/" and _SYMBOL.match(found["near"] or ""):
        return None  # "02/KH-UBND" behind a broken "số"
    kind = MarkKind.BRACKET if found["sign"] == ")" else MarkKind.NUMBER
    return Mark(kind, str(int(found["number"])), int(found["number"]), rest)


def _bracketed(text: str) -> Mark | None:
    found = _IN_BRACKETS.fullmatch(text)
    if not found:
        return None
    code = found["number"]
    order = int(code) if code.isdigit() else _ROMANS.get(code.upper(), SMALL_LETTERS.find(code) + 1)
    return Mark(MarkKind.BRACKET, f"({code})", order, found["rest"])


def _small(text: str) -> Mark | None:
    found = _SMALL.fullmatch(text)
    if not found:
        return None
    return Mark(
        MarkKind.SMALL, found["number"], SMALL_LETTERS.find(found["number"][0]) + 1, found["rest"]
    )


def _bullet(text: str) -> Mark | None:
    found = _BULLET.fullmatch(text)
    return Mark(MarkKind.BULLET, found["number"], 0, found["rest"]) if found else None
