"""The interim report of the demo: begun by the Office, some of it written, one sentence by hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.reports.outline import ReportKind
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.closing import parts, reports
from lib.services.demo.demo_awards import Timed, day_at
from lib.store.engine.db import Database

_HOUR = 16


def acts(db: Database, campaign: Campaign, office: Actor, told: Mapping[str, Any]) -> list[Timed]:
    """Beginning the report and writing it, on one afternoon."""
    when = day_at(int(told["days_ago"]), _HOUR)
    return [Timed(when, partial(_write, db, campaign, office, told))]


def _write(db: Database, campaign: Campaign, office: Actor, told: Mapping[str, Any]) -> None:
    report_id = reports.begin(db, office, campaign, act_id=new_act(), kind=ReportKind.INTERIM)
    for key, words in told["typed"].items():
        _save(db, campaign, office, report_id, key, words)
    for key, words in told["by_hand"].items():
        now = campaigns.find(db, campaign.code)
        line = reports.opened(db, office, now, report_id).document.line(key)
        if line is not None:
            _save(db, campaign, office, report_id, key, words.format(line.words.text))


def _save(
    db: Database, campaign: Campaign, office: Actor, report_id: UUID, key: str, words: str
) -> None:
    parts.save(
        db, office, campaigns.find(db, campaign.code), act_id=new_act(), report_id=report_id,
        part_key=key, seen_version=0, raw={parts.WORDS: words},
    )  # fmt: skip
