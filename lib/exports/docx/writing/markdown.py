"""The Markdown of our own guide as pieces of a paper: what it uses, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lib.exports.docx.writing.pieces import paragraph
from lib.exports.docx.writing.styles import CHART
from lib.exports.docx.writing.tables import MM, Row, ruled

_WIDTH_MM: Final = 165
_INDENT_MM: Final = 8
_PICTURE: Final = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)]+)\)")
_ITEM: Final = re.compile(r"(?P<indent> *)(?P<mark>-|\d+\.) (?P<text>.*)")
_RULE: Final = re.compile(r"\|[-|: ]+\|")


def pieces(text: str) -> str:
    """Headings of the third level, paragraphs, lists, tables, and pictures by their file's name."""
    return "".join(_block(block) for block in _blocks(text.splitlines()))


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each paragraph, point of a list, table, heading or picture."""
    block: list[str] = []
    for line in lines:
        is_row = line.startswith("|") and bool(block) and block[0].startswith("|")
        begins = line.startswith(("#", "![", "|")) or _ITEM.match(line) is not None
        if block and (not line.strip() or (begins and not is_row)):
            yield block
            block = []
        if line.strip():
            block.append(line)
    if block:
        yield block


def _block(lines: list[str]) -> str:
    first = lines[0]
    if first.startswith("|"):
        return _table(lines)
    if picture := _PICTURE.fullmatch(first.strip()):
        name = picture["path"].rpartition("/")[2]
        return paragraph(CHART, name) + paragraph("AnnexOf", picture["alt"])
    if first.startswith("#"):
        return paragraph("Point", _plain(first.lstrip("# ")))
    if item := _ITEM.match(first):
        told = " ".join([item["text"], *(line.strip() for line in lines[1:])])
        left = round(len(item["indent"]) / 2 * _INDENT_MM * MM)
        indent = f'<w:ind w:left="{left}" w:firstLine="720"/>' if left else ""
        return paragraph("Body", _plain(f"{item['mark']} {told}"), extra=indent)
    return paragraph("Body", _plain(" ".join(line.strip() for line in lines)))


def _table(lines: Sequence[str]) -> str:
    rows = [
        [_plain(cell.strip()) for cell in line.strip("| ").split("|")]
        for line in lines
        if not _RULE.fullmatch(line.strip())
    ]
    widths = [_WIDTH_MM / len(rows[0])] * len(rows[0])
    head, *rest = rows
    told = ruled(
        widths,
        Row(tuple(paragraph("TableHead", cell) for cell in head), is_head=True),
        *(Row(tuple(paragraph("TableText", cell) for cell in row)) for row in rest),
    )
    return told + paragraph("Gap")


def _plain(text: str) -> str:
    """Without marks that a paper has no form for; ** stays, which parts bold from plain."""
    return text.replace("`", "")
