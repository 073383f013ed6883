"""The notice of results: asked for beside a report, or written at the server's terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, CampaignState
from lib.domain.jobs import Job, Kind
from lib.domain.papers.papers import Pack, Paper, PaperData
from lib.domain.reports import annexes, notice
from lib.domain.reports.outline import ReportKind
from lib.domain.reports.report import Report, State
from lib.domain.reports.told import Told
from lib.exports.docx import orders, packs
from lib.exports.docx.orders import Order
from lib.services import acts, clock
from lib.services.acts import CampaignRevision, Queue
from lib.services.campaigns import campaigns
from lib.services.closing import composing, freezing
from lib.services.closing.composing import Composed
from lib.services.jobs import jobs
from lib.services.jobs.jobs import Wanted
from lib.services.papers import paper_templates
from lib.store import closing_reports
from lib.store.engine.db import Database


def ask(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    report_id: UUID,
    *,
    address: str | None = None,
) -> Job:
    """Ask for the notice with the figures of a report: of now, or as they were held fast.

    Raises:
        NotFound: no such report.
        Refused: the actor has asked for enough already.
    """
    access.check(actor, Action.REPORT_VIEW)
    report, frozen = db.read(
        lambda tx: (
            composing.of_report(tx, campaign, report_id),
            closing_reports.frozen(tx, report_id),
        )
    )
    data = _data(db, campaign, report.kind, report, frozen)
    order = orders.to_json(_order(db, data)).encode()
    wanted = Wanted(
        kind=Kind.RESULT_NOTICE, campaign=campaign,
        parameters={"report": str(report_id), "version": str(report.version)},
        revision=data.campaign.revision,
        file_name=packs.file_name(data, text.PACK_FILES[Pack.NOTICE], "docx"), steps=1,
        order=lambda out: out.write(order),
    )  # fmt: skip
    return jobs.ask(db, actor, wanted, act_id=acts.new_act(), address=address)


def unconcluded(actor: Actor, made: Composed) -> tuple[str, ...]:
    """The units for whose want of a conclusion the notice tells of no evaluation."""
    access.check(actor, Action.REPORT_VIEW)
    if made.reading is not None:
        return notice.unconcluded(annexes.units(made.reading.snapshot))
    told = made.kept.closing if made.kept else None
    return notice.unconcluded(told.units if told else ())


def write_for_operator(
    db: Database, *, campaign_code: str | None, kind: ReportKind, out: Path
) -> None:
    """Write the notice with the figures of the report of this kind."""
    from lib.exports.docx import pack_maker  # noqa: PLC0415 heavy, and only this needs it

    intent = acts.intend_as(db, acts.OPERATOR, act_id=acts.new_act(), queue=Queue.NONE)
    campaign = campaigns.find(db, campaign_code)
    found = db.read(lambda tx: closing_reports.reports(tx, campaign.campaign_id))
    report = next((one for one in found if one.kind == kind), None)
    frozen = db.read(lambda tx: closing_reports.frozen(tx, report.report_id)) if report else ""
    data = _data(db, campaign, kind, report, frozen)
    intent.note(
        "export.ask",
        {"what": Kind.RESULT_NOTICE.value, "file": out.name},
        subject=campaign.code,
        of=CampaignRevision(campaign.campaign_id, data.campaign.revision),
    )
    for _ in pack_maker.make_one(_order(db, data), Paper.RESULT_NOTICE, out):
        pass


def _data(
    db: Database, campaign: Campaign, kind: ReportKind, report: Report | None, frozen: str
) -> PaperData:
    """All that the notice tells.

    Args:
        report: None where nobody has begun one; its figures are those of now then.
        frozen: what is held fast of the report; "" for a draft.
    """
    if report is None or report.state == State.DRAFT or not frozen:
        read = composing.now(db, campaign, kind)
        facts = replace(
            read.paper.campaign, revision=read.snapshot.revision, audit=read.snapshot.head
        )
        paper = replace(read.paper, made_at=clock.now(), day=read.snapshot.day, campaign=facts)
        return _told(campaign, kind, paper, read.told, is_draft=True)
    paper = freezing.thawed(frozen).paper
    return _told(campaign, kind, paper, freezing.kept_figures(db, report), is_draft=False)


def _told(
    campaign: Campaign, kind: ReportKind, paper: PaperData, counted: Told, *, is_draft: bool
) -> PaperData:
    has_ended = campaign.state == CampaignState.CLOSED
    told = notice.told(counted, paper, kind, has_ended=has_ended, is_draft=is_draft)
    return replace(paper, pack=Pack.NOTICE, closing=None, notice=told)


def _order(db: Database, data: PaperData) -> Order:
    """With the one template that it needs."""
    path = paper_templates.in_force(db)[Paper.RESULT_NOTICE]
    return Order(data, {Paper.RESULT_NOTICE: str(path)})
