"""The workbook of a draft's tasks, and the one that comes back with what is wrong marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.imports import Outcome, Result, Table
from lib.domain.plan_drafts import Name, Part
from lib.domain.task_sheets import COLUMNS, HIDDEN, TASK_LIMIT
from lib.exports.workbook import import_book
from lib.exports.workbook.import_book import BookColumn, BookRow, ImportBook
from lib.services.building import drafts, task_rows
from lib.services.building.drafts import FIRST
from lib.services.building.task_rows import TaskRows
from lib.store.engine.db import Database
from lib.text import imports as import_words
from lib.text import task_sheets as words

_WIDTHS: Final = {
    "code": 9, "group": 30, "short_title": 26, "title": 48, "guidance": 40, "evidence_hint": 30,
    "privacy_note": 30, "milestone": 30, "applies_to": 30, "form": 26,
}  # fmt: skip
_WIDTH: Final = 16
_HEAD: Final = 2
_ORDER: Final = ("code", *COLUMNS.required, *(one for one in COLUMNS.optional if one != "code"))


def workbook(db: Database, actor: Actor, campaign: Campaign) -> bytes:
    """The tasks of the draft, each a row, with what may be chosen as it is now."""
    told = drafts.opened(db, actor, campaign)
    rows = TaskRows(told, _ORDER, actor.full_name)
    filled = []
    for number, code in enumerate(rows.tasks, _HEAD + 1):
        version = told.versions.get(Name(Part.TASK, code), FIRST)
        cells = rows.cells(code) | {"campaign": campaign.code, "version": str(version)}
        filled.append(BookRow(number, [cells[key] for key in _ORDER]))
    return import_book.written(_book(rows, _ORDER, filled, _HEAD))


def faulty(
    db: Database, actor: Actor, campaign: Campaign, table: Table, result: Result
) -> bytes:  # fmt: skip
    """All rows that came in, in their places; cells that cannot be taken red and with a note."""
    told = drafts.opened(db, actor, campaign)
    found = {one.number: one for one in result.rows if one.outcome == Outcome.FAULTY}
    rows = []
    for row in table.rows:
        notes: dict[int, str] = {}
        for fault in found[row.number].faults if row.number in found else ():
            place = table.columns.index(fault.column) if fault.column in table.columns else -1
            notes[place] = "\n".join(filter(None, [notes.get(place), fault.words]))
        rows.append(BookRow(row.number, [row.cells.get(key, "") for key in table.columns], notes))
    of_draft = TaskRows(told, table.columns, actor.full_name)
    return import_book.written(_book(of_draft, table.columns, rows, table.head_number))


def _book(
    of_draft: TaskRows, columns: Sequence[str], rows: Sequence[BookRow], head_number: int
) -> ImportBook:
    choices = task_rows.choices(of_draft)
    return ImportBook(
        name=words.SHEET,
        choices_name=import_words.CHOICES,
        hint=words.HINT,
        columns=[
            BookColumn(
                head=f"{words.COLUMNS[key]} *" if key in COLUMNS.required else words.COLUMNS[key],
                width=_WIDTHS.get(key, _WIDTH),
                choices=choices.get(key, ()),
                is_open=key == "applies_to",
                is_number=key == "days",
                is_hidden=key in HIDDEN,
            )
            for key in columns
        ],
        rows_limit=TASK_LIMIT,
        head_number=head_number,
        rows=rows,
    )
