"""Tasks that come into a plan's draft as a workbook: tried out first, then written in one act."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from lib import text
from lib.domain import imports
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.imports import (
    Choices,
    Fault,
    OnKnown,
    Outcome,
    Result,
    Row,
    RowResult,
    Table,
)
from lib.domain.plan_drafts import Body, Name
from lib.domain.task_sheets import COLUMNS, TASK_LIMIT
from lib.errors import BadUpload, Invalid
from lib.services import acts, rehearsals
from lib.services.acts import Act, Intent, Queue
from lib.services.building import changing
from lib.services.building.drafts import PlanDraft
from lib.services.building.task_rows import TaskRow, TaskRows
from lib.services.files import tables
from lib.services.files.file_checks import Upload
from lib.store.engine.db import Database
from lib.text import task_sheets as words


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


def _intent(db: Database, actor: Actor, act_id: UUID) -> Intent:
    return acts.intend(db, actor, Action.CAMPAIGN_LOAD, act_id=act_id, queue=Queue.NONE)


def _written(act: Act, campaign: Campaign, table: Table, choices: Choices) -> Result:
    if any(row.cells.get("campaign", campaign.code) != campaign.code for row in table.rows):
        raise BadUpload("other_campaign", file=table.file, name=campaign.code)

    def work(told: PlanDraft) -> tuple[Result, Mapping[Name, Body]]:
        rows = TaskRows(told, table.columns, act.actor.full_name)
        found = _read(rows, table, choices)
        bodies = {
            one.name: one.body for one in found if one.name is not None and one.body is not None
        }
        return Result(tuple(one.result for one in found)), bodies

    result = changing.put_many(act, campaign, work)
    if act.told:
        act.tell("plan.import", campaign.code, result.told(table.file))
    return result


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
