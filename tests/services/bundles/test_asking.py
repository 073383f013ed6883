"""A bundle by a button: for whom, the same as at the terminal, and made piece by piece."""

from __future__ import annotations

import hashlib
import io
import json
import tracemalloc
import zipfile
from dataclasses import asdict
from pathlib import Path

import pytest

from lib.domain.access import Role
from lib.domain.jobs import Job, State
from lib.errors import Denied
from lib.exports import bundle_maker
from lib.exports.bundle_maker import StoredFile
from lib.services import clock
from lib.services.bundles import asking, reading, shape, writing
from lib.services.files import stored_files
from lib.services.jobs import jobs
from lib.store import file_records
from lib.store.engine.db import Database
from tests import small_campaign
from tests.cast import CAST, MAI, actor
from tests.exports import scene
from tests.services.bundles.test_bundles import MOVED, rows
from tests.services.jobs.waiting import ended, runner
from tests.services.nominations.nomination_scene import Scene
from tests.support.stages import Stage

pytestmark = pytest.mark.usefixtures("own_data")


@pytest.fixture
def db(stage: Stage) -> Database:
    return stage.set(scene.play).db


def both(db: Database) -> None:
    """Mai is of the Office, and an admin from now on."""
    set_roles(db, ",admin,office,staff,")


def set_roles(db: Database, roles: str) -> None:
    db.write(
        lambda tx: tx.run(
            "UPDATE accounts SET roles = $2 WHERE account_id = $1", [MAI.account_id, roles]
        )
    )


def ask(db: Database) -> Job:
    with clock.at(scene.NOW):
        return asking.ask(db, actor(db, MAI), small_campaign.stored(db))


def made(db: Database, job: Job) -> Path:
    with runner(db):
        assert ended(Scene(db, small_campaign.stored(db)), job).state == State.DONE
    return jobs.take(db, actor(db, MAI), job.job_id).path


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_neither_the_office_nor_an_admin_alone_may_have_it(db: Database, person) -> None:
    assert not {Role.OFFICE, Role.ADMIN} <= person.roles
    who = actor(db, person)
    before = rows(db)

    with pytest.raises(Denied):
        asking.ask(db, who, small_campaign.stored(db))

    assert rows(db) == before
    assert not asking.may_ask(who)


def test_who_is_both_may_and_takes_it_while_they_are(db: Database) -> None:
    both(db)
    assert asking.may_ask(actor(db, MAI))
    job = ask(db)
    made(db, job)

    for left in (",office,staff,", ",admin,staff,"):
        set_roles(db, left)
        with pytest.raises(Denied):
            jobs.take(db, actor(db, MAI), job.job_id)


def test_it_holds_what_the_terminals_has(db: Database, tmp_path: Path) -> None:
    both(db)
    job = ask(db)
    with clock.at(scene.NOW), writing.made(db) as bundle, (tmp_path / "b.zip").open("wb") as out:
        out.writelines(bundle.pieces)

    with zipfile.ZipFile(made(db, job)) as asked, zipfile.ZipFile(tmp_path / "b.zip") as terminal:
        assert set(asked.namelist()) == set(terminal.namelist())
        moved = {shape.table_path(one) for one in (*MOVED, "campaigns")} | {shape.MANIFEST}
        for name in set(asked.namelist()) - moved:
            assert asked.read(name) == terminal.read(name), name
        told = json.loads(asked.read(shape.MANIFEST))
        assert {one["path"] for one in told["files"]} == set(asked.namelist()) - {shape.MANIFEST}
        for one in told["files"]:
            content = asked.read(one["path"])
            assert (len(content), hashlib.sha256(content).hexdigest()) == (
                one["size"], one["sha256"],
            )  # fmt: skip


def test_it_comes_back_whole(db: Database, pg_stage: Stage) -> None:
    both(db)
    path = made(db, ask(db))
    before = rows(db)

    target = pg_stage.set(lambda database: database)
    brought = reading.load(target, path)

    after = rows(target)
    # The taking is on record since.
    same = after.keys() - MOVED - {"campaigns"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert brought.files == len(db.read(file_records.checksums))


def test_no_password_leaves(db: Database) -> None:
    both(db)
    path = made(db, ask(db))
    secrets = [
        value for (value,) in db.read(lambda tx: tx.rows("SELECT password_hash FROM accounts"))
    ]

    with zipfile.ZipFile(path) as pack:
        assert not any(one.startswith("bang/sessions") for one in pack.namelist())
        for name in pack.namelist():
            content = pack.read(name)
            assert not any(secret.encode() in content for secret in secrets), name


def test_asking_and_taking_are_on_record(db: Database) -> None:
    both(db)
    made(db, ask(db))

    told = db.read(
        lambda tx: tx.rows(
            """
            SELECT event, actor_name, campaign_id IS NULL FROM audit_events
            WHERE event LIKE 'export.%' ORDER BY happened_at, event
            """
        )
    )
    assert sorted(told) == [
        ("export.ask", MAI.full_name, False),
        ("export.bundle", MAI.full_name, True),
        ("export.take", MAI.full_name, False),
    ]


def test_a_file_that_is_lost_meanwhile_is_told(db: Database) -> None:
    both(db)
    job = ask(db)
    [lost, *_] = sorted(db.read(file_records.checksums))
    stored_files.blobs(db).path(lost).unlink()

    with zipfile.ZipFile(made(db, job)) as pack:
        assert json.loads(pack.read(shape.MANIFEST))["missing_files"] == [lost]
        assert shape.file_path(lost) not in pack.namelist()


def test_a_large_file_goes_through_in_pieces(tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(256 << 20)
    head = {
        "name": shape.MANIFEST,
        "manifest": {"files": [], "missing_files": []},
        "csv": [],
        "stored": [asdict(StoredFile("tep/la/large", str(large), "0"))],
    }
    order = io.BytesIO()
    with zipfile.ZipFile(order, "w") as told:
        told.writestr(bundle_maker.HEAD, json.dumps(head))

    tracemalloc.start()
    steps = list(bundle_maker.make_ordered(order, tmp_path / "all.zip"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert steps == ["tep/la/large", shape.MANIFEST]
    assert (tmp_path / "all.zip").stat().st_size > 256 << 20
    assert peak < 16 << 20
