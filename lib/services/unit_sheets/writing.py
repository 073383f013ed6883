"""Writing a workbook of a unit's reports: tried out first, then in one act, each task a save."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from lib import text
from lib.domain import checklist as rules
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.checklist import Item
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.domain.imports import Outcome, Row, Table
from lib.domain.unit_sheets import COLUMNS, Change, Result, RowFault, TaskResult
from lib.domain.units import Unit
from lib.domain.vietnamese import local_day
from lib.domain.workflow import WorkStatus
from lib.errors import AppError, BadUpload, Invalid, Problems, Refused
from lib.services import acts, rehearsals
from lib.services.acts import Act, Intent
from lib.services.campaigns import campaigns
from lib.services.campaigns.campaigns import Plan
from lib.services.checklist import item_acts
from lib.services.files import tables
from lib.services.files.file_checks import Upload
from lib.services.unit_sheets import questions
from lib.services.unit_sheets.books import is_locked
from lib.store import checklist as store
from lib.store import evidence, item_drafts
from lib.store.engine.db import Database
from lib.text import unit_sheets as words


class _NothingToldError(Exception):
    """Ends a trial that would write nothing: an act on a campaign has to tell something."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        self.result = result


def read(upload: Upload) -> Table:
    """The rows of the workbook.

    Raises:
        BadUpload: why it is not taken.
    """
    return tables.read(upload, COLUMNS, words.COLUMNS)


def tried(
    db: Database, actor: Actor, campaign: Campaign, table: Table, taken: Collection[str] = ()
) -> Result:
    """What would become of each task now: the very write, taken back at its end.

    Args:
        taken: codes of tasks that somebody has saved meanwhile and the file's answers are to win.
    Raises:
        BadUpload: `other_unit`, it is another unit's or campaign's.
        Refused: the campaign takes no reports.
    """
    plan = campaigns.plan(db, campaign)

    def work(act: Act) -> Result:
        result = _written(act, plan, table, taken)
        if not act.told:
            raise _NothingToldError(result)
        return result

    try:
        return rehearsals.rehearsed(_intent(db, actor, campaign, acts.new_act()), work)
    except _NothingToldError as nothing:
        return nothing.result


def written(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, table: Table,
    taken: Collection[str] = (), seen: Result,
) -> Result:  # fmt: skip
    """Save every task that changes in one act; what became of each.

    Args:
        seen: what the person was shown; another result is not written.
    Raises:
        Refused: `import_changed`, somebody has saved one of the tasks since; `nothing_chosen`.
    """
    if not seen.writes:
        raise Refused("nothing_chosen")
    plan = campaigns.plan(db, campaign)

    def work(act: Act) -> Result:
        result = _written(act, plan, table, taken)
        if result != seen:
            raise Refused("import_changed")
        return result

    return _intent(db, actor, campaign, act_id).carry_out(work, again=lambda _: seen)


def _intent(db: Database, actor: Actor, campaign: Campaign, act_id: UUID) -> Intent:
    return acts.intend(
        db, actor, Action.ITEM_SAVE, act_id=act_id, queue=campaign, unit_id=actor.unit_id
    )


def _written(act: Act, plan: Plan, table: Table, taken: Collection[str]) -> Result:
    rules.check_open(act.state)
    unit_id, tx = act.actor.unit_id, act.tx
    unit = item_acts.unit(tx, unit_id, local_day(act.now))
    own = (act.campaign.code, unit.code)
    if any((row.cells.get("campaign"), row.cells.get("unit")) != own for row in table.rows):
        raise BadUpload("other_unit", file=table.file, name=unit.code)
    items = {one.task_id: one for one in store.items_of_unit(tx, act.campaign.campaign_id, unit_id)}
    if any(task.form.files for task in plan.tasks):
        answering = evidence.answering(tx, act.campaign.campaign_id, unit_id)
        items = {task_id: one.with_files(answering) for task_id, one in items.items()}
    drafted = item_drafts.drafts(tx, act.actor.account_id, unit_id)
    by_code: dict[str, list[Row]] = {}
    for row in table.rows:
        by_code.setdefault(row.cells.get("code", ""), []).append(row)
    results = []
    for code, rows in by_code.items():
        task = plan.tasks_by_code.get(code)
        item = items.get(task.task_id) if task else None
        if task is None or item is None:
            fault = RowFault(rows[0].number, words.NO_TASK)
            results.append(TaskResult(code, "", Outcome.FAULTY, faults=(fault,)))
        else:
            has_draft = task.task_id in drafted
            one = _Came(act, unit, task, item, rows, has_draft, is_taken=code in taken)
            results.append(one.written())
    return Result(tuple(results))


