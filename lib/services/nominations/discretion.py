"""What is decided is told to units only when it is released: until then a case is under review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.nomination_workflow import QUIET, State
from lib.domain.nominations import Nomination
from lib.store import nomination_reports as store
from lib.store.engine.db import Reader
from lib.store.nominations import NominationEntry


def sees_all(actor: Actor) -> bool:
    """Whether the actor may see the nominations of every unit, and so how each of them stands."""
    return access.can(actor, Action.NOMINATION_VIEW, unit_id=UUID(int=0))


def told(tx: Reader, actor: Actor, found: Iterable[Nomination]) -> list[Nomination]:
    """The nominations as the actor may know of them, in their order."""
    listed = list(found)
    if sees_all(actor):
        return listed
    states = told_states(tx, {one.nomination_id: one.state for one in listed})
    return [_told(one, states[one.nomination_id]) for one in listed]


def told_states(tx: Reader, states: Mapping[UUID, State]) -> dict[UUID, State]:
    """How each nomination stands for those who do not see all."""
    quiet = [key for key, state in states.items() if state in QUIET]
    released = store.released(tx, quiet) if quiet else set()
    return {
        key: State.UNDER_REVIEW if state in QUIET and key not in released else state
        for key, state in states.items()
    }


def told_entries(
    actor: Actor, shown: Nomination, entries: Sequence[NominationEntry]
) -> list[NominationEntry]:
    """The history of a nomination that stands as `shown`."""
    if shown.state != State.UNDER_REVIEW or sees_all(actor):
        return list(entries)
    return [one for one in entries if one.state not in QUIET]


def _told(one: Nomination, state: State) -> Nomination:
    if state == one.state:
        return one
    return replace(one, state=state, meeting_id=None, decision_id=None)
