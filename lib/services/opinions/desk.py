"""The Office's list of opinions, and what was done with each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.opinion_lines import OpinionLine
from lib.domain.opinions import Opinion
from lib.services import clock
from lib.services.opinions import opinion_forms
from lib.store import opinion_lists
from lib.store import opinions as store
from lib.store.engine.db import Database, Reader
from lib.store.opinions import OpinionEntry

_READS: Final = (*store.LISTED, "form_versions")


@dataclass(frozen=True, slots=True)
class Line:
    """An opinion in the Office's list.

    Attributes:
        unit_name: of a named one's author; "" for an anonymous one.
        is_own: whether the reader has sent it.
    """

    opinion: Opinion
    unit_name: str
    is_own: bool


def lines(db: Database, actor: Actor, campaign: Campaign) -> Sequence[Line]:
    """All of the campaign, the newest day first."""
    access.check(actor, Action.OPINION_REVIEW)

    today = clock.today()

    def read(tx: Reader) -> tuple[Sequence[Opinion], Mapping[UUID, str]]:
        stored = store.of_campaign(tx, campaign.campaign_id)
        found = opinion_forms.with_told(tx, campaign.code, stored)
        asked = {one.author.unit_id for one in found if one.author}
        return found, store.unit_names(tx, asked, today)

    found, names = db.kept(("opinions", campaign.campaign_id, today), _READS, read)
    return [
        Line(
            one,
            names.get(one.author.unit_id, "") if one.author else "",
            one.author is not None and one.author.account_id == actor.account_id,
        )
        for one in found
    ]


def on_paper(db: Database, actor: Actor, campaign: Campaign) -> Sequence[OpinionLine]:
    """The same for a list that leaves the screen: as exports tell them, which name nobody."""
    access.check(actor, Action.OPINION_REVIEW)

    def read(tx: Reader) -> Sequence[OpinionLine]:
        topics = opinion_forms.topics_in(tx, campaign.campaign_id, campaign.code)
        return opinion_lists.opinion_lines(tx, campaign.campaign_id, topics)

    return db.read(read)


def labels(found: Sequence[Line]) -> list[str]:
    """The groups that there are, in order."""
    return sorted({one.opinion.label for one in found} - {""})


def history(db: Database, actor: Actor, opinion_id: UUID) -> list[OpinionEntry]:
    """What the Office did with one, the newest first."""
    access.check(actor, Action.OPINION_REVIEW)
    return db.read(lambda tx: store.history(tx, opinion_id))
