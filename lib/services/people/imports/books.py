"""The workbook to begin with, and the one that comes back with what is wrong marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lib import text
from lib.domain import access
from lib.domain.access import Actor
from lib.domain.imports import COLUMNS, ROW_LIMIT, Outcome, Result, Row, Sheet, Subject
from lib.exports.workbook import import_book
from lib.exports.workbook.import_book import BookColumn, BookRow, ImportBook
from lib.services import clock
from lib.services.people.imports.importing import RIGHTS
from lib.store import units
from lib.store.engine.db import Database
from lib.text import imports as import_words

_WIDTHS: Final = {"name": 44, "full_name": 32, "unit_type": 30, "roles": 32, "email": 32}
_WIDTH: Final = 18
_NUMBERS: Final = frozenset({"sort_order", "headcount"})


def template(db: Database, actor: Actor, subject: Subject) -> bytes:
    """The workbook to be filled in, with what may be chosen as it is now."""
    access.check(actor, RIGHTS[subject])
    return import_book.written(_book(db, subject, COLUMNS[subject].every, ()))


def faulty(db: Database, actor: Actor, sheet: Sheet, result: Result) -> bytes:
    """All rows of the sheet in their places, cells that cannot be taken red and with a note."""
    access.check(actor, RIGHTS[sheet.subject])
    found = {one.number: one for one in result.rows if one.outcome == Outcome.FAULTY}
    rows = []
    for row in sheet.rows:
        faults: dict[int, list[str]] = {}
        for fault in found[row.number].faults if row.number in found else ():
            place = sheet.columns.index(fault.column) if fault.column in sheet.columns else -1
            faults.setdefault(place, []).append(fault.words)
        notes = {place: "\n".join(words) for place, words in faults.items()}
        rows.append(BookRow(row.number, _cells(row, sheet.columns), notes))
    book = _book(db, sheet.subject, sheet.columns, rows, sheet.head_number)
    return import_book.written(book)


def _cells(row: Row, columns: Sequence[str]) -> list[str]:
    return [row.cells.get(key, "") for key in columns]


def _book(
    db: Database, subject: Subject, columns: Sequence[str], rows: Sequence[BookRow],
    head_number: int = 2,
) -> ImportBook:  # fmt: skip
    labels, required = import_words.COLUMNS[subject], COLUMNS[subject].required
    choices = _choices(db, subject)
    return ImportBook(
        name=import_words.SHEETS[subject],
        choices_name=import_words.CHOICES,
        hint=import_words.HINTS[subject],
        columns=[
            BookColumn(
                head=f"{labels[key]} *" if key in required else labels[key],
                width=_WIDTHS.get(key, _WIDTH),
                choices=choices.get(key, ()),
                is_open=key == "roles",
                is_number=key in _NUMBERS,
            )
            for key in columns
        ],
        rows_limit=ROW_LIMIT,
        head_number=head_number,
        rows=rows,
    )


def _choices(db: Database, subject: Subject) -> dict[str, tuple[str, ...]]:
    if subject == Subject.UNITS:
        return {
            "unit_type": tuple(text.UNIT_TYPES.values()),
            "own_seal": tuple(import_words.SEALS),
        }
    today = clock.today()
    open_units = [one.code for one in db.read(lambda tx: units.units(tx, today))
                  if one.is_open(today)]  # fmt: skip
    return {"unit": tuple(open_units), "roles": tuple(text.ROLES.values())}
