"""Writing a workbook of units or accounts: tried out first, written whole, taken back whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from lib import text
from lib.domain import access, imports
from lib.domain.access import Action, Actor
from lib.domain.imports import (
    COLUMNS,
    Choices,
    Fault,
    OnKnown,
    Outcome,
    Result,
    Row,
    RowResult,
    Sheet,
    Subject,
)
from lib.errors import AppError, Invalid, NotFound, Problems, Refused
from lib.services import acts, last_imports, rehearsals
from lib.services.acts import Act, Intent, Queue
from lib.services.people.imports import person_rows, unit_rows
from lib.services.people.imports.person_rows import PersonRows
from lib.services.people.imports.subjects import Prepared, Rows, Written
from lib.services.people.imports.unit_rows import UnitRows
from lib.store import imports as store
from lib.store.engine.db import Database
from lib.store.imports import Import, ImportRow, Place
from lib.text import imports as import_words

RIGHTS: Final[Mapping[Subject, Action]] = {
    Subject.UNITS: Action.UNITS_MANAGE,
    Subject.PEOPLE: Action.PEOPLE_MANAGE,
}
_PREPARED: Final[Mapping[Subject, Callable[[Sheet], Prepared]]] = {
    Subject.UNITS: unit_rows.prepared,
    Subject.PEOPLE: person_rows.prepared,
}
_ROWS: Final[Mapping[Subject, Callable[[Act], Rows]]] = {
    Subject.UNITS: UnitRows,
    Subject.PEOPLE: PersonRows,
}
_EVENTS: Final[Mapping[Subject, str]] = {Subject.UNITS: "unit", Subject.PEOPLE: "account"}


def tried(db: Database, actor: Actor, sheet: Sheet, choices: Choices) -> Result:
    """What would become of each row now: the very write, taken back at its end."""
    intent = _intent(db, actor, acts.new_act(), sheet.subject)
    prepared = _PREPARED[sheet.subject](sheet)
    return rehearsals.rehearsed(intent, lambda act: _written(act, sheet, prepared, choices))


def written(
    db: Database,
    actor: Actor,
    *,
    act_id: UUID,
    sheet: Sheet,
    choices: Choices,
    seen: Result,
) -> Result:
    """Write the rows in one transaction; what became of each.

    Args:
        seen: what the admin was shown; another result is not written.
    Raises:
        Refused: as `rehearsals.require_as_shown`.
    """
    intent = _intent(db, actor, act_id, sheet.subject)
    # Before the transaction, which every other save waits for.
    prepared = _PREPARED[sheet.subject](sheet)

    def work(act: Act) -> Result:
        result = _written(act, sheet, prepared, choices)
        return rehearsals.require_as_shown(result, seen, choices)

    return intent.carry_out(work, again=lambda _: seen)


def last(db: Database, actor: Actor, subject: Subject) -> Import | None:
    """The last import, if it can still be asked to be taken back."""
    access.check(actor, RIGHTS[subject])
    return db.read(lambda tx: store.last(tx, Place(subject)))


def take_back(
    db: Database, actor: Actor, *, act_id: UUID, subject: Subject, import_id: UUID
) -> None:
    """Take the last import back: what it added is closed, what it changed is as it was.

    Raises:
        Refused: `nothing_imported`, it is not the last one; `import_used`, one of its rows has been
            changed or used since; or what closing refuses.
    """
    intent = _intent(db, actor, act_id, subject)

    def work(act: Act) -> None:
        rows = _ROWS[subject](act)
        found = last_imports.take_back(act, Place(subject), import_id, rows.take_back)
        rows.finish()
        act.tell(f"{_EVENTS[subject]}.undo_import", import_id, last_imports.told(found))

    intent.carry_out(work, again=acts.nothing)


def _intent(db: Database, actor: Actor, act_id: UUID, subject: Subject) -> Intent:
    return acts.intend(db, actor, RIGHTS[subject], act_id=act_id, queue=Queue.PEOPLE)


def _written(act: Act, sheet: Sheet, prepared: Prepared, choices: Choices) -> Result:
    rows = prepared.begin(act)
    twice = imports.doubled(prepared.names)
    results: list[RowResult] = []
    kept: list[ImportRow] = []
    for row, name in zip(sheet.rows, prepared.names, strict=True):
        shown = name or row.cells.get(COLUMNS[sheet.subject].required[0], "")
        try:
            _require_whole(sheet.subject, row, name if name in twice else None)
            if name and choices.on_known == OnKnown.SKIP and rows.is_known(name):
                results.append(RowResult(row.number, shown, Outcome.SKIPPED))
                continue
            done = rows.write(row)
        except (Problems, Invalid, Refused, NotFound) as refusal:
            faults = _faults(refusal)
            results.append(RowResult(row.number, shown, Outcome.FAULTY, faults=faults))
        else:
            results.append(_result(row, shown, done))
            if done.is_new or done.changed:
                kept.append(
                    ImportRow(str(done.subject_id), row.number, shown, done.was, done.version)
                )  # fmt: skip
    rows.finish()
    result = Result(tuple(results))
    last_imports.keep(act, Place(sheet.subject), sheet.file, result, kept)
    if kept:
        event = f"{_EVENTS[sheet.subject]}.import"
        act.tell(event, act.intent.act_id, result.told(sheet.file))
    return result


def _require_whole(subject: Subject, row: Row, doubled: str | None) -> None:
    """Nothing for a row of typed cells that no other row contradicts.

    Args:
        doubled: its name, if others have it too.
    Raises:
        Problems: its formulas. Invalid: `doubled_row`.
    """
    labels, key = import_words.COLUMNS[subject], COLUMNS[subject].required[0]
    formulas = [
        Invalid("formula", field=labels[one], key=one) for one in labels if one in row.formulas
    ]
    if formulas:
        raise Problems(formulas)
    if doubled is not None:
        raise Invalid("doubled_row", field=labels[key], told=doubled, key=key)


def _faults(refusal: AppError) -> tuple[Fault, ...]:
    single = [refusal] if not isinstance(refusal, Problems) else refusal.problems
    return tuple(Fault(str(one.facts.get("key", "")), text.sentence(one)) for one in single)


def _result(row: Row, name: str, done: Written) -> RowResult:
    outcome = Outcome.SAME
    if done.is_new:
        outcome = Outcome.NEW
    elif done.changed:
        outcome = Outcome.CHANGED
    changed = () if done.is_new else done.changed
    return RowResult(row.number, name, outcome, changed, waits=done.waits)
