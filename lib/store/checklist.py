"""Items and their history."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from lib.domain.checklist import Item
from lib.domain.forms.fields import Value
from lib.domain.vietnamese import local_day
from lib.domain.workflow import Step, Verification, WorkStatus
from lib.store.engine.db import Reader, Row, Writer
from lib.store.engine.json_column import to_json
from lib.store.waiting import STEPS

# Ends as _ITEMS does without the name, which a join would look up for three times the price.
BARE_ITEMS: Final = """
    SELECT unit_id, task_id, work_status, verification, answers, due_on, first_complete_on,
        lower_reason, return_reason, saved_by, NULL, saved_at, sent_by, version, updated_at,
        waits_unit, waits_office
    FROM items
"""
_ITEMS = """
    SELECT items.unit_id, items.task_id, items.work_status, items.verification, items.answers,
        items.due_on, items.first_complete_on, items.lower_reason, items.return_reason,
        items.saved_by, accounts.full_name, items.saved_at, items.sent_by, items.version,
        items.updated_at, items.waits_unit, items.waits_office
    FROM items
    LEFT JOIN accounts ON accounts.account_id = items.saved_by
"""


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts, when, and at which revision of the campaign."""

    account_id: UUID
    done_at: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """One version of an item: what was done, by whom, and what it then said."""

    version: int
    step: str
    status: WorkStatus
    verification: Verification
    answers: Mapping[str, Value]
    due_on: date
    note: str | None
    done_by_name: str | None
    done_at: datetime
    revision: int


def part(unit_id: UUID) -> Hashable:
    """What changes with a report of one unit alone, for kept reads."""
    return "items", unit_id


def parts_of_items(unit_id: UUID) -> tuple[Hashable, ...]:
    """What the items of a unit depend on."""
    return "items", part(unit_id)


def items_key(campaign_id: UUID, unit_id: UUID) -> Hashable:
    """What the unit's items are kept under, as a mapping from their tasks."""
    return "items", campaign_id, unit_id


def items_of_unit(tx: Reader, campaign_id: UUID, unit_id: UUID) -> list[Item]:
    """The unit's items that count, in no particular order, without the names of who saved them."""
    rows = tx.rows(
        BARE_ITEMS + "WHERE campaign_id = $1 AND unit_id = $2 AND is_active",
        [campaign_id, unit_id],
    )
    return [from_row(row) for row in rows]


def item(tx: Reader, unit_id: UUID, task_id: UUID) -> Item | None:
    row = tx.row(
        _ITEMS + "WHERE items.unit_id = $1 AND items.task_id = $2 AND items.is_active",
        [unit_id, task_id],
    )
    return None if row is None else from_row(row)


def has_authored(tx: Reader, unit_id: UUID, task_id: UUID, account_id: UUID) -> bool:
    """Whether the account ever saved or sent this item, or worked on its evidence."""
    row = tx.row(
        """
        SELECT 1
        FROM item_history
        WHERE unit_id = $1 AND task_id = $2 AND done_by = $3 AND step IN ('save', 'send')
        UNION ALL
        SELECT 1
        FROM evidence_history
        WHERE unit_id = $1 AND task_id = $2 AND done_by = $3 AND act <> 'restore'
        """,
        [unit_id, task_id, account_id],
    )
    return row is not None


def save_item(
    tx: Writer, item: Item, *, campaign_id: UUID, form_version: int, author: Author
) -> None:
    """Store a report over the version it was read at.

    Raises:
        Conflict: the item has another version by now.
    """
    answers = to_json(item.answers)
    tx.change(
        """
        UPDATE items
        SET work_status = $1, verification = $2, answers = $3, form_version = $4,
            first_complete_on = $5, lower_reason = $6, saved_by = $7, saved_at = $8,
            updated_by = $7, updated_at = $8, revision = $9, version = version + 1
        WHERE unit_id = $10 AND task_id = $11 AND version = $12 AND is_active
        """,
        [
            item.status.value, item.verification.value, answers, form_version,
            item.first_complete_on, item.lower_reason, author.account_id, author.done_at,
            author.revision, item.unit_id, item.task_id, item.version,
        ],
        only=part(item.unit_id),
    )  # fmt: skip

    def saved(known: Mapping[UUID, Item]) -> Mapping[UUID, Item]:
        # Comments move no version, so the item that was read may lack their marks.
        marked = known.get(item.task_id, item)
        stored = replace(
            item, answers=json.loads(answers), saved_by=author.account_id, saved_by_name=None,
            saved_at=author.done_at, version=item.version + 1, updated_at=author.done_at, files={},
            waits_unit=marked.waits_unit, waits_office=marked.waits_office,
        )  # fmt: skip
        return {**known, item.task_id: stored}

    tx.amend(part(item.unit_id), items_key(campaign_id, item.unit_id), saved)
    _append(tx, item, Step.SAVE, item.lower_reason, campaign_id, form_version, author)


