"""Backups: who makes them, what they hold, and putting them back."""

from __future__ import annotations

import errno
import hashlib
import io
import itertools
import json
import os
import shutil
import threading
from datetime import date
from pathlib import Path

import pytest

from lib.domain.access import Actor, Role
from lib.domain.checklist import Report
from lib.domain.papers.papers import Paper
from lib.domain.workflow import WorkStatus
from lib.errors import Denied, Unavailable
from lib.services.acts import new_act
from lib.services.audit import chains
from lib.services.checklist import checklist
from lib.services.files import stored_files
from lib.services.files.file_checks import Upload
from lib.services.operation import audit_check, backup, checks, restoring
from lib.services.papers import paper_templates
from lib.store import file_records, migrations
from lib.store.engine import copies
from lib.store.engine.db import Database
from lib.store.engine.duck import DuckDatabase
from lib.store.files import blobcopies
from lib.store.files.blobs import Blobs
from tests import cast, files, small_campaign
from tests.cast import CAST, LAN, QUANG, VAN, Person
from tests.exports import papers_made, scene
from tests.support import failing_disk
from tests.support.stages import Stage
from tests.support.sync_watch import SyncWatch

# Fewer than one item may have.
MOST_FILES = 40


@pytest.fixture(autouse=True)
def _own_folder(own_data: Path) -> None:
    """Evidence, and what PostgreSQL backs up, go to the settings' folder."""


@pytest.fixture
def played(duck_stage: Stage) -> DuckDatabase:
    played: DuckDatabase = duck_stage.set(scene.play).db
    return played


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


def rows_beside_the_log(path: Path) -> dict[str, tuple[int, int]]:
    """The same without the one event that tells of the restore."""
    return {table: told for table, told in rows(path).items() if table not in OF_THE_LOG}


def audited(db: Database) -> list[str]:
    found = db.read(
        lambda tx: tx.rows("SELECT subject FROM audit_events WHERE event = 'backup.make'")
    )
    return [row[0] for row in found]


OF_THE_LOG = ("audit_events", "installation_chain")


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
    assert rows_beside_the_log(target) == rows_beside_the_log(made.path)


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
    assert rows_beside_the_log(target) == rows_beside_the_log(made.path)


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


def test_a_restore_is_on_record_behind_what_the_backup_holds(
    made: backup.Backup, tmp_path: Path
) -> None:
    """So the heads that backups made since then have kept are no alarm."""
    target = tmp_path / "new.duckdb"
    restored(made, target)

    db = DuckDatabase(target)
    try:
        told = db.read(
            lambda tx: tx.rows("SELECT subject FROM audit_events WHERE event = 'backup.restore'")
        )
        broken = [one for one in chains.verify(db, kept=audit_check.noted(db)) if one.broken]
    finally:
        db.close()

    assert (told, broken) == ([(made.name,)], [])


def test_forced_it_moves_the_other_data_aside(made: backup.Backup, played: DuckDatabase) -> None:
    before = rows(played.path)

    done = restoring.restore(made.path, played.path, may_replace=True)

    assert done.moved_to is not None
    assert rows(done.moved_to) == before
    assert rows_beside_the_log(played.path) == rows_beside_the_log(made.path)


def test_a_restore_is_on_disk_before_it_is_told_of(
    made: backup.Backup, played: DuckDatabase
) -> None:
    with SyncWatch() as watch:
        done = restoring.restore(made.path, played.path, may_replace=True)

    assert done.moved_to is not None
    assert watch.is_named(played.path)
    assert watch.is_named(done.moved_to)


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

    assert rows_beside_the_log(tmp_path / "new.duckdb") == rows_beside_the_log(made.path)


@pytest.mark.parametrize("content", [b"", b"not a database"], ids=["empty", "text"])
def test_something_else_is_refused(content: bytes, tmp_path: Path) -> None:
    source = tmp_path / "other.duckdb"
    source.write_bytes(content)

    with pytest.raises(Unavailable) as refusal:
        restoring.restore(source, tmp_path / "new.duckdb", may_replace=True)

    assert refusal.value.reason == "bad_backup"
    assert not (tmp_path / "new.duckdb").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", bytes(400), b'{"made_at": 1}', b'{"made_at": "2021-05-23"}'],
    ids=["empty", "no keys", "list", "null", "zeros", "number", "no zone"],
)
def test_one_bad_note_does_not_break_the_list(
    content: bytes, played: DuckDatabase, tmp_path: Path
) -> None:
    good = backup.make_for_operator(played, act_id=new_act())
    bad = backup.make_for_operator(played, act_id=new_act())
    bad.path.with_name(f"{bad.name}.json").write_bytes(content)

    listed = backup.backups(played, cast.actor(played, QUANG))

    assert {one.name: one.note for one in listed} == {
        good.name: backup.Note.WHOLE,
        bad.name: backup.Note.BAD,
    }
    check_refused(bad, tmp_path, "bad_backup", force=True)


