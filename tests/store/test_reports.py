"""SQL and domain/progress.py count the same, whatever is counted or listed for whom."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.domain.progress import ItemFacts, Progress, progress_of
from lib.domain.summary import SOON_DAYS, Slice
from lib.domain.workflow import Verification, WorkStatus
from lib.store import exports, report_lists, reports
from lib.store.engine.db import Database, Reader, Writer
from lib.store.report_lists import Wanted
from tests.factories import NOW, Made, a_campaign, a_task, many_units, put_item

TODAY = date(2021, 5, 23)
TASKS = tuple(
    a_task(f"II.{group}.{n}", is_mandatory=mandatory, nil_allowed=nil)
    for group in (1, 2)
    for n, (mandatory, nil) in enumerate([(True, True), (True, False), (False, True)], 1)
)
NEAR = st.dates(TODAY - timedelta(3), TODAY + timedelta(SOON_DAYS + 2))
Key = tuple[UUID, UUID]


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


def facts_of(made: Made, states: list[State]) -> dict[Key, ItemFacts]:
    """What the formula knows of each item that counts."""
    keys = [(unit, task) for unit in made.unit_ids for task in made.task_ids]
    return {
        key: ItemFacts(
            is_mandatory=task.is_mandatory,
            nil_allowed=task.nil_allowed,
            status=state.status,
            verification=state.verification,
            due_on=state.due_on,
            first_complete_on=state.first_complete_on,
        )
        for key, task, state in zip(keys, itertools.cycle(TASKS), states, strict=False)
        if state.is_active
    }


def slices_of(facts: ItemFacts) -> set[Slice]:
    """Which figures count the item."""
    one = progress_of([facts], TODAY)
    found = {name for name in Slice if getattr(one, name, 0)}
    if one.complete > one.nil:
        found.add(Slice.DONE)
    if one.assigned > one.complete:
        found.add(Slice.INCOMPLETE)
        if not one.overdue:
            found.add(Slice.UPCOMING)
            if facts.due_on <= TODAY + timedelta(SOON_DAYS):
                found.add(Slice.DUE_SOON)
    return found


def holds_for_all_states(test: Callable[..., None]) -> Callable[..., None]:
    quiet = [HealthCheck.function_scoped_fixture]
    given_states = given(states=st.lists(STATES, min_size=12, max_size=12))
    return settings(max_examples=30, deadline=None, suppress_health_check=quiet)(given_states(test))


@holds_for_all_states
def test_sql_counts_what_the_formula_counts(db, made, states):
    store_states(db, made, states)
    facts = facts_of(made, states)
    groups = {task_id: task.group_code for task_id, task in zip(made.task_ids, TASKS, strict=True)}
    cells: dict[tuple[object, str], Progress] = {}
    for (unit_id, task_id), one in facts.items():
        cell = (unit_id, groups[task_id])
        cells[cell] = cells.get(cell, Progress()) + progress_of([one], TODAY)

    by_group = db.read(lambda tx: reports.by_group(tx, made.campaign_id, TODAY))
    by_unit = db.read(lambda tx: reports.by_unit(tx, made.campaign_id, TODAY))
    page = db.read(
        lambda tx: reports.cells_of_lowest(
            tx, made.campaign_id, TODAY, search_key=None, offset=0, limit=20
        )
    )

    units = summed(cells, 0)
    assert {(cell.unit_id, cell.group_code): cell.progress for cell in page.cells} == cells
    assert dict(by_group) == summed(cells, 1)
    assert dict(by_unit) == units
    assert list(dict.fromkeys(cell.unit_id for cell in page.cells)) == sorted(
        units, key=lambda unit_id: lowest_first(unit_id, units[unit_id])
    )


@holds_for_all_states
def test_the_rows_behind_a_figure_are_those_that_the_formula_counts(db, made, states):
    store_states(db, made, states)
    facts = facts_of(made, states)
    expected = {
        wanted: {key for key, one in facts.items() if wanted in slices_of(one)} for wanted in Slice
    }

    def rows(tx: Reader, wanted: Slice) -> tuple[set[Key], int]:
        listed = report_lists.items(tx, made.campaign_id, TODAY, Wanted(wanted), offset=0, limit=50)
        count = report_lists.count_items(tx, made.campaign_id, TODAY, Wanted(wanted))
        return {(row.unit_id, row.task_id) for row in listed}, count

    found = db.read(lambda tx: {wanted: rows(tx, wanted) for wanted in Slice})

    assert found == {wanted: (keys, len(keys)) for wanted, keys in expected.items()}


@holds_for_all_states
def test_the_export_judges_each_item_as_the_formula_does(db, made, states):
    store_states(db, made, states)
    facts = facts_of(made, states)

    packed = db.read(lambda tx: exports.packed_items(tx, made.campaign_id, TODAY))

    assert {
        (unit.unit_id, UUID(line.task_id)): line.timeliness
        for unit in packed
        for line in unit.lines()
    } == {key: timeliness(one) for key, one in facts.items()}


def test_items_of_a_task_that_is_retired_count_nowhere(db, made):
    db.write(
        lambda tx: tx.change(
            "UPDATE tasks SET is_retired = TRUE WHERE task_id = $1", [made.task_ids[0]]
        )
    )

    units = db.read(lambda tx: reports.by_unit(tx, made.campaign_id, TODAY))
    packed = db.read(lambda tx: exports.packed_items(tx, made.campaign_id, TODAY))

    assert [(one.assigned, one.optional) for _, one in units] == [(3, 2), (3, 2)]
    assert [one.count for one in packed] == [5, 5]


def lowest_first(unit_id: UUID, one: Progress) -> tuple[float, int, UUID]:
    return (2 if one.completion is None else one.completion, -one.overdue, unit_id)


def timeliness(facts: ItemFacts) -> str:
    """How the export names what the formula says, of optional items too."""
    one = progress_of([replace(facts, is_mandatory=True)], TODAY)
    names = [name for name in ("on_time", "late", "overdue") if getattr(one, name)]
    return names[0] if names else "open"


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


def test_many_units_are_ranked_in_the_database(db):
    made = a_campaign(db, units=0, tasks=[a_task("II.1.1")])
    many_units(db, 300, campaign_id=made.campaign_id)

    found = db.read(
        lambda tx: reports.cells_of_lowest(
            tx, made.campaign_id, NOW.date(), search_key=None, offset=280, limit=40
        )
    )

    assert (len(found.cells), found.units) == (20, 300)
