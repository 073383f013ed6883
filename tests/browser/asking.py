"""Questions that the Office adds to tasks of a campaign that runs, before anybody visits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lib.domain.forms import building
from lib.domain.forms.fields import Kind
from lib.domain.plan_drafts import Name, Part
from lib.services.acts import new_act
from lib.services.building import drafts, publishing, task_forms
from lib.services.campaigns import campaigns
from lib.store.engine.db import Database
from tests import cast


def ask_at(db: Database, codes: Iterable[str], kind: Kind, settings: Mapping[str, object]) -> None:
    """The same question at each of these tasks, published."""
    van = cast.actor(db, cast.VAN)
    for code in codes:
        campaign = campaigns.find(db)
        record = drafts.opened(db, van, campaign).record(Name(Part.TASK, code))
        task_forms.change(
            db, van, campaign, act_id=new_act(), name=record.name, seen_version=record.version,
            act=lambda draft: building.added(draft, kind, settings),
        )  # fmt: skip
    campaign = campaigns.find(db)
    seen = drafts.opened(db, van, campaign).version
    publishing.publish(db, van, campaign, act_id=new_act(), seen_version=seen)
