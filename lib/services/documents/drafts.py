"""What somebody has typed of a document or an acknowledgement and not yet saved: theirs alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.documents import right_to_publish
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form
from lib.domain.forms.kinds import parts
from lib.services import clock
from lib.store.engine.db import Database, Reader, Writer
from lib.store.item_drafts import Draft
from lib.store.subject_drafts import DraftKey, SubjectDrafts

_STORE: Final = SubjectDrafts("document_drafts")
_TEXT_LIMIT: Final = 25_000
_LIST_LIMIT: Final = 10_000


class Kind(StrEnum):
    DOCUMENT = "document"
    OWN_DOCUMENT = "own_document"
    ACKNOWLEDGEMENT = "acknowledgement"

    @property
    def right(self) -> Action:
        if self == Kind.ACKNOWLEDGEMENT:
            return Action.DOCUMENT_ACKNOWLEDGE
        return right_to_publish(is_own=self == Kind.OWN_DOCUMENT)


@dataclass(frozen=True, slots=True)
class Place:
    """Of which form, and of which document."""

    kind: Kind
    document_id: UUID

    @property
    def subject(self) -> str:
        return f"{self.kind.value}:{self.document_id}"


def of_document(document_id: UUID, *, is_own: bool) -> Place:
    """Where the draft of what a document says is kept."""
    return Place(Kind.OWN_DOCUMENT if is_own else Kind.DOCUMENT, document_id)


def keep(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    place: Place,
    form: Form,
    stored: Mapping[str, Value],
    *,
    seen_version: int,
    raw: Mapping[str, object],
) -> datetime | None:
    """Keep what was typed for its writer alone.

    Args:
        stored: what is saved already.
    Returns:
        The instant it was kept; None for what is stored already, of which there is no draft.
    """
    access.check(actor, place.kind.right, unit_id=actor.unit_id)
    known = {part.key for field in form.fields for part in parts(field)}
    kept = {key: _cut(value) for key, value in raw.items() if key in known}
    now, key = clock.now(), _key(actor, campaign, place)
    if forms.says_the_same(form, kept, stored):
        db.write(lambda tx: _STORE.drop(tx, key))
        return None
    db.write(lambda tx: _STORE.keep(tx, key, kept, seen_version=seen_version, now=now))
    return now


def drop(db: Database, actor: Actor, campaign: Campaign, place: Place) -> None:
    """Forget what the actor typed and did not save."""
    access.check(actor, place.kind.right, unit_id=actor.unit_id)
    db.write(lambda tx: forget(tx, actor, campaign, place))


def forget(tx: Writer, actor: Actor, campaign: Campaign, place: Place) -> None:
    """The same within the act that saves it."""
    _STORE.drop(tx, _key(actor, campaign, place))


def read(tx: Reader, actor: Actor, campaign: Campaign, place: Place) -> Draft | None:
    return _STORE.draft(tx, _key(actor, campaign, place))


def unsaved(db: Database, actor: Actor, campaign: Campaign) -> list[tuple[Place, Draft]]:
    """The documents that the actor has begun to type and never saved, the newest first."""
    access.check(actor, Action.DOCUMENT_VIEW)
    found = db.read(lambda tx: _STORE.drafts(tx, actor.account_id, campaign.campaign_id))
    places = [(_place(subject), draft) for subject, draft in found.items()]
    return [
        (place, draft)
        for place, draft in places
        if place.kind != Kind.ACKNOWLEDGEMENT and draft.seen_version == 0
    ]


def _place(subject: str) -> Place:
    kind, _, document_id = subject.partition(":")
    return Place(Kind(kind), UUID(document_id))


def _cut(value: object) -> object:
    if isinstance(value, str):
        return value[:_TEXT_LIMIT]
    return value[:_LIST_LIMIT] if isinstance(value, list) else value


def _key(actor: Actor, campaign: Campaign, place: Place) -> DraftKey:
    return DraftKey(actor.account_id, campaign.campaign_id, place.subject)
