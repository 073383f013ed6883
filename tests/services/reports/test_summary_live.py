"""Figures carried on from revision to revision are those that are read whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.domain.live_figures import LiveFigures
from lib.domain.progress import Progress, added
from lib.domain.summary import (
    MOST_LATE,
    SOON_DAYS,
    ItemList,
    Slice,
    Summary,
    TrendDay,
    UnitLabel,
    UnitPage,
)
from lib.domain.workflow import Verification, WorkStatus
from lib.services import clock
from lib.services.people import units
from lib.services.people.unit_forms import Typed, TypedName
from lib.services.reports import summary, summary_figures, summary_live
from lib.services.reports.summary_figures import LIST_LENGTH
from lib.store import campaigns as campaigns_store
from lib.store import report_lists, reports
from lib.store.engine.db import Database, Reader
from lib.store.report_lists import ItemRow, Wanted
from tests.cast import QUANG, actor, make_cast
from tests.exports import scene
from tests.factories import Made, a_campaign, a_task, many_units, put_item
from tests.services.reports.test_summary import LEADER, Counting, of

MORNING = datetime(2021, 5, 23, 1, tzinfo=UTC)
TODAY = date(2021, 5, 23)
TASKS = tuple(
    a_task(f"II.{group}.{n}", is_mandatory=mandatory, nil_allowed=nil)
    for group in (1, 2)
    for n, (mandatory, nil) in enumerate([(True, True), (True, False), (False, True)], 1)
)
UNITS = 40
NEAR = st.dates(TODAY - timedelta(3), TODAY + timedelta(SOON_DAYS + 2))


@dataclass(frozen=True, slots=True)
class Act:
    """An item in another state."""

    unit: int
    task: int
    status: WorkStatus
    verification: Verification
    due_on: date
    first_complete_on: date | None
    is_active: bool


ACTS = st.builds(
    Act,
    st.integers(0, UNITS - 1),
    st.integers(0, len(TASKS) - 1),
    st.sampled_from(WorkStatus),
    st.sampled_from(Verification),
    NEAR,
    st.none() | NEAR,
    st.sampled_from([True, True, True, False]),
)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(MORNING):
        yield


@pytest.fixture
def made(db: Database) -> Made:
    """One campaign for all the examples of a test."""
    return a_campaign(db, units=UNITS, tasks=TASKS)


def carried_on(db: Database, made: Made) -> Summary:
    return summary.summary(db, LEADER, of(db, made))


def whole(db: Database, made: Made) -> Summary:
    """The same of a process that has just begun."""
    return summary.summary(Counting(db), LEADER, of(db, made))


def do(db: Database, made: Made, act: Act) -> None:
    put_item(
        db, made.unit_ids[act.unit], made.task_ids[act.task], status=act.status,
        verification=act.verification, due_on=act.due_on,
        first_complete_on=act.first_complete_on, is_active=act.is_active,
    )  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rounds=st.lists(st.lists(ACTS, min_size=1, max_size=8), min_size=1, max_size=4))
def test_after_any_acts_the_figures_are_those_read_whole(db, made, rounds):
    carried_on(db, made)
    for acts in rounds:
        for act in acts:
            do(db, made, act)

        found = carried_on(db, made)

        assert found == whole(db, made)
    assert found == replace(found, **in_sql(db, made))


def in_sql(db: Database, made: Made) -> dict[str, object]:
    """What the queries say that exports, pages and lists are made of."""
    campaign_id = made.campaign_id

    def items(tx: Reader, wanted: Slice, limit: int) -> list[ItemRow]:
        return report_lists.items(tx, campaign_id, TODAY, Wanted(wanted), offset=0, limit=limit)

    def waiting(tx: Reader, wanted: Slice) -> ItemList:
        rows = items(tx, wanted, LIST_LENGTH)
        labels = summary_figures.labels_of(tx, rows, TODAY)
        count = report_lists.count_items(tx, campaign_id, TODAY, Wanted(wanted))
        return ItemList(tuple(summary_figures.listed_item(row, labels) for row in rows), count)

    def trend(tx: Reader) -> tuple[TrendDay, ...]:
        due = Counter(row.due_on for row in items(tx, Slice.ASSIGNED, 1000))
        complete = Counter(row.first_complete_on for row in items(tx, Slice.COMPLETE, 1000))
        del complete[None]
        return tuple(
            TrendDay(
                day,
                complete=sum(count for one, count in complete.items() if one <= day),
                due=sum(count for one, count in due.items() if one <= day),
            )
            for day in sorted({*due, *complete})
        )

    def most_late(tx: Reader) -> tuple[tuple[UnitLabel, int], ...]:
        late = [(one.overdue, key) for key, one in reports.by_unit(tx, campaign_id, TODAY)]
        first = sorted((-overdue, key.int, key) for overdue, key in late if overdue)[:MOST_LATE]
        labels = report_lists.unit_labels(tx, [key for *_, key in first], TODAY) if first else {}
        return tuple((labels[key], -overdue) for overdue, _, key in first)

    def read(tx: Reader) -> dict[str, object]:
        groups = tuple(sorted(reports.by_group(tx, campaign_id, TODAY)))
        return {
            "total": added(progress for _, progress in groups),
            "groups": groups,
            "units": in_order(
                summary_figures.lowest_units(
                    tx,
                    campaign_id,
                    today=TODAY,
                    search_key=None,
                    page=1,
                    length=summary_figures.LOWEST,
                )
            ),
            "overdue": waiting(tx, Slice.OVERDUE),
            "due_soon": waiting(tx, Slice.DUE_SOON),
            "most_late": most_late(tx),
            "trend": trend(tx),
        }

    return db.read(read)


def in_order(page: UnitPage) -> UnitPage:
    """SQL gives a unit's groups in any order."""
    lines = (replace(line, groups=tuple(sorted(line.groups))) for line in page.lines)
    return replace(page, lines=tuple(lines))


