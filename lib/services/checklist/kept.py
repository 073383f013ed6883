"""Items, units and drafts as pages read them again and again: kept until they are written.

A click reads the unit's list two or three times over. On an engine that is alone with its data
(`Database.kept`) only the first of these reads asks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from lib.domain.campaigns import Campaign, Task
from lib.domain.checklist import Item
from lib.domain.forms.file_kinds import Files
from lib.domain.units import Unit
from lib.errors import NotFound
from lib.services.checklist import item_acts
from lib.store import accounts, evidence, item_drafts, waiting
from lib.store import checklist as store
from lib.store import units as units_store
from lib.store.engine.db import Database
from lib.store.item_drafts import Draft


def items(db: Database, campaign_id: UUID, unit_id: UUID) -> Mapping[UUID, Item]:
    """The unit's items that count, by task, in no particular order.

    They come without the names of those who saved them, which only an open item shows.
    """
    return db.kept(
        store.items_key(campaign_id, unit_id),
        store.parts_of_items(unit_id),
        lambda tx: {one.task_id: one for one in store.items_of_unit(tx, campaign_id, unit_id)},
    )


def item(db: Database, campaign: Campaign, unit_id: UUID, task_id: UUID) -> Item:
    """One of them.

    Raises:
        NotFound: the task is not among the unit's items.
    """
    found = items(db, campaign.campaign_id, unit_id).get(task_id)
    if found is None:
        raise NotFound("item")
    return found


def named(db: Database, found: Item) -> Item:
    """The item with the name of whoever saved it, closed accounts too."""
    if found.saved_by is None:
        return found
    return replace(found, saved_by_name=names(db).get(found.saved_by))


def names(db: Database) -> Mapping[UUID, str]:
    """Of all accounts, closed ones too."""
    return db.kept("names", ("accounts",), accounts.names)


def units(db: Database, on: date) -> Mapping[UUID, Unit]:
    """All units with their names of that day, in the agency's order.

    A list asks after its own rows are read: a unit is never deleted, but may have been added since.
    """
    return db.kept(
        ("units by id", on),
        ("units", "unit_names"),
        lambda tx: {one.unit_id: one for one in units_store.units(tx, on)},
    )


def office_units(db: Database) -> frozenset[UUID]:
    """The Office's own units."""
    return db.kept("office units", ("units",), waiting.office_units)


def unit(db: Database, unit_id: UUID, on: date) -> Unit:
    """The unit with its name of that day.

    Raises:
        NotFound: there is none.
    """
    return db.kept(
        ("unit", unit_id, on),
        ("units", "unit_names"),
        lambda tx: item_acts.unit(tx, unit_id, on),
    )


def drafts(db: Database, account_id: UUID, unit_id: UUID) -> Mapping[UUID, Draft]:
    """What the account has typed about the unit's items and not saved, by task."""
    return db.kept(
        ("drafts", account_id, unit_id),
        item_drafts.parts_of_drafts(account_id),
        lambda tx: item_drafts.drafts(tx, account_id, unit_id),
    )


def evidence_acts(db: Database, campaign: Campaign, unit_id: UUID) -> Mapping[UUID, datetime]:
    """When the evidence of each of the unit's items that has any was last worked on, by task."""
    return db.kept(
        ("evidence acts", campaign.campaign_id, unit_id),
        ("evidence_history",),
        lambda tx: evidence.last_acts(tx, campaign.campaign_id, unit_id),
    )


def answering(
    db: Database, campaign: Campaign, unit_id: UUID, tasks: Iterable[Task]
) -> Mapping[UUID, Files]:
    """The names of the unit's files that answer questions, by task and the question's key.

    Args:
        tasks: those of interest; nothing is read where none of them asks for files.
    """
    if not any(task.form.files for task in tasks):
        return {}
    return db.kept(
        ("answering", campaign.campaign_id, unit_id),
        ("evidence", "evidence_uses", "evidence_revisions"),
        lambda tx: evidence.answering(tx, campaign.campaign_id, unit_id),
    )


def files(db: Database, campaign: Campaign, unit_id: UUID) -> Mapping[UUID, int]:
    """How many files back each of the unit's items that has any, by task."""
    return db.kept(
        ("files", campaign.campaign_id, unit_id),
        ("evidence", "evidence_uses"),
        lambda tx: evidence.counts(tx, campaign.campaign_id, unit_id),
    )