def test_a_copy_whose_making_was_cut_is_no_whole_backup(played: DuckDatabase) -> None:
    cut = backup.make_for_operator(played, act_id=new_act())
    cut.path.with_name(f"{cut.name}.json").unlink()

    [listed] = backup.backups(played, cast.actor(played, QUANG))

    assert (listed.note, listed.is_usable) == (backup.Note.MISSING, False)


def test_the_note_is_on_disk_before_the_backup_is_acknowledged(
    played: DuckDatabase,
) -> None:
    """Nothing of a backup may wait for the disk once somebody has been told of it."""
    with SyncWatch() as watch:
        done = backup.make_for_operator(played, act_id=new_act())

    note = done.path.with_name(f"{done.name}.json")
    assert watch.is_durable(note)
    assert watch.is_durable(done.path)
    assert watch.is_durable(backup.files_beside(done.path).root)


@pytest.mark.parametrize(
    ("fault", "reason"), [("FULL", "disk_full"), ("EIO", "disk_error"), ("READ_ONLY", "read_only")]
)
def test_a_note_that_cannot_be_written_is_no_backup(
    played: DuckDatabase, monkeypatch: pytest.MonkeyPatch, fault: str, reason: str
) -> None:
    monkeypatch.setattr(backup, "write_synced", getattr(failing_disk, fault))

    with pytest.raises(Unavailable) as refusal:
        backup.make_for_operator(played, act_id=new_act())

    assert refusal.value.reason == reason
    assert audited(played) == []
    assert played.backups is not None
    assert list(played.backups.iterdir()) == []


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refusal:
        restoring.restore(tmp_path / "none.duckdb", tmp_path / "new.duckdb", may_replace=True)

    assert refusal.value.reason == "bad_backup"


def root(db: Database) -> Path:
    return stored_files.blobs(db).root


