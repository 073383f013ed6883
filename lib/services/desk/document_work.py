"""Documents that wait: for a unit's word, for somebody's reading, and what the Office waits for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.desk import Kind, Pile, Waiting
from lib.services import clock
from lib.services.checklist import kept
from lib.services.desk.piling import pile
from lib.services.documents import pending
from lib.store.documents import Entry
from lib.store.engine.db import Database


def piles(db: Database, actor: Actor, campaign: Campaign) -> Iterator[Pile | None]:
    """The unit's part of it, then the Office's."""
    campaign_id, unit_id = campaign.campaign_id, actor.unit_id
    if access.can(actor, Action.DOCUMENT_ACKNOWLEDGE, unit_id=unit_id):
        unit = kept.unit(db, unit_id, clock.today())
        yield pile(Kind.DOCUMENTS, _named(pending.of_unit(db, campaign_id, unit)))
        unread = pending.of_person(db, campaign_id, unit_id, actor.account_id)
        yield pile(Kind.DOCUMENTS_TO_READ, _named(unread))
    if access.can(actor, Action.DOCUMENT_PUBLISH):
        found = pending.incomplete(db, campaign_id)
        missing = {one.entry.document.document_id: one.count.missing for one in found}
        yield pile(Kind.DOCUMENTS_OPEN, _named((one.entry for one in found), missing))


def _named(entries: Iterable[Entry], missing: Mapping[UUID, int] | None = None) -> list[Waiting]:
    """What is due first; what has no day after that."""
    waits = [
        Waiting(
            str(one.document.document_id),
            one.content.name,
            due_on=one.content.due_on,
            count=(missing or {}).get(one.document.document_id, 0),
        )
        for one in entries
    ]
    return sorted(waits, key=lambda one: (one.due_on is None, one.due_on or clock.today()))
