"""The tables unit_tasks and unit_plans: tasks of a unit's own, and who does those of the Office."""

from __future__ import annotations

from uuid import UUID

from lib.domain.own_tasks import Assignee, Assignment, OwnState, OwnTask
from lib.store.checklist import Author
from lib.store.engine.db import Reader, Row, Writer

TASKS_OF = ("unit_tasks", "persons", "accounts")
"""The tables that `tasks_of_unit` reads."""
ASSIGNMENTS_OF = ("unit_plans", "persons")
"""Those that `assignments` reads."""

_TASKS = """
    SELECT own.unit_task_id, own.campaign_id, own.unit_id, own.group_code, own.title, own.note,
        own.due_on, own.state, accounts.full_name, own.stepped_at, own.version,
        persons.person_id, persons.full_name, persons.account_id
    FROM unit_tasks AS own
    LEFT JOIN persons ON persons.person_id = own.person_id
    LEFT JOIN accounts ON accounts.account_id = own.stepped_by
"""
_ASSIGNMENTS = """
    SELECT plans.unit_id, plans.task_id, plans.due_on, plans.version, persons.person_id,
        persons.full_name, persons.account_id
    FROM unit_plans AS plans
    LEFT JOIN persons ON persons.person_id = plans.person_id
"""


def tasks_of_unit(tx: Reader, campaign_id: UUID, unit_id: UUID) -> list[OwnTask]:
    """Those that the unit has not dropped, in the order in which they were added."""
    rows = tx.rows(
        _TASKS
        + """
        WHERE own.campaign_id = $1 AND own.unit_id = $2 AND own.state <> 'dropped'
        ORDER BY own.created_at, own.unit_task_id
        """,
        [campaign_id, unit_id],
    )
    return [_task(row) for row in rows]


def task(tx: Reader, campaign_id: UUID, unit_id: UUID, own_task_id: UUID) -> OwnTask | None:
    row = tx.row(
        _TASKS + "WHERE own.campaign_id = $1 AND own.unit_id = $2 AND own.unit_task_id = $3",
        [campaign_id, unit_id, own_task_id],
    )
    return _task(row) if row else None


def insert_task(tx: Writer, new: OwnTask, author: Author) -> None:
    """A task at version 1.

    Raises:
        Duplicate: it was added before.
    """
    tx.run(
        """
        INSERT INTO unit_tasks (
            unit_task_id, campaign_id, unit_id, group_code, title, note, due_on, person_id, state,
            created_by, created_at, updated_by, updated_at, revision
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10, $11, $12)
        """,
        [
            new.own_task_id, new.campaign_id, new.unit_id, new.group_code, new.title, new.note,
            new.due_on, _person(new.assignee), new.state.value, author.account_id, author.done_at,
            author.revision,
        ],
    )  # fmt: skip


def change_task(tx: Writer, changed: OwnTask, author: Author) -> None:
    """Store what the task says over the version that it was read at.

    Raises:
        Conflict: it has another version by now.
    """
    tx.change(
        """
        UPDATE unit_tasks
        SET group_code = $1, title = $2, note = $3, due_on = $4, person_id = $5, updated_by = $6,
            updated_at = $7, revision = $8, version = version + 1
        WHERE unit_task_id = $9 AND unit_id = $10 AND version = $11
        """,
        [
            changed.group_code, changed.title, changed.note, changed.due_on,
            _person(changed.assignee), author.account_id, author.done_at, author.revision,
            changed.own_task_id, changed.unit_id, changed.version,
        ],
    )  # fmt: skip


def step_task(tx: Writer, task: OwnTask, target: OwnState, author: Author) -> None:
    """Store the task's new state over the version that it was read at.

    Raises:
        Conflict: it has another version by now.
    """
    is_open = target == OwnState.OPEN
    tx.change(
        """
        UPDATE unit_tasks
        SET state = $1, stepped_by = $2, stepped_at = $3, updated_by = $4, updated_at = $5,
            revision = $6, version = version + 1
        WHERE unit_task_id = $7 AND unit_id = $8 AND version = $9
        """,
        [
            target.value, None if is_open else author.account_id,
            None if is_open else author.done_at, author.account_id, author.done_at,
            author.revision, task.own_task_id, task.unit_id, task.version,
        ],
    )  # fmt: skip


def assignments(tx: Reader, campaign_id: UUID, unit_id: UUID) -> dict[UUID, Assignment]:
    """How the unit goes about its tasks, by task; only those that it has planned."""
    rows = tx.rows(
        _ASSIGNMENTS + "WHERE plans.campaign_id = $1 AND plans.unit_id = $2",
        [campaign_id, unit_id],
    )
    return {row[1]: _assignment(row) for row in rows}


def assignment(tx: Reader, unit_id: UUID, task_id: UUID) -> Assignment:
    """The same of one task, empty at version 0 while nobody has planned it."""
    row = tx.row(
        _ASSIGNMENTS + "WHERE plans.unit_id = $1 AND plans.task_id = $2", [unit_id, task_id]
    )
    return _assignment(row) if row else Assignment(unit_id, task_id)


def put_assignment(tx: Writer, planned: Assignment, *, campaign_id: UUID, author: Author) -> None:
    """Store it over the version that it was read at; 0 for the first.

    Raises:
        Conflict: it has another version by now.
        Duplicate: the same, for the first.
    """
    said = [
        planned.due_on, _person(planned.assignee), author.account_id, author.done_at,
        author.revision, planned.unit_id, planned.task_id,
    ]  # fmt: skip
    if planned.version == 0:
        tx.run(
            """
            INSERT INTO unit_plans (
                due_on, person_id, updated_by, updated_at, revision, unit_id, task_id, campaign_id
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [*said, campaign_id],
        )
        return
    tx.change(
        """
        UPDATE unit_plans
        SET due_on = $1, person_id = $2, updated_by = $3, updated_at = $4, revision = $5,
            version = version + 1
        WHERE unit_id = $6 AND task_id = $7 AND version = $8
        """,
        [*said, planned.version],
    )


def _person(assignee: Assignee | None) -> UUID | None:
    return assignee.person_id if assignee else None


def _assignee(row: Row) -> Assignee | None:
    return None if row[0] is None else Assignee(*row)


def _task(row: Row) -> OwnTask:
    return OwnTask(
        own_task_id=row[0],
        campaign_id=row[1],
        unit_id=row[2],
        group_code=row[3],
        title=row[4],
        note=row[5],
        due_on=row[6],
        state=OwnState(row[7]),
        stepped_by_name=row[8],
        stepped_at=row[9],
        version=row[10],
        assignee=_assignee(row[11:]),
    )


def _assignment(row: Row) -> Assignment:
    return Assignment(row[0], row[1], row[2], _assignee(row[4:]), row[3])
