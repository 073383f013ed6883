"""Another campaign, made after one that is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain.access import Action, Actor
from lib.domain.campaigns import (
    CODE,
    CODE_LIMIT,
    SHORT_TITLE_LIMIT,
    TITLE_LIMIT,
    Campaign,
    CampaignSeed,
    CampaignState,
)
from lib.domain.forms import typed
from lib.errors import Invalid
from lib.services import acts
from lib.services.acts import Act, Queue
from lib.services.campaigns import campaigns, file_writing, files
from lib.services.campaigns.campaigns import Loaded
from lib.store import campaigns as store
from lib.store.engine.db import Database
from lib.text.campaigns import COPY_FIELDS

_NAME: Final = "phong-trao.yaml"


@dataclass(frozen=True, slots=True)
class Copied:
    """What the new campaign is called, and the day that all its days are counted from; as typed."""

    code: object
    title: object
    short_title: object
    anchor_on: object


def copy(db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, told: Copied) -> Loaded:
    """Another campaign with the plan, tasks and forms of this one; it waits to be started.

    Raises:
        Invalid: what was typed cannot be taken.
        BadFile: what came of it is no campaign.
    """
    intent = acts.intend(db, actor, Action.CAMPAIGN_LOAD, act_id=act_id, queue=Queue.PEOPLE)
    code = _code(told.code)
    title = _line(told.title, "title", TITLE_LIMIT)
    short_title = _line(told.short_title, "short_title", SHORT_TITLE_LIMIT)
    anchor_on = _day(told.anchor_on)
    before = db.read(lambda tx: file_writing.stored(tx, campaign))
    copied = file_writing.copied(before, code=code, title=title, short_title=short_title)
    # Read as any file is: what is stored may be older than what is asked of files now.
    seed = files.read(_NAME, file_writing.written(copied.moved_to(anchor_on)))
    if not isinstance(seed, CampaignSeed):
        raise TypeError("a campaign's file holds a campaign")

    def work(act: Act) -> Loaded:
        if store.campaign_by_code(act.tx, code) is not None:
            raise Invalid("name_taken", field=COPY_FIELDS["code"])
        return campaigns.load_campaign(
            act, seed, state=CampaignState.PREPARING, anchor_on=anchor_on, dates_moved=False
        )

    return intent.carry_out(work, again=lambda _: Loaded(code, is_new=False))


def _code(raw: object) -> str:
    code = _line(raw, "code", CODE_LIMIT).upper()
    if not CODE.fullmatch(code):
        raise Invalid("not_campaign_code", field=COPY_FIELDS["code"])
    return code


def _line(raw: object, field: str, limit: int) -> str:
    told = typed.line("" if raw is None else raw, COPY_FIELDS[field], limit)
    if not told:
        raise Invalid("required", field=COPY_FIELDS[field])
    return told


def _day(raw: object) -> date:
    if not isinstance(raw, date):
        raise Invalid("required", field=COPY_FIELDS["anchor_on"])
    return raw
