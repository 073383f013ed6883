"""Where pages of a paper may break, by what its file says: for Word as well as for LibreOffice."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from tests.exports.docx_reading import MM, Paragraph, Section, Table

_TORN = re.compile(
    r"[Gg]iám đốc|GIÁM ĐỐC|Điều \d|\d-\d|\w-\w(?=.*\bNĐ\b)|(?<=số )\S*\w-\w|ngày {3,}"
)
"""Words between which a line must not end, written with spaces and hyphens that let it."""
_HEADING = re.compile(r"^[IVX]+\. .+$")
_GROUPS = ("Tập thể", "Cá nhân")
# Times New Roman bold at 12 points, an em of it on average, and the height of its line.
_EM_MM, _LINE_MM = 2.25, 4.85


def problems(section: Section) -> Iterator[str]:
    """Signatures alone, headings at a foot, heads cut off, words torn apart."""
    for before, block in itertools.pairwise(section.blocks):
        if isinstance(before, Paragraph) and _is_heading(before) and not before.keep_next:
            yield f"heading at the foot: {before.text}"
        if isinstance(block, Table) and _is_signature(block):
            yield from _alone(section, section.blocks.index(block))
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield from _torn(block)
        else:
            yield from _table(block)


def _is_heading(one: Paragraph) -> bool:
    return bool(_HEADING.match(one.text)) and one.text == one.text.upper()


def _is_signature(table: Table) -> bool:
    return not table.is_ruled and any(
        one.keep_next for row in table.rows for cell in row.cells for one in cell.paragraphs
    )


def _alone(section: Section, place: int) -> Iterator[str]:
    """Two lines of text, at least, are held to the signature."""
    lines = 0
    for block in reversed(section.blocks[:place]):
        if not isinstance(block, Paragraph):
            return
        if not block.keep_next:
            yield f"signature alone: {block.text[-30:]!r} may stay behind"
            return
        wide = len(block.text) * 2.2 + 12.7
        lines += 0 if block.is_blank else 1 + int(wide * MM / section.text_width)
        if lines >= 2:
            return


def _torn(one: Paragraph) -> Iterator[str]:
    if found := _TORN.search(one.raw):
        yield f"torn: {found[0]!r} in {one.text[:40]}"


def _table(table: Table) -> Iterator[str]:
    for row in table.rows:
        if not row.is_whole:
            yield "row: may be split"
        shown = [one for cell in row.cells for one in cell.paragraphs if not one.is_blank]
        if len(shown) == 1 and shown[0].text in _GROUPS and not shown[0].keep_next:
            yield f"heading at the foot: {shown[0].text}"
        for one in shown:
            yield from _torn(one)
    yield from _cut_off(table)


def _cut_off(table: Table) -> Iterator[str]:
    """Cells merged over two rows of a head do not make these higher where they are repeated."""
    heads = [row for row in table.rows if row.is_head]
    room = sum(row.least for row in heads) / MM
    for cell in (cell for row in heads for cell in row.cells if cell.merge == "restart"):
        said = " ".join(one.text for one in cell.paragraphs)
        if _lines(said, cell.width / MM - 2) * _LINE_MM > room:
            yield f"table head cut off: {said}"


def _lines(text: str, room_mm: float) -> int:
    count, used = 1, 0.0
    for word in text.split():
        wide = len(word) * _EM_MM
        if used and used + 1 + wide > room_mm:
            count, used = count + 1, wide
        else:
            used += wide + 1
    return count
