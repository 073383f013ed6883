"""What the report of a unit tells: what was sent, or what stands there until it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from lib import text
from lib.domain.campaigns import Campaign, Task
from lib.domain.forms.fields import Value
from lib.domain.papers import unit_report
from lib.domain.papers.papers import Pack, PaperData
from lib.domain.unit_reports import PARTS, Figures
from lib.domain.units import Unit
from lib.domain.vietnamese import local_day
from lib.domain.workflow import Verification
from lib.errors import NotFound
from lib.services import clock
from lib.services.campaigns.campaigns import Plan
from lib.services.checklist import item_acts, unit_figures
from lib.services.papers import paper_data
from lib.store import checklist as item_store
from lib.store import unit_reports as store
from lib.store.engine.db import Reader
from lib.store.unit_reports import FixedReport

_SENT: Final = frozenset({Verification.SENT, Verification.RECEIVED, Verification.VERIFIED})
"""While the report is with the Office, what was sent is what it says."""


def asked(plan: Plan) -> Task:
    """The task that is the unit's report.

    Raises:
        NotFound: the campaign asks for none.
    """
    task = plan.unit_report
    if task is None:
        raise NotFound("unit_report")
    return task


def fixed(tx: Reader, task: Task, unit_id: UUID) -> FixedReport | None:
    """What the unit has sent; None while the report is with the unit.

    A report sent before its figures were kept has none either.

    Raises:
        NotFound: the report is not asked of the unit.
    """
    item = item_acts.item(tx, unit_id, task.task_id)
    return store.newest(tx, unit_id, task.task_id) if item.verification in _SENT else None


def of_unit(
    tx: Reader,
    campaign: Campaign,
    plan: Plan,
    unit_id: UUID,
    shared: dict[date, PaperData] | None = None,
) -> PaperData:
    """The data of the unit's paper, of the instant and the revision of its figures.

    Args:
        shared: what papers of a day have in common, kept for the next unit.
    Raises:
        NotFound: the campaign asks for no report, or not of this unit.
    """
    task = asked(plan)
    sent = fixed(tx, task, unit_id)
    made_at = sent.sent_at if sent else clock.now()
    unit = item_acts.unit(tx, unit_id, local_day(made_at))
    data = _base(tx, campaign, made_at, {} if shared is None else shared)
    if sent is not None:
        facts = replace(data.campaign, revision=sent.revision, audit=sent.audit_head)
        return _told(replace(data, campaign=facts), unit, sent.figures, sent.answers, is_fixed=True)
    figures = unit_figures.read(tx, campaign, plan, unit_id, data.day)
    item = item_store.item(tx, unit_id, task.task_id)
    return _told(data, unit, figures, item.answers if item else {}, is_fixed=False)


def _base(
    tx: Reader, campaign: Campaign, made_at: datetime, shared: dict[date, PaperData]
) -> PaperData:
    day = local_day(made_at)
    if day not in shared:
        shared[day] = paper_data.base(tx, campaign, Pack.UNIT_REPORT, made_at)
    return replace(shared[day], made_at=made_at)


def _told(
    data: PaperData,
    unit: Unit,
    figures: Figures,
    answers: Mapping[str, Value],
    *,
    is_fixed: bool,
) -> PaperData:
    addressee = data.office.name
    if unit.is_office:
        addressee = text.REPORT_LEADERS.format(agency=data.agency.name)
    report = unit_report.told(
        figures,
        [str(answers.get(part) or "") for part in PARTS],
        addressee=addressee,
        plan=data.bases[-1].text,
        day=data.day,
        is_fixed=is_fixed,
    )
    return replace(data, unit=paper_data.desk(unit), report=report)
