"""Whom somebody outside of the Office turns to."""

from __future__ import annotations

from typing import Final

from lib.domain import access
from lib.domain.access import Action, Actor, Role
from lib.store import accounts
from lib.store.engine.db import Database

_NAMED: Final = 2


def people_to_ask(db: Database, actor: Actor) -> list[str] | None:
    """A few names of those who work for the Office; None for one of its own.

    The installation may have none yet.
    """
    if access.can(actor, Action.COUNCIL_MANAGE):
        return None
    return db.read(lambda tx: accounts.open_names(tx, Role.OFFICE, limit=_NAMED))
