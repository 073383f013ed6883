import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from lib.errors import AppError, Conflict, Duplicate
from lib.store.engine.db import Database, Reader, Writer
from lib.store.engine.ids import new_id

ONE = [(1, "a", 10, 1)]
UPDATE = """
    UPDATE marks
    SET share = $1, version = version + 1
    WHERE mark_id = $2 AND version = $3
"""
INSERT = "INSERT INTO marks (mark_id, code, share) VALUES ($1, $2, $3)"


class Colour(StrEnum):
    RED = "red"


def test_read_sees_what_was_written(marked, stored):
    marked.write(lambda tx: tx.run(INSERT, [2, "b", 20]))

    assert stored() == [*ONE, (2, "b", 20, 1)]


def test_row_is_the_first_or_none(marked):
    found = marked.read(lambda tx: tx.row("SELECT code FROM marks WHERE mark_id = $1", [1]))
    missing = marked.read(lambda tx: tx.row("SELECT code FROM marks WHERE mark_id = $1", [9]))

    assert (found, missing) == (("a",), None)


def test_run_counts_the_rows_touched(marked):
    def work(tx: Writer) -> list[int]:
        return [
            tx.run("INSERT INTO marks (mark_id, code, share) VALUES (2, 'b', 20), (3, 'c', 30)"),
            tx.run("UPDATE marks SET share = share + 1"),
            tx.run("UPDATE marks SET share = 0 WHERE mark_id = 9"),
            tx.run("UPDATE marks SET share = 5 WHERE mark_id < 3 RETURNING mark_id"),
            tx.run("DELETE FROM marks WHERE mark_id = 3"),
            tx.run("CREATE TABLE others (other_id INTEGER)"),
        ]

    assert marked.write(work) == [2, 3, 0, 2, 1, 0]


def test_returning_gives_rows(marked):
    sql = "UPDATE marks SET share = share + 1 WHERE mark_id = $1 RETURNING share"

    assert marked.write(lambda tx: tx.row(sql, [1])) == (11,)


def test_change_touches_one_row(marked, stored):
    marked.write(lambda tx: tx.change(UPDATE, [50, 1, 1]))

    assert stored() == [(1, "a", 50, 2)]


def test_change_refuses_a_stale_version(marked, stored):
    with pytest.raises(Conflict) as caught:
        marked.write(lambda tx: tx.change(UPDATE, [50, 1, 7]))

    assert caught.value.reason == "changed"
    assert stored() == ONE


def test_change_refuses_several_rows(marked, stored):
    marked.write(lambda tx: tx.run(INSERT, [2, "b", 20]))

    with pytest.raises(Conflict):
        marked.write(lambda tx: tx.change("UPDATE marks SET share = $1", [0]))

    assert stored() == [*ONE, (2, "b", 20, 1)]


@pytest.mark.parametrize(
    "values",
    [(1, "b", 20), (2, "a", 20), (2, "b", 101), (2, None, 20)],
    ids=["primary key", "unique", "check", "not null"],
)
def test_the_schema_refuses_a_row(marked, stored, values):
    with pytest.raises(Duplicate) as caught:
        marked.write(lambda tx: tx.run(INSERT, values))

    assert caught.value.reason == "exists"
    assert stored() == ONE


def test_an_error_undoes_all_and_keeps_its_type(marked, stored):
    class OurError(AppError):
        REASONS = frozenset({"why"})

    def work(tx: Writer) -> None:
        tx.run(INSERT, [2, "b", 20])
        raise OurError("why")

    with pytest.raises(OurError):
        marked.write(work)

    assert stored() == ONE


def test_work_may_not_go_on_after_a_failed_statement(marked, stored):
    def work(tx: Writer) -> None:
        tx.run(INSERT, [2, "b", 20])
        with pytest.raises(Duplicate):
            tx.run(INSERT, [1, "c", 30])

    with pytest.raises(RuntimeError, match="failed statement"):
        marked.write(work)

    assert stored() == ONE


def test_an_error_of_the_sql_is_a_bug_and_rises(marked, stored):
    def work(tx: Writer) -> None:
        tx.run(INSERT, [2, "b", 20])
        tx.run("UPDATE nowhere SET share = 1")

    with pytest.raises(Exception, match="nowhere") as caught:
        marked.write(work)

    assert not isinstance(caught.value, AppError)
    assert stored() == ONE


@pytest.mark.parametrize("outer", ["read", "write"])
@pytest.mark.parametrize("inner", ["read", "write"])
def test_nesting_is_refused_at_once(marked, outer, inner):
    def nested(tx: Reader) -> None:
        getattr(marked, inner)(lambda tx: None)

    with pytest.raises(RuntimeError, match=rf"db\.{inner} inside db\.{outer}"):
        getattr(marked, outer)(nested)


