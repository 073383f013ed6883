"""Backups: who makes them, what they hold, and putting them back."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import pytest

from lib.domain.access import Actor, Role
from lib.domain.checklist import Report
from lib.domain.workflow import WorkStatus
from lib.errors import Denied, Unavailable
from lib.services import backup, checklist, checks, restoring
from lib.services.item_acts import new_act
from lib.store import copies, migrations
from lib.store.db import Database
from lib.store.duck import DuckDatabase
from tests import cast, small_campaign
from tests.cast import CAST, LAN, QUANG, Person
from tests.exports import scene


@pytest.fixture(autouse=True)
def _own_folder(own_data: Path) -> None:
    """Evidence, and what PostgreSQL backs up, go to the settings' folder."""


@pytest.fixture
def played(duck: DuckDatabase) -> DuckDatabase:
    scene.play(duck)
    return duck


@pytest.fixture
def made(played: DuckDatabase) -> backup.Backup:
    """A backup of a database that has been closed since."""
    done = backup.make_for_operator(played, act_id=new_act())
    played.close()
    return done


def restored(source: backup.Backup, target: Path) -> restoring.Restored:
    return restoring.restore(source.path, target, may_replace=False)


def rows(path: Path) -> dict[str, tuple[int, int]]:
    return {table: (count, total) for table, count, total in copies.contents(path)}


def audited(db: Database) -> list[str]:
    found = db.read(
        lambda tx: tx.rows("SELECT subject FROM audit_events WHERE event = 'backup.make'")
    )
    return [row[0] for row in found]


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_the_admin_may_and_nobody_else(db: Database, person: Person) -> None:
    cast.make_cast(db)
    actor = cast.actor(db, person)

    if Role.ADMIN in person.roles:
        done = backup.make(db, actor, act_id=new_act())
        assert [one.name for one in backup.backups(db, actor)] == [done.name]
    else:
        with pytest.raises(Denied):
            backup.make(db, actor, act_id=new_act())
        with pytest.raises(Denied):
            backup.backups(db, actor)
        assert audited(db) == []


def test_a_backup_is_noted_and_recorded(db: Database) -> None:
    scene.play(db)
    actor = cast.actor(db, QUANG)

    done = backup.make(db, actor, act_id=new_act())

    note = json.loads(done.path.with_name(f"{done.name}.json").read_text(encoding="utf-8"))
    assert done.name.endswith("_r14.duckdb" if db.path else "_r14.dump")
    assert (note["name"], note["sha256"], note["schema_level"]) == (
        done.name,
        done.sha256,
        migrations.newest(),
    )
    assert (done.size_bytes, done.sha256) == (done.path.stat().st_size, backup.sha256_of(done.path))
    assert audited(db) == [done.name]


def test_five_clicks_make_one(db: Database) -> None:
    cast.make_cast(db)
    actor, act = cast.actor(db, QUANG), new_act()

    done = [backup.make(db, actor, act_id=act) for _ in range(5)]

    assert {one.name for one in done} == {audited(db)[0]}
    assert len(backup.backups(db, actor)) == 1


def test_two_in_one_second_stand_side_by_side(duck: DuckDatabase) -> None:
    cast.make_cast(duck)
    actor = cast.actor(duck, QUANG)

    names = {backup.make(duck, actor, act_id=new_act()).name for _ in range(3)}

    assert {one.name for one in backup.backups(duck, actor)} == names
    assert len(names) == 3


def test_the_list_is_of_this_database_alone(played: DuckDatabase) -> None:
    actor = cast.actor(played, QUANG)
    done = backup.make(played, actor, act_id=new_act())
    assert played.backups is not None
    shutil.copyfile(done.path, played.backups / "TDKT_demo_20210101-000000_r1.duckdb")
    shutil.copyfile(done.path, played.backups / "thidua-schema0001-1.duckdb")

    listed = {one.name: one.sha256 for one in backup.backups(played, actor)}

    assert listed == {done.name: done.sha256, "thidua-schema0001-1.duckdb": None}


