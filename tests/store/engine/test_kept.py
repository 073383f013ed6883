"""Kept reads say what the database says, whatever is written, as long as writers tell the truth."""

from __future__ import annotations

from collections import Counter
from functools import partial
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.errors import Duplicate
from lib.store.engine.db import Database, Reader, Writer
from lib.store.engine.duck import DuckDatabase
from lib.store.engine.kept import EVERYTHING, NOTHING, KeptReads, Moves, written_by

PUT = """
    INSERT INTO settings (name, body, updated_at)
    VALUES ($1, $2, now())
    ON CONFLICT (name) DO UPDATE
    SET body = excluded.body
"""


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("SELECT body FROM settings", None),
        ("\n    INSERT INTO settings (name) VALUES ($1)", "settings"),
        (PUT, "settings"),
        ("UPDATE items SET version = version + 1 WHERE unit_id = $1 RETURNING version", "items"),
        ("DELETE FROM drafts WHERE account_id = $1", "drafts"),
        ("delete from drafts", "drafts"),
        ("WITH old AS (SELECT 1) INSERT INTO units SELECT * FROM old", "units"),
        ("ALTER TABLE items ADD COLUMN x INTEGER", EVERYTHING),
    ],
)
def test_a_statement_tells_the_table_it_changes(sql, table):
    assert written_by(sql) == table


