"""Nine weeks of a campaign as it might have gone: who did what, when. The same every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random
from typing import Final

from lib.domain.campaigns import Task
from lib.domain.forms.fields import Field
from lib.domain.forms.kinds import may_be, parts, spec_of
from lib.domain.units import Unit
from lib.domain.vietnamese import TIMEZONE
from lib.domain.workflow import Step, WorkStatus
from lib.services.demo.demo_data import Paper, Words

LAUNCH_DAYS: Final = 63
"""How many days ago the campaign began: 84 days before the election."""
_SEED: Final = 2021


@dataclass(frozen=True, slots=True)
class ReportingUnit:
    """A unit with those who report for it; `pace` says how surely in time."""

    unit: Unit
    staff: str
    head: str
    desk: Sequence[str]
    """Who may receive and verify its reports."""
    pace: float


class Slip(StrEnum):
    """What went wrong with a file, and was mended minutes later."""

    WRONG_PAGE = "wrong_page"
    STRAY_FILE = "stray_file"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing somebody did; a draft is kept as of the version before the last.

    Attributes:
        papers: what is attached to the item right after it.
    """

    when: datetime
    who: str
    step: Step
    unit_code: str
    task_code: str
    status: WorkStatus = WorkStatus.NOT_STARTED
    answers: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""
    due_on: date | None = None
    is_draft: bool = False
    papers: Sequence[Paper] = ()
    slip: Slip | None = None


