"""The forms of opinions: the named one as a campaign has it, the anonymous one of ours alone."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from lib.domain.campaigns import Campaign
from lib.domain.forms import forms
from lib.domain.forms.answered import answered
from lib.domain.forms.fields import Field, Value
from lib.domain.forms.forms import Form, form_from_data
from lib.domain.opinions import TEXT, TOPIC, TURNED_AWAY, Opinion
from lib.errors import Refused
from lib.services.campaigns import opinion_questions, own_questions
from lib.services.campaigns.campaigns import Handle
from lib.services.campaigns.opinion_questions import FORM
from lib.store import campaigns as campaigns_store
from lib.store import form_versions
from lib.store.engine.db import Database, Reader

_OURS: Final = frozenset({TOPIC, TEXT})


def named(db: Database, campaign: Campaign) -> Form:
    """What is asked of who sends an opinion in their own name, as of the campaign that was read."""
    return _named(Handle(db), campaign.campaign_id, campaign.code, campaign.version)


def anonymous(db: Database, campaign: Campaign) -> Form:
    """Topic and text alone, in the campaign's words: what more is asked could tell who it is.

    Its version is that of ours, whatever the campaign's is: two versions would part the opinions
    sent before a change from those sent after it.
    """
    asked = (one for one in named(db, campaign).asked if one.key in _OURS)
    fields = tuple(replace(one, group="") for one in asked)
    return Form(FORM.file, own_questions.version(FORM), fields)


def topics(db: Database, campaign: Campaign) -> Mapping[str, str]:
    """Topic -> what it is called, those that are asked no more too."""
    return _topics(named(db, campaign))


def topics_in(tx: Reader, campaign_id: UUID, code: str) -> Mapping[str, str]:
    """The same inside of what is read."""
    return _topics(opinion_questions.asked(tx, code, campaigns_store.details(tx, campaign_id)))


def _topics(form: Form) -> Mapping[str, str]:
    return {one.key: one.label for one in own_questions.offered(form, TOPIC)}


def taken(form: Form, raw: Mapping[str, object]) -> dict[str, Value]:
    """What is to be stored of what was typed into a form.

    Raises:
        Problems: values that cannot be taken.
        Refused: a complaint or a denunciation, which have a way of their own.
    """
    if raw.get(TOPIC) in TURNED_AWAY:
        raise Refused("complaint")
    return forms.parse_answers(form, raw, complete=True)


def with_told(tx: Reader, code: str, found: Iterable[Opinion]) -> list[Opinion]:
    """The opinions with what named ones say to the Office's own questions, in their versions."""
    listed = list(found)
    versions = {one.form_version for one in listed if not one.answers.keys() <= _OURS}
    asked = {version: _own(tx, code, version) for version in versions}
    return [
        replace(one, told=answered(asked.get(one.form_version, ()), one.answers)) for one in listed
    ]


def _own(tx: Reader, code: str, version: int) -> Sequence[Field]:
    """The questions of the Office's own in a version."""
    body = form_versions.form_body(tx, FORM.key(code), version)
    fields = form_from_data(json.loads(body)).fields if body else ()
    return [one for one in fields if one.key not in _OURS]


@functools.lru_cache(maxsize=16)
def _named(handle: Handle, campaign_id: UUID, code: str, _version: int) -> Form:
    def read(tx: Reader) -> Form:
        return opinion_questions.asked(tx, code, campaigns_store.details(tx, campaign_id))

    return handle.db.read(read)
