import pytest

from lib.store.db import Database
from tests import cast, small_campaign
from tests.cast import LAN
from tests.crash import child
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
