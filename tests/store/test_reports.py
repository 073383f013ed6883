"""SQL and domain/progress.py count the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.domain.progress import ItemFacts, Progress, progress_of
from lib.domain.summary import Slice
from lib.domain.workflow import Verification, WorkStatus
from lib.store import report_lists, reports
from lib.store.db import Database, Reader, Writer
from lib.store.report_lists import Wanted
from tests.factories import ELECTION_DAY, NOW, Made, a_campaign, a_task, many_units, put_item

TODAY = date(2021, 5, 23)
TASKS = tuple(
    a_task(f"II.{group}.{n}", is_mandatory=mandatory, nil_allowed=nil)
    for group in (1, 2)
    for n, (mandatory, nil) in enumerate([(True, True), (True, False), (False, True)], 1)
)
NEAR = st.dates(TODAY - timedelta(3), TODAY + timedelta(3))


@dataclass(frozen=True, slots=True)
class State:
    """What may be stored of one item."""

    status: WorkStatus
    verification: Verification
    due_on: date
    first_complete_on: date | None
    is_active: bool


STATES = st.builds(
    State,
    st.sampled_from(WorkStatus),
    st.sampled_from(Verification),
    NEAR,
    st.none() | NEAR,
    st.sampled_from([True, True, True, False]),
)


@pytest.fixture
def made(db: Database) -> Made:
    """One campaign for all the examples of a test."""
    return a_campaign(db, units=2, tasks=TASKS)


def store_states(db: Database, made: Made, states: list[State]) -> None:
    keys = [(unit, task) for unit in made.unit_ids for task in made.task_ids]

    def work(tx: Writer) -> None:
        for (unit_id, task_id), state in zip(keys, states, strict=True):
            tx.change(
                """
                UPDATE items
                SET work_status = $1, verification = $2, due_on = $3, first_complete_on = $4,
                    is_active = $5
                WHERE unit_id = $6 AND task_id = $7
                """,
                [
                    state.status.value, state.verification.value, state.due_on,
                    state.first_complete_on, state.is_active, unit_id, task_id,
                ],
            )  # fmt: skip

    db.write(work)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(states=st.lists(STATES, min_size=12, max_size=12))
def test_sql_counts_what_the_formula_counts(db, made, states):
    store_states(db, made, states)
    expected: dict[tuple[object, str], Progress] = {}
    dated = 0
    for index, state in enumerate(states):
        unit_index, task_index = divmod(index, len(TASKS))
        task = TASKS[task_index]
        key = (made.unit_ids[unit_index], task.group_code)
        facts = ItemFacts(
            is_mandatory=task.is_mandatory,
            nil_allowed=task.nil_allowed,
            status=state.status,
            verification=state.verification,
            due_on=state.due_on,
            first_complete_on=state.first_complete_on,
        )
        if state.is_active:
            counts = facts.is_mandatory and facts.is_complete
            dated += counts and state.first_complete_on is not None
            expected[key] = expected.get(key, Progress()) + progress_of([facts], TODAY)

    found = db.read(lambda tx: reports.cells(tx, made.campaign_id, TODAY))
    groups = db.read(lambda tx: reports.by_group(tx, made.campaign_id, TODAY))
    units = db.read(lambda tx: reports.by_unit(tx, made.campaign_id, TODAY))
    page = db.read(
        lambda tx: reports.cells_of_lowest(
            tx, made.campaign_id, TODAY, search_key=None, offset=0, limit=20
        )
    )
    days = db.read(lambda tx: reports.days(tx, made.campaign_id))

    total = sum(expected.values(), Progress())
    assert {(cell.unit_id, cell.group_code): cell.progress for cell in found} == expected
    assert {(cell.unit_id, cell.group_code): cell.progress for cell in page.cells} == expected
    assert dict(groups) == summed(expected, 1)
    assert dict(units) == summed(expected, 0)
    assert sum(due for _, _, due in days) == total.assigned
    assert sum(done for _, done, _ in days) == dated


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(states=st.lists(STATES, min_size=12, max_size=12))
def test_the_rows_behind_a_figure_are_as_many_as_it_says(db, made, states):
    store_states(db, made, states)
    counted = db.read(lambda tx: reports.by_unit(tx, made.campaign_id, TODAY))
    total = sum((progress for _, progress in counted), Progress())

    def rows(tx: Reader) -> dict[str, tuple[int, int]]:
        return {
            wanted.value: (
                report_lists.count_items(tx, made.campaign_id, TODAY, Wanted(wanted)),
                len(report_lists.items(
                    tx, made.campaign_id, TODAY, Wanted(wanted), offset=0, limit=50
                )),
            )
            for wanted in Slice
        }  # fmt: skip

    found = db.read(rows)

    figures = {name.value: getattr(total, name.value) for name in Slice if hasattr(total, name)}
    figures["done"] = total.complete - total.nil
    figures["incomplete"] = total.assigned - total.complete
    figures["upcoming"] = figures["incomplete"] - total.overdue
    assert {name: found[name] for name in figures} == {
        name: (count, count) for name, count in figures.items()
    }
    assert found.keys() - figures.keys() == {"due_soon"}


def summed(cells: dict[tuple[object, str], Progress], part: int) -> dict[object, Progress]:
    found: dict[object, Progress] = {}
    for key, progress in cells.items():
        found[key[part]] = found.get(key[part], Progress()) + progress
    return found


def test_an_empty_campaign_counts_nothing(db):
    made = a_campaign(db, units=0)

    found = db.read(lambda tx: reports.by_group(tx, made.campaign_id, TODAY))

    assert found == []


def test_another_campaign_is_not_counted(db):
    first = a_campaign(db, units=1, tasks=[a_task("II.1.1")])
    a_campaign(db, units=0, tasks=[a_task("II.1.9")], code="khac")

    found = db.read(lambda tx: reports.by_group(tx, first.campaign_id, TODAY))

    assert found == [("II.1", Progress(assigned=1))]


def test_lowest_units_come_first_page_by_page(db):
    made = a_campaign(db, units=3, tasks=[a_task("II.1.1"), a_task("II.1.2")])
    high, low, middle = made.unit_ids
    for unit_id, task_id in [(high, 0), (high, 1), (middle, 0)]:
        put_item(db, unit_id, made.task_ids[task_id], first_complete_on=TODAY)

    def page(offset: int, search_key: str | None = None) -> tuple[list[object], int]:
        found = db.read(
            lambda tx: reports.cells_of_lowest(
                tx, made.campaign_id, TODAY, search_key=search_key, offset=offset, limit=2
            )
        )
        return [cell.unit_id for cell in found.cells], found.units

    assert page(0) == ([low, middle], 3)
    assert page(2) == ([high], 3)
    assert page(0, "dong so 1") == ([high], 1)
    assert page(0, "dv0003") == ([middle], 1)
    assert page(0, "%") == ([], 0)


def test_a_unit_with_optional_tasks_only_comes_last(db):
    made = a_campaign(db, units=2, tasks=[a_task("II.1.1"), a_task("II.1.2", is_mandatory=False)])
    put_item(db, made.unit_ids[0], made.task_ids[0], is_active=False)

    found = db.read(
        lambda tx: reports.cells_of_lowest(
            tx, made.campaign_id, TODAY, search_key=None, offset=0, limit=2
        )
    )

    assert [cell.unit_id for cell in found.cells] == [made.unit_ids[1], made.unit_ids[0]]


def test_days_are_in_order_and_count_mandatory_items(db):
    made = a_campaign(db, units=1, tasks=[a_task("II.1.1", offset_days=-2), a_task("II.1.2")])
    put_item(db, made.unit_ids[0], made.task_ids[1], first_complete_on=TODAY - timedelta(5))

    found = db.read(lambda tx: reports.days(tx, made.campaign_id))

    assert found == [
        (TODAY - timedelta(5), 1, 0),
        (ELECTION_DAY - timedelta(2), 0, 1),
        (ELECTION_DAY, 0, 1),
    ]


def test_many_units_are_ranked_in_the_database(db):
    made = a_campaign(db, units=0, tasks=[a_task("II.1.1")])
    many_units(db, 300, campaign_id=made.campaign_id)

    found = db.read(
        lambda tx: reports.cells_of_lowest(
            tx, made.campaign_id, NOW.date(), search_key=None, offset=280, limit=40
        )
    )

    assert (len(found.cells), found.units) == (20, 300)