def step_item(tx: Writer, item: Item, *, step: Step, campaign_id: UUID, author: Author) -> None:
    """Store a step of the workflow over the version the item was read at.

    Its row of the history keeps the form that the answers were given with.

    Raises:
        Conflict: the item has another version by now.
    """
    tx.change(
        """
        UPDATE items
        SET verification = $1, due_on = $2, first_complete_on = $3, return_reason = $4,
            sent_by = CASE WHEN $5 THEN $6 ELSE sent_by END,
            sent_at = CASE WHEN $5 THEN $7 ELSE sent_at END,
            updated_by = $6, updated_at = $7, revision = $8, version = version + 1
        WHERE unit_id = $9 AND task_id = $10 AND version = $11
        """,
        [
            item.verification.value, item.due_on, item.first_complete_on, item.return_reason,
            step == Step.SEND, author.account_id, author.done_at, author.revision, item.unit_id,
            item.task_id, item.version,
        ],
        only=part(item.unit_id),
    )  # fmt: skip
    tx.move(STEPS)
    note = item.return_reason if step == Step.RETURN else None
    row = tx.row(
        "SELECT form_version FROM items WHERE unit_id = $1 AND task_id = $2",
        [item.unit_id, item.task_id],
    )
    _append(tx, item, step, note, campaign_id, row[0] if row else 0, author)


def history(tx: Reader, unit_id: UUID, task_id: UUID) -> list[ItemEntry]:
    """Every version of the item, the newest first."""
    rows = tx.rows(
        """
        SELECT item_history.version, item_history.step, item_history.work_status,
            item_history.verification, item_history.answers, item_history.due_on,
            item_history.note, accounts.full_name, item_history.done_at, item_history.revision
        FROM item_history
        LEFT JOIN accounts ON accounts.account_id = item_history.done_by
        WHERE item_history.unit_id = $1 AND item_history.task_id = $2
        ORDER BY item_history.version DESC
        """,
        [unit_id, task_id],
    )
    return [
        ItemEntry(
            row[0], row[1], WorkStatus(row[2]), Verification(row[3]), json.loads(row[4]), *row[5:]
        )
        for row in rows
    ]


def _append(
    tx: Writer,
    item: Item,
    step: Step,
    note: str | None,
    campaign_id: UUID,
    form_version: int,
    author: Author,
) -> None:
    tx.run(
        """
        INSERT INTO item_history (
            unit_id, task_id, version, campaign_id, revision, step, work_status, verification,
            answers, form_version, due_on, first_complete_on, note, done_by, done_at, done_on
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """,
        [
            item.unit_id, item.task_id, item.version + 1, campaign_id, author.revision,
            step.value, item.status.value, item.verification.value, to_json(item.answers),
            form_version, item.due_on, item.first_complete_on, note, author.account_id,
            author.done_at, local_day(author.done_at),
        ],
    )  # fmt: skip


def from_row(row: Row) -> Item:
    """A row of `BARE_ITEMS`."""
    return Item(
        unit_id=row[0],
        task_id=row[1],
        status=WorkStatus(row[2]),
        verification=Verification(row[3]),
        answers=json.loads(row[4]),
        due_on=row[5],
        first_complete_on=row[6],
        lower_reason=row[7],
        return_reason=row[8],
        saved_by=row[9],
        saved_by_name=row[10],
        saved_at=row[11],
        sent_by=row[12],
        version=row[13],
        updated_at=row[14],
        waits_unit=bool(row[15]),
        waits_office=bool(row[16]),
    )
