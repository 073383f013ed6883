"""A bundle holds every row and file but secrets, says so itself, and comes back whole."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from lib.errors import Unavailable
from lib.services.audit import chains
from lib.services.bundles import reading, shape, writing
from lib.services.files import stored_files
from lib.store import file_records, tables
from lib.store.engine.db import Database
from lib.store.engine.duck import DuckDatabase
from tests.exports import award_scene, evaluation_scene, scene
from tests.services.evaluation import points_scene
from tests.services.papers import report_scene
from tests.support.stages import Stage

pytestmark = pytest.mark.usefixtures("own_data")
# The load itself is one event more, at the end of the installation's chain.
MOVED = {"audit_events", "installation_chain"}


def bundled(db: Database, path: Path) -> Path:
    with writing.made(db) as bundle, path.open("wb") as out:
        out.writelines(bundle.pieces)
    assert path.stat().st_size == bundle.size_bytes
    return path


def rows(db: Database) -> dict[str, list[tuple[object, ...]]]:
    def read(tx):
        found = {}
        for table in tables.names(tx):
            if table in shape.LEFT_OUT:
                continue
            columns = tables.columns(tx, table)
            masked = [(table, one.name) in shape.MASKED for one in columns]
            found[table] = [
                tuple(
                    "!" if is_masked else as_told(column.kind, value)
                    for column, value, is_masked in zip(columns, row, masked, strict=True)
                )
                for page in tables.pages(tx, table, columns)
                for row in page
            ]
        return found

    return db.read(read)


def as_told(kind: str, value: object) -> object:
    """JSON is the same whatever blanks an engine puts into it."""
    return json.loads(str(value)) if kind == "JSON" and value is not None else value


@pytest.fixture
def played(duck_stage: Stage) -> Database:
    return duck_stage.set(scene.play).db


@pytest.fixture
def package(played: Database, tmp_path: Path) -> Path:
    return bundled(played, tmp_path / "a.zip")


@pytest.fixture
def empty(duck_template: Path, tmp_path: Path):
    path = tmp_path / "new" / "moi.duckdb"
    path.parent.mkdir()
    shutil.copyfile(duck_template, path)
    db = DuckDatabase(path)
    yield db
    db.close()


def refused(db: Database, path: Path) -> Unavailable:
    with pytest.raises(Unavailable) as caught:
        reading.load(db, path)
    assert db.read(lambda tx: tables.is_empty(tx, "accounts"))
    return caught.value


def altered(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The same ZIP with other contents; None leaves a file out."""
    out = path.with_name("khac.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out


@pytest.mark.parametrize(
    "play",
    [scene.play, award_scene.play, report_scene.play, evaluation_scene.play, points_scene.play],
    ids=["reports", "awards", "units", "evaluations", "points"],
)
@pytest.mark.parametrize("way", ["duck to duck", "duck to pg", "pg to duck"])
def test_every_row_and_file_comes_back(request, tmp_path, empty, play, way) -> None:
    stage = request.getfixturevalue("pg_stage" if way == "pg to duck" else "duck_stage")
    source = stage.set(play).db
    target = empty
    if way == "duck to pg":
        target = request.getfixturevalue("pg_stage").set(lambda database: database)
    path = bundled(source, tmp_path / "a.zip")

    brought = reading.load(target, path)

    before, after = rows(source), rows(target)
    assert {name: after[name] for name in after.keys() - MOVED} == {
        name: before[name] for name in before.keys() - MOVED
    }
    assert len(after["audit_events"]) == len(before["audit_events"]) + 1
    assert brought.rows == sum(map(len, before.values()))
    assert [one.broken for one in chains.verify(target)] == [None] * len(chains.verify(target))
    for sha256 in source.read(file_records.checksums):
        kept = stored_files.blobs(target).path(sha256).read_bytes()
        assert hashlib.sha256(kept).hexdigest() == sha256


def test_the_manifest_tells_of_every_file(package) -> None:
    with zipfile.ZipFile(package) as inside:
        told = json.loads(inside.read(shape.MANIFEST))
        names = {one["path"] for one in told["files"]}
        assert names == set(inside.namelist()) - {shape.MANIFEST}
        for one in told["files"]:
            content = inside.read(one["path"])
            assert (len(content), hashlib.sha256(content).hexdigest()) == (
                one["size"], one["sha256"],
            )  # fmt: skip


def test_no_password_and_no_session_leaves(played, package, tmp_path) -> None:
    secrets = [
        value
        for table, column in (("accounts", "password_hash"), ("sessions", "cookie_hash"))
        for (value,) in played.read(lambda tx, t=table, c=column: tx.rows(f"SELECT {c} FROM {t}"))
        if value
    ]
    with zipfile.ZipFile(package) as inside:
        inside.extractall(tmp_path / "out")
        names = inside.namelist()
    assert secrets
    assert not any(name.startswith("bang/sessions") for name in names)
    found = duckdb.sql(f"SELECT DISTINCT password_hash FROM '{tmp_path}/out/bang/accounts.parquet'")
    assert found.fetchall() == [("!",)]
    for name in names:
        content = (tmp_path / "out" / name).read_bytes()
        assert not any(secret.encode() in content for secret in secrets), name


def test_every_table_leaves_or_is_said_to_stay(played, package) -> None:
    with zipfile.ZipFile(package) as inside:
        told = json.loads(inside.read(shape.MANIFEST))
    every = set(played.read(tables.names))

    left = {one["table"] for one in told["files"] if "table" in one}
    assert left | shape.LEFT_OUT == every
    assert not left & shape.LEFT_OUT


@pytest.mark.parametrize("name", ["bang/items.parquet", "csv/nho/items.csv", "DOC-TRUOC.txt"])
def test_a_changed_file_is_named_and_nothing_comes(empty, package, name) -> None:
    other = altered(package, lambda one, content: content + b" " if one == name else content)

    error = refused(empty, other)

    assert (error.reason, name in error.facts["detail"]) == ("bad_bundle", True)


def test_a_missing_file_is_named_and_nothing_comes(empty, package) -> None:
    other = altered(package, lambda one, content: None if "units" in one else content)

    assert "units" in refused(empty, other).facts["detail"]


@pytest.mark.parametrize(
    "change",
    [
        {"format": "khac"}, {"files": 5}, {"files": []}, {"schema": "x"},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_another_manifest_is_refused(empty, package, change) -> None:
    def told(name: str, content: bytes) -> bytes:
        if name != shape.MANIFEST:
            return content
        return json.dumps({**json.loads(content), **change}).encode()

    assert refused(empty, altered(package, told)).reason == "bad_bundle"


def test_another_schema_is_refused(empty, package) -> None:
    def older(name: str, content: bytes) -> bytes:
        return content.replace(b'"schema": ', b'"schema": 1') if name == shape.MANIFEST else content

    assert refused(empty, altered(package, older)).reason == "bundle_schema"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 100], ids=["empty", "cut", "text"])
def test_what_is_no_zip_is_refused(empty, tmp_path, content) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(content)

    assert refused(empty, path).reason == "bad_bundle"


def test_a_used_database_takes_none(played, package) -> None:
    before = rows(played)

    with pytest.raises(Unavailable) as caught:
        reading.load(played, package)

    assert caught.value.reason == "bundle_not_empty"
    assert rows(played) == before


def test_a_lost_file_is_told(played, tmp_path) -> None:
    sums = sorted(played.read(file_records.checksums))
    stored_files.blobs(played).path(sums[0]).unlink()

    with writing.made(played) as bundle:
        assert bundle.missing == (sums[0],)
