"""What a report is composed of: one revision of the campaign, with words and hints."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from lib.domain.campaigns import Campaign
from lib.domain.exports import ExemplarLine, Snapshot
from lib.domain.nominations import AwardForm
from lib.domain.papers.papers import PaperData
from lib.domain.papers.report_paper import UnitRow
from lib.domain.reports import annexes, facts, told
from lib.domain.reports.figures import Figures
from lib.domain.reports.outline import Hint, Outline, ReportKind
from lib.domain.reports.told import Told
from lib.domain.vietnamese import format_date
from lib.services.campaigns import award_details, award_rules, campaigns
from lib.services.campaigns.campaign_details import Details
from lib.services.papers import paper_data
from lib.services.reports import exports, past
from lib.store import campaigns as campaign_store
from lib.store import exemplars as store
from lib.store import item_returns
from lib.store.engine.db import Database, Reader


@dataclass(frozen=True)
class Reading:
    """A revision as a report of one kind tells of it."""

    outline: Outline
    paper: PaperData
    told: Told
    addressees: tuple[str, ...]

    @property
    def snapshot(self) -> Snapshot:
        return self.told.figures.facts.snapshot

    @cached_property
    def unit_rows(self) -> tuple[UnitRow, ...]:
        """The annex of units, which each drawing of a report looks through."""
        return annexes.units(self.snapshot)


def read(db: Database, campaign: Campaign, kind: ReportKind, outline: Outline) -> Reading:
    """The campaign as it is now, or stood at an instant."""
    # All of it: what a report that is held fast was counted of must make the workbook too.
    snapshot = exports.snapshot(db, campaign)
    snapshot = replace(
        snapshot,
        award_forms=award_rules.rules(db, campaign).award_forms,
        exemplars=_exemplars(db, campaign),
    )
    returns = past.read(db, campaign, lambda tx: item_returns.counts(tx, campaign.campaign_id))
    paper = paper_data.of_report(db, campaign)
    details = Details(db.read(lambda tx: campaign_store.details(tx, campaign.campaign_id)))
    addressees = details.addressees() or tuple(one for one in (paper.agency.province,) if one)
    words = {
        **told.titles(snapshot.groups, snapshot.tasks),
        "loai": outline.names[kind],
        "co_quan": paper.agency.name,
        "cap_tren": paper.agency.province,
        "phong_trao": paper.campaign.movement,
        "ke_hoach": paper.bases[-1].text if paper.bases else "",
        "can_cu": "".join(f"{one.text}; " for one in details.called_by(snapshot.day)),
        "noi_nhan": " và ".join(addressees),
        "ngay_so_lieu": f"ngày {format_date(snapshot.day)}",
    }
    told_now = Told(Figures(facts.facts(snapshot, returns)), words)
    return Reading(outline, paper, told_now, addressees)


def _exemplars(db: Database, campaign: Campaign) -> tuple[ExemplarLine, ...]:
    """Who is on the honour board with consent; of a past campaign, who was already by then.

    What was taken off it or whose consent was taken back since is named on no paper.
    """

    def read(tx: Reader) -> tuple[ExemplarLine, ...]:
        found = store.honoured(tx, campaign.campaign_id, None)
        by_then = store.published_by(tx, campaign.campaign_id, campaign.revision)
        return tuple(
            ExemplarLine(one.exemplar.unit_id, one.exemplar.subject, one.exemplar.name)
            for one in found
            if one.exemplar.has_consent
            and (campaign.at is None or one.exemplar.exemplar_id in by_then)
        )

    return db.read(read)


def bare(db: Database, campaign: Campaign) -> Told:
    """The names that templates of the campaign may use, with nothing counted."""
    return _named(exports.bare(db, campaign), award_rules.rules(db, campaign).award_forms)


def bare_within(tx: Reader, campaign: Campaign) -> Told:
    """The same of a campaign as an act has just made it."""
    details = campaign_store.details(tx, campaign.campaign_id)
    plan = campaigns.plan_of(tx, campaign.campaign_id)
    return _named(exports.planned(campaign, plan), award_details.from_details(details).award_forms)


def _named(bare: Snapshot, award_forms: tuple[AwardForm, ...]) -> Told:
    snapshot = replace(bare, award_forms=award_forms)
    words = {**told.titles(snapshot.groups, snapshot.tasks), **dict.fromkeys(told.WORDS, "")}
    return Told(Figures(facts.facts(snapshot)), words)


def hints(reading: Reading, wanted: tuple[Hint, ...]) -> dict[Hint, tuple[str, ...]]:
    """What is told beside a typed part, by kind; nothing of what there is none of."""
    found = {hint: tuple(_HINTS[hint](reading.told)) for hint in wanted}
    return {hint: lines for hint, lines in found.items() if lines}


def _groups_below(of: Told) -> list[str]:
    lines = []
    for group in of.figures.facts.snapshot.groups:
        share, asked = of.value(f"{group.code}.ty_le"), of.value(f"{group.code}.giao")
        if share.number is not None and share.number < 1:
            done = of.value(f"{group.code}.xong")
            lines.append(f"{group.short_title}: {share.text} ({done.text}/{asked.text})")
    return lines


def _overdue(of: Told) -> list[str]:
    by_unit: dict[str, list[str]] = {}
    for row in of.figure("qua_han").rows:
        by_unit.setdefault(row.unit, []).append(row.task_code)
    return [f"{unit}: {', '.join(codes)}" for unit, codes in by_unit.items()]


def _returned_twice(of: Told) -> list[str]:
    facts_ = of.figures.facts
    units = {one.unit_id: one.name for one in facts_.units}
    tasks = {task.task_id: task.code for task in facts_.snapshot.tasks}
    return [
        f"{units[unit]}: {tasks[task]} (trả lại {count} lần)"
        for (unit, task), count in facts_.returns.items()
        if count > 1 and unit in units and task in tasks
    ]


def _silent(of: Told) -> list[str]:
    return [one.name for one in of.figures.facts.silent]


_HINTS: Final = {
    Hint.GROUPS_BELOW: _groups_below,
    Hint.OVERDUE: _overdue,
    Hint.RETURNED_TWICE: _returned_twice,
    Hint.SILENT: _silent,
}
