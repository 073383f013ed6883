"""What evidence backs: who may see the files of an item or a nomination, and who changes which."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from lib.domain import access, checklist, dossier
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, CampaignState, Task
from lib.domain.dossier import Part
from lib.domain.evidence import Evidence, Holder
from lib.domain.nomination_workflow import State
from lib.domain.workflow import Step, transition
from lib.errors import NotFound, Refused
from lib.services import clock
from lib.services.checklist import item_acts
from lib.services.nominations import nominations
from lib.store import nominations as nominations_store
from lib.store import units as units_store
from lib.store.engine.db import Reader


@dataclass(frozen=True, slots=True)
class Grant:
    """Which files of a holder an actor may change now.

    Attributes:
        owner_id: the unit that they belong to, as files added now will.
        parts: the parts of a dossier that they are; None is any other evidence.
        is_late: whether that goes on after the campaign is closed.
    """

    owner_id: UUID
    parts: tuple[Part | None, ...] = (None,)
    is_late: bool = False

    def covers(self, use: Evidence) -> bool:
        return use.unit_id == self.owner_id and use.part in self.parts

    def check_campaign(self, state: CampaignState) -> None:
        """Nothing while the campaign takes what the grant allows.

        Raises:
            Refused: it has not begun, or it is closed.
        """
        if not (self.is_late and state == CampaignState.CLOSED):
            checklist.check_open(state)


class Held(Protocol):
    """An item or a nomination whose files somebody acts on.

    Attributes:
        code: what the audit log calls it.
        detail: what the audit log tells of it.
    """

    @property
    def holder(self) -> Holder: ...

    @property
    def code(self) -> str: ...

    @property
    def detail(self) -> Mapping[str, object]: ...

    def shown(self, tx: Reader, actor: Actor) -> Callable[[Part | None], bool]:
        """Which of the files the actor may see, by the part of the dossier that each is.

        Raises:
            NotFound, Denied: none.
        """

    def grant(self, tx: Reader, actor: Actor) -> Grant:
        """Which files the actor may change now.

        Raises:
            NotFound, Denied: the actor may not, whatever its state.
            Refused: it is locked.
        """

    def restore_grant(self, tx: Reader, actor: Actor) -> Grant:
        """The same for bringing back what was taken off."""


@dataclass(frozen=True, slots=True)
class OfItem:
    """The files of one item."""

    unit_id: UUID
    task_id: UUID
    code: str = ""

    @property
    def holder(self) -> Holder:
        return Holder(self.unit_id, self.task_id)

    @property
    def detail(self) -> Mapping[str, object]:
        return {"task": self.code}

    def shown(self, tx: Reader, actor: Actor) -> Callable[[Part | None], bool]:
        access.check(actor, Action.ITEM_VIEW, unit_id=self.unit_id)
        return lambda _part: True

    def grant(self, tx: Reader, actor: Actor) -> Grant:
        access.check(actor, Action.ITEM_SAVE, unit_id=self.unit_id)
        transition(item_acts.item(tx, self.unit_id, self.task_id).verification, Step.SAVE)
        return Grant(self.unit_id)

    def restore_grant(self, tx: Reader, actor: Actor) -> Grant:
        """The unit brings back while the item is open, the Office at any time."""
        access.check(actor, Action.EVIDENCE_RESTORE, unit_id=self.unit_id)
        if access.can(actor, Action.ITEM_SAVE, unit_id=self.unit_id):
            return self.grant(tx, actor)
        return Grant(self.unit_id)


@dataclass(frozen=True, slots=True)
class OfNomination:
    """The files of one nomination: the unit's while it drafts, the Office's from the receipt on."""

    campaign: Campaign
    nomination_id: UUID

    @property
    def holder(self) -> Holder:
        return Holder(nomination_id=self.nomination_id)

    @property
    def code(self) -> str:
        return str(self.nomination_id)

    @property
    def detail(self) -> Mapping[str, object]:
        return {"nomination": self.code}

    def shown(self, tx: Reader, actor: Actor) -> Callable[[Part | None], bool]:
        found = nominations.visible(tx, actor, self.campaign, self.nomination_id)
        return lambda part: not is_quiet(actor, found.state, part)

    def grant(self, tx: Reader, actor: Actor) -> Grant:
        found = nominations.visible(tx, actor, self.campaign, self.nomination_id)
        unit_id = found.unit_id
        is_own = item_acts.unit(tx, unit_id, clock.today()).is_office
        is_unit = access.can(actor, Action.NOMINATION_EDIT, unit_id=unit_id)
        is_office = access.can(
            actor, Action.NOMINATION_CHECK, unit_id=unit_id, is_office_unit=is_own
        )
        needed = Action.NOMINATION_EDIT if is_unit or not is_office else Action.NOMINATION_CHECK
        access.check(actor, needed, unit_id=unit_id, is_office_unit=is_own)
        if is_unit and found.state in dossier.UNIT_FILE_STATES:
            return Grant(unit_id, dossier.UNIT_FILE_PARTS)
        if is_office and found.state in dossier.OFFICE_FILE_STATES:
            return _office_grant(tx, is_own=is_own)
        raise Refused("nomination_locked" if is_unit else "nomination_state")

    def restore_grant(self, tx: Reader, actor: Actor) -> Grant:
        return self.grant(tx, actor)


def _office_grant(tx: Reader, *, is_own: bool) -> Grant:
    """The Office's own files, never the unit's.

    Args:
        is_own: of a nomination of the Office's own unit the two are told apart by their part alone.
    """
    office = units_store.office_unit(tx, clock.today())
    if office is None:
        raise NotFound("unit")
    parts = dossier.OFFICE_FILE_PARTS
    named = tuple(part for part in parts if part is not None)
    return Grant(office.unit_id, named if is_own else parts, is_late=True)


def of_task(unit_id: UUID, task: Task) -> OfItem:
    return OfItem(unit_id, task.task_id, task.code)


def of_use(campaign: Campaign, use: Evidence) -> Held:
    """What a file backs, of this campaign."""
    if use.task_id is not None:
        return OfItem(use.unit_id, use.task_id)
    if use.nomination_id is None:
        raise NotFound("evidence")
    return OfNomination(campaign, use.nomination_id)


def is_quiet(actor: Actor, state: State | None, part: Part | None) -> bool:
    """Whether the file is a draft decision that the actor may not know of before its release.

    Args:
        state: of the nomination that it is a part of; None of an item's evidence.
    """
    return (
        part == Part.DRAFT_DECISION
        and state not in dossier.RELEASED_STATES
        and not access.can(actor, Action.DECISION_VIEW)
    )


def seen(tx: Reader, actor: Actor, uses: Collection[Evidence]) -> list[Evidence]:
    """The uses of evidence that the actor may know of, in their order.

    What was taken off a nomination is left to those who may also see what its owner has.
    """
    named = {one.nomination_id for one in uses if one.nomination_id is not None}
    readable = {
        one.nomination_id: one
        for one in nominations_store.by_ids(tx, sorted(named))
        if nominations.is_visible(tx, actor, one)
    }

    def is_seen(one: Evidence) -> bool:
        if one.nomination_id is None:
            return access.can(actor, Action.ITEM_VIEW, unit_id=one.unit_id)
        nomination = readable.get(one.nomination_id)
        if nomination is None or is_quiet(actor, nomination.state, one.part):
            return False
        is_theirs = access.can(actor, Action.NOMINATION_VIEW, unit_id=one.unit_id)
        return one.removed_at is None or is_theirs

    return [one for one in uses if is_seen(one)]
