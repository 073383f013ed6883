"""Letters that urge units to do what is overdue or due soon: for one unit, or for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.jobs import Job, Kind
from lib.domain.papers import urging
from lib.domain.papers.papers import Pack, Paper, PaperData
from lib.domain.papers.urging import Urged, Why
from lib.domain.unit_reports import Ending
from lib.domain.units import Unit
from lib.domain.workflow import Verification
from lib.errors import Refused
from lib.exports.docx.making import packs, unit_paper_orders
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.jobs import jobs
from lib.services.jobs.jobs import Wanted
from lib.services.papers import paper_data, paper_templates
from lib.store import document_counts
from lib.store import documents as documents_store
from lib.store import units as unit_store
from lib.store import urging as store
from lib.store.engine.db import Database, Reader
from lib.store.urging import OpenItem


@dataclass(frozen=True, slots=True)
class UrgedUnit:
    """A unit, and how many things it would be urged to do."""

    unit: Unit
    count: int


def board(db: Database, actor: Actor, campaign: Campaign) -> list[UrgedUnit]:
    """The units that a letter could go to, in the agency's order."""
    access.check(actor, Action.PAPERS_MAKE)
    tasks = _tasks(db, campaign)
    return db.read(
        lambda tx: [
            UrgedUnit(unit, len(found))
            for unit, found in _units(tx, campaign, tasks, clock.today())
        ]
    )


def ask(
    db: Database, actor: Actor, campaign: Campaign, *, unit_id: UUID, address: str | None = None
) -> Job:
    """Ask for the letter to one unit.

    Raises:
        Refused: `nothing_to_urge`; the actor has asked for enough already.
    """
    access.check(actor, Action.PAPERS_MAKE)
    letters, base = _read(db, campaign, unit_id)
    code = letters[0].unit.abbreviation if letters[0].unit else ""
    name = packs.file_name(base, f"{text.PACK_FILES[Pack.URGING]}-{code}", Ending.DOCX)
    parameters = {"unit": str(unit_id)}
    wanted = _wanted(db, campaign, Kind.URGING_LETTER, letters, base, name, parameters)
    return jobs.ask(db, actor, wanted, act_id=new_act(), address=address)


def ask_all(db: Database, actor: Actor, campaign: Campaign, *, address: str | None = None) -> Job:
    """Ask for the letters to all units that have something to be urged to, in one ZIP file.

    Raises:
        Refused: `nothing_to_urge`; the actor has asked for enough already.
    """
    access.check(actor, Action.PAPERS_MAKE)
    letters, base = _read(db, campaign, None)
    name = packs.zip_name(base)
    wanted = _wanted(db, campaign, Kind.URGING_LETTERS, letters, base, name, {})
    return jobs.ask(db, actor, wanted, act_id=new_act(), address=address)


def _read(
    db: Database, campaign: Campaign, unit_id: UUID | None
) -> tuple[list[PaperData], PaperData]:
    """The data of each letter, and what they share: of one revision, however many units."""
    tasks = _tasks(db, campaign)

    def read(tx: Reader) -> tuple[list[PaperData], PaperData]:
        base = paper_data.base(tx, campaign, Pack.URGING)
        letters = [
            replace(
                base,
                unit=paper_data.desk(unit),
                urging=urging.told(found, plan=base.bases[-1].text, today=base.day),
            )
            for unit, found in _units(tx, campaign, tasks, base.day)
            if unit_id is None or unit.unit_id == unit_id
        ]
        return letters, base

    letters, base = db.read(read)
    if not letters:
        raise Refused("nothing_to_urge")
    return letters, base


def _tasks(db: Database, campaign: Campaign) -> Mapping[UUID, Task]:
    return {one.task_id: one for one in campaigns.plan(db, campaign).tasks}


def _units(
    tx: Reader, campaign: Campaign, tasks: Mapping[UUID, Task], today: date
) -> list[tuple[Unit, Sequence[Urged]]]:
    """What each unit would be urged to do; the Office writes no letter to itself."""
    found: dict[UUID, list[Urged]] = defaultdict(list)
    campaign_id = campaign.campaign_id
    open_items = [
        *store.items(tx, campaign_id, today), *store.unsent_reports(tx, campaign_id, today)
    ]  # fmt: skip
    places = {task_id: place for place, task_id in enumerate(tasks)}
    for item in sorted(open_items, key=lambda one: places[one.task_id]):
        task = tasks[item.task_id]
        title = f"{task.code} · {task.short_title}"
        found[item.unit_id].append(Urged(_why(item, task, today), title, item.due_on))
    entries = {
        one.document.document_id: one.content for one in documents_store.entries(tx, campaign_id)
    }
    places = {document_id: place for place, document_id in enumerate(entries)}
    unsaid = document_counts.unacknowledged(tx, campaign_id, today)
    for unit_id, document_id in sorted(unsaid, key=lambda one: places[one[1]]):
        content = entries[document_id]
        title = text.URGED_DOCUMENT.format(name=content.name)
        found[unit_id].append(Urged(Why.DOCUMENT, title, content.due_on))
    return [
        (one, found[one.unit_id])
        for one in unit_store.units(tx, today)
        if found.get(one.unit_id) and one.is_open(today) and not one.is_office
    ]


def _why(item: OpenItem, task: Task, today: date) -> Why:
    if item.verification == Verification.RETURNED:
        return Why.RETURNED
    if task.is_unit_report:
        return Why.REPORT
    return Why.OVERDUE if item.due_on < today else Why.DUE_SOON


def _wanted(
    db: Database,
    campaign: Campaign,
    kind: Kind,
    letters: Sequence[PaperData],
    base: PaperData,
    name: str,
    parameters: Mapping[str, str],
) -> Wanted:
    template = str(paper_templates.in_force(db)[Paper.URGING_LETTER])
    return Wanted(
        kind=kind, campaign=campaign, parameters=dict(parameters),
        revision=base.campaign.revision, file_name=name, steps=len(letters),
        order=lambda out: unit_paper_orders.write(
            out, letters, Paper.URGING_LETTER, template, [Ending.DOCX]
        ),
    )  # fmt: skip
