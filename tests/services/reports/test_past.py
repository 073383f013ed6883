"""How a campaign stood: what was downloaded at a revision comes again, to the byte."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest

from lib.domain import past as moments
from lib.domain.exports import Options, Snapshot
from lib.domain.past import Cut
from lib.errors import Refused
from lib.exports import csv
from lib.exports.registry import EXPORTS
from lib.services import acts, clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.demo import demo
from lib.services.people import units
from lib.services.reports import exports, past
from lib.store import tables
from lib.store.engine.db import Database, Reader
from lib.store.past.reader import VIEWS
from tests import cast, small_campaign
from tests.cast import QUANG
from tests.exports import scene
from tests.support.stages import Stage

T = TypeVar("T")
BUILT_AT = datetime(2026, 11, 20, 4, tzinfo=UTC)
EVERY = 20
Files = Mapping[str, bytes]
Kept = list[tuple[datetime, int, str, Files]]


def files_of(taken: Snapshot) -> Files:
    return {key: b"".join(csv.pieces(export, taken, Options())) for key, export in EXPORTS.items()}


def demo_with_downloads(db: Database) -> Kept:
    """The demo; after every twentieth act on it, everything was downloaded."""

    def download() -> tuple[datetime, int, str, Files]:
        taken = exports.snapshot(db, campaigns.find(db))
        return clock.now(), taken.revision, taken.head, files_of(taken)

    return demo_looked_at(db, download)


def demo_looked_at(db: Database, look: Callable[[], T]) -> list[T]:
    """Plays the demo; what was seen after every twentieth act."""
    seen: list[T] = []
    carry_out = acts.Intent.carry_out
    count = 0

    def with_look(intent: acts.Intent, work: object, *, again: object) -> object:
        nonlocal count
        result = carry_out(intent, work, again=again)
        count += 1
        if count % EVERY == 0 and count > EVERY:
            seen.append(look())
        return result

    with pytest.MonkeyPatch.context() as patched, clock.at(BUILT_AT):
        patched.setattr(acts.Intent, "carry_out", with_look)
        demo.fill(db, "sóng vỗ bờ cát trắng")
    return seen


def whole_table(tx: Reader, name: str) -> list[str]:
    """Every row with every column, however JSON is spaced."""
    columns = tables.columns(tx, name)
    rows = tx.rows(f"SELECT {', '.join(one.name for one in columns)} FROM {name}")
    return sorted(repr([_plain(value) for value in row]) for row in rows)


def _plain(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("{", "["):
        return json.dumps(json.loads(value), sort_keys=True)
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True)
    return str(value)


def test_every_download_comes_again(stage: Stage, own_data: Path) -> None:
    kept = stage.set(demo_with_downloads)
    db = stage.database
    campaign = campaigns.find(db)

    assert len(kept) > 30
    for instant, revision, head, files in kept:
        taken = exports.snapshot(db, replace(campaign, at=Cut(revision, instant)))
        assert (taken.revision, taken.head, taken.as_of) == (revision, head, instant)
        assert files_of(taken) == files
    assert len({files["items"] for *_, files in kept}) > 20


def test_the_newest_revision_is_the_tables_themselves(stage: Stage, own_data: Path) -> None:
    stage.set(demo_with_downloads)
    db = stage.database
    campaign = campaigns.find(db)
    now = replace(campaign, at=Cut(campaign.revision, datetime.now(UTC)))

    names = sorted(VIEWS.keys() & set(db.read(tables.names)))
    assert len(names) > 15
    for name in names:
        there = db.read(lambda tx, name=name: whole_table(tx, name))
        assert past.read(db, now, lambda tx, name=name: whole_table(tx, name)) == there, name


@pytest.fixture
def db(stage: Stage, own_data: Path) -> Database:
    return stage.set(scene.play).db


def at(db: Database, told: str, now: datetime = scene.NOW) -> Snapshot:
    with clock.at(now):
        return exports.snapshot(db, past.asked(db, small_campaign.stored(db), told))


def codes(taken: Snapshot) -> set[str]:
    """The tasks that some unit was asked for."""
    names = {str(task.task_id): task.code for task in taken.tasks}
    return {names[line.task_id] for packed in taken.items for line in packed.lines()}


def reload_without(db: Database, code: str, now: datetime) -> None:
    seed = scene.seed()
    seed = replace(seed, tasks=tuple(one for one in seed.tasks if one.code != code))
    small_campaign.load(db, seed=seed, at=now)


def test_what_the_plan_asks_for_no_more_was_asked_for_then(db: Database) -> None:
    [unreported] = [one for one in codes(at(db, "")) if not _has_reports(db, one)][:1]
    before = files_of(at(db, ""))
    later = scene.NOW + timedelta(days=1)
    reload_without(db, unreported, later)

    assert unreported not in codes(at(db, "", later))
    assert files_of(at(db, moments.written(scene.NOW + timedelta(minutes=1)), later)) == before
    after = moments.written(later + timedelta(minutes=1))
    assert unreported not in codes(at(db, after, later + timedelta(hours=1)))


def _has_reports(db: Database, code: str) -> bool:
    task = campaigns.plan(db, small_campaign.stored(db)).tasks_by_code[code]
    return bool(
        db.read(
            lambda tx: tx.rows(
                "SELECT 1 FROM item_history WHERE task_id = $1 AND step <> 'begin' UNION ALL"
                " SELECT 1 FROM evidence_uses WHERE task_id = $1",
                [task.task_id],
            )
        )
    )


def _close_accounts(db: Database, unit_id: UUID) -> None:
    db.write(lambda tx: tx.run("UPDATE accounts SET is_open = FALSE WHERE unit_id = $1", [unit_id]))


def test_a_unit_that_has_closed_reported_then(db: Database) -> None:
    before = at(db, "")
    unit = next(one for one in before.units if one.unit_id in before.by_unit and not one.is_office)
    later = scene.NOW + timedelta(days=1)
    _close_accounts(db, unit.unit_id)
    with clock.at(later):
        units.close(
            db, cast.actor(db, QUANG), act_id=new_act(), unit_id=unit.unit_id,
            seen_version=unit.version, closed_on=later.date(),
        )  # fmt: skip
    after = at(db, "", later + timedelta(hours=1))

    assert unit.unit_id not in after.by_unit
    again = at(db, moments.written(scene.NOW), later + timedelta(hours=1))
    assert again.by_unit == before.by_unit
    assert files_of(again)["items"] == files_of(before)["items"]


def test_overdue_is_judged_on_the_day_of_the_instant(db: Database) -> None:
    later = scene.NOW + timedelta(days=40)

    then, now = at(db, moments.written(scene.NOW), later), at(db, "", later)

    assert then.day == date(2021, 5, 20)
    assert now.day == date(2021, 6, 29)
    assert sum(one.overdue for one in then.by_group.values()) < sum(
        one.overdue for one in now.by_group.values()
    )


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("hôm qua", "bad_instant"), ("2021-02-30", "bad_instant"), ("2021-5", "bad_instant"),
        ("2021-05-20T14:00:00+09:00", "bad_instant"), ("2021-05-21", "future_instant"),
        ("2021-05-20T14:04", "future_instant"), ("1999-01-01", "before_campaign"),
        ("0001-01-01", "before_campaign"), ("9999-12-31", "future_instant"),
    ],
)  # fmt: skip
def test_other_instants_are_refused(db: Database, told: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        at(db, told)

    assert refused.value.reason == why


def test_a_day_means_its_end_and_today_means_now(db: Database) -> None:
    assert at(db, "2021-05-10").as_of == datetime(2021, 5, 10, 16, 59, 59, 999999, UTC)
    assert at(db, "2021-05-20").as_of == scene.NOW
    assert files_of(at(db, "2021-05-20")) == files_of(at(db, ""))


def test_a_large_past_is_made_by_the_worker(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def made() -> bytes:
        with clock.at(scene.NOW):
            return b"".join(
                exports.make(
                    db, cast.actor(db, cast.VAN), key="items", campaign_code=None,
                    options=Options(), as_of="2021-05-10",
                ).pieces
            )  # fmt: skip

    here = made()
    monkeypatch.setattr(exports, "WORKER_FROM_ROWS", 1)

    assert made() == here


def test_a_file_is_named_by_its_instant(db: Database) -> None:
    with clock.at(scene.NOW):
        made = exports.make(
            db, cast.actor(db, cast.VAN), key="units", campaign_code=None, options=Options(),
            as_of="2021-03-10T09:30",
        )  # fmt: skip
    revision = at(db, "2021-03-10T09:30").revision

    assert made.name == f"TDKT_nho_units_20210310-0930_r{revision}.csv"
    assert revision < at(db, "").revision


def test_postgresql_compiles_no_statement_about_the_past(pg_stage: Stage, own_data: Path) -> None:
    db = pg_stage.set(scene.play).db
    now = small_campaign.stored(db)
    then = replace(now, at=Cut(now.revision, scene.NOW))
    asked = "SELECT current_setting('jit')"

    assert past.read(db, then, lambda tx: tx.rows(asked)) == [("off",)]
    assert db.read(lambda tx: tx.rows(asked)) == [("on",)]
