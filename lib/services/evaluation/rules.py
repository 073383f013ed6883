"""By what rule evaluations are suggested: the campaign's file begins it, the Office changes it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.evaluation_rules import (
    USUAL,
    Condition,
    Label,
    Measure,
    Rules,
    bound_of,
    unreachable,
)
from lib.domain.forms import forms
from lib.domain.forms.forms import Form
from lib.errors import Conflict, Invalid, NotFound, Problems, Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.campaigns import file_points
from lib.services.campaigns.campaigns import Handle
from lib.services.campaigns.file_evaluation import PART
from lib.services.evaluation import drafts, evaluation_forms
from lib.services.evaluation.drafts import Place
from lib.services.evaluation.evaluation_forms import Kind
from lib.store import campaigns as campaigns_store
from lib.store import evaluations as store
from lib.store.engine.db import Database, Reader
from lib.store.item_drafts import Draft


@dataclass(frozen=True, slots=True)
class Saved:
    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class OpenedLabel:
    """A label as the Office edits it."""

    label: Label
    rules: Rules
    form: Form
    draft: Draft | None


def current(db: Database, campaign: Campaign) -> Rules:
    """The labels and their conditions that hold now."""
    of_file = from_file(db, campaign)
    return db.read(lambda tx: read(tx, campaign.campaign_id, of_file))


def read(tx: Reader, campaign_id: UUID, of_file: Rules) -> Rules:
    """The same inside a transaction."""
    changed = store.rules(tx, campaign_id)
    if changed is None:
        return of_file
    return replace(changed, scheme=of_file.scheme, ties=of_file.ties)


def from_file(db: Database, campaign: Campaign) -> Rules:
    """Those that the campaign was loaded with; read once per version of it."""
    return _from_file(Handle(db), campaign.campaign_id, campaign.version)


def opened(db: Database, actor: Actor, campaign: Campaign, code: str) -> OpenedLabel:
    """One label with the actor's draft of it.

    Raises:
        NotFound: the campaign has no such label.
    """
    access.check(actor, Action.EVALUATION_RULES)
    of_file = from_file(db, campaign)

    def find(tx: Reader) -> OpenedLabel:
        now = read(tx, campaign.campaign_id, of_file)
        draft = drafts.read(tx, actor, campaign, Place(Kind.LABEL, code))
        return OpenedLabel(_label(now, code), now, evaluation_forms.form(Kind.LABEL, now), draft)

    return db.read(find)


def save_label(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    code: str,
    seen_version: int,
    raw: Mapping[str, object],
) -> Saved:
    """Change what a label is called and what it asks for; those of others stay.

    Raises:
        Problems: values that cannot be taken.
        Conflict: somebody has changed this label since `seen_version`.
        Refused: `unreachable_label`.
    """
    intent = acts.intend(db, actor, Action.EVALUATION_RULES, act_id=act_id, queue=campaign)
    of_file = from_file(db, campaign)
    place = Place(Kind.LABEL, code)

    def save(act: Act) -> Saved:
        now = read(act.tx, campaign.campaign_id, of_file)
        before = _label(now, code)
        given = _parsed(now, code, raw)
        if before.version != seen_version:
            raise Conflict("changed")
        after = now.replaced(given)
        if unreachable([bool(one.conditions) for one in after.labels]) is not None:
            raise Refused("unreachable_label")
        store.put_rules(act.tx, campaign.campaign_id, after, act.author)
        drafts.forget(act.tx, actor, campaign, place)
        rule = text.rule_words(given.conditions)
        detail = {"label": code, "version": after.version, "name": given.name, "rule": rule}
        act.tell("evaluation.rule", code, detail)
        return Saved(after.version, intent.now)

    def again(tx: Reader) -> Saved:
        return Saved(_label(read(tx, campaign.campaign_id, of_file), code).version, intent.now)

    return intent.carry_out(save, again=again)


def _parsed(now: Rules, code: str, raw: Mapping[str, object]) -> Label:
    """What was typed.

    Raises:
        Problems: a value cannot be taken, or another label has the name.
    """
    answers = forms.parse_answers(evaluation_forms.form(Kind.LABEL, now), raw, complete=True)
    given = evaluation_forms.label_of(code, answers)
    if any(one.name.casefold() == given.name.casefold() for one in now.labels if one.code != code):
        raise Problems([Invalid("name_taken", field="Tên mức", key=evaluation_forms.NAME)])
    return given


def _label(rules: Rules, code: str) -> Label:
    found = rules.label(code)
    if found is None:
        raise NotFound("page")
    return found


@functools.lru_cache(maxsize=16)
def _from_file(handle: Handle, campaign_id: UUID, _version: int) -> Rules:
    return from_details(handle.db.read(lambda tx: campaigns_store.details(tx, campaign_id)))


def from_details(details: Mapping[str, Any]) -> Rules:
    """The rules among a campaign's details; those of a usual campaign where there are none."""
    told = details.get(PART)
    if not isinstance(told, Mapping) or not told.get("labels"):
        return USUAL
    labels = tuple(
        Label(
            one["code"],
            one["name"],
            tuple(
                Condition(Measure(each["measure"]), each[bound_of(Measure(each["measure"])).value])
                for each in one.get("conditions", ())
            ),
        )
        for one in told["labels"]
    )
    rules = Rules(labels, is_suggested=bool(told.get("suggested")))
    points = file_points.told(details)
    if points is None:
        return rules
    return replace(rules, scheme=file_points.scheme(points), ties=file_points.ties(points))
