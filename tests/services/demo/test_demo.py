"""The demo database: believable, complete, and made by the services."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib.domain.access import Role
from lib.domain.quality.findings import RuleKey
from lib.domain.workflow import Verification, WorkStatus
from lib.errors import Duplicate, Unavailable
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.demo import demo, demo_data, demo_doubts, demo_story
from lib.services.files import stored_files
from lib.services.operation import checks, setup
from lib.services.people import sign_in
from lib.services.quality import looking
from lib.store import accounts, file_records, reports, units
from lib.store import campaigns as campaign_store
from lib.store.engine.duck import DuckDatabase
from lib.store.files.blobs import Blobs
from tests import cast
from tests.support.data_folder import data_in
from tests.support.trace import trace

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
PASSWORD = "sóng vỗ bờ cát trắng"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo database of a Friday in November."""
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    with clock.at(NOW):
        demo.build(path, PASSWORD)
    return path


@pytest.fixture
def db(built: Path, tmp_path: Path) -> Iterator[DuckDatabase]:
    path = tmp_path / "demo.duckdb"
    shutil.copyfile(built, path)
    database = DuckDatabase(path)
    yield database
    database.close()


def test_it_comes_into_no_database_that_is_used(db: DuckDatabase) -> None:
    before = trace(db)

    with pytest.raises(Duplicate):
        demo.fill(db, PASSWORD)

    assert trace(db) == before


def count(db: DuckDatabase, sql: str) -> int:
    return int(db.read(lambda tx: tx.rows(sql))[0][0])


def test_the_election_lies_three_weeks_ahead(db: DuckDatabase) -> None:
    campaign = campaigns.find(db)
    milestones = campaigns.plan(db, campaign).milestones

    [election_on] = [one.due_on for one in milestones if one.key == campaign.anchor]

    assert election_on == clock_day() + timedelta(days=demo.DAYS_TO_ELECTION)
    assert campaign.dates_moved


def clock_day() -> object:
    with clock.at(NOW):
        return clock.today()


def test_it_says_what_it_is(db: DuckDatabase) -> None:
    assert setup.demo(db) == setup.Demo(PASSWORD)
    assert setup.agency(db) == demo_data.cast().agency


def test_the_cast_and_two_people_per_unit_may_sign_in(db: DuckDatabase) -> None:
    known = {one.username: one for one in db.read(accounts.accounts)}
    codes = {one.unit_id: one.code for one in db.read(lambda tx: units.units(tx, NOW.date()))}

    assert {(one.username, one.full_name, one.unit, one.roles) for one in cast.CAST} <= {
        (one.username, one.full_name, codes[one.unit_id], one.roles) for one in known.values()
    }
    for unit in db.read(lambda tx: units.units(tx, NOW.date())):
        roles = {
            role for one in known.values() if one.unit_id == unit.unit_id for role in one.roles
        }
        assert not unit.reports or {Role.STAFF, Role.HEAD} <= roles, unit.code
    assert {one.must_change for one in known.values()} == {False}
    assert sign_in.sign_in(db, "lan", PASSWORD, None)


def test_every_kind_of_story_is_there(db: DuckDatabase) -> None:
    states = set(
        db.read(lambda tx: tx.rows("SELECT DISTINCT work_status, verification FROM items"))
    )
    steps = {
        row[0] for row in db.read(lambda tx: tx.rows("SELECT DISTINCT step FROM item_history"))
    }

    assert {status for status, _ in states} == {one.value for one in WorkStatus}
    assert {state for _, state in states} == {one.value for one in Verification}
    assert steps == {"begin", "save", "send", "recall", "receive", "verify", "return"}
    assert count(db, "SELECT count(*) FROM items WHERE lower_reason IS NOT NULL") == 1


def test_some_are_late_some_overdue_and_most_in_time(db: DuckDatabase) -> None:
    campaign = campaigns.find(db)

    figures = dict(
        db.read(lambda tx: reports.by_unit(tx, campaign.campaign_id, NOW.date()))
    ).values()

    assert all(one.complete for one in figures)
    assert sum(one.late for one in figures) >= 5
    assert sum(one.overdue for one in figures) >= 5
    assert sum(one.on_time for one in figures) > sum(one.late for one in figures)
    assert sum(one.nil for one in figures) >= 1
    assert sum(one.returned for one in figures) >= 2


def test_history_covers_more_than_seven_weeks_and_ends_before_now(db: DuckDatabase) -> None:
    [(first, last)] = db.read(
        lambda tx: tx.rows(
            "SELECT min(done_at), max(done_at) FROM item_history WHERE step = 'save'"
        )
    )

    assert last - first > timedelta(weeks=7)
    assert NOW - timedelta(days=2) < last < NOW


def test_lan_has_a_conflict_to_settle(db: DuckDatabase) -> None:
    [(seen, version, saved_by)] = db.read(
        lambda tx: tx.rows(
            """
            SELECT drafts.seen_version, items.version, saver.username
            FROM drafts
            JOIN items ON items.unit_id = drafts.unit_id AND items.task_id = drafts.task_id
            JOIN accounts AS writer ON writer.account_id = drafts.account_id
            JOIN accounts AS saver ON saver.account_id = items.saved_by
            WHERE writer.username = 'lan'
            """
        )
    )

    assert (seen, version, saved_by) == (2, 3, "hung")


