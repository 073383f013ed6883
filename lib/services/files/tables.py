"""An uploaded workbook as a table of known columns; an inspecting process reads its cells."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from lib.domain import imports
from lib.domain.files import MEGABYTE, Limits, require_plain_name, shown_name
from lib.domain.imports import COLUMN_LIMIT, ROW_LIMIT, Columns, Heads, Row, Table
from lib.domain.vietnamese import nfc, search_key
from lib.errors import BadUpload
from lib.services.files import file_checks
from lib.services.files.file_checks import Upload
from lib.services.files.inspection import pool
from lib.text import imports as import_words

LIMITS: Final = Limits(file_bytes=5 * MEGABYTE, unpacked_bytes=60 * MEGABYTE, entries=200)
_WORKBOOKS: Final = "lib.services.files.contents.workbooks"
_ABOVE_HEADS: Final = 10
"""How many rows with words may stand above the heads."""
_LETTERS: Final = 26

Line = tuple[int, dict[int, str], list[int]]


def read(
    upload: Upload, columns: Columns, labels: Mapping[str, str], *, rows: int = ROW_LIMIT
) -> Table:
    """The rows of the workbook.

    Args:
        labels: column -> its head.
        rows: how many there may be.
    Raises:
        BadUpload: why it is not taken; `heads` names those that are missing, unknown or doubled.
    """
    name, told = _inspected(upload, {"columns": COLUMN_LIMIT, "rows": rows + _ABOVE_HEADS})
    return _table(name, [_line(one) for one in told], columns, labels)


def sheets(
    upload: Upload, names: Sequence[str], *, rows: int, columns: int
) -> tuple[str, dict[str, list[Line]]]:
    """The file's name, and the rows of its sheets of these names, as far as it has them.

    Args:
        names: in small letters.
    Raises:
        BadUpload: why it is not taken.
    """
    asked = {"columns": columns, "rows": rows, "sheets": list(names)}
    name, told = _inspected(upload, asked)
    return name, {one: [_line(line) for line in lines] for one, lines in told.items()}


def _inspected(upload: Upload, asked: Mapping[str, object]) -> tuple[str, Any]:
    """The file's name, and what an inspecting process has read of its cells."""
    name = shown_name(upload.name)
    require_plain_name(upload.name)
    content = file_checks.content(upload.stream, name, LIMITS)
    whole = {"name": name, "limits": asdict(LIMITS), **asked}
    told = pool.pool().inspected(_WORKBOOKS, content, whole, file=name)
    return name, json.loads(told.content)


def _line(told: Any) -> Line:
    number, cells, formulas = told
    return int(number), {int(place): nfc(words) for place, words in cells.items()}, list(formulas)


def _table(
    name: str, lines: Sequence[Line], columns: Columns, labels: Mapping[str, str]
) -> Table:  # fmt: skip
    known = {search_key(words): key for key, words in labels.items()}
    at = _heads_at(lines, known)
    if at is None:
        wanted = ", ".join(_named(labels, columns.required))
        raise BadUpload("no_heads", file=name, name=wanted)
    head_number, written, _ = lines[at]
    found = imports.heads(
        {place: _head_key(words) for place, words in written.items()}, known, columns
    )
    rows = lines[at + 1 :]
    _require_heads(labels, name, found, written, rows)
    if not rows:
        raise BadUpload("no_rows", file=name)
    return Table(
        file=name,
        head_number=head_number,
        columns=tuple(found.places[place] for place in sorted(found.places)),
        rows=tuple(_row(one, found.places) for one in rows),
    )


def _heads_at(lines: Sequence[Line], known: Mapping[str, str]) -> int | None:
    """Which line holds the heads: the first with two words that head a column."""
    for at, (_, cells, _) in enumerate(lines[:_ABOVE_HEADS]):
        if sum(_head_key(words) in known for words in cells.values()) > 1:
            return at
    return None


def _head_key(words: str) -> str:
    """A head as it is looked for: our template marks those that are needed with a star."""
    return search_key(words.replace("*", " ").strip())


def _require_heads(
    labels: Mapping[str, str], name: str, found: Heads, written: Mapping[int, str],
    rows: Sequence[Line],
) -> None:  # fmt: skip
    """Nothing when every column with words in it is known and has one place.

    Raises:
        BadUpload: `heads`.
    """
    filled = {place for _, cells, formulas in rows for place in (*cells, *formulas)}
    nameless = [_column_name(place) for place in sorted(filled - set(written))]
    faults = {
        "missing": _named(labels, found.missing),
        "doubled": _named(labels, found.doubled),
        "unknown": [_shortened(written[int(place)]) for place in found.unknown],
        "nameless": nameless,
    }
    if any(faults.values()):
        detail = " ".join(
            import_words.HEAD_FAULTS[fault].format(names=", ".join(names))
            for fault, names in faults.items()
            if names
        )
        raise BadUpload("heads", file=name, name=detail)


def _named(labels: Mapping[str, str], keys: Sequence[str]) -> list[str]:
    return [f"“{labels[key]}”" for key in keys]


def _shortened(words: str) -> str:
    plain = "".join(letter if letter.isprintable() else "?" for letter in words)
    return f"“{plain}”" if len(plain) <= 40 else f"“{plain[:40]}…”"


def _column_name(place: int) -> str:
    """As the spreadsheet calls it: A, Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, _LETTERS)
        name = chr(65 + rest) + name
    return name


def _row(line: Line, places: Mapping[int, str]) -> Row:
    number, cells, formulas = line
    return Row(
        number=number,
        cells={places[place]: words for place, words in cells.items()},
        formulas=frozenset(places[place] for place in formulas),
    )
