"""Asking about an item, answering, and saying that one has read: acts that change no report."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from lib.domain import access, checklist, comments
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.comments import Comment, Side, Step, Thread
from lib.domain.vietnamese import local_day
from lib.errors import NotFound, Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.campaigns import campaigns
from lib.services.checklist import comments as reading
from lib.services.checklist import item_acts
from lib.services.checklist.comments import Place
from lib.store import item_comments as store
from lib.store.engine.db import Database
from lib.store.engine.ids import new_id

Threads = Sequence[Thread]


def say(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    place: Place,
    body: object,
    seen: UUID | None = None,
) -> None:
    """Ask something, or answer in a thread; it stays for ever as it is written.

    Args:
        seen: the last comment of the thread as the writer saw it; None for a new question.
    Raises:
        Invalid: the text cannot be taken.
        Denied: the actor may not write for that side on an item of the unit.
        Refused: the campaign does not run; the actor has a part in the report and would write for
            the Office; the item is full.
        NotFound: no such item or thread.
        Conflict: somebody has written in the thread since it was seen.
    """
    text = comments.taken(body)
    intent = acts.intend(db, actor, place.side.right, act_id=act_id, queue=campaign)
    task = _task(db, campaign, place)

    def work(act: Act) -> None:
        threads = _threads(act, place)
        comments.check_room(sum(len(one.comments) for one in threads))
        if place.thread_id is not None:
            _thread(threads, place).check_last(seen)
        _add(act, place, Step.SAY, text)
        reading.drop_draft(act.tx, actor, campaign, place)
        _tell(act, f"comment.{place.side.value}", place, task)

    intent.carry_out(work, again=acts.nothing)


def mark_seen(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, place: Place, seen: UUID
) -> None:
    """Say that the last comment was read and needs no answer.

    Args:
        seen: that comment.
    Raises:
        Denied: the actor may not write for that side on an item of the unit.
        Refused: it does not wait for that side; or as for `say`.
        NotFound: no such item or thread.
        Conflict: somebody has written in the thread since it was seen.
    """
    intent = acts.intend(db, actor, place.side.right, act_id=act_id, queue=campaign)
    task = _task(db, campaign, place)

    def work(act: Act) -> None:
        thread = _thread(_threads(act, place), place)
        thread.check_last(seen)
        if thread.waits_for != place.side:
            raise Refused("comment_seen")
        _add(act, place, Step.SEEN, "")
        _tell(act, "comment.seen", place, task)

    intent.carry_out(work, again=acts.nothing)


def _task(db: Database, campaign: Campaign, place: Place) -> Task:
    found = campaigns.plan(db, campaign).tasks_by_id.get(place.task_id)
    if found is None:
        raise NotFound("item")
    return found


def _threads(act: Act, place: Place) -> Threads:
    """What has been said, if the actor may write there now."""
    checklist.check_open(act.state)
    unit = item_acts.unit(act.tx, place.unit_id, local_day(act.now))
    # The right first: whoever may not write to the unit learns nothing of its items.
    access.check(act.actor, place.side.right, unit_id=unit.unit_id, is_office_unit=unit.is_office)
    item_acts.item(act.tx, place.unit_id, place.task_id)
    if reading.bars(act.tx, act.actor, place.unit_id, place.task_id, place.side):
        raise Refused("own_comment")
    return _of_item(act, place)


def _of_item(act: Act, place: Place) -> Threads:
    today = local_day(act.now)
    return comments.threads(store.of_item(act.tx, place.unit_id, place.task_id, today))


def _thread(threads: Threads, place: Place) -> Thread:
    found = next((one for one in threads if one.thread_id == place.thread_id), None)
    if found is None:
        raise NotFound("comment")
    return found


def _add(act: Act, place: Place, step: Step, body: str) -> None:
    comment_id, item = new_id(), (place.unit_id, place.task_id)
    new = Comment(
        comment_id, place.thread_id or comment_id, step, place.side, body, act.actor.full_name,
        act.actor.unit_name, act.now,
    )  # fmt: skip
    store.insert(
        act.tx, act.campaign.campaign_id, item=item, new=new, home_unit_id=act.actor.unit_id,
        author=act.author,
    )  # fmt: skip
    waits = comments.waits(_of_item(act, place))
    store.mark(act.tx, item, waits_unit=waits[Side.UNIT], waits_office=waits[Side.OFFICE])


def _tell(act: Act, event: str, place: Place, task: Task) -> None:
    act.tell(event, task.code, {"unit": str(place.unit_id), "task": task.code})