def test_nobody_checked_their_own_work_and_nothing_contradicts(db: DuckDatabase) -> None:
    own = count(
        db,
        """
        SELECT count(*)
        FROM item_history AS checked
        JOIN item_history AS wrote
            ON wrote.unit_id = checked.unit_id
            AND wrote.task_id = checked.task_id
            AND wrote.done_by = checked.done_by
        WHERE checked.step IN ('receive', 'verify', 'return') AND wrote.step IN ('save', 'send')
        """,
    )

    assert (own, checks.problems(db)) == (0, [])


def test_one_director_signs_the_decision_and_the_papers(db: DuckDatabase) -> None:
    signers = {
        row[0] for row in db.read(lambda tx: tx.rows("SELECT DISTINCT signer FROM decisions"))
    }
    campaign = campaigns.find(db)
    details = db.read(lambda tx: campaign_store.details(tx, campaign.campaign_id))

    assert signers == {details["document"]["signer"]["name"]}


def test_nobody_has_done_yet_what_the_election_day_brings(db: DuckDatabase) -> None:
    merits = db.read(lambda tx: tx.rows("SELECT CAST(answers AS VARCHAR) FROM nominations"))
    told = " ".join(row[0] for row in merits)

    assert [
        one for one in ("đi bầu", "trực ban ngày", "tham gia trực", "đã bầu") if one in told
    ] == []
    assert "Luật Bầu cử" in told


def test_the_check_of_figures_has_something_to_find(db: DuckDatabase) -> None:
    campaign = campaigns.find(db)
    with clock.at(NOW):
        found = looking.now(db, campaign).findings

    assert {one.rule for one in found} >= {
        RuleKey.OUTLIER, RuleKey.JUMP, RuleKey.NO_EVIDENCE, RuleKey.COPIED,
        RuleKey.EVIDENCE_LATE, RuleKey.DEADLINE_MOVED,
    }  # fmt: skip


def checksums(db: DuckDatabase) -> list[str]:
    return sorted(db.read(file_records.checksums))


def test_several_units_attached_files_one_was_revised_and_one_removed(db: DuckDatabase) -> None:
    kinds = db.read(lambda tx: tx.rows("SELECT DISTINCT media_type FROM evidence_revisions"))

    assert count(db, "SELECT count(DISTINCT unit_id) FROM evidence") >= 4
    assert {kind for (kind,) in kinds} == {"application/pdf", "image/jpeg"}
    assert count(db, "SELECT count(*) FROM evidence_revisions WHERE revision_no = 2") >= 1
    assert count(db, "SELECT count(*) FROM evidence_uses WHERE NOT is_active") >= 1


def test_every_file_is_on_disk_and_no_other(db: DuckDatabase) -> None:
    root = stored_files.blobs(db).root

    there = sorted(one.parent.name + one.name for one in root.rglob("*") if one.is_file())

    assert there == checksums(db)


@pytest.mark.parametrize("weekday", range(7))
def test_the_story_is_the_same_every_time_and_plays_on_working_days(weekday: int) -> None:
    words = demo_data.words()
    today = NOW.date() + timedelta(days=weekday)

    acts = [*demo_story.scripted(words, today), *demo_doubts.acts(words, today)]

    assert acts == [*demo_story.scripted(words, today), *demo_doubts.acts(words, today)]
    assert all(act.when.weekday() < 5 for act in acts)
    assert demo_story.began_at(today).weekday() < 5


def test_an_old_demo_is_replaced_at_once(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "demo.duckdb"
    path.write_bytes(b"old")
    with data_in(tmp_path / "data") as data:
        with Blobs(stored_files.folder(path)).storing([b"old"]) as [old]:
            pass

        with clock.at(NOW):
            demo.build(path, PASSWORD)

        db = DuckDatabase(path)
        built_anew = count(db, "SELECT count(*) FROM item_history"), checksums(db)
        stored = stored_files.blobs(db)
        left = stored.has(old), all(stored.has(sha256) for sha256 in checksums(db))
        db.close()
    first = DuckDatabase(built)
    built_first = count(first, "SELECT count(*) FROM item_history"), checksums(first)
    first.close()
    assert built_anew == built_first
    assert left == (False, True)
    assert [one.name for one in (data / "evidence").iterdir()] == ["demo"]
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == [
        "demo.duckdb",
        "demo.duckdb.lock",
    ]


def test_a_demo_being_served_is_not_replaced(db: DuckDatabase) -> None:
    with pytest.raises(Unavailable) as refusal:
        demo.build(db.path, PASSWORD)

    assert refusal.value.reason == "in_use"
    assert setup.demo(db) == setup.Demo(PASSWORD)


@pytest.fixture(autouse=True, scope="module")
def _own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with data_in(tmp_path_factory.mktemp("data")):
        yield
