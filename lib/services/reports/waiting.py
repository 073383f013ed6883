"""How much waits for a person behind each page, for the menu, so at little cost for each run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar
from uuid import UUID

from lib.domain import access, desk, evaluations
from lib.domain.access import Action, Actor, Scope
from lib.domain.confirmations import Proposal
from lib.domain.nomination_workflow import State
from lib.domain.workflow import Verification
from lib.services import clock, rested
from lib.services.checklist import comments, kept
from lib.services.documents import pending
from lib.services.rested import Rested
from lib.store import confirmations
from lib.store import waiting as store
from lib.store.engine.db import Database, Reader
from lib.store.waiting import OpenNomination, Sent

T = TypeVar("T")

REST_S: Final = 1.0
SHARE: Final = 20
"""After a count that took a second nobody counts for twenty."""

EVALUATIONS: Final[Mapping[Action, Mapping[Action, Collection[evaluations.State]]]] = {
    Action.EVALUATION_EDIT: {Action.EVALUATION_EDIT: {evaluations.State.RETURNED}},
    Action.EVALUATION_REVIEW: {
        Action.EVALUATION_PROPOSE: {evaluations.State.SENT},
        Action.EVALUATION_CONCLUDE: {evaluations.State.PROPOSED},
    },
}
"""What opens a page -> the rights that its work takes, and in which states it then waits."""
NOMINATIONS: Final[Mapping[Action, Mapping[Action, Collection[State]]]] = {
    Action.NOMINATION_EDIT: {Action.NOMINATION_EDIT: {State.RETURNED}},
    Action.NOMINATION_RECEIVE: {Action.NOMINATION_RECEIVE: {State.SENT, State.RECEIVED}},
    Action.COUNCIL_VIEW: {Action.COUNCIL_MANAGE: {State.CHECKED, State.TABLED}},
    Action.DECISION_VIEW: {
        Action.NOMINATION_DECIDE: {State.VOTED},
        Action.DECISION_RELEASE: {State.AWARDED},
    },
}
"""As EVALUATIONS."""


@dataclass(frozen=True, slots=True)
class _Tally:
    """How many are in each state, of each unit and of all of them."""

    by_unit: Mapping[UUID, Counter[str]]
    in_all: Counter[str]

    def seen(self, actor: Actor, right: Action, offices: Collection[UUID]) -> Counter[str]:
        """Of the units among which the actor has the right."""
        units = units_of(actor, right, offices)
        if units is None:
            return self.in_all
        return sum((self.by_unit.get(unit_id, Counter()) for unit_id in units), Counter())


def counts(db: Database, actor: Actor) -> Mapping[Action, int]:
    """What waits for the actor, by the right that opens the page of it.

    Zeros are left out. The Office's reports may have been counted REST_S ago, or SHARE times as
    long ago as counting takes.
    """
    campaign_id = db.kept("running", ("campaigns",), store.campaign)
    waits = {} if campaign_id is None else _of_campaign(db, actor, campaign_id)
    waits[Action.CONFIRMATION_DECIDE] = len(to_confirm(db, actor))
    waits[Action.REMINDER_VIEW] = actor.unread
    return {page: count for page, count in waits.items() if count}


def reports(db: Database, actor: Actor, campaign_id: UUID) -> Counter[str]:
    """How many reports of each state wait for the actor; may have been counted REST_S ago."""
    counted = _rest(
        db, "reports", campaign_id, store.READS, lambda tx: _tally(store.items(tx, campaign_id))
    )
    return counted.seen(actor, Action.ITEM_RECEIVE, kept.office_units(db))


def longest_sent(db: Database, campaign_id: UUID) -> Sequence[Sent]:
    """The reports that have waited longest for the Office; may have been read as long ago."""
    return _rest(
        db, "longest", campaign_id, store.LONGEST_READS,
        lambda tx: store.longest_sent(tx, campaign_id, desk.FIRST),
    )  # fmt: skip


def open_nominations(db: Database, campaign_id: UUID) -> Sequence[OpenNomination]:
    """All that the counts of nominations count, and drafts, what has stood longest first."""
    wanted = {
        state for of in NOMINATIONS.values() for states in of.values() for state in states
    } | {State.DRAFT}
    return db.kept(
        ("nominations open", campaign_id),
        ("nominations",),
        lambda tx: store.open_nominations(tx, campaign_id, wanted),
    )


def evaluation_states(db: Database, campaign_id: UUID) -> Mapping[UUID, evaluations.State]:
    """How each unit's evaluation stands of which something has been said."""
    return db.kept(
        ("evaluations open", campaign_id),
        ("evaluations",),
        lambda tx: {row[0]: row[1] for row in store.evaluations(tx, campaign_id)},
    )


