"""Accepting findings for a reason, and taking that back: some at once, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.quality import reviews
from lib.domain.quality.findings import Finding
from lib.domain.quality.reviews import Review, Step
from lib.errors import Conflict, Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.campaigns import campaigns
from lib.services.quality import looking
from lib.services.quality.looking import Looked
from lib.store import quality_reviews as store
from lib.store.engine.db import Database
from lib.text import quality as words


@dataclass(frozen=True, slots=True)
class Target:
    """A finding, and how many steps about it the person has seen."""

    fingerprint: str
    seen_version: int


def accept(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    targets: Sequence[Target],
    reason: object,
) -> int:
    """Say of all of them that they were seen and are right for a reason; how many there were.

    Raises:
        Refused: `reason_needed`; `finding_gone`, what was found is not so any more; `own_finding`,
            on a report that the actor saved or sent; `finding_state`, accepted already.
        Conflict: somebody has said something of one of them since.
    """
    given = reviews.given_reason(reason)
    return _take(db, actor, campaign, act_id, targets, Step.ACCEPT, given)


def withdraw(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, targets: Sequence[Target]
) -> int:
    """Take the acceptance of all of them back; how many there were.

    Raises:
        Refused: `finding_gone`; `finding_state`, none of them is accepted.
        Conflict: somebody has said something of one of them since.
    """
    return _take(db, actor, campaign, act_id, targets, Step.WITHDRAW, None)


def _take(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    act_id: UUID,
    targets: Sequence[Target],
    step: Step,
    reason: str | None,
) -> int:
    intent = acts.intend(db, actor, Action.QUALITY_REVIEW, act_id=act_id, queue=campaign)
    if not targets:
        raise Refused("nothing_chosen")
    looked = looking.now(db, campaigns.find(db, campaign.code))
    tasks = campaigns.plan(db, campaign).tasks_by_id
    # Before the act begins: to find them may take a moment, and others wait for the writer.
    places = looked.places(one.fingerprint for one in targets)
    taken = _Taken(looked, tasks, places, targets, step, reason)
    try:
        return intent.carry_out(taken.work, again=lambda _: len(targets))
    except Refused as refusal:
        if refusal.reason == "finding_gone":
            looking.forget(db, campaign)
        raise


@dataclass(frozen=True, slots=True)
class _Taken:
    """One step on several findings."""

    looked: Looked
    tasks: Mapping[UUID, Task]
    places: Mapping[str, int | None]
    targets: Sequence[Target]
    step: Step
    reason: str | None

    def work(self, act: Act) -> int:
        chosen = self._chosen()
        self._require_still_so(act, chosen)
        if self.step == Step.ACCEPT:
            units = {one.unit_id for one in chosen}
            own = store.authored(act.tx, act.campaign.campaign_id, act.actor.account_id, units)
            if any((one.unit_id, one.task_id) in own for one in chosen):
                raise Refused("own_finding")
        self._require_seen(store.latest(act.tx, act.campaign.campaign_id))
        rows = [
            (finding, words.sentence(finding), target.seen_version + 1)
            for finding, target in zip(chosen, self.targets, strict=True)
        ]
        store.put(
            act.tx, act.campaign.campaign_id, rows, step=self.step, reason=self.reason,
            author=act.author,
        )  # fmt: skip
        self._tell(act, [one for one in chosen if one.task_id is not None])
        self._tell(act, [one for one in chosen if one.task_id is None])
        return len(self.targets)

    def _chosen(self) -> list[Finding]:
        found = [self.places[one.fingerprint] for one in self.targets]
        if None in found:
            raise Refused("finding_gone")
        return [self.looked.findings[place] for place in found if place is not None]

    def _require_still_so(self, act: Act, chosen: Sequence[Finding]) -> None:
        """Nothing if no report that was found has changed since the rules looked at it."""
        units = {one.unit_id for one in chosen}
        moved = store.moved_at(act.tx, act.campaign.campaign_id, units)
        of_unit: dict[UUID, int] = {}
        for (unit_id, _), revision in moved.items():
            of_unit[unit_id] = max(revision, of_unit.get(unit_id, 0))
        for one in chosen:
            last = moved.get((one.unit_id, one.task_id)) if one.task_id else of_unit[one.unit_id]
            if last is None or last > self.looked.revision:
                raise Refused("finding_gone")

    def _require_seen(self, last: Mapping[str, Review]) -> None:
        for one in self.targets:
            before = last.get(one.fingerprint)
            if (before.version if before else 0) != one.seen_version:
                raise Conflict("changed")
            if (before is not None and before.is_accepted) == (self.step == Step.ACCEPT):
                raise Refused("finding_state")

    def _tell(self, act: Act, chosen: Sequence[Finding]) -> None:
        """One event on reports, or on units as a whole."""
        if not chosen:
            return
        codes: dict[str, list[str]] = {}
        for one in chosen:
            if one.task_id is not None:
                codes.setdefault(str(one.unit_id), []).append(self.tasks[one.task_id].code)
        items = {unit: list(dict.fromkeys(some)) for unit, some in codes.items()}
        told: dict[str, object] = {
            "rules": list(dict.fromkeys(words.RULES[one.rule] for one in chosen))
        }
        if items:
            subject = ", ".join(sorted({code for some in items.values() for code in some}))
            told["items"] = items
        else:
            subject = ", ".join(self.looked.units[one.unit_id].short_name for one in chosen)
            told["unit"] = [str(one.unit_id) for one in chosen]
        if self.reason:
            told["reason"] = self.reason
        act.tell(f"quality.{self.step.value}", subject, told)
