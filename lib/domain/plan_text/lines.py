"""Lines as they come, freed of what extraction and markup leave in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# Capitals and small letters alternate among the accented ones: no range of them is of one kind.
UPPER: Final = "A-ZĐÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÉÈẺẼẸÊẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÚÙỦŨỤƯỨỪỬỮỰÝỲỶỸỴ"
"""The inside of a class of capitals."""
LOWER: Final = UPPER.replace("A-Z", "a-z").lower()
_GAP: Final = re.compile(r"\t+| {3,}")
_SPACES: Final = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b\x0c\x1c-\x1f\x85]")
_HIDDEN: Final = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x7f]")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:b|i|u|em|strong|sup|sub|p|div|span|center)(?: [^<>]{0,200})?>", re.I
)
_ESCAPED: Final = re.compile(r"\\([\\.\-*#_()\[\]|+>])")
_HEADING: Final = re.compile(r"^(?:>\s?)*#{1,6}\s+")
_STARS: Final = re.compile(r"\*\*+")
_ITALIC: Final = re.compile(r"^\*(?=\S)([^*]+)(?<=\S)\*$")
_TURNED: Final = str.maketrans("–—−‒", "----")
_LONE_MARKS: Final = frozenset("-–—+•")
_SAID: Final = re.compile(r"[^\W_]")
_END: Final = 12
_NUMBER_END: Final = 40
TERMINAL: Final = re.compile(r"(?:[.;:!?…]|\./\.?)[”\"’')\]]*$")
"""Ends a paragraph; a heading needs none."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty.

    Attributes:
        no: its number, from 1.
        cells: what stands apart on it, as two columns of a letterhead do.
        is_after_gap: an empty line stands before it.
    """

    no: int
    text: str
    cells: tuple[str, ...]
    is_after_gap: bool
    is_table: bool = False

    @property
    def is_stacked(self) -> bool:
        """Whether a cell of a table row holds several lines."""
        return self.is_table and len(self.cells) > self.text.count(" | ") + 1

    @property
    def is_rule(self) -> bool:
        """Whether it only draws: no letter or digit, and no mark whose words come below."""
        return not _SAID.search(self.text) and self.text not in _LONE_MARKS


def read(texts: Sequence[str]) -> list[Line]:
    """The lines that are not empty, cleaned; one of invisible signs alone has no text."""
    found: list[Line] = []
    last = 0
    for no, raw in enumerate(texts, start=1):
        if raw.strip():
            found.append(_line(no, raw, is_after_gap=0 < last < no - 1))
            last = no if found[-1].text else last
    return found


def _line(no: int, raw: str, *, is_after_gap: bool) -> Line:
    plain = _plain(raw)
    is_table = plain.startswith("|") and plain.count("|") > 2
    columns = plain.strip("| ").split("|") if is_table else [plain]
    cells = tuple(
        one for column in columns for part in _GAP.split(column) if (one := _squeezed(part))
    )
    whole = [one for column in columns if (one := _squeezed(column))]
    return Line(no, " | ".join(whole), cells, is_after_gap, is_table)


def _plain(raw: str) -> str:
    text = unicodedata.normalize("NFC", raw)
    text = _HIDDEN.sub("", _SPACES.sub(" ", text))
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\t", text))
    text = text.strip()
    text = _ESCAPED.sub(r"\1", _HEADING.sub("", text))
    text = _STARS.sub("", text).strip()
    text = _ITALIC.sub(r"\1", text)
    return text


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def is_upper(text: str) -> bool:
    """Whether it has letters and none is small."""
    return text == text.upper() and text != text.lower()


def compact(text: str) -> str:
    """Capitals without spaces and marks around, dashes alike: for comparing set words."""
    letters = unicodedata.normalize("NFC", text).translate(_TURNED).upper()
    return re.sub(r"\s", "", letters).strip("*:.-_ ")


def begins_small(text: str) -> bool:
    return text[:1].islower()


def is_terminal(text: str) -> bool:
    return bool(TERMINAL.search(text[-_END:]))


def joined(one: str, other: str) -> str:
    """Two pieces of a wrapped text as one; a number broken at its dash or slash is whole again."""
    if not one or not other:
        return one or other
    end = one[-_NUMBER_END:]
    if re.search(r"\d{4}-$", end) and other[:1].isdigit():
        return one + other
    if re.search(r"\d[\w/-]*[/-]$", end) and re.match(r"[A-ZĐ0-9]", other):
        return one + other
    return f"{one} {other}"