class _Teller:
    """Tells the story of one item; its clock only goes forward."""

    def __init__(
        self, place: ReportingUnit, task: Task, words: Words, began_at: datetime, election_on: date
    ) -> None:
        self.place, self.task, self.words = place, task, words
        self.rng = Random(f"{_SEED} {place.unit.code} {task.code}")  # noqa: S311 no secret
        self.last, self.election_on = began_at, election_on
        self.totals = self._totals()

    def told(self) -> Iterator[Act]:
        """All that happens to the item, in order, also what has not happened yet."""
        rng, task = self.rng, self.task
        if not task.is_mandatory and rng.random() > self.place.pace * 0.8:
            return
        if task.nil_allowed and rng.random() < 0.6:
            yield self._save(self._done_on(), WorkStatus.NIL, 0.0, rng.choice(self.words.nil_notes))
            yield from self._checked()
            return
        done_on = self._done_on()
        yield from self._under_way(done_on)
        if rng.random() < (1 - self.place.pace) * 0.45:
            return
        yield self._with_papers(self._save(done_on, WorkStatus.DONE, 1.0, self._note()))
        yield from self._checked()

    def _with_papers(self, act: Act) -> Act:
        # Dice of their own: the story is the same with and without papers.
        rng = Random(f"{_SEED} papers {act.unit_code} {act.task_code}")  # noqa: S311 no secret
        papers = self.words.evidence.get(act.task_code, ())
        if not papers or rng.random() < 0.5:
            return act
        return replace(act, papers=papers, slip=rng.choice((None, None, *Slip)))

    def _done_on(self) -> date:
        """In time as surely as the unit's pace says, else some days late."""
        rng, due_on = self.rng, self.task.due_on
        if rng.random() < self.place.pace:
            return due_on - timedelta(days=rng.randint(0, 9))
        return due_on + timedelta(days=rng.randint(1, 10))

    def _under_way(self, done_on: date) -> Iterator[Act]:
        # What counts the election itself has no figures before it.
        is_after = self.task.due_on > self.election_on
        if is_after or not any(one.running for one in self.task.form.figures):
            return
        days = sorted(self.rng.sample(range(3, 28), self.rng.randint(0, 3)), reverse=True)
        for number, before in enumerate(days, start=1):
            yield self._save(
                done_on - timedelta(days=before),
                WorkStatus.IN_PROGRESS,
                number / (len(days) + 1),
                self._note() if self.rng.random() < 0.4 else "",
            )

    def _checked(self) -> Iterator[Act]:
        """The way through the Office: mostly straight, sometimes recalled or returned."""
        rng = self.rng
        if rng.random() > 0.9:
            return
        yield self._step(rng.randint(0, 3), self.place.head, Step.SEND)
        if rng.random() < 0.05:
            yield self._step(0, self.place.head, Step.RECALL)
            yield self._step(1, self.place.head, Step.SEND)
        checker = rng.choice(self.place.desk)
        yield self._step(rng.randint(1, 3), checker, Step.RECEIVE)
        if rng.random() < 0.13:
            yield from self._returned(checker)
        else:
            yield self._step(rng.randint(0, 4), checker, Step.VERIFY)

    def _returned(self, checker: str) -> Iterator[Act]:
        rng = self.rng
        back = self._step(rng.randint(0, 2), checker, Step.RETURN)
        due_on = back.when.date() + timedelta(days=rng.randint(5, 9))
        yield replace(back, reason=rng.choice(self.words.returns), due_on=due_on)
        if rng.random() < 0.35:
            return
        mended_on = back.when.date() + timedelta(days=rng.randint(1, 6))
        yield self._save(mended_on, WorkStatus.DONE, 1.0, rng.choice(self.words.resent_notes))
        yield self._step(rng.randint(0, 1), self.place.head, Step.SEND)
        yield self._step(rng.randint(1, 3), checker, Step.RECEIVE)
        yield self._step(rng.randint(0, 3), checker, Step.VERIFY)

    def _save(self, day: date, status: WorkStatus, part: float, note: str) -> Act:
        form, rng = self.task.form, self.rng
        answers: dict[str, object] = {"ghi_chu": note} if note else {}
        for figure in form.figures if status != WorkStatus.NIL else ():
            answers.update(self._figure(figure, part))
        if status == WorkStatus.DONE:
            if rng.random() < 0.4:
                path = f"{self.place.unit.code}/{rng.randint(101, 989)}"
                answers["duong_dan"] = f"https://vanban.sxd.example/{path}"
            if any(one.key == "noi_dung_nguon" for one in form.asked):
                answers["noi_dung_nguon"] = rng.choice(self.words.details)
        return replace(self._act(day, self.place.staff, Step.SAVE), status=status, answers=answers)

    def _figure(self, figure: Field, part: float) -> dict[str, object]:
        keys = [one.key for one in parts(figure)]
        if may_be(figure, True):
            return {keys[0]: True} if part == 1.0 else {}
        top, bottom = self.totals[figure.key]
        if spec_of(figure).is_share:
            return {keys[0]: str(round(top * part)), keys[1]: str(bottom)}
        return {keys[0]: str(max(1, round(top * part)))}

    def _totals(self) -> dict[str, tuple[int, int]]:
        """Numerator and denominator of each figure when the task is done."""
        rng, people = self.rng, self.place.unit.headcount or 10
        totals: dict[str, tuple[int, int]] = {}
        for figure in self.task.form.figures:
            if spec_of(figure).is_share:
                bottom = people if figure.headcount else rng.randint(4, 10)
                totals[figure.key] = (bottom - rng.choice((0, 0, 0, 1, 1, 2)), bottom)
            elif figure.unit == "lượt người":
                times = min(3, max((top for top, _ in totals.values()), default=1))
                totals[figure.key] = (round(people * times * rng.uniform(0.8, 1.0)), 0)
            else:
                least, most = self.words.totals.get(figure.key, (1, 4))
                totals[figure.key] = (rng.randint(least, most), 0)
        return totals

    def _note(self) -> str:
        notes = self.words.notes
        return self.rng.choice(notes.get(self.task.code) or notes[self.task.group_code])

    def _step(self, days: int, who: str, step: Step) -> Act:
        return self._act(self.last.date() + timedelta(days=days), who, step)

    def _act(self, day: date, who: str, step: Step) -> Act:
        """At some working hour of that day or the next working day, after all that came before."""
        hour = self.rng.choice((8, 8, 9, 9, 10, 10, 11, 14, 14, 15, 15, 16))
        minute, second = self.rng.randint(0, 59), self.rng.randint(0, 59)
        when = datetime.combine(_working_day(day), time(hour, minute, second), TIMEZONE)
        self.last = max(when, self.last + timedelta(minutes=self.rng.randint(6, 50)))
        return Act(self.last, who, step, self.place.unit.code, self.task.code)


