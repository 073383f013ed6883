"""What a draft would change, in words, and what becomes of the reports that are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from lib.domain.campaigns import CampaignSeed, TaskSeed
from lib.domain.forms import building, form_changes, forms
from lib.domain.forms.form_changes import least_moved
from lib.domain.forms.forms import Difference
from lib.domain.plan_drafts import ORDERED, Name, Part
from lib.domain.vietnamese import format_date
from lib.services.building import record_forms
from lib.services.building.drafts import PlanDraft
from lib.text import plan_drafts as words
from lib.text.forms import change_words

# How a day is counted; the days themselves are told.
_COUNTED: Final = frozenset({"way", "before", "after", "date", "milestone"})
_HAS_DAY: Final = (Part.MILESTONE, Part.TASK)
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
    plans = _Plans(draft, seed)
    found = []
    for name in [*draft.after, *(one for one in draft.before if one not in draft.after)]:
        if what := plans.told(name):
            fate = plans.fate(name, reported) if name.part.has_questions else ""
            found.append(Told(name, tuple(what), fate))
    return found


class _Plans:
    """The plan in force and the one to come, record by record."""

    def __init__(self, draft: PlanDraft, seed: CampaignSeed) -> None:
        self._draft, self._before, self._after = draft, draft.stored, seed
        self._tasks, self._days = _by_name(draft.stored)
        self._new_tasks, self._new_days = _by_name(seed)
        self._placed = _placed(draft)

    def told(self, name: Name) -> list[str]:
        """What is otherwise in a record of one of them."""
        if name not in self._draft.before:
            return [words.ADDED]
        if name not in self._draft.after:
            return [words.LEFT_OUT]
        placed = [self._placed[name]] if name in self._placed else []
        return [*self._changed(name), *self._questions(name), *self._moved(name), *placed]

    def fate(self, name: Name, reported: Mapping[str, int]) -> str:
        """What becomes of the reports on a task, or of nominations."""
        if name.part.is_form:
            return words.STAY[name.part]
        old, new = self._tasks.get(name.code), self._new_tasks.get(name.code)
        is_asked_new = old is not None and new is not None and old.form.asked != new.form.asked
        count = reported.get(name.code, 0)
        return words.fate(count, is_left_out=new is None, is_asked_new=is_asked_new)

    def _changed(self, name: Name) -> Iterator[str]:
        before, after = self._draft.before[name], self._draft.after[name]
        if before == after:
            return
        form = record_forms.form(name.part, self._draft.content)
        for one in forms.differences(
            form, record_forms.answers(name, after), record_forms.answers(name, before)
        ):
            if not (name.part in _HAS_DAY and one.key in _COUNTED):
                yield _sentence(one)

    def _questions(self, name: Name) -> Iterator[str]:
        if name.part == Part.TASK:
            before, after = self._tasks[name.code].form, self._new_tasks[name.code].form
        elif name.part.is_form:
            bodies = self._draft.before[name], self._draft.after[name]
            before, after = (building.read(one["form"]).form for one in bodies)
        else:
            return
        yield from map(change_words, form_changes.differences(before.fields, after.fields))

    def _moved(self, name: Name) -> Iterator[str]:
        if name.part == Part.MILESTONE:
            old, new = self._days[name.code], self._new_days[name.code]
        elif name.part == Part.TASK:
            old = self._before.due_on(self._tasks[name.code])
            new = self._after.due_on(self._new_tasks[name.code])
        else:
            return
        if old != new:
            yield words.DAY_MOVED.format(old=format_date(old), new=format_date(new))


def _placed(draft: PlanDraft) -> dict[Name, str]:
    """Those that people put elsewhere, and behind which one they stand now."""
    found = {}
    for part in ORDERED:
        old = [one for one in draft.before if one.part == part and one in draft.after]
        new = [one for one in draft.after if one.part == part and one in draft.before]
        moved = least_moved(old, new)
        for place, name in enumerate(new):
            if name in moved:
                last = new[place - 1] if place else None
                found[name] = words.placed(words.named(last, draft.after[last]) if last else None)
    return found


def _by_name(seed: CampaignSeed) -> tuple[dict[str, TaskSeed], dict[str, date]]:
    """Tasks by code, and the milestones' days by key."""
    return {one.code: one for one in seed.tasks}, {one.key: one.due_on for one in seed.milestones}


def _sentence(one: Difference) -> str:
    if max(len(one.mine_text), len(one.theirs_text)) > _SHOWN:
        return words.REWORDED.format(label=one.label)
    return words.CHANGED.format(label=one.label, old=one.theirs_text, new=one.mine_text)
