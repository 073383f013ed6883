"""Whom a nomination is about: somebody on the unit's list, old or newly entered."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.nominations import Nomination, Subject
from lib.domain.persons import Person, account_of
from lib.services.acts import Act
from lib.store import persons as store
from lib.store.engine.db import Database, Reader
from lib.store.engine.ids import new_id


def choices(db: Database, actor: Actor) -> list[str]:
    """The names that the actor's unit can choose from, by given name."""
    access.check(actor, Action.NOMINATION_EDIT, unit_id=actor.unit_id)
    return db.read(lambda tx: store.names_of_unit(tx, actor.unit_id))


def named(act: Act, nomination: Nomination) -> Nomination:
    """The nomination with the person it names, who is put on the unit's list if not there yet."""
    if nomination.subject != Subject.INDIVIDUAL:
        return nomination
    found = listed(act, nomination.unit_id, nomination.name)
    return replace(
        nomination,
        person_id=found.person_id,
        listed_name=found.full_name,
        nominee_account=found.account_id,
    )


def listed(act: Act, unit_id: UUID, name: str) -> Person:
    """Whoever stands on the unit's list under that name, put there if not there yet."""
    tx, found = act.tx, store.person(act.tx, unit_id, name)
    if found is None:
        new = Person(new_id(), unit_id, name, _account(tx, name, unit_id))
        store.insert_person(tx, new, created_by=act.author.account_id, created_at=act.now)
        return store.person(tx, unit_id, name) or new
    if found.account_id is None and (account_id := _account(tx, found.full_name, unit_id)):
        store.link(tx, found.person_id, account_id)
        return replace(found, account_id=account_id)
    return found


def _account(tx: Reader, full_name: str, unit_id: UUID) -> UUID | None:
    return account_of(full_name, unit_id, store.accounts_named(tx, full_name))
