"""Where a filled paper may break: words that stay together, and a signature that is never alone."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Final

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from lib.exports.docx.writing import rules

_NBSP: Final = "\u00a0"
_EVERYWHERE: Final = r"(?:[Pp]hó )?[Gg]iám đốc|(?:PHÓ )?GIÁM ĐỐC|\d {0,2}- ?\d| {3,}"
_IN_LINES: Final = (
    r"(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Mm]ẫu số|[Pp]hụ lục|[Ss]ố|[Nn]gày|[Tt]háng|[Nn]ăm) (?=[\dIVX])"
    r"|\d+ (?=\()"
)
_TOGETHER: Final = {
    True: re.compile(_EVERYWHERE),
    False: re.compile(f"{_EVERYWHERE}|{_IN_LINES}"),
}
"""What is read as one, in a narrow cell and in a line: an office, a span of years, room to write;
a number with what it counts."""
_HYPHEN: Final = re.compile(r"(?<=\w)-(?=\w)")
_KEPT_LINES: Final = 2
"""So many lines of text go with the signature."""
_TEXT_STYLES: Final = ("Body", "BriefBody", "Ground")


def fit(document: Document) -> None:
    """Keep together what must be read together. The lengths of rules are measured before."""
    for signature in document.element.body.iterchildren(qn("w:tbl")):
        if signature.xpath(".//w:pStyle[@w:val='SignTitle']"):
            _keep_with(signature)
    for text in list(document.element.body.iter(qn("w:t"))):
        _bind(text)


def _keep_with(signature: BaseOxmlElement) -> None:
    """The last lines of the text stay on the page of the signature."""
    lines = 0
    for before in _paragraphs_before(signature):
        kept = Paragraph(before, None).paragraph_format  # type: ignore[arg-type]
        kept.keep_with_next = True
        if rules.style(before) in _TEXT_STYLES:
            lines += rules.lines(before)
        if lines >= _KEPT_LINES:
            return


def _paragraphs_before(table: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    before = table.getprevious()
    while before is not None and before.tag == qn("w:p"):
        yield before
        before = before.getprevious()


def _bind(text: BaseOxmlElement) -> None:
    said = text.text or ""
    is_in_cell = bool(text.xpath("ancestor::w:tbl[w:tblPr/w:tblBorders]"))
    bound = _TOGETHER[is_in_cell].sub(lambda found: found[0].replace(" ", _NBSP), said)
    pieces = _HYPHEN.split(bound)
    if bound == said and len(pieces) == 1:
        return
    text.text = pieces[0]
    text.set(qn("xml:space"), "preserve")
    place = text
    for piece in pieces[1:]:
        hyphen = text.makeelement(qn("w:noBreakHyphen"), {})
        following = copy.deepcopy(text)
        following.text = piece
        place.addnext(hyphen)
        hyphen.addnext(following)
        place = following
