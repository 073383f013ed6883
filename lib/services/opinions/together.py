"""One step on several opinions of one topic: an act for each, and those named that it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.opinions import Opinion, Step
from lib.errors import AppError, Conflict, NotFound, Refused
from lib.services.opinions import desk_acts
from lib.services.opinions.desk_acts import Said, Target
from lib.store import opinions as store
from lib.store.engine.db import Database, Reader


@dataclass(frozen=True, slots=True)
class Fault:
    """An opinion on which the step was not taken, and why."""

    opinion_id: UUID
    refusal: AppError


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it."""

    done: int
    faults: tuple[Fault, ...]


def take_step(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    targets: Sequence[Target],
    step: Step,
    said: Said,
) -> Taken:
    """Answer, forward or close each of them with the same words.

    Each is an act of its own, with a key made of `act_id` and the opinion: a second click finds
    those done that were, and one that somebody changed meanwhile holds up no other.

    Raises:
        Problems: values that cannot be taken; nothing was done.
        NotFound: one of them is not in the campaign.
        Refused: none were chosen, or they are of several topics.
    """
    access.check(actor, Action.OPINION_REVIEW)
    desk_acts.check_said(step, said)
    _check_one_topic(db, campaign, targets)
    done, faults = 0, []
    for target in targets:
        try:
            desk_acts.take_step(
                db, actor, campaign, act_id=uuid5(act_id, str(target.opinion_id)), target=target,
                step=step, said=said,
            )  # fmt: skip
            done += 1
        except (Conflict, Refused) as refusal:
            faults.append(Fault(target.opinion_id, refusal))
    return Taken(done, tuple(faults))


def _check_one_topic(db: Database, campaign: Campaign, targets: Sequence[Target]) -> None:
    def read(tx: Reader) -> list[Opinion | None]:
        return [store.opinion(tx, campaign.campaign_id, one.opinion_id) for one in targets]

    found = db.read(read)
    if not found:
        raise Refused("nothing_chosen")
    if any(one is None for one in found):
        raise NotFound("opinion")
    if len({one.topic for one in found if one is not None}) > 1:
        raise Refused("one_topic")
