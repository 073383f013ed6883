"""The workbook of a unit's reports, and the one that comes back with what is wrong marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.checklist import Item
from lib.domain.imports import ROW_LIMIT, Table
from lib.domain.unit_sheets import Result
from lib.domain.vietnamese import format_date
from lib.domain.workflow import Step, steps_from
from lib.exports.workbook import import_book
from lib.exports.workbook.import_book import BookColumn, BookRow, ImportBook
from lib.services.checklist import checklist
from lib.services.checklist.checklist import Checklist
from lib.services.unit_sheets import questions
from lib.store.engine.db import Database
from lib.text import imports as import_words
from lib.text import unit_sheets as words

_WIDTHS: Final = {"code": 9, "title": 38, "due_on": 12, "question": 46, "measure": 14, "value": 44}
_SHOWN: Final = ("code", "title", "due_on", "question", "measure", "value")
_HIDDEN: Final = ("campaign", "unit", "key", "version")
_VALUE: Final = "value"
_HEAD: Final = 2


def workbook(db: Database, actor: Actor, campaign: Campaign) -> bytes:
    """The unit's tasks with what is stored now, a row for each question."""
    access.check(actor, Action.ITEM_SAVE, unit_id=actor.unit_id)
    listed = checklist.unit_checklist(db, actor, campaign)
    place = _SHOWN.index(_VALUE)
    rows = [
        BookRow(
            number, [cells[key] for key in (*_SHOWN, *_HIDDEN)],
            choices={place: choices} if choices else {}, is_fixed=is_fixed,
        )
        for number, (cells, choices, is_fixed) in enumerate(_rows(campaign, listed), _HEAD + 1)
    ]  # fmt: skip
    return import_book.written(_book((*_SHOWN, *_HIDDEN), rows, _HEAD))


def faulty(
    db: Database, actor: Actor, campaign: Campaign, table: Table, result: Result
) -> bytes:  # fmt: skip
    """All rows that came in, in their places; values that cannot be taken red and with a note."""
    access.check(actor, Action.ITEM_SAVE, unit_id=actor.unit_id)
    place = table.columns.index(_VALUE)
    listed = _rows(campaign, checklist.unit_checklist(db, actor, campaign))
    known = {
        (cells["code"], cells["key"]): (choices, is_fixed) for cells, choices, is_fixed in listed
    }
    rows = []
    for row in table.rows:
        name = row.cells.get("code", ""), row.cells.get("key", "")
        choices, is_fixed = known.get(name, ((), False))
        told = result.faults.get(row.number)
        rows.append(
            BookRow(
                row.number, [row.cells.get(key, "") for key in table.columns],
                {place: told} if told else {}, {place: choices} if choices else {}, is_fixed,
            )
        )  # fmt: skip
    return import_book.written(_book(table.columns, rows, table.head_number))


def _rows(
    campaign: Campaign, listed: Checklist
) -> Iterator[tuple[dict[str, str], tuple[str, ...], bool]]:
    """The cells of each row by column, what may be chosen in it, and whether it is locked."""
    for line in listed.lines:
        stored = questions.cells(
            line.task, line.item.status, line.item.told(line.task.form), listed.unit.headcount
        )
        for one in questions.questions(line.task):
            cells = {
                "code": line.task.code, "title": line.task.short_title,
                "due_on": format_date(line.item.due_on), "question": one.label,
                "measure": one.unit, _VALUE: stored[one.key], "campaign": campaign.code,
                "unit": listed.unit.code, "key": one.key, "version": str(line.item.version),
            }  # fmt: skip
            yield cells, one.choices, one.is_fixed or is_locked(line.item)


def is_locked(item: Item) -> bool:
    """Whether it has been sent, so that nothing of it is taken."""
    return Step.SAVE not in steps_from(item.verification)


def _book(columns: Sequence[str], rows: Sequence[BookRow], head_number: int) -> ImportBook:
    return ImportBook(
        name=words.SHEET,
        choices_name=import_words.CHOICES,
        hint=words.HINT,
        columns=[
            BookColumn(
                words.COLUMNS[key], _WIDTHS.get(key, 12), is_hidden=key in _HIDDEN,
                is_fixed=key != _VALUE,
            )
            for key in columns
        ],
        rows_limit=ROW_LIMIT,
        head_number=head_number,
        rows=rows,
        is_protected=True,
    )  # fmt: skip
