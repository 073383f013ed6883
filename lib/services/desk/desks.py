"""Everything that waits for one person, in all campaigns that run."""

from __future__ import annotations

from collections.abc import Iterable

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.desk import Desk, Kind, Pile
from lib.services.campaigns import campaigns
from lib.services.desk import document_work, office_work, unit_work
from lib.store.engine.db import Database

_WORK = (unit_work, document_work, office_work)
_PLACES = {kind: place for place, kind in enumerate(Kind)}


def of_person(db: Database, actor: Actor) -> tuple[Desk, ...]:
    """What waits for the actor, a desk for each campaign that runs, then what is of none.

    Desks on which nothing lies are left out.
    """
    access.check(actor, Action.DESK_VIEW)
    desks = [
        Desk(
            one.code,
            one.short_title,
            _in_order(found for work in _WORK for found in work.piles(db, actor, one)),
        )
        for one in campaigns.running(db, actor)
    ]
    apart = Desk("", "", _in_order([office_work.confirmations(db, actor)]))
    return tuple(one for one in (*desks, apart) if one.piles)


def _in_order(found: Iterable[Pile | None]) -> tuple[Pile, ...]:
    return tuple(sorted(filter(None, found), key=lambda one: _PLACES[one.kind]))
