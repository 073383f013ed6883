"""The load: people on a served app, what they waited, and whether their saves are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import crowd_data, load
from bench.crowd import Log, Saver
from bench.crowd_data import Guest, Stored
from bench.load import Timetable
from lib.store.engine.ids import new_id
from tests.test_bench import build

KEYS = {
    "figure", "savers", "leaders", "saves", "save_p50_ms", "save_p95_ms", "refreshes",
    "refresh_p50_ms", "refresh_p95_ms", "server_cores", "rss_mib", "late", "lost", "errors",
    "limit", "ok",
}  # fmt: skip


@pytest.fixture
def built(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("TDKT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TDKT_REFRESH_SECONDS", "1")
    path = tmp_path / "load.duckdb"
    build(path)
    return path


def test_people_save_beside_a_live_summary_without_an_error(built: Path) -> None:
    line = load.run(built, "2:1", Timetable(every_s=3, seconds=6))

    told = json.loads(json.dumps(line.data()))
    assert set(told) == KEYS
    assert (told["figure"], told["savers"], told["leaders"]) == ("load", 2, 1)
    assert told["errors"] == 0
    assert told["lost"] == 0
    assert told["saves"] > 0
    assert told["save_p95_ms"] >= told["save_p50_ms"] > 0
    assert told["refresh_p95_ms"] >= told["refresh_p50_ms"] > 0
    assert told["server_cores"] > 0
    assert told["rss_mib"] > 0


def test_everybody_has_the_first_page_open_besides(built: Path) -> None:
    told = load.run(built, "2:1:1", Timetable(every_s=3, seconds=6)).data()

    assert set(told) == KEYS | {"homes", "home_p50_ms", "home_p95_ms"}
    assert (told["homes"], told["errors"], told["lost"]) == (4, 0, 0)
    assert told["home_p95_ms"] >= told["home_p50_ms"] > 0


def test_a_burst_opens_the_checklist_for_everybody(built: Path) -> None:
    told = load.run(built, "burst:2", Timetable(every_s=1, seconds=1)).data()

    assert (told["figure"], told["people"], told["errors"]) == ("burst", 2, 0)
    assert told["open_p95_ms"] >= told["open_p50_ms"] > 0


def test_savers_have_units_of_their_own_and_nothing_saved(built: Path) -> None:
    savers, leaders, office = crowd_data.invite(built, savers=3, leaders=1, office=2)

    assert len({one.unit_id for one in savers}) == 3
    assert len({one.cookie for one in [*savers, *leaders, *office]}) == 6
    assert crowd_data.stored(built, savers) == [Stored(frozenset(), 1)] * 3


def saver(*acknowledged: int) -> Saver:
    guest = Guest(new_id(), new_id(), "")
    return Saver(guest, "", "checklist", Log(), acknowledged=list(acknowledged))


@pytest.mark.parametrize(
    ("stored", "lost"),
    [
        pytest.param(Stored(frozenset({2, 3}), 3), 0, id="all-there"),
        pytest.param(Stored(frozenset({2, 3, 4}), 4), 0, id="one-more-than-was-told"),
        pytest.param(Stored(frozenset({3}), 3), 1, id="no-version-of-it"),
        pytest.param(Stored(frozenset({2, 3}), 2), 1, id="put-back"),
        pytest.param(Stored(frozenset(), 1), 2, id="nothing-there"),
    ],
)
def test_an_acknowledged_save_that_is_not_there_is_lost(stored: Stored, lost: int) -> None:
    assert saver(2, 3).lost(stored) == lost


def test_waits_are_told_by_the_one_that_so_many_did_not_exceed() -> None:
    log = Log(waits_s=[n / 1000 for n in range(100, 0, -1)])

    assert log.ms(0.5) == 50
    assert log.ms(0.95) == 95
    assert Log().ms(0.95) is None


def test_errors_are_told_by_kind(capsys) -> None:
    log = Log()
    for _ in range(2):
        log.fail("save", TimeoutError())

    log.tell()

    assert capsys.readouterr().err == "  2 × save: TimeoutError\n"


@pytest.mark.parametrize("step", ["20", "a:2", "burst:", "20:2:1:1", "burst:2:1"])
def test_a_step_that_is_none_is_refused(step: str, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        load.main([step])

    assert ended.value.code == 2
    assert "SAVERS:LEADERS" in capsys.readouterr().err
