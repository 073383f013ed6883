"""What a new installation still lacks before the units can begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lib.domain import access
from lib.domain.access import Action, Actor, Role
from lib.domain.campaigns import DueSource
from lib.domain.units import REPORTING_TYPES
from lib.errors import NotFound
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.operation import backup
from lib.services.people import confirmations
from lib.store import accounts as accounts_store
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader


@dataclass(frozen=True, slots=True)
class Beginning:
    """How far the installation is.

    Attributes:
        units: how many report.
        without_people: the short names of those in which nobody has an account.
        suggested: dates of the plan that are only suggested; None without a plan.
        has_office, has_leader: whether somebody has the role; a leader confirms what the first
            admin proposes.
        waiting: how much waits for a second person.
    """

    units: int
    without_people: tuple[str, ...]
    suggested: int | None
    has_backup: bool
    has_office: bool
    has_leader: bool
    waiting: int


def beginning(db: Database, actor: Actor) -> Beginning:
    """What there is so far."""
    access.check(actor, Action.PEOPLE_MANAGE)
    today = clock.today()
    units, lacking, roles = db.kept(
        ("beginning", today),
        ("accounts", "units", "unit_names"),
        lambda tx: _peopled(tx, today),
    )
    return Beginning(
        units,
        lacking,
        _suggested(db),
        has_backup=any(one.is_usable for one in backup.backups(db, actor)),
        has_office=Role.OFFICE in roles,
        has_leader=Role.LEADER in roles,
        waiting=len(confirmations.waiting(db, actor)),
    )


def _peopled(tx: Reader, today: date) -> tuple[int, tuple[str, ...], frozenset[Role]]:
    """How many units report, in which of them nobody has an account, and the roles that are had."""
    people = [one for one in accounts_store.accounts(tx) if one.is_open]
    peopled = {one.unit_id for one in people}
    reporting = [
        one
        for one in units_store.units(tx, today)
        if one.is_open(today) and one.unit_type in REPORTING_TYPES
    ]
    lacking = tuple(one.short_name for one in reporting if one.unit_id not in peopled)
    return len(reporting), lacking, frozenset(role for one in people for role in one.roles)


def _suggested(db: Database) -> int | None:
    try:
        plan = campaigns.plan(db, campaigns.find(db))
    except NotFound:
        return None
    tasks = sum(task.due_source == DueSource.SUGGESTED for task in plan.tasks)
    return tasks + sum(one.is_suggested for one in plan.milestones)
