"""How many findings nobody has accepted, for a first page: at so little cost as it may bear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.quality.findings import Severity
from lib.services import rested
from lib.services.quality import looking, tallies
from lib.services.quality.tallies import Wanted
from lib.services.rested import Rested
from lib.store.engine.db import Database

REST_S: Final = 15.0
SHARE: Final = 20
"""After a look that took a second nobody looks for twenty."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """What nobody has accepted, at the revision that was last looked at.

    Attributes:
        by_severity: zeros are left out.
    """

    by_severity: Mapping[Severity, int]
    revision: int
    day: date

    @property
    def total(self) -> int:
        return sum(self.by_severity.values())


def unseen(db: Database, actor: Actor, campaign: Campaign) -> Unseen:
    """The counts; they may be REST_S old, or SHARE times as old as looking takes.

    What is known serves while somebody looks again.
    """
    access.check(actor, Action.QUALITY_REVIEW)
    kept: Rested[Unseen] = rested.of(db, ("unseen findings", campaign.campaign_id))
    return kept.get(lambda: _look(db, campaign), rest_s=REST_S, share=SHARE)


def _look(db: Database, campaign: Campaign) -> Unseen:
    looked = looking.now(db, campaign)
    kept = tallies.of(db, campaign, looked).view(Wanted()).by_show
    by_severity = {of: kept[show] for show, of in tallies.SEVERITIES.items() if show in kept}
    return Unseen(by_severity, looked.revision, looked.day)
