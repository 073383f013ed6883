"""What has changed since an instant: by kind, by unit, item by item."""

from __future__ import annotations

import json
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.changes import (
    ChangedItem,
    ChangedItems,
    ChangedUnit,
    ChangedUnits,
    Changes,
    Kind,
    State,
)
from lib.domain.forms import forms
from lib.domain.list_choices import pages_of
from lib.domain.past import Cut
from lib.domain.summary import UnitLabel
from lib.services.reports import past
from lib.services.reports.summary_figures import LIST_LENGTH, LOWEST
from lib.store import changes as store
from lib.store import report_lists, units
from lib.store.changes import ChangeRow, StateRow
from lib.store.engine.db import Database, Reader


def changes(db: Database, actor: Actor, campaign: Campaign, since: Cut) -> Changes:
    """How many items have changed since then, until the instant of the campaign or now."""
    access.check(actor, Action.SUMMARY_VIEW)
    items, in_units, by_kind = past.read(
        db, campaign, lambda tx: store.total(tx, campaign.campaign_id, since.revision)
    )
    return Changes(items, by_kind, in_units)


def by_unit(
    db: Database, actor: Actor, campaign: Campaign, since: Cut, *, page: int = 1
) -> ChangedUnits:
    """One page of the units with changes, those with the most first."""
    access.check(actor, Action.SUMMARY_VIEW)
    day, length = past.day(campaign), actor.lists.page_rows(LOWEST)

    def read(tx: Reader) -> ChangedUnits:
        def page_at(offset: int) -> tuple[list[tuple[UUID, int, tuple[int, ...]]], int]:
            return store.units(
                tx, campaign.campaign_id, since.revision, offset=offset, limit=length
            )

        found, count = page_at((max(1, page) - 1) * length)
        if not found and page > 1:
            found, count = page_at(0)
        labels = report_lists.unit_labels(tx, [unit_id for unit_id, *_ in found], day)
        lines = (ChangedUnit(labels[unit_id], kinds, items) for unit_id, items, kinds in found)
        return ChangedUnits(tuple(lines), pages_of(count, length))

    return past.read(db, campaign, read)


def items(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    since: Cut,
    *,
    kind: Kind | None = None,
    unit_code: str = "",
    page: int = 1,
) -> ChangedItems:
    """One page of the items; figures are told of the units that the actor may look into.

    Args:
        unit_code: of one unit; "" for all, as for a code that no unit has.
    """
    access.check(actor, Action.SUMMARY_VIEW)
    tasks = past.plan(db, campaign).tasks_by_id
    day, length = past.day(campaign), actor.lists.page_rows(LIST_LENGTH)

    def read(tx: Reader) -> ChangedItems:
        unit_id = units.id_by_code(tx, unit_code.upper()) if unit_code else None

        def page_at(offset: int) -> tuple[list[ChangeRow], int]:
            return store.items(
                tx, campaign.campaign_id, since.revision, unit_id=unit_id, kind=kind,
                offset=offset, limit=length,
            )  # fmt: skip

        rows, count = page_at((max(1, page) - 1) * length)
        if not rows and page > 1:
            # A list that has become shorter is shown from its beginning.
            rows, count = page_at(0)
        labels = report_lists.unit_labels(tx, list({row.unit_id for row in rows}), day)
        found = (_changed(actor, row, labels[row.unit_id], tasks.get(row.task_id)) for row in rows)
        return ChangedItems(tuple(found), count, pages_of(count, length))

    return past.read(db, campaign, read)


def _changed(actor: Actor, row: ChangeRow, unit: UnitLabel, task: Task | None) -> ChangedItem:
    told = task if access.can(actor, Action.ITEM_VIEW, unit_id=row.unit_id) else None
    before = _state(told, row.before) if row.before else None
    return ChangedItem(unit, row.task_id, row.kinds, before, _state(told, row.after))


def _state(task: Task | None, row: StateRow) -> State:
    figure = forms.figure(task.form, json.loads(row.answers)) if task else ""
    return State(row.status, row.verification, row.due_on, figure)
