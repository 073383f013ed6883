"""PDF: pieces of text put into lines by where they stand, without the edges of pages."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import pypdfium2

from lib.domain.vietnamese import format_number
from lib.errors import BadPlan, BadUpload
from lib.services.files.contents.plans import found, plain_text
from lib.services.files.contents.plans.found import FoundText

_PAGES_LIMIT: Final = 300
_LETTERS_LIMIT: Final = 60_000
"""Of one page; a full one has some 4,000."""
_LETTERS_OF_A_PAGE: Final = 30
_COLUMN_GAP: Final = 1.6
"""In heights of a line."""
_COLUMNS: Final = "     "
_PARAGRAPH_GAP: Final = 1.45
_EDGE: Final = 0.1
_PAGE_NUMBER: Final = re.compile(
    r"(?:[-–]\s*)?(?:[Tt]rang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*[-–])?"
)


@dataclass(slots=True)
class _Piece:
    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


@dataclass(slots=True)
class _Row:
    """What stands beside each other; `top` in shares of the page from above."""

    text: str
    bottom: float
    top: float
    from_top: float


def read(content: bytes, file: str) -> FoundText:
    """The lines of a PDF that was looked through before.

    Raises:
        BadUpload: it cannot be read.
        BadPlan: it holds pictures of pages, or too much.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise BadUpload("damaged", file=file) from error
    with document:
        if len(document) > _PAGES_LIMIT:
            raise BadPlan("too_many_pages", file=file, limit=_PAGES_LIMIT)
        pages = [_rows(document[at], file) for at in range(len(document))]
    letters = sum(len(row.text) for rows in pages for row in rows)
    if letters < _LETTERS_OF_A_PAGE * len(pages):
        raise BadPlan("scan" if letters == 0 or len(pages) > 1 else "no_text", file=file)
    edges = _edges(pages)
    lines = found.within_limits(_lines(pages, edges), file)
    plain_text.require_new_letters("\n".join(lines[:400]), file)
    return FoundText(lines, [], {"page_edges": len(edges)} if edges else {})


def _rows(page: Any, file: str) -> list[_Row]:
    """The rows of a page from above to below."""
    text = page.get_textpage()
    height = page.get_height() or 1.0
    if text.count_chars() > _LETTERS_LIMIT:
        raise BadPlan("too_much_text", file=file, limit=format_number(_LETTERS_LIMIT))
    return [_row(one, height) for one in _beside(list(_pieces(text)))]


def _pieces(text: Any) -> Iterator[_Piece]:
    """Letters that follow each other on a line; the spaces between words are those of PDFium."""
    now: _Piece | None = None
    for at in range(text.count_chars()):
        letter = chr(pypdfium2.raw.FPDFText_GetUnicode(text, at))
        if letter in "\r\n":
            if now is not None:
                yield now
            now = None
        elif letter.isspace() or letter in "\0\ufffe":
            if now is not None:
                now.text += " "
        else:
            left, bottom, right, top = text.get_charbox(at, loose=True)
            if now is not None and _is_apart(now, left, right):
                yield now
                now = None
            if now is None:
                now = _Piece(left, bottom, right, top, letter)
            else:
                now.text += letter
                now.bottom, now.top = min(now.bottom, bottom), max(now.top, top)
                now.left, now.right = min(now.left, left), max(now.right, right)
    if now is not None:
        yield now


def _is_apart(now: _Piece, left: float, right: float) -> bool:
    """Whether so much room is left before the letter that it stands in another column."""
    size = max(now.top - now.bottom, 1.0)
    return left - now.right > size * _COLUMN_GAP or right < now.left - size


def _beside(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces that share a line, by their middles."""
    rows: list[list[_Piece]] = []
    for one in sorted(pieces, key=lambda piece: (-piece.middle, piece.left)):
        if rows and _shares_line(rows[-1], one):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _shares_line(row: Sequence[_Piece], one: _Piece) -> bool:
    likes = max(row, key=lambda piece: piece.top - piece.bottom)
    return likes.bottom <= one.middle <= likes.top or one.bottom <= likes.middle <= one.top


def _row(pieces: Sequence[_Piece], height: float) -> _Row:
    text = pieces[0].text.strip()
    for before, after in pairwise(pieces):
        size = max(before.top - before.bottom, 1.0)
        text += _COLUMNS if after.left - before.right > size * _COLUMN_GAP else " "
        text += after.text.strip()
    bottom = min(one.bottom for one in pieces)
    top = max(one.top for one in pieces)
    return _Row(text, bottom, top, 1 - top / height)


def _edges(pages: Sequence[Sequence[_Row]]) -> set[tuple[int, int]]:
    """Page numbers, and what stands at the edge of most pages: page and row."""
    found_edges: set[tuple[int, int]] = set()
    repeated = Counter(
        rows[at].text for rows in pages if len(rows) > 2 for at in {0, len(rows) - 1}
    )
    for page, rows in enumerate(pages):
        for at in {0, len(rows) - 1} if rows else ():
            row = rows[at]
            is_at_edge = row.from_top < _EDGE or row.from_top > 1 - _EDGE
            is_running = len(pages) > 2 and repeated[row.text] > len(pages) // 2
            if is_at_edge and (_PAGE_NUMBER.fullmatch(row.text.strip()) or is_running):
                found_edges.add((page, at))
    return found_edges


def _lines(pages: Sequence[Sequence[_Row]], edges: set[tuple[int, int]]) -> Iterator[str]:
    """The rows, with an empty line where more room stands between two than usual."""
    kept = [
        [row for at, row in enumerate(rows) if (page, at) not in edges]
        for page, rows in enumerate(pages)
    ]
    steps = [before.bottom - after.bottom for rows in kept for before, after in pairwise(rows)]
    usual = statistics.median(steps) if steps else 0.0
    for rows in kept:
        for at, row in enumerate(rows):
            if at and usual and rows[at - 1].bottom - row.bottom > usual * _PARAGRAPH_GAP:
                yield ""
            yield row.text
