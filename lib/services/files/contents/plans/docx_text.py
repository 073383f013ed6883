"""DOCX: what a reader of the page sees, in order: tables, text boxes and automatic numbers too."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from lib.errors import BadUpload
from lib.services.files.contents.plans import found, plain_text
from lib.services.files.contents.plans.docx_numbers import Numbering, W
from lib.services.files.contents.plans.found import FoundText

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_GONE: Final = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr"}
)
_PLAIN: Final = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_HEAD_OR_FOOT: Final = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập|Nơi nhận|^\s*(?:TM|KT|TL|TUQ"
    r"|T/M)\s*[./]",
    re.IGNORECASE | re.MULTILINE,
)
_BROKEN: Final = (etree.LxmlError, zipfile.BadZipFile, KeyError, ValueError, OSError)


def read(content: bytes, file: str) -> FoundText:
    """The lines of a document that was looked through before.

    Raises:
        BadUpload: `damaged`, it cannot be read.
        BadPlan: it is too long, or written in old letters.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            document = _root(package, _main_part(package))
            numbering = Numbering(
                _root(package, "word/numbering.xml"), _root(package, "word/styles.xml")
            )
            told = _Reader(numbering)
            body = document.find(f"{W}body") if document is not None else None
            if body is None:
                raise BadUpload("damaged", file=file)
            lines = found.within_limits(told.lines(body), file)
            left_out = told.left_out | _counted_parts(package)
    except _BROKEN as error:
        raise BadUpload("damaged", file=file) from error
    plain_text.require_new_letters("\n".join(lines[:400]), file)
    return FoundText(lines, [], {name: count for name, count in left_out.items() if count})


def _main_part(package: zipfile.ZipFile) -> str:
    names = package.namelist()
    return (
        "word/document.xml"
        if "word/document.xml" in names
        else next(one for one in names if re.fullmatch(r"word/document\d*\.xml", one))
    )


def _root(package: zipfile.ZipFile, name: str) -> Any | None:
    if name not in package.namelist():
        return None
    # Without entities, DTD and network; ooxml.check has refused a document with a doctype.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(package.read(name), parser)


def _counted_parts(package: zipfile.ZipFile) -> dict[str, int]:
    names = package.namelist()
    edges = sum(bool(re.fullmatch(r"word/(?:header|footer)\d*\.xml", one)) for one in names)
    return {"headers": edges}


class _Reader:
    """One document while it is read; numbers count on over the whole of it."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._kept = ""
        self.left_out = {"footnotes": 0, "deleted": 0, "hidden": 0}

    def lines(self, container: Any) -> Iterator[str]:
        """The lines of a body, a cell or a text box."""
        for block in _blocks(container):
            if block.tag == f"{W}p":
                yield from self._paragraph(block)
            else:
                yield from self._table(block)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        boxes: list[Any] = []
        properties = paragraph.find(f"{W}pPr")
        text = self._kept + "".join(self._runs(paragraph, boxes))
        self._kept = ""
        mark = self._numbering.mark(properties) if text.strip() else ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            # Its end was deleted: what follows belongs to it.
            self._kept = f"{mark} {text}".lstrip() if mark else text
            text = ""
            mark = ""
        for box in boxes:
            yield from self.lines(box)
        first, *others = text.split("\n")
        yield f"{mark} {first.strip()}" if mark else first
        yield from others

    def _runs(self, element: Any, boxes: list[Any]) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _PLAIN:
                is_page = tag == f"{W}br" and child.get(f"{W}type") in ("page", "column")
                yield "" if is_page else _PLAIN[tag]
            elif tag in (f"{W}t", f"{_MATH}t"):
                yield child.text or ""
            elif tag == f"{W}sym":
                yield _symbol(child.get(f"{W}char"))
            elif tag == f"{W}footnoteReference" or tag == f"{W}endnoteReference":
                self.left_out["footnotes"] += 1
            elif tag == f"{W}r" and _is_hidden(child):
                self.left_out["hidden"] += 1
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif tag == f"{_MC}AlternateContent":
                chosen = _chosen(child)
                if chosen is not None:
                    yield from self._runs(chosen, boxes)
            elif tag in _GONE or not isinstance(tag, str):
                self.left_out["deleted"] += tag in (f"{W}del", f"{W}moveFrom")
            else:
                yield from self._runs(child, boxes)

    def _table(self, table: Any) -> Iterator[str]:
        rows = [list(_children(row, f"{W}tc")) for row in _children(table, f"{W}tr")]
        told = [[list(self.lines(cell)) for cell in row] for row in rows]
        if _is_for_looks(told):
            for row in told:
                for cell in row:
                    yield from cell
                    yield ""
            return
        for row in told:
            cells = (" ".join(" ".join(cell).split()) for cell in row)
            yield "| " + " | ".join(one.replace("|", "/") for one in cells) + " |"


def _blocks(container: Any) -> Iterator[Any]:
    """Paragraphs and tables, through what wraps them."""
    for child in container:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (
            f"{W}sdt",
            f"{W}sdtContent",
            f"{W}ins",
            f"{W}moveTo",
            f"{W}customXml",
            f"{W}smartTag",
        ):
            yield from _blocks(child)
        elif child.tag == f"{_MC}AlternateContent" and (chosen := _chosen(child)) is not None:
            yield from _blocks(chosen)


def _children(element: Any, wanted: str) -> Iterator[Any]:
    """Rows or cells, through what wraps them; deleted rows are gone."""
    for child in element:
        if child.tag == wanted:
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _children(child, wanted)


def _is_for_looks(rows: list[list[list[str]]]) -> bool:
    """Whether the table only places text on the page, as head and foot of a document do."""
    if all(len(row) <= 1 for row in rows):
        return True
    text = "\n".join(line for row in rows for cell in row for line in cell)
    return (
        max(len(row) for row in rows) <= 3 and len(rows) <= 6 and bool(_HEAD_OR_FOOT.search(text))
    )


def _chosen(alternate: Any) -> Any | None:
    """One of several ways to say the same: the first that holds text."""
    ways = [one for one in alternate if one.tag in (f"{_MC}Choice", f"{_MC}Fallback")]
    telling = [one for one in ways if one.find(f".//{W}t") is not None]
    return (telling or ways or [None])[0]


def _is_hidden(run: Any) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val") not in ("0", "false")


def _symbol(code: str | None) -> str:
    """A sign of a symbol font: they serve as bullets."""
    return "-" if code else ""
