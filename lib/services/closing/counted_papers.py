"""Papers that tell of a report's figures in words of their own: asked for, or from the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from uuid import UUID

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.jobs import Job, Kind
from lib.domain.papers.papers import PACKS, Pack, PaperData
from lib.domain.reports.outline import ReportKind
from lib.domain.reports.report import Report, State
from lib.domain.reports.told import Told
from lib.domain.unit_reports import Ending
from lib.exports.docx.making import orders, packs
from lib.exports.docx.making.orders import Order
from lib.services import acts, clock
from lib.services.acts import CampaignRevision, Queue
from lib.services.campaigns import campaigns
from lib.services.closing import composing, freezing
from lib.services.jobs import jobs
from lib.services.jobs.jobs import Wanted
from lib.services.papers import paper_templates, unit_reports
from lib.store import closing_reports
from lib.store.engine.db import Database


@dataclass(frozen=True, slots=True)
class Counted:
    """What such a paper is told by.

    Attributes:
        paper: what every paper of the campaign tells.
        figures: those of now for a draft, else those that were held fast.
        report: None where nobody has begun one; its figures are those of now then.
    """

    campaign: Campaign
    kind: ReportKind
    paper: PaperData
    figures: Told
    report: Report | None

    @property
    def is_draft(self) -> bool:
        return self.report is None or self.report.state == State.DRAFT


class Tell(Protocol):
    """Writes the paper's own part of the data."""

    def __call__(self, counted: Counted) -> PaperData: ...


@dataclass(frozen=True, slots=True)
class CountedPaper:
    """One of these papers.

    Attributes:
        pack: of the paper alone.
        kinds: the job by the ending of its file.
    """

    pack: Pack
    kinds: Mapping[Ending, Kind]
    tell: Tell


def ask(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    report_id: UUID,
    wanted: CountedPaper,
    *,
    ending: Ending = Ending.DOCX,
    address: str | None = None,
) -> Job:
    """Ask for the paper with the figures of a report: of now, or as they were held fast.

    Raises:
        NotFound: no such report.
        Refused: `no_pdf`; the actor has asked for enough already.
    """
    access.check(actor, Action.REPORT_VIEW)
    unit_reports.check_ending(ending)
    report, frozen = db.read(
        lambda tx: (
            composing.of_report(tx, campaign, report_id),
            closing_reports.frozen(tx, report_id),
        )
    )
    data = wanted.tell(_counted(db, campaign, report.kind, report, frozen))
    order = orders.to_json(_order(db, data)).encode()
    job = Wanted(
        kind=wanted.kinds[ending], campaign=campaign,
        parameters={"report": str(report_id), "version": str(report.version)},
        revision=data.campaign.revision,
        file_name=packs.file_name(data, text.PACK_FILES[wanted.pack], ending), steps=1,
        order=lambda out: out.write(order),
    )  # fmt: skip
    return jobs.ask(db, actor, job, act_id=acts.new_act(), address=address)


def write_for_operator(
    db: Database, wanted: CountedPaper, *, campaign_code: str | None, kind: ReportKind, out: Path
) -> None:
    """Write the paper with the figures of the report of this kind."""
    from lib.exports.docx.making import pack_maker  # noqa: PLC0415 heavy, and only this needs it

    intent = acts.intend_as(db, acts.OPERATOR, act_id=acts.new_act(), queue=Queue.NONE)
    campaign = campaigns.find(db, campaign_code)
    found = db.read(lambda tx: closing_reports.reports(tx, campaign.campaign_id))
    report = next((one for one in found if one.kind == kind), None)
    frozen = db.read(lambda tx: closing_reports.frozen(tx, report.report_id)) if report else ""
    data = wanted.tell(_counted(db, campaign, kind, report, frozen))
    intent.note(
        "export.ask",
        {"what": wanted.kinds[Ending.DOCX].value, "file": out.name},
        subject=campaign.code,
        of=CampaignRevision(campaign.campaign_id, data.campaign.revision),
    )
    (paper,) = PACKS[wanted.pack]
    for _ in pack_maker.make_one(_order(db, data), paper, out):
        pass


def _counted(
    db: Database, campaign: Campaign, kind: ReportKind, report: Report | None, frozen: str
) -> Counted:
    """What the paper is told by.

    Args:
        frozen: what is held fast of the report; "" for a draft.
    """
    if report is None or report.state == State.DRAFT or not frozen:
        read = composing.now(db, campaign, kind)
        facts = replace(
            read.paper.campaign, revision=read.snapshot.revision, audit=read.snapshot.head
        )
        paper = replace(read.paper, made_at=clock.now(), day=read.snapshot.day, campaign=facts)
        return Counted(campaign, kind, paper, read.told, report)
    paper = freezing.thawed(frozen).paper
    return Counted(campaign, kind, paper, freezing.kept_figures(db, report), report)


def _order(db: Database, data: PaperData) -> Order:
    """With the one template that it needs."""
    (paper,) = PACKS[data.pack]
    return Order(data, {paper: str(paper_templates.in_force(db)[paper])})
