"""The report as a DOCX: asked for on the page, or written at the server's terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from uuid import UUID

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.jobs import Job, Kind
from lib.domain.papers.papers import Paper, PaperData
from lib.domain.reports import document
from lib.domain.reports.outline import ReportKind
from lib.domain.reports.report import State
from lib.domain.unit_reports import Ending
from lib.errors import NotFound
from lib.exports.docx.making import orders, packs
from lib.exports.docx.making.orders import Order
from lib.services import acts
from lib.services.acts import CampaignRevision, Queue
from lib.services.campaigns import campaigns
from lib.services.closing import composing, freezing, outlines
from lib.services.closing.composing import Composed
from lib.services.jobs import jobs
from lib.services.jobs.jobs import Wanted
from lib.services.papers import paper_templates, unit_reports
from lib.services.reports import past, workbooks
from lib.store import closing_parts, closing_reports
from lib.store.engine.db import Database

_KINDS: Final = {Ending.DOCX: Kind.REPORT, Ending.PDF: Kind.REPORT_PDF}


def ask(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    report_id: UUID,
    *,
    ending: Ending = Ending.DOCX,
    address: str | None = None,
) -> Job:
    """Ask for the paper of a report as it is now, or as it was held fast.

    Raises:
        NotFound: no such report.
        Refused: `no_pdf`; the actor has asked for enough already.
    """
    access.check(actor, Action.REPORT_VIEW)
    unit_reports.check_ending(ending)
    made = composing.composed(db, campaign, report_id)
    data = _data(made)
    order = orders.to_json(Order(data, _templates(db))).encode()
    wanted = Wanted(
        kind=_KINDS[ending], campaign=campaign,
        parameters={"report": str(report_id), "version": str(made.report.version)},
        revision=data.campaign.revision, steps=1,
        file_name=packs.file_name(data, text.REPORT_FILES[made.report.kind], ending),
        order=lambda out: out.write(order),
    )  # fmt: skip
    return jobs.ask(db, actor, wanted, act_id=acts.new_act(), address=address)


def write_for_operator(
    db: Database,
    *,
    campaign_code: str | None,
    kind: ReportKind,
    outline: Path | None,
    out: Path,
    as_of: str = "",
) -> int:
    """Write the report of this kind as it is now; how many parts somebody still has to write.

    Args:
        outline: a file in the place of the campaign's outline.
        as_of: the instant of its figures, as of `past.asked`; words by hand are those of now.
    Raises:
        BadFile: the outline cannot be used.
        Refused: as `past.asked`.
    """
    from lib.exports.docx.making import pack_maker  # noqa: PLC0415 heavy, and only this needs it

    intent = acts.intend_as(db, acts.OPERATOR, act_id=acts.new_act(), queue=Queue.NONE)
    campaign = past.asked(db, campaigns.find(db, campaign_code), as_of)
    found = db.read(lambda tx: closing_reports.reports(tx, campaign.campaign_id))
    report = next((one for one in found if one.kind == kind), None)
    parts = db.read(lambda tx: closing_parts.parts(tx, report.report_id)) if report else {}
    is_held = report is not None and report.state != State.DRAFT
    if report is not None and is_held and outline is None and campaign.at is None:
        data = _data(composing.composed(db, campaign, report.report_id))
    else:
        source = outlines.of_file(outline) if outline else _source(db, campaign)
        read = composing.now(db, campaign, kind)
        told = outlines.check(source, read.told, name=outline.name if outline else outlines.NAME)
        made = document.composed(told, read.told, {key: one.written for key, one in parts.items()})
        data = freezing.paper(read, made, is_draft=True)
    intent.note(
        "export.ask",
        {"what": Kind.REPORT.value, "file": out.name},
        subject=campaign.code,
        of=CampaignRevision(campaign.campaign_id, data.campaign.revision),
    )
    for _ in pack_maker.make_one(Order(data, _templates(db)), Paper.CLOSING_REPORT, out):
        pass
    lines = data.closing.lines if data.closing else ()
    return sum(one.text.startswith(text.REPORT_TO_FILL.partition(":")[0]) for one in lines)


def ask_workbook(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    report_id: UUID,
    *,
    address: str | None = None,
) -> Job:
    """Ask for the workbook of what a report that was held fast was counted of.

    Raises:
        NotFound: no such report, or it was not held fast.
        Refused: the actor has asked for enough already.
    """
    access.check(actor, Action.EXPORT_CSV)
    report = db.read(lambda tx: composing.of_report(tx, campaign, report_id))
    if report.state == State.DRAFT:
        raise NotFound("report")
    taken = freezing.kept_snapshot(db, report)
    wanted = workbooks.wanted(
        db, actor, campaign, taken, {"report": str(report_id), "day": taken.day.isoformat()}
    )
    return jobs.ask(db, actor, wanted, act_id=acts.new_act(), address=address)


def _data(made: Composed) -> PaperData:
    if made.reading is not None:
        return freezing.paper(made.reading, made.document, is_draft=True)
    if made.kept is None:
        raise ValueError("a report is a draft or held fast")
    return freezing.signed(made.kept, made.report)


def _templates(db: Database) -> dict[Paper, str]:
    return {paper: str(path) for paper, path in paper_templates.in_force(db).items()}


def _source(db: Database, campaign: Campaign) -> str:
    return db.read(lambda tx: outlines.source(tx, campaign))[1]
