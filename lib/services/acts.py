"""The one act: whoever changes something does it through here, once, and on record.

A function of a service says what somebody is about to do (`intend`: the right, the instant),
checks what was typed, and hands its work to `Intent.carry_out`. That is one transaction: the queue
of those who change the same things, the work with its history rows, the events of the audit log.
The first event bears the act's key, so of five clicks on a button four find that it has been done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import Final, Protocol, TypeVar
from uuid import UUID

from lib import text
from lib.domain import access, audit_chain
from lib.domain.access import Action, Actor
from lib.domain.audit import AuditEvent, require_declared
from lib.domain.audit_chain import Head, Link
from lib.domain.campaigns import Campaign, CampaignState
from lib.errors import AppError, Unavailable
from lib.services import clock, frozen
from lib.store import audit, revisions
from lib.store.checklist import Author
from lib.store.engine import locks
from lib.store.engine.db import Database, Reader, Writer
from lib.store.engine.ids import new_id

T = TypeVar("T")


class Doer(Protocol):
    """Whoever acts, by the name that the history keeps."""

    @property
    def account_id(self) -> UUID | None: ...

    @property
    def full_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody without an account."""

    full_name: str
    account_id: UUID | None = None


OPERATOR: Final = Named(text.OPERATOR)
"""Whoever may use the server's terminal."""
STRANGER: Final = Named(text.NOT_SIGNED_IN)
"""Whoever tries to sign in."""


class Queue(Enum):
    """Where an act waits for its turn, unless it is one on a campaign."""

    PEOPLE = auto()
    """Accounts and units: rules such as the last admin's hold over several rows."""
    NONE = auto()
    """Nothing else depends on what it changes."""


@dataclass(frozen=True, slots=True)
class CampaignRevision:
    """Which campaign an event is about, and at which revision."""

    campaign_id: UUID
    revision: int


@dataclass(frozen=True, slots=True)
class Act:
    """An act inside its transaction.

    Attributes:
        revision: the campaign's new one; 0 outside of a campaign.
        state: the campaign's; outside of one nobody asks for it.
        told: the events so far, which `finish` writes.
        ends: where the audit chains that the act writes to end, by campaign.
    """

    tx: Writer
    intent: Intent
    revision: int = 0
    state: CampaignState = CampaignState.RUNNING
    told: list[Link] = field(default_factory=list)
    ends: dict[UUID | None, Head] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.intent.now

    @property
    def actor(self) -> Actor:
        """The account that acts, with its rights."""
        if not isinstance(self.intent.doer, Actor):
            raise ValueError("this act is not one of a signed-in account")
        return self.intent.doer

    @property
    def campaign(self) -> Campaign:
        """The campaign that the act is one on."""
        if not isinstance(self.intent.queue, Campaign):
            raise ValueError("this act is not one on a campaign")
        return self.intent.queue

    @property
    def author(self) -> Author:
        """What history rows say of the act.

        Raises:
            ValueError: the act is not an account's.
        """
        account_id = self.intent.doer.account_id
        if account_id is None:
            raise ValueError("rows of a campaign need an account as their author")
        return Author(account_id, self.now, self.revision)

    def tell(
        self,
        event: str,
        subject: object,
        detail: Mapping[str, object] | None = None,
        *,
        of: CampaignRevision | None = None,
    ) -> None:
        """Append an event to the audit log.

        Args:
            of: another campaign than that of the act, as one that it has just made.
        """
        intent = self.intent
        place = of or self._place
        require_declared(event, detail or {})
        # Only the act's own key makes a second click a Duplicate; further events need none.
        act_id = new_id() if self.told else intent.act_id
        campaign_id = place.campaign_id if place else None
        if campaign_id not in self.ends:
            self.ends[campaign_id] = audit.head(self.tx, campaign_id)
        one = audit_chain.link(
            self.ends[campaign_id],
            AuditEvent(
                act_id=act_id,
                event=event,
                happened_at=intent.now,
                account_id=intent.doer.account_id,
                actor_name=intent.doer.full_name,
                subject=str(subject),
                address=intent.address,
                campaign_id=campaign_id,
                revision=place.revision if place else None,
                detail=detail or {},
            ),
            intent.unit_id,
        )
        self.told.append(one)
        self.ends[campaign_id] = one.head

    def finish(self) -> None:
        """Write the events, where the chains end now, and the campaign's new revision with its own.

        Raises:
            Duplicate: this very act has been carried out before.
            ValueError: an act on a campaign that has told nothing.
        """
        if self.revision and not self.told:
            raise ValueError("an act on a campaign must tell what it did")
        audit.record(self.tx, self.told)
        for campaign_id, end in self.ends.items():
            if self.revision and campaign_id == self.campaign.campaign_id:
                revisions.end_write(self.tx, campaign_id, self.revision, self.now, end)
            else:
                audit.keep_head(self.tx, campaign_id, end)

    @property
    def _place(self) -> CampaignRevision | None:
        if isinstance(self.intent.queue, Campaign):
            return CampaignRevision(self.intent.queue.campaign_id, self.revision)
        return None


