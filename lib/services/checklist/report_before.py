"""What a report says against the last time, and how it came to where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lib.domain.access import Actor
from lib.domain.campaigns import Task
from lib.domain.checklist import Item
from lib.domain.forms import forms
from lib.domain.forms.forms import Difference
from lib.domain.workflow import Step, Verification
from lib.services.checklist import checklist
from lib.store.checklist import ItemEntry
from lib.store.engine.db import Database

_LATELY: Final = 3


@dataclass(frozen=True, slots=True)
class Before:
    """A report beside the one before it.

    Attributes:
        entry: what was sent the last time, or, of what is sent for the first time, what was saved
            before it said something else; None where it never said anything else.
        changed: the answers that have become other ones, in the form's order.
        entries: all that was done to the item, the newest first.
    """

    entry: ItemEntry | None
    changed: tuple[Difference, ...]
    entries: Sequence[ItemEntry]

    @property
    def lately(self) -> Sequence[ItemEntry]:
        """The last things done to the item."""
        return self.entries[:_LATELY]


def of_item(db: Database, actor: Actor, task: Task, item: Item) -> Before:
    """The item's report against the one before it.

    Raises:
        Denied: the actor may not see the item.
    """
    entries = checklist.item_history(db, actor, unit_id=item.unit_id, task_id=item.task_id)
    entry = _before(entries, item)
    changed = forms.differences(task.form, item.answers, entry.answers) if entry else []
    return Before(entry, tuple(changed), entries)


def _before(entries: Sequence[ItemEntry], item: Item) -> ItemEntry | None:
    sent = [one for one in entries if one.step == Step.SEND]
    # What the Office has before it is what was sent last; of what it gave back the unit has made
    # something new.
    is_new = item.verification in (Verification.NOT_SENT, Verification.RETURNED)
    earlier = sent if is_new else sent[1:]
    if earlier:
        return earlier[0]
    saved = (one for one in entries if one.step == Step.SAVE)
    return next((one for one in saved if one.answers != item.answers), None)
