"""What a draft would change, in words, and what becomes of the reports that are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lib.domain import plan_drafts
from lib.domain.campaigns import CampaignSeed, TaskSeed
from lib.domain.forms import form_changes, forms
from lib.domain.forms.forms import Difference
from lib.domain.plan_drafts import Name, Part
from lib.domain.vietnamese import format_date
from lib.services.building import record_forms
from lib.services.building.drafts import PlanDraft
from lib.text import plan_drafts as words
from lib.text.forms import change_words

# How a day is counted; the days themselves are told.
_COUNTED: Final = frozenset({"way", "before", "after", "date", "milestone"})
_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Told:
    """What is otherwise in one record.

    Attributes:
        fate: what becomes of the reports on it; "" where there is nothing to say.
    """

    name: Name
    what: tuple[str, ...]
    fate: str = ""


def told(draft: PlanDraft, seed: CampaignSeed, reported: Mapping[str, int]) -> list[Told]:
    """Record by record what publishing `seed` would change, in the plan's order.

    Args:
        seed: what the draft's content makes.
        reported: how many units have reported on each task.
    """
    before, after = plan_drafts.bodies(draft.base), plan_drafts.bodies(draft.content)
    days = Days(draft.stored, seed)
    found = []
    for name in [*after, *(one for one in before if one not in after)]:
        if name not in before:
            what = [words.ADDED]
        elif name not in after:
            what = [words.LEFT_OUT]
        else:
            what = [*_changed(draft, name), *days.moved(name)]
        if what:
            count = reported.get(name.code, 0) if name.part == Part.TASK else 0
            is_asked_new = name in before and name in after and days.is_asked_new(name)
            fate = words.fate(count, is_left_out=name not in after, is_asked_new=is_asked_new)
            found.append(Told(name, tuple(what), fate if name.part == Part.TASK else ""))
    return found


class Days:
    """Days and questions of the two plans, by record."""

    def __init__(self, before: CampaignSeed, after: CampaignSeed) -> None:
        self._before, self._after = before, after
        self._tasks = {one.code: one for one in before.tasks}
        self._new = {one.code: one for one in after.tasks}
        self._milestones = {one.key: one.due_on for one in before.milestones}

    def moved(self, name: Name) -> Iterator[str]:
        if name.part == Part.MILESTONE:
            old = self._milestones[name.code]
            new = next(one.due_on for one in self._after.milestones if one.key == name.code)
        elif name.part == Part.TASK:
            old = self._before.due_on(self._tasks[name.code])
            new = self._after.due_on(self._new[name.code])
            asked = self._tasks[name.code].form.fields, self._new[name.code].form.fields
            yield from map(change_words, form_changes.differences(*asked))
        else:
            return
        if old != new:
            yield words.DAY_MOVED.format(old=format_date(old), new=format_date(new))

    def is_asked_new(self, name: Name) -> bool:
        if name.part != Part.TASK:
            return False
        old, new = self._tasks[name.code], self._new[name.code]
        return _asked(old) != _asked(new)


def _asked(task: TaskSeed) -> Sequence[object]:
    return task.form.asked


def _changed(draft: PlanDraft, name: Name) -> Iterator[str]:
    before = plan_drafts.bodies(draft.base)[name]
    after = plan_drafts.bodies(draft.content)[name]
    if before == after:
        return
    form = record_forms.form(name.part, draft.content)
    for one in forms.differences(
        form, record_forms.answers(name, after), record_forms.answers(name, before)
    ):
        if one.key not in _COUNTED:
            yield _sentence(one)


def _sentence(one: Difference) -> str:
    if max(len(one.mine_text), len(one.theirs_text)) > _SHOWN:
        return words.REWORDED.format(label=one.label)
    return words.CHANGED.format(label=one.label, old=one.theirs_text, new=one.mine_text)
