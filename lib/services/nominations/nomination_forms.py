"""The two forms of nominations, as data: ours with the campaign's own list of awards."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

import yaml

from lib.config import ROOT
from lib.domain.campaigns import Campaign
from lib.domain.forms.fields import Choice
from lib.domain.forms.forms import Form, form_from_data, form_to_data
from lib.domain.nominations import AWARD, AwardRules, Nomination, Subject
from lib.errors import NotFound
from lib.services import clock
from lib.services.campaigns import award_rules
from lib.services.campaigns.campaigns import Handle
from lib.store import form_versions as store
from lib.store.engine.db import Database, Reader
from lib.store.engine.json_column import to_json

FOLDER: Final = ROOT / "data" / "forms"


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


def from_file(path: Path, key: str, rules: AwardRules, subject: Subject) -> Form:
    """The form of a file in data/forms; `award_forms` stands for the campaign's list.

    Raises:
        BadForm: the file is no form.
    """
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for field in data["fields"]:
        if field["key"] == AWARD:
            field["choices"] = [
                {"key": one.code.lower(), "label": one.name}
                for one in rules.award_forms
                if subject in one.subjects
            ]
    return form_from_data(data | {"key": key})


@functools.lru_cache(maxsize=16)
def _current(handle: Handle, campaign_id: UUID, code: str, version: int) -> Mapping[Subject, Form]:
    db = handle.db
    rules = award_rules.rules_of(db, campaign_id, version)
    return MappingProxyType({one: _published(db, code, rules, one) for one in Subject})


def _published(db: Database, code: str, rules: AwardRules, subject: Subject) -> Form:
    """The newest version in the database; where our file or the award forms say more, a newer one.

    An award form that the campaign has no more stays as a choice that is retired.
    """
    key = f"{code}:nomination_{subject.value}"
    ours = from_file(FOLDER / f"nomination-{subject.value}.yaml", key, rules, subject)
    body = db.read(lambda tx: store.newest_form(tx, key))
    if body is not None:
        newest = _form(body)
        asked = {one.key for one in newest.fields}
        is_newer = ours.version > newest.version or any(o.key not in asked for o in ours.fields)
        made = _with_awards(ours if is_newer else newest, ours, newest)
        if made.fields == newest.fields:
            return newest
        ours = replace(made, version=max(made.version, newest.version + 1))
    made_body = to_json(form_to_data(ours))
    now = clock.now()
    db.write(
        lambda tx: store.publish_form(tx, key=key, version=ours.version, body=made_body, now=now)
    )
    return ours


def _with_awards(form: Form, ours: Form, newest: Form) -> Form:
    """The form with the campaign's award forms of now, and those of before as retired."""
    offered = _awards(ours)
    known = {one.key for one in offered}
    gone = [replace(one, retired=True) for one in _awards(newest) if one.key not in known]
    fields = [
        replace(one, choices=(*offered, *gone)) if one.key == AWARD else one for one in form.fields
    ]
    return replace(form, fields=tuple(fields))


def _awards(form: Form) -> tuple[Choice, ...]:
    return next(one.choices for one in form.fields if one.key == AWARD)


@functools.lru_cache(maxsize=64)
def _form(body: str) -> Form:
    return form_from_data(json.loads(body))
