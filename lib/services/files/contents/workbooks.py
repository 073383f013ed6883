"""The cells of an uploaded workbook as text: read within bounds, by an inspecting process."""

from __future__ import annotations

import io
import json
import math
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from lxml import etree

from lib.domain.files import FileKind
from lib.domain.vietnamese import format_date
from lib.errors import BadUpload
from lib.services.files.contents import uploads

_DATE_FORMATS: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NO_LETTERS: Final = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.|_.|\*.")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE: Final = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_DAY_ZERO: Final = date(1899, 12, 30)
_DAY_ZERO_1904: Final = date(1904, 1, 1)
_LAST_SERIAL: Final = 2_958_465
"""31 December 9999, the last day that Excel knows."""
_WHOLE: Final = 10**15

Line = tuple[int, dict[int, str], list[int]]
"""The number of a row, its cells by place, and the places of formulas."""


def inspected(content: bytes, asked: Mapping[str, Any]) -> tuple[dict[str, object], bytes]:
    """The rows of the first sheet in sight, as JSON: its number, cells by place, formulas.

    Args:
        asked: `name`, `limits`, `rows`, `columns`: how many there may be; `sheets`: names of those
            in sight whose rows are wanted instead, in small letters, each by its name.
    Raises:
        BadUpload: why it is not taken; `not_workbook`, `too_many_rows`, `too_wide`.
    """
    name = str(asked["name"])
    try:
        facts, _ = uploads.inspected(content, asked)
    except BadUpload as refusal:
        if refusal.reason != "not_taken":
            raise
        raise BadUpload("not_workbook", file=name) from None
    if facts["kind"] != FileKind.XLSX:
        raise BadUpload("not_workbook", file=name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            told = _told_of(_Book(package), asked)
    except (KeyError, ValueError, IndexError, etree.LxmlError) as error:
        raise BadUpload("damaged", file=name) from error
    return {}, json.dumps(told).encode()


def _told_of(book: _Book, asked: Mapping[str, Any]) -> list[Line] | dict[str, list[Line]]:
    if "sheets" not in asked:
        return list(_bounded(book.lines(), asked))
    wanted = {name.strip().lower(): part for name, part in reversed(book.sheets())}
    return {
        name: list(_bounded(book.lines(wanted[name]), asked))
        for name in asked["sheets"]
        if name in wanted
    }


def _bounded(lines: Iterator[Line], asked: Mapping[str, Any]) -> Iterator[Line]:
    """The lines that hold anything.

    Raises:
        BadUpload: `too_many_rows`, `too_wide`.
    """
    count = 0
    for number, cells, formulas in lines:
        if not cells and not formulas:
            continue
        count += 1
        if count > asked["rows"]:
            raise BadUpload("too_many_rows", file=asked["name"], limit=asked["rows"])
        if max([*cells, *formulas]) >= asked["columns"]:
            raise BadUpload("too_wide", file=asked["name"], limit=asked["columns"])
        yield number, cells, formulas


@dataclass(frozen=True, slots=True)
class _Looks:
    """What cells are read by: shared words, which formats are days, and where days begin."""

    words: list[str]
    days: list[bool]
    day_zero: date


class _Book:
    """A workbook whose parts have been looked at before."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._main = self._targets("")["officeDocument"][0]
        self._near = self._targets(self._main)

    def lines(self, sheet: str = "") -> Iterator[Line]:
        """Every row of a sheet; of the first one in sight without its part."""
        settings = self._tree(self._main).find("{*}workbookPr")
        is_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        looks = _Looks(
            self._words(), self._days(), _DAY_ZERO_1904 if is_1904 else _DAY_ZERO
        )  # fmt: skip
        number = 0
        for row in self._elements(sheet or self.sheets()[0][1], "{*}row"):
            number = int(row.get("r") or number + 1)
            yield _line(number, row, looks)

    def sheets(self) -> list[tuple[str, str]]:
        """Name and part of the sheets in sight, of which there is one."""
        parts = self._targets(self._main, by_id=True)
        found = []
        for one in self._tree(self._main).iterfind("{*}sheets/{*}sheet"):
            key = next((value for tag, value in one.items() if tag.endswith("}id")), "")
            if one.get("state", "visible") == "visible" and key in parts:
                found.append((one.get("name", ""), parts[key][0]))
        if not found:
            raise KeyError("sheet")
        return found

    def _words(self) -> list[str]:
        return [
            _told(one, "{*}t")
            for part in self._near.get("sharedStrings", ())
            for one in self._elements(part, "{*}si")
        ]

    def _days(self) -> list[bool]:
        for part in self._near.get("styles", ()):
            styles = self._tree(part)
            own = {
                int(one.get("numFmtId", "0")): _is_day(one.get("formatCode", ""))
                for one in styles.iterfind("{*}numFmts/{*}numFmt")
            }
            looks = (int(one.get("numFmtId", "0")) for one in styles.iterfind("{*}cellXfs/{*}xf"))
            return [own.get(one, one in _DATE_FORMATS) for one in looks]
        return []

    def _targets(self, part: str, *, by_id: bool = False) -> dict[str, list[str]]:
        """The parts that a part names, by kind; by their ids worksheets alone."""
        home, name = posixpath.split(part)
        rels = posixpath.join(home, "_rels", f"{name}.rels")
        found: dict[str, list[str]] = {}
        for one in self._tree(rels).iterfind("{*}Relationship"):
            kind = one.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", home, one.get("Target", "")))
            if not by_id or kind == "worksheet":
                found.setdefault(one.get("Id", "") if by_id else kind, []).append(target[1:])
        return found

    def _tree(self, part: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(self._package.read(part), parser)

    def _elements(self, part: str, tag: str) -> Iterator[etree._Element]:
        with self._package.open(part) as source:
            events = etree.iterparse(
                source, tag=tag, resolve_entities=False, no_network=True, load_dtd=False
            )
            for _, element in events:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]


def _line(number: int, row: etree._Element, looks: _Looks) -> Line:
    cells: dict[int, str] = {}
    formulas: list[int] = []
    place = -1
    for cell in row.iterfind("{*}c"):
        place = _place(cell.get("r"), place + 1)
        if cell.find("{*}f") is not None:
            formulas.append(place)
        elif told := _cell(cell, looks).strip():
            cells[place] = told
    return number, cells, formulas


def _place(named: str | None, following: int) -> int:
    """The number of a column from 0."""
    if named is None:
        return following
    found = _PLACE.fullmatch(named)
    if found is None:
        raise ValueError(named)
    place = 0
    for letter in found[1]:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _cell(cell: etree._Element, looks: _Looks) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _told(cell, "{*}is//{*}t")
    value = cell.findtext("{*}v") or ""
    if kind == "s":
        return looks.words[int(value)] if value else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "n" and value:
        look = int(cell.get("s", "0"))
        return _number(value, looks, is_day=look < len(looks.days) and looks.days[look])
    return _unescaped(value)


def _number(value: str, looks: _Looks, *, is_day: bool) -> str:
    """As people type it: 1234 · 12,5 · 22/11/2026."""
    number = float(value)
    if not math.isfinite(number):
        return value
    if is_day and 0 < number <= _LAST_SERIAL:
        try:
            return format_date(looks.day_zero + timedelta(days=int(number)))
        except OverflowError:
            return value
    if number.is_integer() and abs(number) < _WHOLE:
        return str(int(number))
    return f"{number:.15g}".replace(".", ",")


def _is_day(code: str) -> bool:
    """Whether a format shows days; colours, conditions and words in quotes name none."""
    bare = _NO_LETTERS.sub("", code).lower()
    return bare != "general" and any(letter in bare for letter in "dy")


def _told(element: etree._Element, path: str) -> str:
    """The words of an element, without how they are read aloud."""
    return _unescaped("".join(
        one.text or "" for one in element.iterfind(f".//{path}")
        if not _is_reading(one)
    ))  # fmt: skip


def _is_reading(element: etree._Element) -> bool:
    around = element.getparent()
    return around is not None and str(around.tag).endswith("}rPh")


def _unescaped(told: str) -> str:
    """Excel writes letters that XML cannot hold as _x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), told)
