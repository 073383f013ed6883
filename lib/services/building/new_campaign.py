"""A campaign begun in the app: its names and its day, and the rest to be built."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import yaml

from lib.config import ROOT
from lib.domain import plan_drafts
from lib.domain.access import Action, Actor
from lib.domain.campaigns import SHORT_TITLE_LIMIT, TITLE_LIMIT, CampaignSeed, CampaignState
from lib.domain.problem_collector import ProblemCollector
from lib.services import acts
from lib.services.acts import Act, Queue
from lib.services.campaigns import campaigns, files, new_names
from lib.services.campaigns.campaigns import Loaded
from lib.store.engine.db import Database

FILE: Final = ROOT / "data" / "forms" / "phong-trao-moi.yaml"


@dataclass(frozen=True, slots=True)
class Begun:
    """What a new campaign is called, and the day that all its days are counted from; as typed."""

    code: object
    title: object
    short_title: object
    anchor: object
    anchor_on: object


def begin(db: Database, actor: Actor, *, act_id: UUID, told: Begun) -> Loaded:
    """A campaign in preparation, without groups and tasks.

    Raises:
        Problems: what was typed cannot be taken, a code that a campaign has already (`name_taken`)
            among it.
    """
    intent = acts.intend(db, actor, Action.CAMPAIGN_LOAD, act_id=act_id, queue=Queue.PEOPLE)
    seed = _seed(told)

    def work(act: Act) -> Loaded:
        found = ProblemCollector()
        found.take("code", lambda: new_names.require_free(act.tx, seed.code), None)
        found.finish()
        return campaigns.load_campaign(
            act, seed, state=CampaignState.PREPARING, anchor_on=seed.anchor_on, dates_moved=False
        )

    return intent.carry_out(work, again=lambda _: Loaded(seed.code, is_new=False))


def _seed(told: Begun) -> CampaignSeed:
    found = ProblemCollector()
    code = found.take("code", lambda: new_names.code(told.code), "")
    short_title = found.take(
        "short_title",
        lambda: new_names.line(told.short_title, "short_title", SHORT_TITLE_LIMIT), "",
    )  # fmt: skip
    title = found.take("title", lambda: new_names.line(told.title, "title", TITLE_LIMIT), "")
    anchor = found.take("anchor", lambda: new_names.line(told.anchor, "anchor", TITLE_LIMIT), "")
    day = found.take("anchor_on", lambda: new_names.day(told.anchor_on), date.min)
    found.finish()
    key = plan_drafts.key_of(anchor, ())
    content = {
        "kind": "campaign", "schema": 1, "code": code, "title": title,
        "short_title": short_title, "theme": title, "anchor": key,
        "milestones": [{"key": key, "name": anchor, "date": day.isoformat()}],
        "groups": [], "tasks": [], **_usual(),
    }  # fmt: skip
    seed, problems = files.checked(content, is_whole=False)
    if seed is None:
        raise TypeError(f"{FILE.name} and a name make no campaign: {problems}")
    return seed


@functools.cache
def _usual() -> Mapping[str, Any]:
    """What every campaign begins with, as the installation has it."""
    told: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return told