def test_closing_inside_a_write_is_refused(marked, stored):
    with pytest.raises(RuntimeError, match=r"db\.close inside db\.write"):
        marked.write(lambda tx: marked.close())

    assert stored() == ONE


@pytest.mark.parametrize("kind", ["read", "write"])
def test_work_sees_the_context_of_its_caller(marked, kind):
    clock = ContextVar("clock", default="now")
    clock.set("then")

    seen = getattr(marked, kind)(lambda tx: clock.get())

    assert seen == "then"


def test_values_come_back_alike(bare):
    key, instant = new_id(), datetime(2026, 11, 22, 18, 30, 15, 123456, tzinfo=UTC)
    values = [key, "Đơn vị", Colour.RED, 2**40, True, Decimal("12.50"), date(2026, 11, 22), instant]
    bare.write(
        lambda tx: tx.run(
            """
            CREATE TABLE kinds (
                kind_id UUID, name VARCHAR, colour VARCHAR, large BIGINT, flag BOOLEAN,
                amount DECIMAL(10, 2), day DATE, made_at TIMESTAMPTZ, answers JSON, nothing VARCHAR
            )
            """
        )
    )

    bare.write(
        lambda tx: tx.run(
            """
            INSERT INTO kinds (
                kind_id, name, colour, large, flag, amount, day, made_at, answers, nothing
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [*values, '{"b": 1,  "a": "ă"}', None],
        )
    )

    sql = """
        SELECT kind_id, name, colour, large, flag, amount, day, made_at, answers, nothing
        FROM kinds
        WHERE kind_id = ANY($1)
    """
    found = bare.read(lambda tx: tx.row(sql, [[key]]))
    assert found == (*values, '{"b": 1,  "a": "ă"}', None)
    assert [type(value) for value in found[3:9]] == [int, bool, Decimal, date, datetime, str]
    assert found[7].utcoffset() == timedelta(hours=7)
    assert str(found[7].tzinfo) == "Asia/Ho_Chi_Minh"


def test_a_read_is_one_snapshot(marked):
    """A save that falls between two statements of a read is seen by neither or by both."""

    def look(tx: Reader) -> list[object]:
        first = tx.row("SELECT share FROM marks WHERE mark_id = 1")
        if not saved.is_set():
            saved.set()
            other = threading.Thread(target=lambda: marked.write(lambda t: t.change(UPDATE, args)))
            other.start()
            other.join()
        second = tx.row("SELECT share FROM marks WHERE mark_id = 1")
        return [first, second, tx.row("SELECT max(share) FROM marks")]

    saved, args = threading.Event(), [77, 1, 1]

    seen = marked.read(look)

    assert seen in ([(10,)] * 3, [(77,)] * 3)


def test_forty_writers_lose_nothing(marked, stored):
    def raise_by_one(_: int) -> None:
        def work(tx: Writer) -> None:
            version = tx.row("SELECT version FROM marks WHERE mark_id = 1")
            assert version is not None
            tx.change(UPDATE, [50, 1, version[0]])

        marked.write(work)

    with ThreadPoolExecutor(40) as threads:
        list(threads.map(raise_by_one, range(200)))

    assert stored() == [(1, "a", 50, 201)]


def test_one_of_two_rivals_for_a_key_is_refused(marked):
    """Rules over several rows hold because writers take turns."""

    def take(number: int) -> bool:
        def work(tx: Writer) -> bool:
            free = tx.row("SELECT count(*) FROM marks WHERE code LIKE 'seat%'") == (0,)
            if free:
                tx.run(INSERT, [100 + number, f"seat{number}", 0])
            return free

        return marked.write(work)

    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(take, range(16)))

    assert taken.count(True) == 1


def test_export_writes_a_parquet_file_per_table(marked, tmp_path: Path):
    marked.export_parquet(tmp_path / "export")

    table = pq.read_table(tmp_path / "export" / "marks.parquet")
    assert table.to_pylist() == [{"mark_id": 1, "code": "a", "share": 10, "version": 1}]


def test_the_key_tells_databases_apart(bare_duck, bare_postgresql):
    assert bare_duck.key == str(bare_duck.path)
    assert bare_postgresql.key.startswith("postgresql:127.0.0.1:")
    assert [bare_duck.engine, bare_postgresql.engine] == ["duckdb", "postgresql"]


def test_a_migrated_database_is_at_hand(db: Database):
    assert db.read(lambda tx: tx.row("SELECT count(*) FROM campaigns")) == (0,)
