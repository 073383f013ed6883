"""How much waits for a person behind each page, for the menu, so at little cost for each run."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary

from lib.domain import access, evaluations
from lib.domain.access import Action, Actor, Scope
from lib.domain.nomination_workflow import State
from lib.domain.workflow import Verification
from lib.services import clock
from lib.services.checklist import kept
from lib.store import confirmations
from lib.store import waiting as store
from lib.store.engine.db import Database

REST_S: Final = 1.0
SHARE: Final = 20
"""After a count that took a second nobody counts for twenty."""

# What opens a page -> the rights that its work takes, and in which states it then waits.
_EVALUATIONS: Final[Mapping[Action, Mapping[Action, Collection[evaluations.State]]]] = {
    Action.EVALUATION_EDIT: {Action.EVALUATION_EDIT: {evaluations.State.RETURNED}},
    Action.EVALUATION_REVIEW: {
        Action.EVALUATION_PROPOSE: {evaluations.State.SENT},
        Action.EVALUATION_CONCLUDE: {evaluations.State.PROPOSED},
    },
}
_NOMINATIONS: Final[Mapping[Action, Mapping[Action, Collection[State]]]] = {
    Action.NOMINATION_EDIT: {Action.NOMINATION_EDIT: {State.RETURNED}},
    Action.NOMINATION_RECEIVE: {Action.NOMINATION_RECEIVE: {State.SENT, State.RECEIVED}},
    Action.COUNCIL_VIEW: {Action.COUNCIL_MANAGE: {State.CHECKED, State.TABLED}},
    Action.DECISION_VIEW: {
        Action.NOMINATION_DECIDE: {State.VOTED},
        Action.DECISION_RELEASE: {State.AWARDED},
    },
}


@dataclass(frozen=True, slots=True)
class _Tally:
    """How many are in each state, of each unit and of all of them."""

    by_unit: Mapping[UUID, Counter[str]]
    in_all: Counter[str]

    def seen(self, actor: Actor, right: Action, offices: Iterable[UUID]) -> Counter[str]:
        """Of the units among which the actor has the right."""
        scopes = access.scopes(actor, right)
        if Scope.ANY in scopes:
            return self.in_all
        units = {*offices} if Scope.OFFICE_UNIT in scopes else set()
        if Scope.OWN in scopes:
            units.add(actor.unit_id)
        return sum((self.by_unit.get(unit_id, Counter()) for unit_id in units), Counter())


@dataclass(slots=True)
class _Desk:
    """The reports before the Office; what is known serves while somebody counts again."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    campaign_id: UUID | None = None
    reports: _Tally = field(default_factory=lambda: _tally(()))
    rests_until: float = 0.0


_desks: WeakKeyDictionary[Database, _Desk] = WeakKeyDictionary()
_desks_lock = threading.Lock()


def counts(db: Database, actor: Actor) -> Mapping[Action, int]:
    """What waits for the actor, by the right that opens the page of it.

    Zeros are left out. The Office's reports may have been counted REST_S ago, or SHARE times as
    long ago as counting takes.
    """
    campaign_id = db.kept("running", ("campaigns",), store.campaign)
    waits = {} if campaign_id is None else _of_campaign(db, actor, campaign_id)
    if access.can(actor, Action.CONFIRMATION_DECIDE):
        asked = db.kept("confirmations", confirmations.READS, confirmations.waiting)
        mine = sum(one.may_be_confirmed_by(actor.account_id) for one in asked)
        waits[Action.CONFIRMATION_DECIDE] = mine
    return {page: count for page, count in waits.items() if count}


def _of_campaign(db: Database, actor: Actor, campaign_id: UUID) -> dict[Action, int]:
    """What waits in the running campaign."""
    offices = db.kept("office units", ("units",), store.office_units)
    nominations = db.kept(
        ("nominations waiting", campaign_id),
        ("nominations",),
        lambda tx: _tally(store.nominations(tx, campaign_id)),
    )
    said = db.kept(
        ("evaluations waiting", campaign_id),
        ("evaluations",),
        lambda tx: _tally(store.evaluations(tx, campaign_id)),
    )
    waits = {Action.ITEM_SAVE: _pressing(db, actor, campaign_id)}
    if access.can(actor, Action.ITEM_RECEIVE):
        reports = _desk(db, campaign_id).reports
        waits[Action.ITEM_RECEIVE] = reports.seen(actor, Action.ITEM_RECEIVE, offices).total()
    for tally, pages in ((nominations, _NOMINATIONS), (said, _EVALUATIONS)):
        for page, work in pages.items():
            if access.can(actor, page):
                waits[page] = sum(
                    tally.seen(actor, right, offices)[state]
                    for right, states in work.items()
                    for state in states
                )
    return waits


def _pressing(db: Database, actor: Actor, campaign_id: UUID) -> int:
    """The actor's own items that are overdue or came back."""
    if not access.can(actor, Action.ITEM_SAVE, unit_id=actor.unit_id):
        return 0
    today = clock.today()
    return sum(
        one.verification == Verification.RETURNED or one.is_overdue(today)
        for one in kept.items(db, campaign_id, actor.unit_id).values()
    )


def _desk(db: Database, campaign_id: UUID) -> _Desk:
    with _desks_lock:
        desk = _desks.setdefault(db, _Desk())
    is_known = desk.campaign_id == campaign_id
    if is_known and time.monotonic() < desk.rests_until:
        return desk
    if not desk.lock.acquire(blocking=not is_known):
        return desk
    try:
        began = time.monotonic()
        desk.reports = _tally(db.read(lambda tx: store.items(tx, campaign_id)))
        desk.campaign_id = campaign_id
        ended = time.monotonic()
        desk.rests_until = ended + max(REST_S, SHARE * (ended - began))
    finally:
        desk.lock.release()
    return desk


def _tally(rows: Iterable[tuple[UUID, StrEnum, int]]) -> _Tally:
    by_unit: dict[UUID, Counter[str]] = {}
    in_all: Counter[str] = Counter()
    for unit_id, state, count in rows:
        by_unit.setdefault(unit_id, Counter())[state] += count
        in_all[state] += count
    return _Tally(by_unit, in_all)
