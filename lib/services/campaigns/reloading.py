"""Loading a changed file over its campaign: the plan follows the file, what was reported stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from lib.domain.campaigns import Campaign, CampaignSeed, CampaignState, Task
from lib.domain.forms.following import followed
from lib.errors import Conflict, Refused
from lib.services.acts import Act, CampaignRevision
from lib.services.campaigns import (
    evaluation_questions,
    file_points,
    nomination_questions,
    opinion_questions,
)
from lib.store import campaign_writes as writes
from lib.store import campaigns as store
from lib.store import evaluation_points, items, revisions


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What followed from the file.

    Attributes:
        items: how many were begun.
        forms: how many tasks are asked with a new version of their form.
        kept: tasks that the file names no more, and that somebody has reported on.
    """

    items: int
    forms: int
    kept: tuple[str, ...]


def reload(
    act: Act, campaign: Campaign, given: CampaignSeed, sha256: str, *, keeps_anchor: bool = True
) -> Reloaded:
    """Make the campaign what the file says, but for the day of its anchor.

    The anchor stays on the day it was set to when the campaign was set up, which may be another
    than the file's; all other days follow the file from there.

    Args:
        keeps_anchor: False for what was made of the campaign itself, day by day; the comments
            of its file stay then too.
    Raises:
        Conflict: the campaign has been started or opened again since it was read.
        Refused: `closed_campaign`; `points_given`, other criteria than points were given under;
            `topics_kept`, other topics of opinions than it began with; `field_kind`, a field
            asks for another kind of answer under the same key.
    """
    tx, campaign_id = act.tx, campaign.campaign_id
    state = revisions.at(tx, campaign_id)[1]
    if state == CampaignState.CLOSED:
        raise Refused("closed_campaign")
    if state != campaign.state:
        raise Conflict("changed")
    kept_on = _anchor_on(act, campaign) if keeps_anchor else None
    seed = given.moved_to(kept_on or given.anchor_on)
    revision = revisions.move(tx, campaign_id, act.now)
    before = store.details(tx, campaign_id)
    _check_points(act, campaign_id, before, given)
    opinion_questions.check_topics(tx, seed.code, state, before, given.details)
    writes.update_campaign(tx, campaign_id, seed, sha256)
    if keeps_anchor:
        writes.put_comments(tx, campaign_id, seed.comments)
    writes.put_milestones(tx, campaign_id, seed.milestones)
    writes.put_groups(tx, campaign_id, seed.groups)
    nomination_questions.follow(tx, seed.code, seed.details, act.now)
    evaluation_questions.follow(tx, seed.code, seed.details, act.now)
    opinion_questions.follow(tx, seed.code, seed.details, act.now)
    stored = {task.code: task for task in store.tasks(tx, campaign_id, retired=True)}
    forms = [
        _put_task(act, CampaignRevision(campaign_id, revision), seed, order, stored.get(task.code))
        for order, task in enumerate(seed.tasks)
    ]
    named = {task.code for task in seed.tasks}
    kept = _drop(act, [one for one in stored.values() if one.code not in named], len(seed.tasks))
    _tidy(act, campaign_id, seed, kept)
    begun = items.insert_missing_items(tx, campaign_id, revision, act.now)
    items.mark_items(tx, campaign_id, revision=revision, now=act.now)
    told = Reloaded(begun, sum(forms), tuple(one.code for one in kept))
    detail = {"code": seed.code, "tasks": len(seed.tasks), "items": begun, "forms": told.forms}
    act.tell("campaign.reload", seed.code, detail, of=CampaignRevision(campaign_id, revision))
    return told


def _check_points(
    act: Act, campaign_id: UUID, before: Mapping[str, Any], given: CampaignSeed
) -> None:
    is_changed = file_points.told(given.details) != file_points.told(before)
    if is_changed and evaluation_points.are_given(act.tx, campaign_id):
        raise Refused("points_given")


def _anchor_on(act: Act, campaign: Campaign) -> date | None:
    found = store.milestones(act.tx, campaign.campaign_id)
    return next((one.due_on for one in found if one.key == campaign.anchor), None)


def _put_task(
    act: Act, place: CampaignRevision, seed: CampaignSeed, order: int, old: Task | None
) -> bool:
    """Whether the task, which was there before, is asked with a new form."""
    task = seed.tasks[order]
    due_on = seed.due_on(task)
    if old is None:
        made = replace(task, form=writes.publish(act.tx, task.form, act.now))
        writes.insert_task(act.tx, place.campaign_id, made, due_on, order)
        return False
    form = followed(task.form.fields, old.form, task.code)
    is_new = form.fields != old.form.fields
    form = writes.publish(act.tx, form, act.now) if is_new else old.form
    writes.update_task(act.tx, old.task_id, replace(task, form=form), due_on, order)
    if due_on != old.due_on:
        items.move_due(
            act.tx, old.task_id, old.due_on, due_on, revision=place.revision, now=act.now
        )
    return is_new


def _drop(act: Act, gone: Sequence[Task], after: int) -> list[Task]:
    """Those of the tasks no longer named that stay, since somebody has reported on them."""
    kept = []
    for order, task in enumerate(gone, start=after):
        is_kept = writes.has_reports(act.tx, task.task_id)
        writes.place_task(act.tx, task.task_id, order, is_retired=not is_kept)
        if is_kept:
            kept.append(task)
    return kept


def _tidy(act: Act, campaign_id: UUID, seed: CampaignSeed, kept: Sequence[Task]) -> None:
    """Remove milestones and groups that the file names no more and no task stands under."""
    milestones = {one.key for one in store.milestones(act.tx, campaign_id)}
    writes.drop_milestones(
        act.tx, campaign_id, sorted(milestones - {one.key for one in seed.milestones})
    )
    groups = {one.code for one in store.groups(act.tx, campaign_id)}
    named = {one.code for one in seed.groups} | {one.group_code for one in kept}
    writes.drop_groups(act.tx, campaign_id, sorted(groups - named))