def opinions(db: Database, campaign_id: UUID) -> int:
    """How many opinions the Office has done nothing with.

    Anonymous ones are in the table since the night: the number moves with named ones alone.
    """
    return db.kept(
        ("opinions waiting", campaign_id),
        ("opinions",),
        lambda tx: store.opinions(tx, campaign_id),
    )


def notices(db: Database, campaign_id: UUID) -> int:
    """How many notices of false information the Office has done nothing with."""
    return db.kept(
        ("notices waiting", campaign_id),
        ("notices",),
        lambda tx: store.notices(tx, campaign_id),
    )


def to_confirm(db: Database, actor: Actor) -> Sequence[Proposal]:
    """What waits for the actor as a second person, the oldest first."""
    if not access.can(actor, Action.CONFIRMATION_DECIDE):
        return ()
    asked = db.kept("confirmations", confirmations.READS, confirmations.waiting)
    return [one for one in asked if one.may_be_confirmed_by(actor.account_id)]


def units_of(actor: Actor, right: Action, offices: Collection[UUID]) -> Collection[UUID] | None:
    """The units among which the actor has the right; None for all.

    Args:
        offices: the Office's own units.
    """
    scopes = access.scopes(actor, right)
    if Scope.ANY in scopes:
        return None
    own = {actor.unit_id} if Scope.OWN in scopes else set()
    return own | {*offices} if Scope.OFFICE_UNIT in scopes else own


def _of_campaign(db: Database, actor: Actor, campaign_id: UUID) -> dict[Action, int]:
    """What waits in the running campaign."""
    offices = kept.office_units(db)
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
    if access.can(actor, Action.DOCUMENT_ACKNOWLEDGE, unit_id=actor.unit_id):
        waits[Action.DOCUMENT_VIEW] = pending.waiting(
            db, campaign_id, actor.unit_id, actor.account_id
        )
    if access.can(actor, Action.ITEM_RECEIVE):
        asked = comments.to_answer(db, actor, campaign_id)
        waits[Action.ITEM_RECEIVE] = reports(db, actor, campaign_id).total() + len(asked)
    if access.can(actor, Action.OPINION_REVIEW):
        waits[Action.OPINION_REVIEW] = opinions(db, campaign_id)
    if access.can(actor, Action.NOTICE_HANDLE):
        waits[Action.NOTICE_VIEW] = notices(db, campaign_id)
    for tally, pages in ((nominations, NOMINATIONS), (said, EVALUATIONS)):
        for page, work in pages.items():
            if access.can(actor, page):
                waits[page] = sum(
                    tally.seen(actor, right, offices)[state]
                    for right, states in work.items()
                    for state in states
                )
    return waits


def _pressing(db: Database, actor: Actor, campaign_id: UUID) -> int:
    """The actor's own items that are overdue, came back, or that the Office asks about."""
    if not access.can(actor, Action.ITEM_SAVE, unit_id=actor.unit_id):
        return 0
    today = clock.today()
    return sum(
        one.verification == Verification.RETURNED or one.is_overdue(today) or one.waits_unit
        for one in kept.items(db, campaign_id, actor.unit_id).values()
    )


def _rest(
    db: Database, name: str, campaign_id: UUID, of: Sequence[Hashable], read: Callable[[Reader], T]
) -> T:
    """What may have been read a moment ago, and is not read again while nothing has moved it."""
    key = (name, campaign_id)
    resting: Rested[T] = rested.of(db, key)
    return resting.get(lambda: db.kept(key, of, read), rest_s=REST_S, share=SHARE)


def _tally(rows: Iterable[tuple[UUID, StrEnum, int]]) -> _Tally:
    by_unit: dict[UUID, Counter[str]] = {}
    in_all: Counter[str] = Counter()
    for unit_id, state, count in rows:
        by_unit.setdefault(unit_id, Counter())[state] += count
        in_all[state] += count
    return _Tally(by_unit, in_all)
