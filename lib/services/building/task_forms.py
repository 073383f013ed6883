"""The questions of a task in a plan's draft, and the acts on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import building
from lib.domain.forms.building import FormDraft
from lib.domain.forms.fields import Field
from lib.domain.forms.kinds import parts
from lib.domain.plan_drafts import Body, Name, Part
from lib.errors import NotFound
from lib.services.building import edits
from lib.services.building.drafts import OpenRecord
from lib.services.building.edits import Saved
from lib.store import plan_drafts as store
from lib.store.engine.db import Database


@dataclass(frozen=True, slots=True)
class TaskForm:
    """The questions of one task.

    Attributes:
        in_force: those that units are asked now; () for a task that the draft adds.
    """

    draft: FormDraft
    in_force: tuple[Field, ...]


def opened(db: Database, actor: Actor, campaign: Campaign, record: OpenRecord) -> TaskForm:
    """The questions of a task's record."""
    access.check(actor, Action.CAMPAIGN_LOAD)
    answered = db.read(lambda tx: store.answered(tx, campaign.campaign_id, record.name.code))
    return _read(record.body, record.before, answered)


def change(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    name: Name,
    seen_version: int,
    act: Callable[[FormDraft], FormDraft],
) -> Saved:
    """Do one act of `forms.building` on the questions of a task.

    Raises:
        NotFound: no such task, or no such question.
        Conflict: somebody saved the record since.
        Refused, Problems: as `act`; `closed_campaign`.
    """
    access.check(actor, Action.CAMPAIGN_LOAD)
    if name.part != Part.TASK:
        raise NotFound("task")
    answered = db.read(lambda tx: store.answered(tx, campaign.campaign_id, name.code))

    def put(record: OpenRecord) -> Body:
        questions = act(_read(record.body, record.before, answered).draft)
        return {**record.body, "form": questions.data()}

    return edits.put(
        db, actor, campaign, act_id=act_id, name=name, seen_version=seen_version, change=put
    )


def _read(body: Body, before: Body | None, answered: frozenset[str]) -> TaskForm:
    """Keys that are in force stay taken: to another question they would mean something else."""
    in_force = building.read(_form(before)).fields if before else ()
    fields = building.read(_form(body)).fields
    used = {
        one.key for one in fields if answered & {part.key for part in parts(one)}
    }  # fmt: skip
    reserved = frozenset(one.key for one in in_force) | answered
    return TaskForm(FormDraft(fields, frozenset(used), reserved), in_force)


def _form(body: Body) -> list[Any]:
    return list(body["form"])
