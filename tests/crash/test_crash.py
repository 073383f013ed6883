import pytest

from lib.services.files import stored_files
from lib.store import file_records
from lib.store.engine.db import Database
from tests import cast, small_campaign
from tests.cast import LAN
from tests.crash import child, uploads
from tests.crash.harness import run_crashes


@pytest.fixture
def saving(tmp_path):
    """A database with five saves."""
    database = child.open_file(tmp_path / "crash.duckdb")
    child.prepare(database)
    actor, campaign = cast.actor(database, LAN), small_campaign.stored(database)
    for number in range(1, 6):
        child.save(database, actor, campaign, number)
    yield database
    database.close()


def test_no_acknowledged_save_is_lost_by_a_kill():
    summary = run_crashes(20)

    assert (summary.kills, summary.lost, summary.faults) == (20, (), ())
    assert summary.acknowledged > 0


def test_a_good_database_has_no_faults(saving: Database):
    assert child.saved(saving) == [1, 2, 3, 4, 5]
    assert child.faults(saving) == []


def test_a_lost_row_is_a_fault(saving: Database):
    saving.write(
        lambda tx: tx.run("DELETE FROM item_history WHERE answers ->> 'so_hoi_nghi' = '3'")
    )

    assert child.saved(saving) == [1, 2, 4, 5]
    assert child.faults(saving) == ["4 saves, 5 audited, revision 6"]


def test_no_upload_is_lost_or_left_in_part_by_a_kill():
    summary = run_crashes(8, stream=uploads)

    assert (summary.kills, summary.lost, summary.faults) == (8, (), ())
    assert summary.acknowledged > 0


@pytest.fixture
def uploading(own_data, tmp_path):
    """A database with two uploads."""
    database = uploads.open_file(tmp_path / "crash.duckdb")
    uploads.prepare(database)
    actor, campaign = cast.actor(database, LAN), small_campaign.stored(database)
    for number in (1, 2):
        uploads.upload(database, actor, campaign, number)
    yield database
    database.close()


def test_whole_uploads_have_no_faults(uploading: Database):
    assert uploads.saved(uploading) == [1, 2]
    assert uploads.faults(uploading) == []


def test_a_changed_file_is_a_fault(uploading: Database):
    [first, *_] = uploading.read(file_records.checksums)
    stored_files.blobs(uploading).path(first).write_bytes(b"%PDF-")

    assert len(uploads.saved(uploading)) == 1
    assert len(uploads.faults(uploading)) == 1


def test_a_file_without_a_row_is_a_fault(uploading: Database):
    with stored_files.blobs(uploading).storing([b"nobody's"]) as [sha256]:
        pass

    assert uploads.saved(uploading) == [1, 2]
    assert uploads.faults(uploading) == [f"{sha256} has no row"]
