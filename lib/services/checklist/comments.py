"""Reading what a unit and the Office have asked each other about an item, and what waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain import access, comments
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, CampaignState
from lib.domain.comments import Comment, Side, Thread
from lib.domain.units import Unit
from lib.services import clock
from lib.services.checklist import kept
from lib.store import checklist as items_store
from lib.store import item_comments as store
from lib.store.engine.db import Database, Reader, Writer
from lib.store.item_comments import WaitingItem
from lib.store.subject_drafts import DraftKey, SubjectDrafts

_STORE: Final = SubjectDrafts("comment_drafts")
_BODY: Final = "body"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody writes: on which item, for whom, in answer to what.

    Attributes:
        thread_id: None for a question of one's own.
    """

    unit_id: UUID
    task_id: UUID
    side: Side
    thread_id: UUID | None = None

    @property
    def subject(self) -> str:
        """What its draft is kept under."""
        return f"{self.unit_id}/{self.task_id}/{self.side.value}/{self.thread_id or ''}"


@dataclass(frozen=True, slots=True)
class Talk:
    """What has been said about an item.

    Attributes:
        may_write: whether the reader may write on the side that was asked for.
        drafts: what the reader has typed there and not sent, by thread; None for a new question.
    """

    threads: tuple[Thread, ...]
    may_write: bool
    drafts: Mapping[UUID | None, str]


def of_item(
    db: Database, actor: Actor, campaign: Campaign, unit: Unit, task_id: UUID, *, side: Side
) -> Talk:
    """All of it, with what the actor may do on that side.

    Raises:
        Denied: the actor may not see the item.
    """
    access.check(actor, Action.ITEM_VIEW, unit_id=unit.unit_id)
    may = campaign.state == CampaignState.RUNNING and access.can(
        actor, side.right, unit_id=unit.unit_id, is_office_unit=unit.is_office
    )

    def read(tx: Reader) -> Talk:
        found = store.of_item(tx, unit.unit_id, task_id, clock.today())
        may_write = may and not bars(tx, actor, unit.unit_id, task_id, side)
        drafts = _drafts(tx, actor, campaign, Place(unit.unit_id, task_id, side))
        return Talk(comments.threads(found), may_write, drafts if may_write else {})

    return db.read(read)


def history(db: Database, actor: Actor, *, unit_id: UUID, task_id: UUID) -> Sequence[Comment]:
    """The same one after the other, the oldest first.

    Raises:
        Denied: the actor may not see the item.
    """
    access.check(actor, Action.ITEM_VIEW, unit_id=unit_id)
    return db.read(lambda tx: store.of_item(tx, unit_id, task_id, clock.today()))


def waiting(db: Database, actor: Actor, campaign_id: UUID) -> Sequence[WaitingItem]:
    """The items on which somebody has still to answer, what has waited longest first."""
    return db.kept(
        ("comments waiting", campaign_id, actor.account_id, actor.unit_id),
        store.parts_of_waiting(actor.unit_id),
        lambda tx: store.waiting(tx, campaign_id, actor.account_id),
    )


def on_desk(db: Database, actor: Actor, campaign_id: UUID) -> list[WaitingItem]:
    """Those of them that are on the actor's desk as one of the Office, whoever is to answer."""
    return [
        one
        for one in waiting(db, actor, campaign_id)
        if access.can(
            actor, Action.COMMENT_OFFICE, unit_id=one.unit_id, is_office_unit=one.is_office
        )
    ]


def to_answer(db: Database, actor: Actor, campaign_id: UUID) -> list[WaitingItem]:
    """Those on the actor's desk that wait for the Office, without reports that the actor saved."""
    return [
        one for one in on_desk(db, actor, campaign_id) if one.waits_office and not one.is_own_work
    ]


def bars(tx: Reader, actor: Actor, unit_id: UUID, task_id: UUID, side: Side) -> bool:
    """Whether the actor's own part in the report keeps them from writing for the Office."""
    return side == Side.OFFICE and items_store.has_authored(tx, unit_id, task_id, actor.account_id)


def keep_draft(
    db: Database, actor: Actor, campaign: Campaign, place: Place, raw: object
) -> datetime | None:
    """Keep what was typed for its writer alone.

    Returns:
        The instant it was kept; None for nothing, of which there is no draft.
    Raises:
        Denied: the actor may not write for that side on an item of the unit.
    """
    unit = kept.unit(db, place.unit_id, clock.today())
    access.check(actor, place.side.right, unit_id=unit.unit_id, is_office_unit=unit.is_office)
    body = str(raw or "")[: comments.LETTERS]
    now, key = clock.now(), _key(actor, campaign, place)
    if not body.strip():
        db.write(lambda tx: _STORE.drop(tx, key))
        return None
    db.write(lambda tx: _STORE.keep(tx, key, {_BODY: body}, seen_version=0, now=now))
    return now


def drop_draft(tx: Writer, actor: Actor, campaign: Campaign, place: Place) -> None:
    """Forget it, within the act that sends it."""
    _STORE.drop(tx, _key(actor, campaign, place))


def _drafts(tx: Reader, actor: Actor, campaign: Campaign, new: Place) -> Mapping[UUID | None, str]:
    every = _STORE.drafts(tx, actor.account_id, campaign.campaign_id)
    return {
        UUID(subject.removeprefix(new.subject)) if subject != new.subject else None: str(
            draft.answers[_BODY]
        )
        for subject, draft in every.items()
        if subject.startswith(new.subject)
    }


def _key(actor: Actor, campaign: Campaign, place: Place) -> DraftKey:
    return DraftKey(actor.account_id, campaign.campaign_id, place.subject)