class Watching(Counting):
    """A database that compares the figures after every write."""

    compared = 0

    def write(self, work):
        result = self._db.write(work)
        with clock.at(MORNING):
            for one in self._db.read(campaigns_store.campaigns):
                fresh = summary.summary(Counting(self._db), LEADER, one)
                assert summary.summary(self._db, LEADER, one) == fresh
                self.compared += 1
        return result


@pytest.mark.usefixtures("own_data")
def test_no_act_of_the_services_escapes_them(db):
    watching = Watching(db)

    scene.play(watching)

    assert watching.compared > 20


def test_no_change_of_a_unit_escapes_them(db):
    make_cast(db)
    made = a_campaign(db, units=1)
    watching = Watching(db)
    admin, unit_id = actor(db, QUANG), made.unit_ids[0]

    def known(seen_version: int) -> dict[str, object]:
        return {"act_id": uuid4(), "unit_id": unit_id, "seen_version": seen_version}

    def listed() -> list[tuple[str, int]]:
        lines = carried_on(db, made).units.lines
        return [(one.unit.name, one.unit.sort_order) for one in lines]

    units.rename(watching, admin, **known(1), name=TypedName("Phòng Mới", "Mới", "01/01/2021"))
    units.change(watching, admin, **known(2), form=Typed("phong", "0", None, ""))
    assert ("Phòng Mới", 0) in listed()

    units.change(watching, admin, **known(3), form=Typed("lanh_dao", "0", None, ""))
    assert "Phòng Mới" not in [name for name, _ in listed()]
    units.change(watching, admin, **known(4), form=Typed("phong", "0", None, ""))
    units.close(watching, admin, **known(5), closed_on=TODAY)
    units.reopen(watching, admin, **known(6))
    units.add(
        watching, admin, act_id=uuid4(), code="MOI", form=Typed("phong", "1", None, ""),
        name=TypedName("Phòng Thêm", "Thêm", "01/01/2021"),
    )  # fmt: skip
    assert ("Phòng Mới", 0) in listed()
    assert watching.compared == 7


def test_a_change_costs_as_much_with_many_units_as_with_few(db):
    made = a_campaign(db, units=1, tasks=[a_task()])
    many_units(db, 300, campaign_id=made.campaign_id)
    carried_on(db, made)
    put_item(db, made.unit_ids[0], made.task_ids[0], first_complete_on=TODAY)
    reading = CountingRows(db)
    board = summary._board(db, made.campaign_id)

    live = summary_live.carried_on(reading, board.live, of(db, made), board.live.plan, TODAY)

    assert (reading.rows, live.figures.units) == (1, 301)


def test_another_day_is_judged_anew(db):
    made = a_campaign(db, units=1, tasks=[a_task(offset_days=0)])
    today = carried_on(db, made)

    with clock.at(MORNING + timedelta(days=1)):
        tomorrow = carried_on(db, made)

    assert (today.total.overdue, today.due_soon.count) == (0, 1)
    assert (tomorrow.total.overdue, tomorrow.due_soon.count) == (1, 0)


def test_a_counter_that_went_back_has_everything_read_anew(db):
    made = a_campaign(db, units=1, tasks=[a_task()])
    put_item(db, made.unit_ids[0], made.task_ids[0], first_complete_on=TODAY)
    assert carried_on(db, made).total.complete == 1

    # As after a restore under a running process.
    db.write(
        lambda tx: (
            tx.run("UPDATE items SET work_status = 'in_progress', revision = 1"),
            tx.run("UPDATE campaigns SET revision = 1"),
        )
    )
    board = summary._board(db, made.campaign_id)
    live = summary_live.carried_on(db, board.live, of(db, made), board.live.plan, TODAY)

    assert (live.revision, live.figures.groups()["II.1"].complete) == (1, 0)


def test_what_failed_half_way_is_not_carried_on(db, monkeypatch):
    made = a_campaign(db, units=1, tasks=[a_task(), a_task("II.1.2")])
    carried_on(db, made)
    for task_id in made.task_ids:
        put_item(db, made.unit_ids[0], task_id, first_complete_on=TODAY)
    put = LiveFigures.put
    calls = iter([put])

    def failing(*args: object) -> None:
        next(calls)(*args)

    monkeypatch.setattr(LiveFigures, "put", failing)
    with pytest.raises(StopIteration):
        carried_on(db, made)
    monkeypatch.setattr(LiveFigures, "put", put)

    assert (
        carried_on(db, made).total
        == whole(db, made).total
        == Progress(assigned=2, complete=2, on_time=2)
    )


def test_an_item_of_a_retired_task_counts_nowhere(db, made):
    db.write(
        lambda tx: (
            tx.change("UPDATE tasks SET is_retired = TRUE WHERE task_id = $1", [made.task_ids[0]]),
            tx.change(
                "UPDATE campaigns SET version = version + 1, revision = revision + 1"
                " WHERE campaign_id = $1",
                [made.campaign_id],
            ),
        )
    )

    assert carried_on(db, made).total == Progress(assigned=3 * UNITS, optional=2 * UNITS)


class CountingRows(Counting):
    """Counts the rows that come back beside the single ones."""

    rows = 0

    def read(self, work):
        def counted(tx):
            return work(_RowCounter(tx, self))

        return self._db.read(counted)


class _RowCounter:
    def __init__(self, tx, owner) -> None:
        self._tx, self._owner = tx, owner

    def row(self, sql, params=()):
        return self._tx.row(sql, params)

    def rows(self, sql, params=()):
        found = self._tx.rows(sql, params)
        self._owner.rows += len(found)
        return found
