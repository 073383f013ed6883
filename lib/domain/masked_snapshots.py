"""A snapshot before it leaves: of personal numbers it holds what everybody may see."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from lib.domain.exports import FIELD, RECORD, ItemLine, PackedItems, Snapshot
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form
from lib.domain.forms.kinds import show

_PLACES: Final = {name: place for place, name in enumerate(ItemLine._fields)}
_TASK, _ANSWERS = _PLACES["task_id"], _PLACES["answers"]


def masked(snapshot: Snapshot) -> Snapshot:
    """The same; nothing is read of items and nominations whose forms ask for no such number."""
    of_tasks = {str(task.task_id): task.form for task in snapshot.tasks if task.form.masked}
    if of_tasks:
        items = tuple(_items(of_tasks, packed) for packed in snapshot.items)
        snapshot = replace(snapshot, items=items)
    nominations = {
        subject: tuple(replace(one, answers=_answers(form, one.answers)) for one in listed)
        for subject, listed in snapshot.nominations.items()
        if (form := snapshot.nomination_forms[subject]).masked
    }
    if not nominations:
        return snapshot
    return replace(snapshot, nominations={**snapshot.nominations, **nominations})


def _items(of_tasks: Mapping[str, Form], packed: PackedItems) -> PackedItems:
    records = []
    for record in packed.text.split(RECORD):
        cells = record.split(FIELD)
        if (form := of_tasks.get(cells[_TASK])) is not None:
            cells[_ANSWERS] = _answers(form, cells[_ANSWERS])
        records.append(FIELD.join(cells))
    return PackedItems(packed.unit_id, RECORD.join(records))


def _answers(form: Form, told: str) -> str:
    answers: dict[str, Value] = json.loads(told)
    shown = {one.key: show(one, answers) for one in form.masked if one.key in answers}
    return json.dumps({**answers, **shown})