class Asked:
    """A read that counts how often the database was asked."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.times: Counter[str] = Counter()

    def body(self, name: str, *parts: str) -> str | None:
        def read(tx: Reader) -> str | None:
            self.times[name] += 1
            row = tx.row("SELECT body FROM settings WHERE name = $1", [name])
            return None if row is None else str(row[0])

        return self.db.kept(("body", name), ("settings", *parts), read)


@pytest.fixture
def asked(duck: DuckDatabase) -> Asked:
    return Asked(duck)


def put(db: Database, name: str, body: str, only: str | None = None) -> None:
    db.write(lambda tx: tx.run(PUT, [name, body], only=only))


def test_asks_once_until_the_table_is_written(asked):
    put(asked.db, "a", "1")
    assert [asked.body("a"), asked.body("a")] == ["1", "1"]

    put(asked.db, "a", "2")

    assert asked.body("a") == "2"
    assert asked.times["a"] == 2


def test_what_is_not_there_is_kept_as_well(asked):
    assert [asked.body("a"), asked.body("a")] == [None, None]

    put(asked.db, "a", "1")

    assert asked.body("a") == "1"
    assert asked.times["a"] == 2


def test_another_table_moves_nothing(asked):
    asked.body("a")

    asked.db.write(lambda tx: tx.run("DELETE FROM drafts WHERE account_id = $1", [uuid4()]))

    asked.body("a")
    assert asked.times["a"] == 1


def test_a_part_moves_only_those_who_depend_on_it(asked):
    asked.body("a", "part a")
    asked.body("b", "part b")

    put(asked.db, "a", "1", only="part a")

    assert (asked.body("a", "part a"), asked.body("b", "part b")) == ("1", None)
    assert asked.times == {"a": 2, "b": 1}


def test_a_write_may_move_a_second_part(asked):
    def work(tx):
        tx.run(PUT, ["a", "1"], only="part a")
        tx.move("part b")

    asked.body("a", "part b")
    asked.body("b", "part c")

    asked.db.write(work)

    assert (asked.body("a", "part b"), asked.body("b", "part c")) == ("1", None)
    assert asked.times == {"a": 2, "b": 1}


def test_a_write_that_was_rolled_back_changes_nothing(asked):
    def fail(tx):
        tx.run(PUT, ["a", "1"])
        raise Duplicate("exists")

    asked.body("a")

    with pytest.raises(Duplicate):
        asked.db.write(fail)

    assert asked.body("a") is None
    assert asked.times["a"] == 1


def test_a_write_that_falls_into_a_read_is_not_missed(asked):
    """The read began before the write, so what it gave is not kept as what came after."""

    def slow(tx: Reader) -> list[object]:
        found = tx.rows("SELECT body FROM settings WHERE name = 'a'")
        if not asked.times["slow"]:
            asked.times["slow"] += 1
            asked.db._kept.move(Moves(Counter(["settings"])))
        return found

    asked.db.kept("slow", ["settings"], slow)

    assert asked.db._kept.get("slow", ["settings"]) is NOTHING


def test_a_reopened_database_has_forgotten_all(asked):
    asked.body("a")

    asked.db._kept.forget()

    asked.body("a")
    assert asked.times["a"] == 2


def test_the_memory_is_bounded():
    kept = KeptReads(most=2)

    for number in range(5):
        kept.put(number, [], kept.generations([]), number)

    assert [kept.get(number, []) for number in range(3)] == [NOTHING] * 3
    assert [kept.get(number, []) for number in (3, 4)] == [3, 4]


def test_what_is_known_of_parts_is_bounded():
    kept = KeptReads(most_parts=3)

    for number in range(50):
        kept.move(Moves(parts=Counter([f"session {number}"])))

    assert len(kept._generations) <= 4


def test_a_value_from_before_parts_were_forgotten_is_not_given():
    kept = KeptReads(most_parts=1)
    kept.move(Moves(parts=Counter(["a", "b"])))
    kept.put("key", ["a"], kept.generations(["a"]), "old")
    before = kept.generations(["a"])

    # The parts are forgotten, and "a" stands where it stood.
    kept.move(Moves(parts=Counter(["a"])))
    kept.put("late", ["a"], before, "old")

    assert kept.get("key", ["a"]) is NOTHING
    assert kept.get("late", ["a"]) is NOTHING


def test_an_engine_that_others_write_too_reads_each_time(db):
    asked = Asked(db)
    put(db, "a", "1")

    assert [asked.body("a"), asked.body("a")] == ["1", "1"]
    assert asked.times["a"] == (1 if db.engine == "duckdb" else 2)


def amend(db: Database, name: str, body: str, *, silent: int = 0) -> None:
    """Write a part, saying what its kept value becomes; `silent` more statements say nothing."""

    def work(tx):
        for number in range(silent):
            tx.run(PUT, [name, f"{body}{number}"], only=f"part {name}")
        tx.run(PUT, [name, body], only=f"part {name}")
        tx.amend(f"part {name}", ("body", name), lambda _before: body)

    db.write(work)


def test_what_a_write_has_told_is_not_read_again(asked):
    asked.body("a", "part a")

    amend(asked.db, "a", "1")

    assert asked.body("a", "part a") == "1"
    assert asked.times["a"] == 1


def test_a_statement_that_tells_nothing_has_the_value_read_again(asked):
    asked.body("a", "part a")

    amend(asked.db, "a", "1", silent=1)

    assert asked.body("a", "part a") == "1"
    assert asked.times["a"] == 2


def test_another_statement_on_the_whole_table_has_the_value_read_again(asked):
    asked.body("a", "part a")

    def work(tx):
        tx.run(PUT, ["a", "1"], only="part a")
        tx.amend("part a", ("body", "a"), lambda _before: "1")
        tx.run("UPDATE settings SET body = '2'")

    asked.db.write(work)

    assert asked.body("a", "part a") == "2"


def test_what_was_stale_before_is_read_again(asked):
    asked.body("a", "part a")
    put(asked.db, "a", "0", only="part a")

    amend(asked.db, "a", "1")

    asked.body("a", "part a")
    assert asked.times["a"] == 2


def test_what_a_rolled_back_write_told_is_not_believed(asked):
    def fail(tx):
        tx.run(PUT, ["a", "1"], only="part a")
        tx.amend("part a", ("body", "a"), lambda _before: "1")
        raise Duplicate("exists")

    asked.body("a", "part a")

    with pytest.raises(Duplicate):
        asked.db.write(fail)

    assert asked.body("a", "part a") is None


def look(asked: Asked, name: str, tx: Writer) -> str | None:
    """What a transaction that is to write finds kept, or reads."""

    def read(reader: Reader) -> str | None:
        asked.times[name] += 1
        row = reader.row("SELECT body FROM settings WHERE name = $1", [name])
        return None if row is None else str(row[0])

    return tx.kept(("body", name), ("settings", f"part {name}"), read)


def test_a_write_does_not_ask_for_what_the_write_before_has_told(asked):
    asked.body("a", "part a")

    amend(asked.db, "a", "1")

    assert asked.db.write(lambda tx: look(asked, "a", tx)) == "1"
    assert asked.times["a"] == 1


def test_what_a_write_had_to_read_is_kept_for_all(asked):
    put(asked.db, "a", "1")

    asked.db.write(lambda tx: look(asked, "a", tx))

    assert asked.body("a", "part a") == "1"
    assert asked.times["a"] == 1


def test_a_write_sees_what_it_has_written_itself_and_keeps_none_of_it(asked):
    def work(tx):
        assert look(asked, "a", tx) == "1"
        tx.run(PUT, ["a", "2"], only="part a")
        assert look(asked, "a", tx) == "2"
        raise Duplicate("exists")

    put(asked.db, "a", "1")

    with pytest.raises(Duplicate):
        asked.db.write(work)

    assert asked.body("a", "part a") == "1"


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["put", "part", "amend", "half", "fail", "look"]),
        st.sampled_from("abc"),
        st.integers(0, 9),
    ),
    max_size=30,
)


@given(acts=ACTS)
def test_whatever_is_written_a_kept_read_says_what_the_database_says(duck_for_all, acts):
    asked = Asked(duck_for_all)

    for act, name, number in acts:
        if act == "put":
            put(asked.db, name, str(number))
        elif act == "part":
            put(asked.db, name, str(number), only=f"part {name}")
        elif act in ("amend", "half"):
            amend(asked.db, name, str(number), silent=act == "half")
        elif act == "fail":
            with pytest.raises(Duplicate):
                asked.db.write(partial(_fail, name))
        for one in "abc":
            fresh = asked.db.read(
                lambda tx, one=one: tx.rows("SELECT body FROM settings WHERE name = $1", [one])
            )
            said = fresh[0][0] if fresh else None
            # First whoever writes next: what it had to read is kept for the page.
            assert asked.db.write(partial(look, asked, one)) == said
            assert asked.body(one, f"part {one}") == said


def _fail(name, tx):
    tx.run(PUT, [name, "never"])
    raise Duplicate("exists")


@pytest.fixture(scope="module")
def duck_for_all(duck_template, tmp_path_factory):
    """One for all examples; what one leaves behind the next finds."""
    path = tmp_path_factory.mktemp("kept") / "thidua.duckdb"
    path.write_bytes(duck_template.read_bytes())
    database = DuckDatabase(path)
    yield database
    database.close()
