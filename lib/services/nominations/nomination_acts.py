"""What acts on nominations share: what they are about, and the conditions of a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lib.domain import access, nominations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.nomination_workflow import (
    TRANSITIONS,
    State,
    Step,
    rights_of,
    transition,
)
from lib.domain.nominations import AwardRules, Nomination
from lib.domain.recusals import Tie, is_own_collective
from lib.domain.vietnamese import local_day
from lib.errors import Conflict, NotFound, Refused
from lib.services.acts import Act
from lib.services.checklist import item_acts
from lib.services.nominations import nomination_forms
from lib.store import council as council_store
from lib.store import nomination_writes as writes
from lib.store import nominations as store
from lib.store.engine.db import Reader


@dataclass(frozen=True, slots=True)
class Target:
    """A nomination that a step is taken on, at the version the person saw."""

    nomination_id: UUID
    seen_version: int


def nomination(tx: Reader, campaign: Campaign, nomination_id: UUID) -> Nomination:
    """The nomination of this campaign.

    Raises:
        NotFound: there is none.
    """
    found = store.nomination(tx, nomination_id)
    if found is None or found.campaign_id != campaign.campaign_id:
        raise NotFound("nomination")
    return found


def seen(tx: Reader, campaign: Campaign, target: Target) -> Nomination:
    """The nomination, if it still has the version that was seen."""
    found = nomination(tx, campaign, target.nomination_id)
    require_seen(found, target)
    return found


def require_seen(found: Nomination, target: Target) -> None:
    """Nothing while the nomination has the version that was seen.

    Raises:
        Conflict: somebody has changed it since.
    """
    if found.version != target.seen_version:
        raise Conflict("changed")


def move(
    act: Act,
    rules: AwardRules,
    target: Target,
    step: Step,
    *,
    note: object = "",
    due_on: date | None = None,
    change: Callable[[Nomination], Nomination] = lambda moved: moved,
) -> Nomination:
    """Take one step on one nomination, with every condition that the table names.

    Args:
        change: what else the step does to the nomination, as giving it its meeting.
    Raises:
        NotFound: no such nomination, or none that the actor may know of.
        Denied: the actor may not take the step on its unit.
        Conflict: it has changed since it was seen.
        Refused: the table or a condition of it forbids the step.
    """
    tx, actor, today = act.tx, act.actor, local_day(act.now)
    before = nomination(tx, act.campaign, target.nomination_id)
    unit = item_acts.unit(tx, before.unit_id, today)
    # The right first: whoever may not act on the unit learns nothing of the nomination's state.
    check_step_right(actor, before, step, is_office_unit=unit.is_office)
    require_seen(before, target)
    nominations.check_open(act.state, step)
    row = transition(before.state, step)
    if row.bars_author and is_own_work(tx, before, actor):
        raise Refused("own_nomination")
    if row.bars_unit and is_own_collective(before, actor.unit_id):
        raise Refused("own_unit")
    form = nomination_forms.of(tx, before)
    moved = nominations.stepped(before, form, rules, step, today, note=note, due_on=due_on)
    moved = change(moved)
    writes.step_nomination(
        tx, moved, step=step, note=nominations.clean_note(note), author=act.author
    )
    return moved


def check_step_right(actor: Actor, before: Nomination, step: Step, *, is_office_unit: bool) -> None:
    """Nothing for those who may take the step on the nomination's unit.

    From a state that does not allow the step, the right that it needs elsewhere is asked for.

    Raises:
        NotFound: the actor may not even know of the nomination.
        Denied: the actor may see it, and no more.
    """
    for action in actions_of(before, step):
        if access.can(actor, action, unit_id=before.unit_id, is_office_unit=is_office_unit):
            return
    if not access.can(actor, Action.NOMINATION_VIEW, unit_id=before.unit_id):
        raise NotFound("nomination")
    access.check(
        actor, actions_of(before, step)[0], unit_id=before.unit_id, is_office_unit=is_office_unit
    )


def actions_of(before: Nomination, step: Step) -> list[Action]:
    """The right that the step needs now; where the table has no such row, those it ever needs."""
    row = TRANSITIONS.get((before.state, step))
    return [row.action] if row is not None else rights_of(step)


def is_own_work(tx: Reader, before: Nomination, actor: Actor) -> bool:
    """Whether the actor is nominated, drafted, saved or sent it, or is on record as tied to it."""
    return bool(own_works(tx, [before], actor))


def own_works(tx: Reader, found: Sequence[Nomination], actor: Actor) -> set[UUID]:
    """Those of which the same is true."""
    keys = [one.nomination_id for one in found]
    authored = store.authored(tx, actor.account_id, keys)
    tied = {
        key
        for key, recusals in council_store.recusals_on(tx, keys).items()
        if any(
            one.tie == Tie.STATED and one.fits(actor.full_name, actor.account_id)
            for one in recusals
        )
    }
    return (
        authored
        | tied
        | {
            one.nomination_id
            for one in found
            if nominations.is_nominee(one, actor.account_id, actor.full_name)
        }
    )


def barred(
    tx: Reader, found: Sequence[Nomination], actor: Actor, steps: Mapping[State, Step]
) -> dict[UUID, str]:
    """Why the actor would be refused a step on those that are their own, whatever their rights.

    Args:
        steps: which one, by the state; of others nothing is told.
    """
    asked = [one for one in found if one.state in steps]
    own = own_works(tx, asked, actor)
    told = {}
    for one in asked:
        row = transition(one.state, steps[one.state])
        if row.bars_author and one.nomination_id in own:
            told[one.nomination_id] = "own_nomination"
        elif row.bars_unit and is_own_collective(one, actor.unit_id):
            told[one.nomination_id] = "own_unit"
    return told
