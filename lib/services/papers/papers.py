"""Packs of papers for people: who may have one made, how far it is, and what waits for them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.nominations import AwardForm
from lib.domain.papers.papers import PaperData
from lib.errors import NotFound
from lib.services import acts
from lib.services.acts import CampaignRevision, Intent, Queue
from lib.services.campaigns import award_rules
from lib.services.papers import paper_data, paper_templates
from lib.services.papers.paper_jobs import Progress, Result, jobs
from lib.store import papers as store
from lib.store.engine.db import Database
from lib.store.papers import MeetingRow


@dataclass(frozen=True, slots=True)
class Choices:
    """What the Office may have papers made of."""

    awards: tuple[AwardForm, ...]
    meetings: tuple[MeetingRow, ...]


def choices(db: Database, actor: Actor, campaign: Campaign) -> Choices:
    """The campaign's awards, and its meetings, the newest first."""
    access.check(actor, Action.PAPERS_MAKE)
    found = db.read(lambda tx: store.meetings(tx, campaign.campaign_id))
    return Choices(award_rules.rules(db, campaign).award_forms, tuple(found))


def make_pack(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    award_code: str,
    meeting_id: UUID | None,
    address: str | None = None,
) -> Progress:
    """Begin the agency's papers for one award.

    Args:
        meeting_id: whose nominations and minutes; None for the minutes as a form.
    Raises:
        NotFound: no such award or meeting, or nobody is nominated.
        Unavailable: another pack is being made.
    """
    intent = acts.intend(
        db, actor, Action.PAPERS_MAKE, act_id=acts.new_act(), queue=Queue.NONE, address=address
    )
    data = paper_data.of_award(db, campaign, award_code=award_code, meeting_id=meeting_id)
    return _begin(intent, actor, campaign, data)


def make_unit_pack(
    db: Database, actor: Actor, campaign: Campaign, *, address: str | None = None
) -> Progress:
    """Begin the papers that the actor's own unit prints and signs.

    Raises:
        NotFound: the unit nominates nobody.
        Unavailable: another pack is being made.
    """
    intent = acts.intend(
        db, actor, Action.PAPERS_UNIT, act_id=acts.new_act(), queue=Queue.NONE,
        unit_id=actor.unit_id, address=address,
    )  # fmt: skip
    data = paper_data.of_unit(db, campaign, actor.unit_id)
    return _begin(intent, actor, campaign, data)


def progress(actor: Actor) -> Progress | None:
    """The newest pack that the actor had made since the server started."""
    _check(actor)
    return jobs().progress(actor.account_id)


def cancel(actor: Actor) -> None:
    """Stop the actor's pack; nothing of it is kept."""
    _check(actor)
    jobs().cancel(actor.account_id)


def results(actor: Actor) -> list[Result]:
    """The packs that wait for the actor, the newest first."""
    _check(actor)
    return jobs().results(actor.account_id)


def result(actor: Actor, name: str) -> Path:
    """One of them.

    Raises:
        NotFound: none of this name waits for the actor.
    """
    _check(actor)
    return jobs().result(actor.account_id, name)


def _check(actor: Actor) -> None:
    """Whoever lost both rights gets nothing more of what was made before."""
    action = Action.PAPERS_MAKE if access.can(actor, Action.PAPERS_MAKE) else Action.PAPERS_UNIT
    access.check(actor, action)


def _begin(intent: Intent, actor: Actor, campaign: Campaign, data: PaperData) -> Progress:
    if not data.nominees and not (data.left_out and data.papers):
        raise NotFound("nominees")
    begun = jobs().start(actor.account_id, data, paper_templates.in_force(intent.db))
    intent.note(
        "export.papers",
        {"what": data.pack.value, "papers": begun.total},
        subject=campaign.code,
        of=CampaignRevision(campaign.campaign_id, data.campaign.revision),
    )
    return begun
