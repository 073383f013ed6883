"""What acts on documents share: the document as it was seen, and how its words are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lib.domain import documents
from lib.domain.documents import Content, Document
from lib.domain.files import Limits
from lib.domain.forms.fields import Value
from lib.domain.vietnamese import search_key
from lib.errors import Conflict, NotFound
from lib.services.acts import Act
from lib.store import document_writes as writes
from lib.store import documents as store
from lib.store.document_writes import Searched
from lib.store.documents import Entry

LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Target:
    """A document that somebody acts on, at the version they saw; 0 for one never saved."""

    document_id: UUID
    is_own: bool
    seen_version: int


def seen(act: Act, target: Target) -> Entry:
    """The document, or an empty one that nobody has saved yet.

    Raises:
        NotFound: the actor may publish no such document.
        Conflict: somebody has changed it since it was seen.
    """
    found = store.entry(act.tx, target.document_id)
    campaign_id, actor = act.campaign.campaign_id, act.actor
    if found is None and target.seen_version == 0:
        new = Document(target.document_id, campaign_id, actor.unit_id, target.is_own)
        return Entry(new, None, None)
    if found is None:
        raise NotFound("document")
    document = found.document
    if (document.campaign_id, document.is_own) != (campaign_id, target.is_own):
        raise NotFound("document")
    if document.is_own and document.unit_id != actor.unit_id:
        raise NotFound("document")
    if document.version != target.seen_version:
        raise Conflict("changed")
    return found


def prepared(entry: Entry) -> Content:
    """What the next version says so far: at first what the one in force says."""
    if entry.working is not None:
        return entry.working.content
    if entry.published is None:
        return Content()
    said = entry.published.content
    return Content(without_correction(said.answers), said.file)


def without_correction(answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers without what was asked of that one version alone."""
    return {key: one for key, one in answers.items() if key not in documents.OF_CORRECTIONS}


def put(act: Act, entry: Entry, content: Content, *, form_version: int, file_key: str) -> None:
    """Keep what is being prepared."""
    said = " ".join((content.number, content.line(documents.ISSUER), content.abstract))
    writes.put_working(
        act.tx, entry.document, content, Searched(search_key(said), file_key),
        form_version=form_version, author=act.author,
    )  # fmt: skip
