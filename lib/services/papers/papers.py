"""Packs of papers for people: who may have one made, and what is told of one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.jobs import Job, Kind
from lib.domain.nominations import AwardForm
from lib.domain.papers.papers import Paper, PaperData
from lib.domain.papers.standing import Left, LeftOut
from lib.errors import NotFound
from lib.exports.docx.making import orders, packs
from lib.exports.docx.making.orders import Order
from lib.services.acts import new_act
from lib.services.campaigns import award_rules
from lib.services.jobs import jobs
from lib.services.jobs.jobs import Wanted
from lib.services.papers import paper_data, paper_templates
from lib.store import papers as store
from lib.store.engine.db import Database
from lib.store.papers import MeetingRow

KINDS: Final = frozenset({Kind.PAPERS, Kind.UNIT_PAPERS})


@dataclass(frozen=True, slots=True)
class Choices:
    """What the Office may have papers made of."""

    awards: tuple[AwardForm, ...]
    meetings: tuple[MeetingRow, ...]


@dataclass(frozen=True, slots=True)
class Lacks:
    """What a pack does not tell.

    Attributes:
        left_out: whom some of its papers do not name.
        not_made: which papers it lacks, since they would have been about nobody.
    """

    left_out: tuple[LeftOut, ...] = ()
    not_made: tuple[Paper, ...] = ()


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
) -> Job:
    """Ask for the agency's papers for one award.

    Args:
        meeting_id: whose nominations and minutes; None for the minutes as a form.
    Raises:
        NotFound: no such award or meeting, or nobody is nominated.
        Refused: the actor has asked for enough already.
    """
    access.check(actor, Action.PAPERS_MAKE)
    data = paper_data.of_award(db, campaign, award_code=award_code, meeting_id=meeting_id)
    asked = {"award": award_code, "meeting": str(meeting_id or "")}
    wanted = _wanted(db, campaign, Kind.PAPERS, data, asked)
    return jobs.ask(db, actor, wanted, act_id=new_act(), address=address)


def make_unit_pack(
    db: Database, actor: Actor, campaign: Campaign, *, address: str | None = None
) -> Job:
    """Ask for the papers that the actor's own unit prints and signs.

    Raises:
        NotFound: the unit nominates nobody.
        Refused: the actor has asked for enough already.
    """
    access.check(actor, Action.PAPERS_UNIT, unit_id=actor.unit_id)
    data = paper_data.of_unit(db, campaign, actor.unit_id)
    wanted = _wanted(db, campaign, Kind.UNIT_PAPERS, data, {}, unit_id=actor.unit_id)
    return jobs.ask(db, actor, wanted, act_id=new_act(), address=address)


def lacks(db: Database, actor: Actor, job_id: UUID) -> Lacks:
    """What a pack of the actor's does not tell; nothing once it has lapsed."""
    told = json.loads(jobs.told(db, actor, job_id) or b"{}")
    return Lacks(
        tuple(LeftOut(name, Left(reason)) for name, reason in told.get("left_out", ())),
        tuple(Paper(paper) for paper in told.get("not_made", ())),
    )


def _wanted(
    db: Database,
    campaign: Campaign,
    kind: Kind,
    data: PaperData,
    asked: dict[str, str],
    *,
    unit_id: UUID | None = None,
) -> Wanted:
    if not data.nominees and not (data.left_out and data.papers):
        raise NotFound("nominees")
    used = {paper: str(path) for paper, path in paper_templates.in_force(db).items()}
    order = orders.to_json(Order(data, used)).encode()
    left_out = [[one.name, one.reason] for one in data.left_out]
    told = {"left_out": left_out, "not_made": data.not_made}
    return Wanted(
        kind=kind, campaign=campaign, parameters=asked, revision=data.campaign.revision,
        file_name=packs.zip_name(data), steps=sum(1 for _ in packs.files(data)),
        order=lambda out: out.write(order), told=json.dumps(told, ensure_ascii=False).encode(),
        unit_id=unit_id,
    )  # fmt: skip
