"""What staff of the demo have sent as opinions, and what the Office made of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from lib.domain import notices as notices_domain
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.notices import CONTENT, LINK, SOURCE
from lib.domain.opinions import TEXT, TOPIC, Sealed, Step, code_hash, new_code
from lib.domain.vietnamese import local_day
from lib.services import clock
from lib.services.acts import new_act
from lib.services.demo.demo_awards import Timed, day_at
from lib.services.opinions import (
    batches,
    desk,
    desk_acts,
    notice_acts,
    notices,
    opinion_forms,
    sending,
)
from lib.services.opinions.desk_acts import Said, Target
from lib.services.opinions.notice_acts import NoticeSaid, NoticeTarget
from lib.store.engine.db import Database

_NIGHT: Final = 0
_SENT_AT: Final = 10
_HANDLED_AT: Final = 15


def acts(
    db: Database, campaign: Campaign, actors: Mapping[str, Actor], told: Mapping[str, Any]
) -> list[Timed]:
    """All of the file."""
    hidden = told["anonymous"]
    sent_on = local_day(day_at(hidden["sent_days_ago"], _SENT_AT))
    batch = [
        Sealed(
            campaign.campaign_id,
            code_hash(new_code()),
            opinion_forms.anonymous(db, campaign).version,
            {TOPIC: one["topic"], TEXT: one["text"]},
            sent_on,
        )
        for one in hidden["opinions"]
    ]
    night = day_at(hidden["sent_days_ago"] - 1, _NIGHT)
    made = [Timed(night, partial(batches.write, db, campaign, batch))]
    for one in told["named"]:
        send = partial(_send, db, campaign, actors[one["who"]], one)
        made.append(Timed(day_at(one["days_ago"], _SENT_AT), send))
    for one in told["steps"]:
        step = partial(_step, db, campaign, actors[told["desk"]], one)
        made.append(Timed(day_at(one["days_ago"], _HANDLED_AT), step))
    for one in told["notices"]:
        notify = partial(_notify, db, campaign, actors[one["who"]], one)
        made.append(Timed(day_at(one["days_ago"], _SENT_AT), notify))
        if one["to"]:
            forward = partial(_forward, db, campaign, actors[told["desk"]], one)
            made.append(Timed(day_at(one["forwarded_days_ago"], _HANDLED_AT), forward))
    return made


def _send(db: Database, campaign: Campaign, who: Actor, one: Mapping[str, str]) -> None:
    raw = {TOPIC: one["topic"], TEXT: one["text"]}
    sending.send_named(db, who, campaign, act_id=new_act(), raw=raw)


def _step(db: Database, campaign: Campaign, who: Actor, told: Mapping[str, str]) -> None:
    lines = desk.lines(db, who, campaign)
    one = next(line.opinion for line in lines if line.opinion.text.startswith(told["text"]))
    said = Said(
        answer=told.get("answer", ""),
        is_public="about" in told,
        public_about=told.get("about", ""),
        forwarded_to=told.get("to", ""),
        forwarded_on=clock.today(),
    )
    desk_acts.take_step(
        db, who, campaign, act_id=new_act(), target=Target(one.opinion_id, one.version),
        step=Step(told["step"]), said=said,
    )  # fmt: skip


def _notify(db: Database, campaign: Campaign, who: Actor, one: Mapping[str, str]) -> None:
    raw = {SOURCE: one["source"], LINK: one["link"], CONTENT: one["content"]}
    notice_acts.send(db, who, campaign, act_id=new_act(), raw=raw)


def _forward(db: Database, campaign: Campaign, who: Actor, told: Mapping[str, str]) -> None:
    lines = notices.lines(db, who, campaign)
    one = next(line.notice for line in lines if line.notice.answers[CONTENT] == told["content"])
    notice_acts.take_step(
        db, who, campaign, act_id=new_act(),
        target=NoticeTarget(one.notice_id, one.version), step=notices_domain.Step.FORWARD,
        said=NoticeSaid(forwarded_to=told["to"], forwarded_on=clock.today()),
    )  # fmt: skip