@dataclass(frozen=True, slots=True)
class _Came:
    """A task that came in: its rows, and what is stored now."""

    act: Act
    unit: Unit
    task: Task
    item: Item
    rows: Sequence[Row]
    has_draft: bool
    is_taken: bool

    def written(self) -> TaskResult:
        """What became of it; it is saved if it changes and nothing is against it."""
        now = self._cells(self.item.status, self.item.answers)
        fixed = {one.key for one in questions.questions(self.task) if one.is_fixed}
        given = {row.cells.get("key", ""): row.cells.get("value", "") for row in self.rows}
        given = {key: told for key, told in given.items() if key not in fixed}
        faults = self._row_faults()
        if not faults and now | given == now:
            return self._result(Outcome.SAME)
        if is_locked(self.item):
            return TaskResult(
                self.task.code, self.task.short_title, Outcome.SKIPPED, is_locked=True
            )  # fmt: skip
        if faults:
            return self._result(Outcome.FAULTY, faults=faults)
        typed = self._typed(given)
        return self._reported(now | typed) if typed else self._result(Outcome.SAME)

    def _reported(self, cells: Mapping[str, str]) -> TaskResult:
        report = questions.report(self.task, cells, self.item.answers)
        today = local_day(self.act.now)
        try:
            saved = rules.reported(self.item, self.task, report, today)
        except (Problems, Invalid, Refused) as refusal:
            return self._result(Outcome.FAULTY, faults=self._faults(refusal))
        changes = self._changes(saved)
        if not changes:
            return self._result(Outcome.SAME)
        if self._is_moved and not self.is_taken:
            return self._result(Outcome.SKIPPED, changes, is_conflict=True)
        item_acts.save(self.act, self.task, saved, has_draft=self.has_draft)
        return self._result(Outcome.CHANGED, changes, is_conflict=self._is_moved)

    def _result(
        self,
        outcome: Outcome,
        changes: tuple[Change, ...] = (),
        faults: tuple[RowFault, ...] = (),
        *,
        is_conflict: bool = False,
    ) -> TaskResult:
        drops = self.has_draft and outcome == Outcome.CHANGED
        return TaskResult(
            self.task.code, self.task.short_title, outcome, changes, faults,
            is_conflict=is_conflict, drops_draft=drops,
        )  # fmt: skip

    @property
    def _version(self) -> str:
        return self.rows[0].cells.get("version", "")

    @property
    def _is_moved(self) -> bool:
        return self._version != str(self.item.version)

    def _cells(self, status: WorkStatus, answers: Mapping[str, Value]) -> dict[str, str]:
        return questions.cells(self.task, status, answers, self.unit.headcount)

    def _typed(self, given: Mapping[str, str]) -> dict[str, str]:
        """The cells in which the person has typed since the workbook was made."""
        if not self._is_moved:
            return dict(given)
        entries = store.history(self.act.tx, self.item.unit_id, self.item.task_id)
        seen = next((one for one in entries if str(one.version) == self._version), None)
        then = (
            self._cells(seen.status, seen.answers)
            if seen
            else self._cells(WorkStatus.NOT_STARTED, {})
        )
        return {key: told for key, told in given.items() if told != then.get(key, "")}

    def _row_faults(self) -> tuple[RowFault, ...]:
        """What is wrong with rows before anything is read out of them."""
        known = {one.key: one for one in questions.questions(self.task)}
        found: list[RowFault] = []
        came: set[str] = set()
        for row in self.rows:
            key = row.cells.get("key", "")
            told = ""
            if key not in known:
                told = words.NO_QUESTION
            elif row.formulas and not known[key].is_fixed:
                told = text.sentence(Invalid("formula", field=known[key].label))
            elif key in came:
                label = known[key].label
                told = text.sentence(Invalid("doubled_row", field=label, told=self.task.code))
            elif row.cells.get("version") != self._version or not self._version.isdecimal():
                told = words.NO_VERSION
            came.add(key)
            if told:
                found.append(RowFault(row.number, told))
        return tuple(found)

    def _faults(self, refusal: AppError) -> tuple[RowFault, ...]:
        """The refusal at the first row of each question it is about, else at the status."""
        fields = {one.key: one.field for one in questions.questions(self.task)}
        rows = {}
        for row in reversed(self.rows):
            rows[fields.get(row.cells.get("key", ""), "")] = row.number
        single = refusal.problems if isinstance(refusal, Problems) else [refusal]
        other = rows.get(questions.STATUS, self.rows[0].number)
        return tuple(
            RowFault(rows.get(str(one.facts.get("key", "")), other), text.sentence(one))
            for one in single
        )

    def _changes(self, saved: Item) -> tuple[Change, ...]:
        found = [
            Change(one.label, one.theirs_text, one.mine_text)
            for one in forms.differences(self.task.form, saved.answers, self.item.answers)
        ]
        if saved.status != self.item.status:
            old, new = (text.WORK_STATUSES[one.status] for one in (self.item, saved))
            found.insert(0, Change(words.STATUS, old, new))
        return tuple(found)
