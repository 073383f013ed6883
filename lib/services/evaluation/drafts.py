"""What somebody has typed of an evaluation and not yet saved: theirs alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lib.domain import access
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form
from lib.domain.forms.kinds import parts
from lib.services import clock
from lib.services.evaluation.evaluation_forms import Kind
from lib.store.engine.db import Database, Reader, Writer
from lib.store.item_drafts import Draft
from lib.store.subject_drafts import DraftKey, SubjectDrafts

_STORE: Final = SubjectDrafts("evaluation_drafts")
_TEXT_LIMIT: Final = 6000


@dataclass(frozen=True, slots=True)
class Place:
    """Of which form, and of which unit or label."""

    kind: Kind
    about: str

    @property
    def subject(self) -> str:
        return f"{self.kind.value}:{self.about}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A form, and what is stored of it."""

    form: Form
    stored: Mapping[str, Value]


def keep(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    place: Place,
    asked: Asked,
    *,
    seen_version: int,
    raw: Mapping[str, object],
) -> datetime | None:
    """Keep what was typed for its writer alone.

    Returns:
        The instant it was kept; None for what is stored already, of which there is no draft.
    """
    access.check(actor, place.kind.right)
    known = {part.key for field in asked.form.fields for part in parts(field)}
    kept = {
        key: value[:_TEXT_LIMIT] if isinstance(value, str) else value
        for key, value in raw.items()
        if key in known
    }
    now, key = clock.now(), _key(actor, campaign, place)
    if forms.says_the_same(asked.form, kept, asked.stored):
        db.write(lambda tx: _STORE.drop(tx, key))
        return None
    db.write(lambda tx: _STORE.keep(tx, key, kept, seen_version=seen_version, now=now))
    return now


def drop(db: Database, actor: Actor, campaign: Campaign, place: Place) -> None:
    """Forget what the actor typed and did not save."""
    access.check(actor, place.kind.right)
    db.write(lambda tx: forget(tx, actor, campaign, place))


def forget(tx: Writer, actor: Actor, campaign: Campaign, place: Place) -> None:
    """The same within the act that saves it."""
    _STORE.drop(tx, _key(actor, campaign, place))


def read(tx: Reader, actor: Actor, campaign: Campaign, place: Place) -> Draft | None:
    return _STORE.draft(tx, _key(actor, campaign, place))


def _key(actor: Actor, campaign: Campaign, place: Place) -> DraftKey:
    return DraftKey(actor.account_id, campaign.campaign_id, place.subject)
