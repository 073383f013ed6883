"""The two forms of nominations, as data: with which version one is asked, and was answered."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from uuid import UUID

from lib.domain.campaigns import Campaign
from lib.domain.forms.forms import Form, form_from_data
from lib.domain.nominations import Nomination, Subject
from lib.errors import NotFound
from lib.services import clock
from lib.services.campaigns import award_details, nomination_questions, own_questions
from lib.services.campaigns.campaigns import Handle
from lib.store import campaigns as campaign_store
from lib.store import form_versions as store
from lib.store.engine.db import Database, Reader, Writer


def current(db: Database, campaign: Campaign, subject: Subject) -> Form:
    """The form that a new nomination is asked with."""
    return _current(Handle(db), campaign.campaign_id, campaign.code, campaign.version)[subject]


def of(tx: Reader, nomination: Nomination) -> Form:
    """The version that the nomination was answered with.

    Raises:
        NotFound: it was never published.
    """
    body = store.form_body(tx, nomination.form_key, nomination.form_version)
    if body is None:
        raise NotFound("nomination")
    return _form(body)


def of_all(tx: Reader, found: Iterable[Nomination]) -> Mapping[tuple[str, int], Form]:
    """The versions that the nominations were answered with, each read once."""
    ones = {(one.form_key, one.form_version): one for one in found}
    return {version: of(tx, one) for version, one in ones.items()}


@functools.lru_cache(maxsize=16)
def _current(handle: Handle, campaign_id: UUID, code: str, _version: int) -> Mapping[Subject, Form]:
    """The newest versions, which are published where there is something to follow."""
    db = handle.db

    def read(tx: Reader) -> tuple[dict[Subject, Form], list[Form]]:
        details = campaign_store.details(tx, campaign_id)
        rules = award_details.from_details(details)
        asked = {one: nomination_questions.asked(tx, code, details, rules, one) for one in Subject}
        new = [
            form for form in asked.values() if store.form_body(tx, form.key, form.version) is None
        ]
        return asked, new

    forms, new = db.read(read)

    def publish(tx: Writer) -> None:
        for form in new:
            own_questions.publish(tx, form, clock.now())

    if new:
        db.write(publish)
    return MappingProxyType(forms)


@functools.lru_cache(maxsize=64)
def _form(body: str) -> Form:
    return form_from_data(json.loads(body))
