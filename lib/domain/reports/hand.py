"""Paragraphs changed by hand: their words stay, their figures stay bound as far as they are there.

When figures move, what was typed is not touched: the paragraph tells which figure was and is, and
takes the new ones when somebody asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from lib.domain.reports import sentences
from lib.domain.reports.sentences import Span, Values, Words

_OTHER: Final = r"\d+(?:[.,]\d+)+|\w+|\s+|[^\w\s]"


@dataclass(frozen=True, slots=True)
class Move:
    """A figure that is another one by now.

    Attributes:
        name: with its format.
        new: None when there is no such figure any more.
    """

    name: str
    old: str
    new: str | None


def bind(before: Words, text: str) -> Words:
    """The new text with the figures of the one before, where they still stand in their place."""
    figures = {before.text[span.start : span.end] for span in before.spans}
    whole = _tokens(figures)
    old, new = _split(before.text, before.spans, whole), _found(whole, text)
    matcher = SequenceMatcher(
        None, [one[2] for one in old], [one[2] for one in new], autojunk=False
    )
    spans = []
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            name = old[block.a + step][3]
            if name:
                start, end, _, _ = new[block.b + step]
                spans.append(Span(start, end, name))
    return Words(text, tuple(spans))


def moves(words: Words, values: Values) -> tuple[Move, ...]:
    """The bound figures that are others by now."""
    found = []
    for span in words.spans:
        old = words.text[span.start : span.end]
        new = _said(span.name, values)
        if new != old:
            found.append(Move(span.name, old, new))
    return tuple(found)


def taken(words: Words, values: Values) -> Words:
    """The same words with the figures of now; a figure that is gone stays as it was."""
    text, spans, place = "", [], 0
    for span in words.spans:
        text += words.text[place : span.start]
        now = _said(span.name, values)
        said = words.text[span.start : span.end] if now is None else now
        spans.append(Span(len(text), len(text) + len(said), span.name))
        text += said
        place = span.end
    return Words(text + words.text[place:], tuple(spans))


def checked(text: str, spans: Iterable[tuple[int, int, str]]) -> Words:
    """What was stored; spans that do not fit their text are dropped."""
    kept: list[Span] = []
    for start, end, name in sorted(spans):
        if 0 <= start < end <= len(text) and (not kept or kept[-1].end <= start):
            kept.append(Span(start, end, name))
    return Words(text, tuple(kept))


def _said(name: str, values: Values) -> str | None:
    try:
        return sentences.said(name, values)
    except KeyError:
        return None


def _tokens(figures: Iterable[str]) -> re.Pattern[str]:
    """Figures as wholes before words, blanks and signs: 5 is not part of 15, nor of 5,3."""
    longest = sorted((re.escape(one) for one in figures if one), key=len, reverse=True)
    whole = [rf"(?<!\w)(?<!\d[.,])(?:{'|'.join(longest)})(?!\w|[.,]\d)"] if longest else []
    return re.compile("|".join([*whole, _OTHER]))


_Token = tuple[int, int, str, str]


def _found(whole: re.Pattern[str], text: str) -> list[_Token]:
    return [(one.start(), one.end(), one[0], "") for one in whole.finditer(text)]


def _split(text: str, spans: Sequence[Span], whole: re.Pattern[str]) -> list[_Token]:
    """The tokens of the text before; its figures are tokens with their names."""
    found: list[_Token] = []
    place = 0
    for span in spans:
        found += _found(whole, text[place : span.start])
        found.append((span.start, span.end, text[span.start : span.end], span.name))
        place = span.end
    return found + _found(whole, text[place:])