def blobs_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path there."""
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def test_a_backup_holds_the_evidence_files(db: Database) -> None:
    scene.play(db)

    done = backup.make_for_operator(db, act_id=new_act())

    [listed] = backup.backups(db, cast.actor(db, QUANG))
    assert (done.files, done.missing, listed) == (3, (), done)
    assert blobs_in(backup.files_beside(done.path).root) == blobs_in(root(db))
    assert len(blobs_in(root(db))) == 3


def test_a_backup_holds_the_offices_own_templates(db: Database) -> None:
    scene.play(db)
    content = papers_made.template(Paper.COUNCIL_MINUTES)
    paper_templates.put_template(
        db, cast.actor(db, VAN), act_id=new_act(), paper=Paper.COUNCIL_MINUTES,
        upload=Upload("Biên bản của Sở.docx", io.BytesIO(content)),
    )  # fmt: skip

    done = backup.make_for_operator(db, act_id=new_act())

    beside = backup.files_beside(done.path)
    assert done.files == 4
    assert beside.path(hashlib.sha256(content).hexdigest()).read_bytes() == content


def test_a_lost_file_is_named_and_the_rest_is_kept(db: Database) -> None:
    scene.play(db)
    lost = stored_files.blobs(db).path(sum_of("Biên bản.pdf"))
    lost.unlink()

    done = backup.make_for_operator(db, act_id=new_act())

    [listed] = backup.backups(db, cast.actor(db, QUANG))
    assert (done.files, done.missing, listed.missing) == (2, ("Biên bản.pdf",), done.missing)
    assert blobs_in(backup.files_beside(done.path).root) == blobs_in(root(db))


def sum_of(words: str) -> str:
    return hashlib.sha256(files.pdf(words=words)).hexdigest()


def test_bytes_are_copied_where_a_file_can_have_one_name_only(
    played: DuckDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(blobcopies.os, "link", refuse)

    done = backup.make_for_operator(played, act_id=new_act())

    copied = backup.files_beside(done.path)
    assert blobs_in(copied.root) == blobs_in(root(played))
    assert copied.path(sum_of("Nhầm.pdf")).stat().st_nlink == 1


def test_files_that_find_no_room_leave_no_backup(
    played: DuckDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(blobcopies.os, "link", refuse)
    monkeypatch.setattr(blobcopies, "copy_synced", refuse)

    with pytest.raises(Unavailable) as refusal:
        backup.make_for_operator(played, act_id=new_act())

    assert refusal.value.reason == "disk_full"
    assert played.backups is not None
    assert list(played.backups.iterdir()) == []
    assert audited(played) == []


def test_files_come_back_with_the_rows(made: backup.Backup, own_data: Path, tmp_path: Path) -> None:
    kept = blobs_in(own_data / "evidence" / "thidua")
    shutil.rmtree(own_data / "evidence")

    done = restored(made, tmp_path / "new.duckdb")

    assert done.missing == ()
    assert blobs_in(own_data / "evidence" / "new") == kept


@pytest.mark.parametrize("on_disk", [b"", b"other bytes"], ids=["cut", "changed"])
def test_a_damaged_file_on_disk_is_replaced(
    on_disk: bytes, made: backup.Backup, own_data: Path, tmp_path: Path
) -> None:
    there = Blobs(own_data / "evidence" / "new").path(sum_of("Nhầm.pdf"))
    there.parent.mkdir(parents=True)
    there.write_bytes(on_disk)

    done = restored(made, tmp_path / "new.duckdb")

    assert (done.missing, there.read_bytes()) == ((), files.pdf(words="Nhầm.pdf"))


def test_a_changed_file_of_the_backup_is_named_and_not_taken(
    made: backup.Backup, own_data: Path, tmp_path: Path
) -> None:
    shutil.rmtree(own_data / "evidence")
    backup.files_beside(made.path).path(sum_of("Nhầm.pdf")).write_bytes(b"changed")

    done = restored(made, tmp_path / "new.duckdb")

    found = Blobs(own_data / "evidence" / "new")
    assert done.missing == ("Nhầm.pdf",)
    assert not found.has(sum_of("Nhầm.pdf"))
    assert found.has(sum_of("Biên bản.pdf"))


@pytest.mark.parametrize(
    ("has_files", "missing"),
    [(True, ()), (False, ("Biên bản.pdf", "Danh sách.pdf", "Nhầm.pdf"))],
    ids=["still on disk", "nowhere"],
)
def test_an_old_backup_without_files_is_restored(
    has_files: bool, missing: tuple[str, ...], made: backup.Backup, own_data: Path
) -> None:
    shutil.rmtree(backup.files_beside(made.path).root)
    if not has_files:
        shutil.rmtree(own_data / "evidence")
    path = made.path.parents[1] / "thidua.duckdb"

    done = backup_restored_over(made, path)

    assert done.missing == missing
    assert rows_beside_the_log(path) == rows_beside_the_log(made.path)


def backup_restored_over(made: backup.Backup, path: Path) -> restoring.Restored:
    return restoring.restore(made.path, path, may_replace=True)


def test_files_of_the_database_set_aside_stay(played: DuckDatabase) -> None:
    done = backup.make_for_operator(played, act_id=new_act())
    newer = stored_files.blobs(played)
    with newer.storing([b"newer"]) as [sha256]:
        os.utime(newer.path(sha256), (0, 0))
    played.close()

    backup_restored_over(done, played.path)

    db = DuckDatabase(played.path)
    stored_files.clean_up(db)
    db.close()
    assert newer.has(sha256)


def test_files_alone_are_brought_back(db: Database) -> None:
    scene.play(db)
    done = backup.make_for_operator(db, act_id=new_act())
    kept = blobs_in(root(db))
    shutil.rmtree(root(db))

    missing = restoring.restore_files(db, done.path)

    assert (missing, blobs_in(root(db))) == ((), kept)


def test_uploads_during_a_backup_are_whole_in_it_or_not_named(
    played: DuckDatabase, own_data: Path, tmp_path: Path
) -> None:
    stop, started = threading.Event(), threading.Event()
    office = scene.Scene(played)

    def keep_uploading() -> None:
        for number in itertools.count():
            office.attach(date(2021, 5, 5), LAN, small_campaign.NIL, f"Tệp {number}.pdf")
            if number == 3:
                started.set()
            if stop.is_set() or number == MOST_FILES:
                return

    uploader = threading.Thread(target=keep_uploading)
    uploader.start()
    started.wait()
    done = backup.make_for_operator(played, act_id=new_act())
    stop.set()
    uploader.join()
    played.close()
    shutil.rmtree(own_data / "evidence")

    target = tmp_path / "new" / "thidua.duckdb"
    target.parent.mkdir()
    back = restored(done, target)

    db = DuckDatabase(target)
    problems, named = checks.problems(db), db.read(file_records.checksums)
    found = stored_files.blobs(db)
    sums = {sha256: hashlib.sha256(found.path(sha256).read_bytes()).hexdigest() for sha256 in named}
    db.close()
    assert (back.missing, problems) == ((), [])
    assert sums == {sha256: sha256 for sha256 in named}
    assert len(named) >= 7


def check_refused(made: backup.Backup, folder: Path, reason: str, *, force: bool) -> None:
    target = folder / "new.duckdb"

    with pytest.raises(Unavailable) as refusal:
        restoring.restore(made.path, target, may_replace=force)

    assert refusal.value.reason == reason
    assert [one.name for one in folder.glob("*new.duckdb*") if one.suffix != ".lock"] == []