@dataclass(frozen=True, slots=True)
class Intent:
    """What somebody is about to do.

    Attributes:
        act_id: the idempotency key; made when the act's button is drawn.
        now: the instant of all that the act writes.
        unit_id: the unit whose record the act is about, if it is one unit's.
    """

    db: Database
    doer: Doer
    act_id: UUID
    queue: Campaign | Queue
    now: datetime
    address: str | None = None
    unit_id: UUID | None = None

    def carry_out(self, work: Callable[[Act], T], *, again: Callable[[Reader], T]) -> T:
        """What the work returns, after its transaction is on disk.

        Args:
            work: short and without side effects, as for `Database.write`; it reads from `tx`. What
                changes something tells an event.
            again: what the act returned, when it has been carried out before.
        Raises:
            AppError: nothing was changed.
        """
        # Who is at the terminal does the maintenance.
        checked = work if self.doer is OPERATOR else frozen.guarded(self.db, work)
        try:
            return self.db.write(lambda tx: self.whole(tx, checked))
        except Unavailable:
            raise
        except AppError:
            # The first of two clicks has moved the version, or taken the name or the place.
            if self.is_done():
                return self.db.read(again)
            raise

    def whole(self, tx: Writer, work: Callable[[Act], T]) -> T:
        """What the work returns, with its queue before it and its chains' ends after it."""
        act = self._begin(tx)
        result = work(act)
        act.finish()
        return result

    def is_done(self) -> bool:
        """Whether this very act has been carried out."""
        return self.db.read(lambda tx: is_done(tx, self.act_id))

    def note(
        self, event: str, detail: Mapping[str, object], *, subject: str, of: CampaignRevision
    ) -> None:
        """Tell of what changes nothing, as an export; the campaign's revision stays."""
        self.carry_out(lambda act: act.tell(event, subject, detail, of=of), again=nothing)

    def _begin(self, tx: Writer) -> Act:
        if isinstance(self.queue, Campaign):
            campaign_id = self.queue.campaign_id
            revision, state, end = revisions.turn(tx, campaign_id)
            return Act(tx, self, revision + 1, state, ends={campaign_id: end})
        if self.queue == Queue.PEOPLE:
            locks.lock_people_and_units(tx, self.now)
        return Act(tx, self)


def intend(
    db: Database,
    actor: Actor,
    right: Action | None,
    *,
    act_id: UUID,
    queue: Campaign | Queue,
    unit_id: UUID | None = None,
    address: str | None = None,
) -> Intent:
    """The act to come, if the actor may do it at all.

    Args:
        right: None where the table of steps decides, record by record.
        unit_id: the unit that the right is needed for.
        queue: the campaign, whose revision the act moves.
    Raises:
        Denied: the actor may not.
    """
    if right is not None:
        access.check(actor, right, unit_id=unit_id)
    if isinstance(queue, Campaign) and queue.at is not None:
        raise ValueError("what has been cannot be changed")
    return Intent(db, actor, act_id, queue, clock.now(), address, unit_id)


def intend_as(
    db: Database, doer: Doer, *, act_id: UUID, queue: Queue, address: str | None = None
) -> Intent:
    """The act of somebody whose right is not one of the table: the operator, who signs in."""
    return Intent(db, doer, act_id, queue, clock.now(), address)


def new_act() -> UUID:
    """The idempotency key of one act to come: made when its button is drawn."""
    return new_id()


def is_done(tx: Reader, act_id: UUID) -> bool:
    """Whether this very act has been carried out."""
    return audit.is_recorded(tx, act_id)


def nothing(_tx: Reader) -> None:
    """For `again`, where an act returns nothing."""
