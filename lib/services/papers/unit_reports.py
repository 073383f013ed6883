"""Reports of units at a campaign's end: where each stands, and having their papers made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.jobs import Job, Kind
from lib.domain.list_choices import pages_of, rows_before
from lib.domain.papers.papers import Pack, Paper, PaperData
from lib.domain.papers.unit_report import UnitReport
from lib.domain.unit_reports import Ending
from lib.domain.units import Unit
from lib.domain.vietnamese import search_key
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
from lib.store.unit_reports import UnitState

PAGE_ROWS: Final = 20
_KINDS = {Ending.DOCX: Kind.UNIT_REPORT, Ending.PDF: Kind.UNIT_REPORT_PDF}


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A unit, and where its report stands."""

    unit: Unit
    verification: Verification
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Board:
    """One page of the units that a report is asked of, in the agency's order.

    Attributes:
        task_code: what the plan calls the report.
        total: rows on all pages.
        by_state: counts of all units, whatever is sought.
        page_rows: how many rows a page has.
    """

    task_code: str
    lines: tuple[BoardLine, ...]
    total: int
    by_state: Mapping[Verification, int]
    page_rows: int

    @property
    def pages(self) -> int:
        return pages_of(self.total, self.page_rows)


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


def board(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    page: int = 1,
    sought: str = "",
    page_rows: int | None = None,
) -> Board | None:
    """Where the report of each unit stands; None where the campaign asks for none.

    Args:
        sought: part of a unit's name or code, without accents.
        page_rows: how many rows a page has; None for as many as the actor has chosen.
    """
    access.check(actor, Action.CAMPAIGN_REOPEN)
    task = campaigns.plan(db, campaign).unit_report
    if task is None:
        return None
    campaign_id, task_id = campaign.campaign_id, task.task_id
    wanted = search_key(sought) or None
    rows = page_rows or actor.lists.page_rows(PAGE_ROWS)
    offset = rows_before(page, rows)

    def read(tx: Reader) -> Board:
        def of_page(offset: int) -> tuple[list[UnitState], int]:
            return store.page(
                tx, campaign_id, task_id, search_key=wanted, offset=offset, limit=rows
            )

        found = of_page(offset)
        # A page that a shorter list no longer has is its first one.
        states, total = of_page(0) if offset and not found[1] else found
        units = unit_store.by_ids(tx, [one.unit_id for one in states], clock.today())
        lines = (BoardLine(units[one.unit_id], one.verification, one.sent_at) for one in states)
        by_state = store.count_by_state(tx, campaign_id, task_id)
        return Board(task.code, tuple(lines), total, by_state, rows)

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
