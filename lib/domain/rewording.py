"""Other words for the same plan: a term, a session of the Assembly, a year.

A plan writes one thing in several ways ("2021-2026", "2021- 2026"; "khóa", "khoá"), and cites
papers by number and day, which stay what they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lib.domain.roman import from_roman, to_roman
from lib.domain.vietnamese import capital

_SPACE: Final = re.compile(r"\s+")
_DASH: Final = re.compile(r"\s*[-–]\s*")
_TONES: Final = dict(
    zip(
        ["óa", "òa", "ỏa", "õa", "ọa", "óe", "òe", "ỏe", "õe", "ọe", "úy", "ùy", "ủy", "ũy", "ụy"],
        ["oá", "oà", "oả", "oã", "oạ", "oé", "oè", "oẻ", "oẽ", "oẹ", "uý", "uỳ", "uỷ", "uỹ", "uỵ"],
        strict=True,
    )
)
"""The tone's mark on the first letter of the vowel, and on the second."""
# A paper's number and its day: "03/CT-UBND", "ngày 01 tháng 02 năm 2021", "19/01/2021".
CITED: Final = re.compile(
    r"\d+(?:/\d{4})?/[A-ZĐ][\w-]*\d*|ngày \d{1,2} tháng \d{1,2} năm \d{4}|\d{1,2}/\d{1,2}/\d{4}"
)
_TERMS: Final = (
    re.compile(r"nhiệm kỳ (?P<first>\d{4})\s*[-–]\s*(?P<last>\d{4})"),
    re.compile(r"kh(?:óa|oá) (?P<roman>[IVXLC]+)\b"),
    re.compile(r"năm (?P<year>\d{4})\b"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """Words of a plan that belong to its own time.

    Attributes:
        places: how often they stand there.
        proposal: what they may be at the other day; "" where that cannot be told.
    """

    words: str
    places: int
    proposal: str = ""


def reworded(text: str, swaps: Mapping[str, str]) -> tuple[str, int]:
    """The text with the words swapped, all at once, and how many were.

    Words are found whole, with any spaces and either place of the tone mark; numbers and days of
    cited papers are left alone.
    """
    if not swaps:
        return text, 0
    longest = sorted(swaps, key=len, reverse=True)
    any_of = "|".join(f"(?P<w{at}>{_pattern(old)})" for at, old in enumerate(longest))
    found = re.compile(rf"(?P<cited>{CITED.pattern})|(?<!\w)(?:{any_of})(?!\w)")
    count = 0

    def swapped(match: re.Match[str]) -> str:
        nonlocal count
        if match["cited"] is not None:
            return match[0]
        count += 1
        kind = match.lastgroup or ""
        new = swaps[longest[int(kind.removeprefix("w"))]]
        return capital(new) if match[0][:1].isupper() else new

    return found.sub(swapped, text), count


def terms(texts: Iterable[str], old: int | None, new: int) -> Sequence[Term]:
    """What in the texts belongs to the old year's time, most frequent first of each kind.

    A proposal is made for the most frequent of a kind: years move with the year, and a session
    follows when that moves by a whole term.

    Args:
        old, new: years; without the old one, the year that the texts name most.
    """
    counted: tuple[Counter[str], ...] = tuple(Counter() for _ in _TERMS)
    for text in texts:
        kept = CITED.sub(" ", text)
        for kind, seen in zip(_TERMS, counted, strict=True):
            seen.update(_plain(match[0]) for match in kind.finditer(kept))
    years = new - (old or _named_most(counted[0] + counted[2]) or new)
    spans = [_TERMS[0].fullmatch(words) for words, _ in counted[0].most_common(1)]
    is_next = any(span and int(span["last"]) - int(span["first"]) == years for span in spans)
    return tuple(
        Term(words, places, _proposal(words, years, is_next=is_next) if at == 0 else "")
        for seen in counted
        for at, (words, places) in enumerate(seen.most_common())
    )


def cited(texts: Iterable[str]) -> Iterator[str]:
    """Numbers and days of papers that the texts cite, each once."""
    yield from dict.fromkeys(match[0] for text in texts for match in CITED.finditer(text))


def _named_most(told: Counter[str]) -> int | None:
    """The year of a "năm 2021", or the first of a "nhiệm kỳ 2021-2026"."""
    found = re.search(r"\d{4}", "".join(words for words, _ in told.most_common(1)))
    return int(found[0]) if found else None


def _proposal(words: str, years: int, *, is_next: bool) -> str:
    if not years:
        return ""
    for kind in _TERMS:
        match = kind.fullmatch(words)
        if match is None:
            continue
        if roman := match.groupdict().get("roman"):
            number = from_roman(roman)
            return words.replace(roman, to_roman(number + 1)) if is_next and number else ""
        return re.sub(r"\d{4}", lambda year: str(int(year[0]) + years), words)
    return ""


def _plain(words: str) -> str:
    """One writing of the same words."""
    told = _DASH.sub("-", _SPACE.sub(" ", words))
    for first, second in _TONES.items():
        told = told.replace(second, first)
    return told


def _pattern(words: str) -> str:
    """What finds the words in any writing."""
    told = re.escape(_plain(words)).replace(r"\-", r"\s*[-–]\s*").replace(r"\ ", r"\s+")
    for first, second in _TONES.items():
        told = told.replace(first, f"(?:{first}|{second})")
    letter = words[:1]
    return f"[{letter.lower()}{letter.upper()}]{told[1:]}" if letter.isalpha() else told