def test_a_backup_under_load_is_restored_whole(played: DuckDatabase, tmp_path: Path) -> None:
    actor = cast.actor(played, LAN)
    stop, started = threading.Event(), threading.Event()
    saved: list[int] = []

    def keep_saving() -> None:
        campaign, version = small_campaign.stored(played), 1
        while not stop.is_set():
            report = Report(WorkStatus.IN_PROGRESS.value, {"so_hoi_nghi": str(version)})
            save(played, actor, campaign, version, report)
            version += 1
            saved.append(version)
            if version > 3:
                started.set()

    saver = threading.Thread(target=keep_saving)
    saver.start()
    started.wait()
    before = saved[-1]
    done = backup.make(played, cast.actor(played, QUANG), act_id=new_act())
    stop.set()
    saver.join()
    after = saved[-1]
    played.close()

    target = tmp_path / "restored" / "thidua.duckdb"
    target.parent.mkdir()
    restored(done, target)

    db = DuckDatabase(target)
    task = small_campaign.task(db, small_campaign.OPTIONAL)
    [(version, history)] = db.read(
        lambda tx: tx.rows(
            """
            SELECT items.version, count(*)
            FROM items
            JOIN item_history AS history
                ON history.unit_id = items.unit_id AND history.task_id = items.task_id
            WHERE items.unit_id = $1 AND items.task_id = $2
            GROUP BY items.version
            """,
            [actor.unit_id, task.task_id],
        )
    )
    problems = checks.problems(db)
    db.close()
    assert before <= version <= after
    assert (history, problems) == (version, [])


def save(db: Database, actor: Actor, campaign: object, version: int, report: Report) -> None:
    checklist.save_item(
        db,
        actor,
        campaign,  # type: ignore[arg-type]
        act_id=new_act(),
        unit_id=actor.unit_id,
        task_code=small_campaign.OPTIONAL,
        seen_version=version,
        report=report,
    )


def test_a_restored_database_holds_the_same_rows(made: backup.Backup, tmp_path: Path) -> None:
    target = tmp_path / "new.duckdb"

    done = restored(made, target)

    assert done == restoring.Restored(target, (), None)
    assert rows(target) == rows(made.path)


@pytest.mark.parametrize("level", range(1, migrations.newest() + 1))
def test_a_backup_of_an_earlier_schema_is_migrated(level: int, tmp_path: Path) -> None:
    old = DuckDatabase(tmp_path / "old.duckdb", create=True)
    migrations.migrate(old, first_files(level, tmp_path))
    old.write(lambda tx: [tx.run(sql) for sql in ROWS_OF_THE_FIRST_SCHEMA])
    kept = [old.read(lambda tx, sql=sql: tx.rows(sql)) for sql in READ_THEM]  # type: ignore[misc]
    old.close()
    target = tmp_path / "new.duckdb"

    done = restoring.restore(tmp_path / "old.duckdb", target, may_replace=True)

    new = DuckDatabase(target)
    found = [new.read(lambda tx, sql=sql: tx.rows(sql)) for sql in READ_THEM]  # type: ignore[misc]
    reached = migrations.level(new)
    new.close()
    assert (reached, len(done.migrated)) == (migrations.newest(), migrations.newest() - level)
    assert found == kept


def first_files(count: int, folder: Path) -> Path:
    """A folder with the program's first migrations alone."""
    chosen = folder / "migrations"
    chosen.mkdir()
    for migration in migrations.files(migrations.DEFAULT)[:count]:
        shutil.copyfile(migrations.DEFAULT / migration.name, chosen / migration.name)
    return chosen


ROWS_OF_THE_FIRST_SCHEMA = (
    "INSERT INTO agency (agency_id, name, superior, created_at) "
    "VALUES (1, 'Sở', 'Tỉnh', TIMESTAMPTZ '2021-03-01 08:00:00+07')",
    "INSERT INTO units (unit_id, code, unit_type, sort_order) "
    "SELECT gen_random_uuid(), 'U' || i, 'phong', i FROM generate_series(1, 500) AS numbers (i)",
    "INSERT INTO unit_names (unit_id, valid_from, name, short_name, search_key) "
    "SELECT unit_id, DATE '2021-01-01', 'Phòng ' || code, code, 'phong' FROM units",
)
READ_THEM = (
    "SELECT agency_id, name, superior, created_at FROM agency",
    "SELECT unit_id, code, unit_type, sort_order, is_office, version FROM units ORDER BY unit_id",
    "SELECT unit_id, valid_from, name, short_name FROM unit_names ORDER BY unit_id",
)


