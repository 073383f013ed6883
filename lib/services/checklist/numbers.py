"""Personal numbers, which are masked wherever answers stand: whole, for who may, on record."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form
from lib.errors import NotFound
from lib.services import acts
from lib.services.acts import CampaignRevision, Queue
from lib.services.checklist import item_acts
from lib.store.engine.db import Database


def of_item(
    db: Database, actor: Actor, campaign: Campaign, *, unit_id: UUID, task_code: str, question: str
) -> str:
    """The number that a unit has reported; each time it is told who has seen it.

    Raises:
        NotFound: no such item, or nothing of it is masked under that key.
    """
    intent = acts.intend(
        db, actor, Action.NUMBER_SHOW, act_id=acts.new_act(), queue=Queue.NONE, unit_id=unit_id
    )
    task = item_acts.task(db, campaign, task_code)
    item = db.read(lambda tx: item_acts.item(tx, unit_id, task.task_id))
    number = whole(task.form, item.answers, question)
    intent.note(
        "number.show",
        {"unit": str(unit_id), "task": task.code, "question": question},
        subject=task.code,
        of=CampaignRevision(campaign.campaign_id, campaign.revision),
    )
    return number


def whole(form: Form, answers: Mapping[str, Value], question: str) -> str:
    """The answer to a question that is masked.

    Raises:
        NotFound: `question`.
    """
    if question not in answers or question not in {field.key for field in form.masked}:
        raise NotFound("question")
    return str(answers[question])
