"""The files of documents, for those who may know of the document."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.errors import NotFound
from lib.services import clock
from lib.services.documents import documents as reading
from lib.services.files import openings, stored_files
from lib.services.files.stored_files import OpenFile
from lib.store import documents as store
from lib.store import units as units_store
from lib.store.documents import Entry
from lib.store.engine.db import Database, Reader
from lib.store.file_records import StoredFile

WORKING: Final = 0
"""In the place of a version's number: what is being prepared."""
_OPENED: Final = UUID("7a8a2b0e-2c27-4a5f-9d6e-0f1f3d2f7b11")


def open_file(
    db: Database, actor: Actor, document_id: UUID, number: int, *, address: str | None = None
) -> OpenFile:
    """The file of one version; once a day it is on record who opened it.

    Args:
        number: of the version; WORKING for what is being prepared, which only a publisher sees.
    Raises:
        NotFound: there is none, or none that the actor may know of.
    """
    access.check(actor, Action.DOCUMENT_VIEW)
    today = clock.today()

    def read(tx: Reader) -> tuple[Entry, StoredFile | None]:
        found, unit = store.entry(tx, document_id), units_store.unit(tx, actor.unit_id, today)
        if found is None or unit is None:
            raise NotFound("document")
        seen = reading.known(found, actor, found.document.campaign_id, unit)
        if seen is None or (number == WORKING and seen.working is None):
            raise NotFound("document")
        if number == WORKING:
            return seen, store.working_file(tx, document_id)
        return seen, store.version_file(tx, document_id, number)

    entry, stored = db.read(read)
    file = stored_files.opened(db, stored, "document")
    openings.tell(
        db, actor, "document.open", {"number": entry.content.name, "edition": number},
        subject=document_id, number=number, campaign_id=entry.document.campaign_id, space=_OPENED,
        address=address,
    )  # fmt: skip
    return file
