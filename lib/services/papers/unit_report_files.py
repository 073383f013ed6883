"""Reports of units at the server's terminal: made at once, with what a server need not know."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from lib.domain.campaigns import Campaign
from lib.domain.jobs import Kind
from lib.domain.papers.papers import Paper, PaperData
from lib.domain.unit_reports import Ending
from lib.errors import NotFound
from lib.exports.docx.making import unit_paper_maker, unit_paper_orders
from lib.services import acts
from lib.services.acts import CampaignRevision, Queue
from lib.services.campaigns import campaigns
from lib.services.papers import unit_report_data, unit_reports
from lib.store import units as unit_store
from lib.store.engine.db import Database, Reader


def write_for_operator(
    db: Database, *, campaign_code: str | None, unit_code: str | None, out: Path
) -> int:
    """Write the report of one unit as DOCX, or those of all as ZIP; how many there are.

    Raises:
        NotFound: no such campaign or unit, or no report is asked for.
    """
    campaign = campaigns.find(db, campaign_code)
    if unit_code is None:
        reports, base = unit_reports.of_all(db, campaign)
        _note(db, campaign, Kind.UNIT_REPORTS, base, out)
        _write(db, reports, out, unit_paper_maker.make_all)
        return len(reports)
    data = _of_code(db, campaign, unit_code)
    _note(db, campaign, Kind.UNIT_REPORT, data, out)
    _write(db, [data], out, unit_paper_maker.make_one)
    return 1


def _of_code(db: Database, campaign: Campaign, unit_code: str) -> PaperData:
    plan = campaigns.plan(db, campaign)

    def read(tx: Reader) -> PaperData:
        unit_id = unit_store.id_by_code(tx, unit_code)
        if unit_id is None:
            raise NotFound("unit")
        return unit_report_data.of_unit(tx, campaign, plan, unit_id)

    return db.read(read)


def _note(db: Database, campaign: Campaign, kind: Kind, data: PaperData, out: Path) -> None:
    intent = acts.intend_as(db, acts.OPERATOR, act_id=acts.new_act(), queue=Queue.NONE)
    place = CampaignRevision(campaign.campaign_id, data.campaign.revision)
    detail = {"what": kind.value, "file": out.name}
    intent.note("export.ask", detail, subject=campaign.code, of=place)


def _write(
    db: Database, reports: Iterable[PaperData], out: Path, make: unit_paper_maker.Maker
) -> None:
    ordered = io.BytesIO()
    unit_paper_orders.write(
        ordered, reports, Paper.UNIT_REPORT, unit_reports.template(db), [Ending.DOCX]
    )
    ordered.seek(0)
    for _ in make(ordered, out):
        pass
