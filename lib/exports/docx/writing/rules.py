"""The drawn rules of a filled paper: their length follows the words above them.

Decree 30/2020: as long as the motto; a third to a half of the agency's name and of the subject.
Only paragraphs of our own styles are touched, so a template of the Office may draw its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from lib.exports.docx.writing.styles import RULES, STYLES
from lib.exports.docx.writing.tables import MM

_SHARE: Final = 0.38
_TEXT_TWIPS: Final = round(165 * MM)
_SIZES: Final = {style.key: style.size for style in STYLES}
# Widths of Times New Roman bold in thousandths of its size.
_WIDTHS: Final[Mapping[str, int]] = {
    letter: width
    for width, letters in {
        250: " .,",
        278: "il/",
        333: "fjt-()';:",
        389: "Is",
        444: "cerz",
        500: "agkovxyJ",
        556: "bdhnpquS",
        611: "FP",
        667: "BELTZ",
        722: "w",
        778: "GHKOQ",
        833: "m&",
        944: "M",
        1000: "W%",
    }.items()
    for letter in letters
}
_UPPER: Final = 722
_OTHER: Final = 500


def fit(document: Document) -> None:
    """Give every rule of the body and its tables the length it must have."""
    for rule in document.element.body.iter(qn("w:p")):
        if style(rule) in RULES:
            _fit(rule)


def text_width(text: str, size_pt: float) -> float:
    """The width in twentieths of a point, set in Times New Roman bold."""
    bare = (one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
    return sum(_width(letter) for letter in bare) * size_pt * 20 / 1000


def lines(paragraph: BaseOxmlElement) -> int:
    """Over how many lines its words run, roughly."""
    size = _SIZES.get(style(paragraph), 14)
    return sum(wrapped(line, size, _room(paragraph)) for line in _text(paragraph).split("\n"))


def wrapped(text: str, size_pt: float, room_twips: float) -> int:
    """How many lines the words need, set in Times New Roman bold."""
    count, used = 1, 0.0
    for word in text.split(" "):
        wide = text_width(word, size_pt)
        if used and used + text_width(" ", size_pt) + wide > room_twips:
            count, used = count + 1, wide
        else:
            used += wide + (text_width(" ", size_pt) if used else 0)
    return count


def _width(letter: str) -> int:
    return _WIDTHS.get(letter, _UPPER if letter.isupper() else _OTHER)


def _fit(rule: BaseOxmlElement) -> None:
    above = rule.getprevious()
    if above is None:
        return
    room = _room(rule)
    last_line = _text(above).split("\n")[-1]
    widest = min(room, text_width(last_line, _SIZES.get(style(above), 14)))
    length = widest if style(rule) == "RuleMotto" else widest * _SHARE
    indents = rule.get_or_add_pPr().get_or_add_ind()
    for side in ("w:left", "w:right"):
        indents.set(qn(side), str(round((room - length) / 2)))


def style(paragraph: BaseOxmlElement) -> str:
    """The key of its style; "" for the default."""
    found = paragraph.xpath("./w:pPr/w:pStyle/@w:val")
    return str(found[0]) if found else ""


def _room(paragraph: BaseOxmlElement) -> int:
    """The width of the cell or of the page's text."""
    found = paragraph.xpath("ancestor::w:tc[1]/w:tcPr/w:tcW/@w:w")
    return int(found[0]) if found else _TEXT_TWIPS


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(
        "\n" if piece.tag == qn("w:br") else piece.text or ""
        for piece in paragraph.iter(qn("w:t"), qn("w:br"))
    )