def began_at(today: date) -> datetime:
    """When the campaign was launched: eight o'clock of a working day."""
    return datetime.combine(_working_day(today - timedelta(days=LAUNCH_DAYS)), time(8), TIMEZONE)


def story(
    places: Sequence[ReportingUnit],
    tasks: Sequence[Task],
    words: Words,
    *,
    today: date,
    election_on: date,
) -> Iterator[Act]:
    """All that happens to every item, item by item; some of it lies after today."""
    launch = began_at(today)
    for place in places:
        for task in tasks:
            if place.unit.unit_type in task.applies_to:
                yield from _Teller(place, task, words, launch, election_on).told()


def scripted(words: Words, today: date) -> list[Act]:
    """What every demo shows: two people on one item, a conflict to settle, a corrected total."""
    before = [today - timedelta(days=days) for days in range(1, 15)]
    working = [day for day in before if day.weekday() < 5]

    def save(
        days: int, hour: int, minute: int, who: str, unit: str, task: str, **answers: object
    ) -> Act:
        when = datetime.combine(working[days], time(hour, minute, 22), TIMEZONE)
        return Act(when, who, Step.SAVE, unit, task, WorkStatus.IN_PROGRESS, answers)

    told, bottom = "nguoi_duoc_huong_dan_num", {"nguoi_duoc_huong_dan_den": "13"}
    corrected = save(1, 15, 5, "binh", "QHKT", "II.2.5", so_tin_bai="4")
    return [
        save(5, 14, 20, "binh", "QHKT", "II.2.5", so_tin_bai="5", ghi_chu="Bốn tin, một bài."),
        replace(corrected, reason=words.lower_reason),
        save(4, 9, 41, "yen", "QHKT", "II.2.4", so_hoat_dong="2"),
        save(4, 9, 44, "binh", "QHKT", "II.2.4", so_hoat_dong="3", ghi_chu="Gộp số của chị Yến."),
        save(0, 9, 12, "lan", "QLXD", "II.2.3", **bottom, **{told: "8"}),
        save(0, 9, 15, "hung", "QLXD", "II.2.3", **bottom, **{told: "10"}, ghi_chu="Thêm tổ hai."),
        # Lan typed on without seeing what Hùng had saved: the next "Lưu" is a conflict.
        replace(save(0, 9, 18, "lan", "QLXD", "II.2.3", **bottom, **{told: "9"}), is_draft=True),
    ]


def unit_reports(words: Words, task_code: str, today: date) -> list[Act]:
    """One unit's own report that the Office has received, and one that waits for its head."""
    days = [today - timedelta(days=before) for before in range(1, 9)]
    working = [day for day in days if day.weekday() < 5]

    def act(days: int, hour: int, who: str, step: Step, unit: str) -> Act:
        when = datetime.combine(working[days], time(hour, 35, 10), TIMEZONE)
        answers = words.reports[unit] if step == Step.SAVE else {}
        return Act(when, who, step, unit, task_code, WorkStatus.DONE, answers)

    return [
        act(3, 10, "binh", Step.SAVE, "QHKT"),
        act(3, 15, "yen", Step.SEND, "QHKT"),
        act(1, 9, "mai", Step.RECEIVE, "QHKT"),
        act(0, 8, "lan", Step.SAVE, "QLXD"),
    ]


def _working_day(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)
