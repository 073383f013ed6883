"""What waits for the Office, the leaders and the council; its counts are those of the menu."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.council import MeetingState
from lib.domain.desk import Kind, Pile, Waiting
from lib.domain.quality.findings import Severity
from lib.domain.units import Unit
from lib.domain.vietnamese import local_day
from lib.domain.workflow import Verification
from lib.services import clock
from lib.services.awards import council
from lib.services.campaigns import campaigns
from lib.services.checklist import comments, kept
from lib.services.desk.piling import pile
from lib.services.quality import counts as quality
from lib.services.reports import summary, waiting
from lib.store.engine.db import Database

Units = Mapping[UUID, Unit]

_REPORTS: Final = {
    Verification.SENT: Kind.TO_RECEIVE,
    Verification.RECEIVED: Kind.TO_VERIFY,
}
_NOMINATIONS: Final = {
    Action.NOMINATION_RECEIVE: Kind.NOMINATIONS_SENT,
    Action.COUNCIL_MANAGE: Kind.NOMINATIONS_CHECKED,
    Action.NOMINATION_DECIDE: Kind.NOMINATIONS_VOTED,
    Action.DECISION_RELEASE: Kind.NOMINATIONS_AWARDED,
}
_EVALUATIONS: Final = {
    Action.EVALUATION_PROPOSE: Kind.EVALUATIONS_SENT,
    Action.EVALUATION_CONCLUDE: Kind.EVALUATIONS_PROPOSED,
}
"""The right to the work -> the pile."""


def piles(db: Database, actor: Actor, campaign: Campaign) -> Iterator[Pile | None]:
    """What units have sent and what comes after, as far as the actor's rights go."""
    units = kept.units(db, clock.today())
    if access.can(actor, Action.ITEM_RECEIVE):
        yield from _reports(db, actor, campaign, units)
        yield _answers(db, actor, campaign, units)
    if access.can(actor, Action.OPINION_REVIEW):
        # How many, as in the menu; which they are stands on their page alone.
        yield pile(Kind.OPINIONS, (), waiting.opinions(db, campaign.campaign_id))
    if access.can(actor, Action.NOTICE_HANDLE):
        yield pile(Kind.NOTICES, (), waiting.notices(db, campaign.campaign_id))
    if access.can(actor, Action.QUALITY_REVIEW):
        severe = quality.unseen(db, actor, campaign).by_severity.get(Severity.SEVERE, 0)
        yield pile(Kind.FINDINGS, (), severe)
    yield from _nominations(db, actor, campaign, units)
    yield from _evaluations(db, actor, campaign, units)
    if access.can(actor, Action.COUNCIL_VIEW) and not access.can(actor, Action.COUNCIL_MANAGE):
        yield _meetings(db, actor, campaign)
    if access.can(actor, Action.NOMINATION_DECIDE):
        yield _late_units(db, actor, campaign)


def confirmations(db: Database, actor: Actor) -> Pile | None:
    """What waits for the actor as a second person, whatever the campaign."""
    names = kept.names(db)
    return pile(
        Kind.CONFIRMATIONS,
        [
            Waiting("", names.get(one.account_id, ""), since=local_day(one.proposed_at))
            for one in waiting.to_confirm(db, actor)
        ],
    )


def _reports(db: Database, actor: Actor, campaign: Campaign, units: Units) -> Iterator[Pile | None]:
    tasks = campaigns.plan(db, campaign).tasks_by_id
    seen = waiting.units_of(actor, Action.ITEM_RECEIVE, kept.office_units(db))
    counts = waiting.reports(db, actor, campaign.campaign_id)
    longest = [
        one
        for one in waiting.longest_sent(db, campaign.campaign_id)
        if (seen is None or one.unit_id in seen) and one.task_id in tasks
    ]
    for state, kind in _REPORTS.items():
        waits = [
            _of_item(tasks[one.task_id], units[one.unit_id], one.since)
            for one in longest
            if one.verification == state
        ]
        yield pile(kind, waits, counts[state])


def _answers(db: Database, actor: Actor, campaign: Campaign, units: Units) -> Pile | None:
    """What units have asked or answered, and the Office has neither answered nor seen."""
    tasks = campaigns.plan(db, campaign).tasks_by_id
    waits = [
        _of_item(tasks[one.task_id], units[one.unit_id], one.since)
        for one in comments.to_answer(db, actor, campaign.campaign_id)
        if one.task_id in tasks
    ]
    return pile(Kind.ANSWERS, waits)


def _of_item(task: Task, unit: Unit, since: datetime) -> Waiting:
    """A unit's item, as it waits for the Office."""
    return Waiting(
        task.code, f"{task.code} · {task.short_title}", unit.code, unit.short_name,
        since=local_day(since),
    )  # fmt: skip


def _nominations(
    db: Database, actor: Actor, campaign: Campaign, units: Units
) -> Iterator[Pile | None]:
    waits = waiting.open_nominations(db, campaign.campaign_id)
    offices = kept.office_units(db)
    for page, work in waiting.NOMINATIONS.items():
        for right, states in work.items():
            if right not in _NOMINATIONS or not access.can(actor, page):
                continue
            seen = waiting.units_of(actor, right, offices)
            yield pile(
                _NOMINATIONS[right],
                [
                    Waiting(
                        str(one.nomination_id), one.name, units[one.unit_id].code,
                        units[one.unit_id].short_name, since=local_day(one.since),
                    )
                    for one in waits
                    if one.state in states and (seen is None or one.unit_id in seen)
                ],
            )  # fmt: skip


def _evaluations(
    db: Database, actor: Actor, campaign: Campaign, units: Units
) -> Iterator[Pile | None]:
    said = waiting.evaluation_states(db, campaign.campaign_id)
    for right, states in waiting.EVALUATIONS[Action.EVALUATION_REVIEW].items():
        if access.can(actor, right):
            found = sorted(
                (units[unit_id] for unit_id, state in said.items() if state in states),
                key=lambda unit: unit.sort_order,
            )
            waits = [Waiting(unit.code, unit.name, unit.code) for unit in found]
            yield pile(_EVALUATIONS[right], waits)


def _meetings(db: Database, actor: Actor, campaign: Campaign) -> Pile | None:
    """The meetings that are still to be held or to be ended, the nearest first."""
    found = [
        one
        for one in council.meetings(db, actor, campaign)
        if one.state == MeetingState.OPEN and one.nominations
    ]
    return pile(
        Kind.MEETINGS,
        [
            Waiting(str(one.meeting_id), one.title, due_on=one.held_on, count=one.nominations)
            for one in sorted(found, key=lambda one: (one.held_on, one.title))
        ],
    )


def _late_units(db: Database, actor: Actor, campaign: Campaign) -> Pile | None:
    """The units that have the most overdue."""
    most = summary.summary(db, actor, campaign).most_late
    waits = [Waiting(unit.code, unit.name, unit.code, count=count) for unit, count in most]
    return pile(Kind.LATE_UNITS, waits)
