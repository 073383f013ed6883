"""Tasks that come into a plan's draft as a workbook: tried out first, then written in one act."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from lib import text
from lib.domain import access, imports
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.imports import (
    TASKS,
    Choices,
    Fault,
    OnKnown,
    Outcome,
    Result,
    Row,
    RowResult,
    Table,
)
from lib.domain.plan_drafts import Body, Name, Part
from lib.domain.task_sheets import COLUMNS, TASK_LIMIT
from lib.errors import BadUpload, Invalid, Refused
from lib.services import acts, last_imports, rehearsals
from lib.services.acts import Act, Intent, Queue
from lib.services.building import changing
from lib.services.building.drafts import PlanDraft
from lib.services.building.task_rows import TaskRow, TaskRows
from lib.services.files import tables
from lib.services.files.file_checks import Upload
from lib.store import imports as store
from lib.store import plan_drafts
from lib.store.engine.db import Database, Reader
from lib.store.engine.json_column import to_json
from lib.store.imports import Import, ImportRow, Place
from lib.text import task_sheets as words


@dataclass(frozen=True, slots=True)
class _Written:
    """What rows did to a draft, and the draft before."""

    result: Result
    rows: Sequence[TaskRow]
    before: PlanDraft


def read(upload: Upload) -> Table:
    """The rows of the workbook.

    Raises:
        BadUpload: why it is not taken; `heads` names those that are missing, unknown or doubled.
    """
    return tables.read(upload, COLUMNS, words.COLUMNS, rows=TASK_LIMIT)


def tried(db: Database, actor: Actor, campaign: Campaign, table: Table, choices: Choices) -> Result:
    """What would become of each row now: the very write, taken back at its end.

    Raises:
        BadUpload: `other_campaign`. Refused: `closed_campaign`.
    """
    intent = _intent(db, actor, acts.new_act())
    return rehearsals.rehearsed(intent, lambda act: _written(act, campaign, table, choices))


def written(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, table: Table,
    choices: Choices, seen: Result,
) -> Result:  # fmt: skip
    """Put the rows into the draft in one act; what became of each.

    Args:
        seen: what the person was shown; another result is not written.
    Raises:
        Refused: as `rehearsals.require_as_shown`.
    """

    def work(act: Act) -> Result:
        result = _written(act, campaign, table, choices)
        return rehearsals.require_as_shown(result, seen, choices)

    return _intent(db, actor, act_id).carry_out(work, again=lambda _: seen)


def last(db: Database, actor: Actor, campaign: Campaign) -> Import | None:
    """The last workbook that came into this draft, if it can still be asked to be taken back."""
    access.check(actor, Action.CAMPAIGN_LOAD)
    return db.read(lambda tx: store.last(tx, _place(tx, campaign)))


def take_back(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, import_id: UUID
) -> None:
    """Take the last workbook back: what it added is left out, what it changed is as it was.

    Raises:
        Refused: `nothing_imported`, it is not the last one of this draft; `import_used`, one of its
            tasks has been changed since; `closed_campaign`.
    """

    def work(act: Act) -> None:
        draft = changing.begun(act, campaign)

        def put_back(one: ImportRow) -> int:
            name = Name(Part.TASK, one.record)
            if draft.versions.get(name) != one.version:
                raise Refused("import_used", name=one.name, row=one.row_number)
            return changing.put_untold(act, campaign, name, one.was)

        found = last_imports.take_back(act, _place(act.tx, campaign), import_id, put_back)
        act.tell("plan.undo_import", campaign.code, last_imports.told(found))

    _intent(db, actor, act_id).carry_out(work, again=acts.nothing)


def _intent(db: Database, actor: Actor, act_id: UUID) -> Intent:
    return acts.intend(db, actor, Action.CAMPAIGN_LOAD, act_id=act_id, queue=Queue.NONE)


def _written(act: Act, campaign: Campaign, table: Table, choices: Choices) -> Result:
    if any(row.cells.get("campaign", campaign.code) != campaign.code for row in table.rows):
        raise BadUpload("other_campaign", file=table.file, name=campaign.code)

    def work(told: PlanDraft) -> tuple[_Written, Mapping[Name, Body]]:
        back = store.taken_back(act.tx, _place(act.tx, campaign))
        rows = TaskRows(told, table.columns, act.actor.full_name, back)
        found = _read(rows, table, choices)
        bodies = {
            one.name: one.body for one in found if one.name is not None and one.body is not None
        }
        return _Written(Result(tuple(one.result for one in found)), found, told), bodies

    done = changing.put_many(act, campaign, work)
    _keep(act, campaign, table.file, done)
    if act.told:
        act.tell("plan.import", campaign.code, done.result.told(table.file))
    return done.result


def _keep(act: Act, campaign: Campaign, file: str, done: _Written) -> None:
    """Keep what the rows of a workbook have put into the draft, within its act."""
    versions = plan_drafts.versions(act.tx, campaign.campaign_id)
    kept = [
        ImportRow(
            one.name.code, one.result.number, one.result.name,
            None
            if one.result.outcome == Outcome.NEW
            else json.loads(to_json(done.before.after[one.name])),
            versions[one.name],
        )
        for one in done.rows
        if one.name is not None and one.body is not None
    ]  # fmt: skip
    last_imports.keep(act, _place(act.tx, campaign), file, done.result, kept)


def _place(tx: Reader, campaign: Campaign) -> Place:
    """Where workbooks of the campaign's tasks come in: the draft of now."""
    number, _ = plan_drafts.place(tx, campaign.campaign_id)
    return Place(TASKS, campaign.campaign_id, number)


def _read(rows: TaskRows, table: Table, choices: Choices) -> list[TaskRow]:
    keys = [rows.key(row) for row in table.rows]
    twice = imports.doubled(keys)
    found: list[TaskRow] = []
    for row, key in zip(table.rows, keys, strict=True):
        one = rows.read(row) if key not in twice else _doubled(row)
        if one.result.outcome == Outcome.CHANGED and choices.on_known == OnKnown.SKIP:
            one = TaskRow(RowResult(row.number, one.result.name, Outcome.SKIPPED))
        found.append(one)
    return found


def _doubled(row: Row) -> TaskRow:
    shown = row.cells.get("short_title", "")
    refusal = Invalid("doubled_row", field=words.COLUMNS["short_title"], told=shown)
    fault = Fault("short_title", text.sentence(refusal))
    return TaskRow(RowResult(row.number, shown, Outcome.FAULTY, faults=(fault,)))