def test_a_database_that_nobody_set_up_may_be_replaced(
    made: backup.Backup, duck_template: Path, tmp_path: Path
) -> None:
    target = tmp_path / "new.duckdb"
    shutil.copyfile(duck_template, target)

    done = restored(made, target)

    assert done.moved_to is not None
    assert rows(target) == rows(made.path)


def test_a_database_in_use_is_not_touched(played: DuckDatabase) -> None:
    done = backup.make_for_operator(played, act_id=new_act())

    with pytest.raises(Unavailable) as refusal:
        restoring.restore(done.path, played.path, may_replace=True)

    assert refusal.value.reason == "in_use"
    assert played.read(lambda tx: tx.rows("SELECT count(*) FROM accounts")) == [(len(CAST),)]


def test_other_data_is_kept_unless_forced(
    made: backup.Backup, played: DuckDatabase, tmp_path: Path
) -> None:
    before = played.path.read_bytes()

    with pytest.raises(Unavailable) as refusal:
        restored(made, played.path)

    assert refusal.value.reason == "not_empty"
    assert played.path.read_bytes() == before


def test_forced_it_moves_the_other_data_aside(made: backup.Backup, played: DuckDatabase) -> None:
    before = rows(played.path)

    done = restoring.restore(made.path, played.path, may_replace=True)

    assert done.moved_to is not None
    assert rows(done.moved_to) == before
    assert rows(played.path) == rows(made.path)


def test_a_changed_backup_is_refused(made: backup.Backup, tmp_path: Path) -> None:
    with made.path.open("r+b") as file:
        file.seek(made.size_bytes // 2)
        file.write(b"\x00changed\x00")

    check_refused(made, tmp_path, "bad_backup", force=False)
    check_refused(made, tmp_path, "bad_backup", force=True)


def test_a_backup_of_a_newer_program_is_refused(made: backup.Backup, tmp_path: Path) -> None:
    note = made.path.with_name(f"{made.name}.json")
    told = {**json.loads(note.read_text("utf-8")), "schema_level": migrations.newest() + 1}
    note.write_text(json.dumps(told), encoding="utf-8")

    check_refused(made, tmp_path, "newer_schema", force=True)


def test_a_newer_database_without_a_note_is_refused(made: backup.Backup, tmp_path: Path) -> None:
    made.path.with_name(f"{made.name}.json").unlink()
    newer = DuckDatabase(made.path)
    newer.write(
        lambda tx: tx.run(
            """
            INSERT INTO schema_version (version, name, sha256, applied_at)
            VALUES (9999, '9999_later.sql', '', CURRENT_TIMESTAMP)
            """
        )
    )
    newer.close()

    check_refused(made, tmp_path, "newer_schema", force=True)


def test_a_backup_without_its_note_needs_force(made: backup.Backup, tmp_path: Path) -> None:
    made.path.with_name(f"{made.name}.json").unlink()

    check_refused(made, tmp_path, "bad_backup", force=False)
    restoring.restore(made.path, tmp_path / "new.duckdb", may_replace=True)

    assert rows(tmp_path / "new.duckdb") == rows(made.path)


@pytest.mark.parametrize("content", [b"", b"not a database"], ids=["empty", "text"])
def test_something_else_is_refused(content: bytes, tmp_path: Path) -> None:
    source = tmp_path / "other.duckdb"
    source.write_bytes(content)

    with pytest.raises(Unavailable) as refusal:
        restoring.restore(source, tmp_path / "new.duckdb", may_replace=True)

    assert refusal.value.reason == "bad_backup"
    assert not (tmp_path / "new.duckdb").exists()


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refusal:
        restoring.restore(tmp_path / "none.duckdb", tmp_path / "new.duckdb", may_replace=True)

    assert refusal.value.reason == "bad_backup"


def check_refused(made: backup.Backup, folder: Path, reason: str, *, force: bool) -> None:
    target = folder / "new.duckdb"

    with pytest.raises(Unavailable) as refusal:
        restoring.restore(made.path, target, may_replace=force)

    assert refusal.value.reason == reason
    assert [one.name for one in folder.glob("*new.duckdb*") if one.suffix != ".lock"] == []
