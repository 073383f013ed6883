from __future__ import annotations

import uuid
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from lib import text
from lib.domain.access import Role
from lib.domain.imports import COLUMNS, Choices, OnFault, Outcome, Row, Sheet, Subject
from lib.errors import Refused
from lib.services.people.imports import importing
from lib.store import accounts
from lib.store.engine.db import Database, Params, Writer
from lib.store.engine.db import Row as Stored
from tests.cast import MAI, QUANG, actor
from tests.services.people.test_units import PLAN
from tests.support.loading import load_content

T = TypeVar("T")
STOP = Choices()


class CountingDatabase:
    """Counts the statements of writes."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.statements = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.db, name)

    def write(self, work: Callable[[Writer], T]) -> T:
        return self.db.write(lambda tx: work(CountingWriter(tx, self)))


class CountingWriter:
    def __init__(self, tx: Writer, counting: CountingDatabase) -> None:
        self.tx, self.counting = tx, counting

    def __getattr__(self, name: str) -> Any:
        return getattr(self.tx, name)

    def rows(self, sql: str, params: Params = ()) -> list[Stored]:
        self.counting.statements += 1
        return self.tx.rows(sql, params)

    def row(self, sql: str, params: Params = ()) -> Stored | None:
        self.counting.statements += 1
        return self.tx.row(sql, params)

    def run(self, sql: str, params: Params = (), *, only: Hashable | None = None) -> int:
        self.counting.statements += 1
        return self.tx.run(sql, params, only=only)

    def change(self, sql: str, params: Params, *, only: Hashable | None = None) -> None:
        self.counting.statements += 1
        self.tx.change(sql, params, only=only)


def sheet(subject: Subject, lines: list[tuple[str, ...]]) -> Sheet:
    columns = COLUMNS[subject].every
    rows = (
        Row(number, dict(zip(columns, line, strict=True))) for number, line in enumerate(lines, 3)
    )
    return Sheet(subject, "danh-sach.xlsx", 2, columns, tuple(rows))


def units(count: int, short_name: str) -> Sheet:
    kind = "Phòng chuyên môn, nghiệp vụ"
    lines = [
        (f"Y{count}{n}", f"Phòng {n}", short_name, kind, str(n), "Không", "12", "01/02/2021")
        for n in range(count)
    ]
    return sheet(Subject.UNITS, lines)


def people(count: int, name: str) -> Sheet:
    units = ("QLXD", "QHKT")
    lines = [
        (
            f"n{count}.{n}",
            f"{name} {n}",
            units[n % 2],
            "Cán bộ đơn vị; Thủ trưởng đơn vị",
            f"n{count}.{n}@so.vn",
        )
        for n in range(count)
    ]
    return sheet(Subject.PEOPLE, lines)


@pytest.mark.parametrize("make", [units, people])
def test_the_number_of_statements_does_not_grow_with_the_rows(
    cast: Database, make: Callable[[int, str], Sheet]
) -> None:
    quang = actor(cast, QUANG)
    load_content(cast, quang, act_id=uuid.uuid4(), name=PLAN.name, content=PLAN.read_bytes())

    def statements(rows: Sheet, outcome: Outcome) -> list[int]:
        counting = CountingDatabase(cast)
        seen = importing.tried(counting, quang, rows, STOP)
        tried = counting.statements
        importing.written(
            counting, quang, act_id=uuid.uuid4(), sheet=rows, choices=STOP, seen=seen
        )  # fmt: skip
        assert {one.outcome for one in seen.rows} == {outcome}
        return [tried, counting.statements - tried]

    def taken_back(subject: Subject) -> int:
        counting = CountingDatabase(cast)
        last = importing.last(cast, quang, subject)
        assert last is not None
        importing.take_back(
            counting, quang, act_id=uuid.uuid4(), subject=subject, import_id=last.import_id
        )  # fmt: skip
        return counting.statements

    counted = [
        [
            *statements(make(count, "Xây"), Outcome.NEW),
            *statements(make(count, "Dựng"), Outcome.CHANGED),
            taken_back(make(1, "").subject),
            *statements(make(count + 1, "Thêm"), Outcome.NEW),
            taken_back(make(1, "").subject),
            *statements(make(count + 1, "Thêm"), Outcome.NEW),
        ]
        for count in (2, 30)
    ]

    assert counted[0] == counted[1]
    assert all(one > 0 for one in counted[0])


def test_rows_of_one_file_see_what_the_rows_before_them_did(cast: Database) -> None:
    quang = actor(cast, QUANG)
    mai = next(one for one in cast.read(accounts.accounts) if one.username == MAI.username)
    admin = replace(mai, roles=frozenset({Role.ADMIN}))
    cast.write(lambda tx: accounts.update_account(tx, admin, seen_version=mai.version))
    rows = sheet(
        Subject.PEOPLE,
        [
            (one.username, one.full_name, one.unit, "Cán bộ đơn vị", "") for one in (MAI, QUANG)
        ],
    )  # fmt: skip

    result = importing.tried(cast, quang, rows, Choices(on_fault=OnFault.SKIP))

    assert [one.outcome for one in result.rows] == [Outcome.CHANGED, Outcome.FAULTY]
    assert [fault.words for fault in result.rows[1].faults] == [
        text.sentence(Refused("last_admin"))
    ]
