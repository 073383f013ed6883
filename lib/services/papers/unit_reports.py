"""Reports of units at a campaign's end: where each stands, and having their papers made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.jobs import Job, Kind
from lib.domain.papers.papers import Pack, Paper, PaperData
from lib.domain.papers.unit_report import UnitReport
from lib.domain.unit_reports import Ending
from lib.domain.units import Unit
from lib.domain.workflow import Verification
from lib.errors import NotFound, Refused
from lib.exports import pdf
from lib.exports.docx.making import packs, unit_paper_orders
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.jobs import jobs
from lib.services.jobs.jobs import Wanted
from lib.services.papers import paper_data, paper_templates, unit_report_data
from lib.store import unit_reports as store
from lib.store import units as unit_store
from lib.store.engine.db import Database, Reader

_KINDS = {Ending.DOCX: Kind.UNIT_REPORT, Ending.PDF: Kind.UNIT_REPORT_PDF}


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A unit, and where its report stands."""

    unit: Unit
    verification: Verification
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Board:
    """The reports of all units; `task_code` is what the plan calls it."""

    task_code: str
    lines: tuple[BoardLine, ...]


def has_pdf() -> bool:
    """Whether this server can make PDF files."""
    return pdf.program() is not None


def report(db: Database, actor: Actor, campaign: Campaign, unit_id: UUID) -> UnitReport:
    """What the unit's report says as of now.

    Raises:
        NotFound: the campaign asks for none, or not of this unit.
    """
    access.check(actor, Action.UNIT_REPORT_MAKE, unit_id=unit_id)
    found = _of_unit(db, campaign, unit_id).report
    if found is None:
        raise NotFound("unit_report")
    return found


def board(db: Database, actor: Actor, campaign: Campaign) -> Board | None:
    """Where the report of each unit stands; None where the campaign asks for none."""
    access.check(actor, Action.CAMPAIGN_REOPEN)
    task = campaigns.plan(db, campaign).unit_report
    if task is None:
        return None

    def read(tx: Reader) -> Board:
        units = {one.unit_id: one for one in unit_store.units(tx, clock.today())}
        states = store.states(tx, campaign.campaign_id, task.task_id)
        lines = (BoardLine(units[one.unit_id], one.verification, one.sent_at) for one in states)
        return Board(task.code, tuple(lines))

    return db.read(read)


def ask(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    unit_id: UUID,
    ending: Ending,
    address: str | None = None,
) -> Job:
    """Ask for the paper of one unit.

    Raises:
        NotFound: the campaign asks for no report, or not of this unit.
        Refused: `no_pdf`; the actor has asked for enough already.
    """
    access.check(actor, Action.UNIT_REPORT_MAKE, unit_id=unit_id)
    check_ending(ending)
    data = _of_unit(db, campaign, unit_id)
    code = data.unit.abbreviation if data.unit else ""
    name = packs.file_name(data, f"{text.PACK_FILES[Pack.UNIT_REPORT]}-{code}", ending)
    wanted = _wanted(db, campaign, _KINDS[ending], [data], [ending], name, unit_id=unit_id)
    return jobs.ask(db, actor, wanted, act_id=new_act(), address=address)


def ask_all(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    with_pdf: bool,
    address: str | None = None,
) -> Job:
    """Ask for the papers of all units in one ZIP file.

    Raises:
        NotFound: the campaign asks for no report.
        Refused: `no_pdf`; the actor has asked for enough already.
    """
    access.check(actor, Action.PAPERS_MAKE)
    endings = [Ending.DOCX, *[Ending.PDF] * with_pdf]
    for ending in endings:
        check_ending(ending)
    reports, base = of_all(db, campaign)
    name = packs.zip_name(base)
    wanted = _wanted(db, campaign, Kind.UNIT_REPORTS, reports, endings, name, base=base)
    return jobs.ask(db, actor, wanted, act_id=new_act(), address=address)


def of_all(db: Database, campaign: Campaign) -> tuple[list[PaperData], PaperData]:
    """The data of every unit's paper in the agency's order, and what they share now.

    Raises:
        NotFound: the campaign asks for no report, or of nobody.
    """
    plan = campaigns.plan(db, campaign)
    task = unit_report_data.asked(plan)

    def read(tx: Reader) -> tuple[list[PaperData], PaperData]:
        states = store.states(tx, campaign.campaign_id, task.task_id)
        shared: dict[date, PaperData] = {}
        reports = [
            unit_report_data.of_unit(tx, campaign, plan, one.unit_id, shared) for one in states
        ]
        return reports, paper_data.base(tx, campaign, Pack.UNIT_REPORT)

    reports, base = db.read(read)
    if not reports:
        raise NotFound("unit_report")
    return reports, base


def template(db: Database) -> str:
    """The file of the template in force."""
    return str(paper_templates.in_force(db)[Paper.UNIT_REPORT])


def _of_unit(db: Database, campaign: Campaign, unit_id: UUID) -> PaperData:
    plan = campaigns.plan(db, campaign)
    return db.read(lambda tx: unit_report_data.of_unit(tx, campaign, plan, unit_id))


def check_ending(ending: Ending) -> None:
    """Nothing for a kind of file that this server can make.

    Raises:
        Refused: `no_pdf`.
    """
    if ending == Ending.PDF and not has_pdf():
        raise Refused("no_pdf")


def _wanted(
    db: Database,
    campaign: Campaign,
    kind: Kind,
    reports: Sequence[PaperData],
    endings: Sequence[Ending],
    name: str,
    *,
    unit_id: UUID | None = None,
    base: PaperData | None = None,
) -> Wanted:
    used = template(db)
    return Wanted(
        kind=kind, campaign=campaign, parameters={"endings": " ".join(endings)},
        revision=(base or reports[0]).campaign.revision, file_name=name,
        steps=len(reports) * len(endings),
        order=lambda out: unit_paper_orders.write(
            out, reports, Paper.UNIT_REPORT, used, endings
        ),
        unit_id=unit_id,
    )  # fmt: skip
