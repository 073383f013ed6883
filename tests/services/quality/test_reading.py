"""What is read for the rules, on both engines; what stands near to a finding beside it."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime, timedelta

import pytest

from bench import data as bench_data
from lib.config import ROOT
from lib.domain.campaigns import CampaignState
from lib.domain.quality.findings import RuleKey
from lib.services import clock
from lib.services.campaigns import campaigns, files
from lib.services.quality import board, looking
from lib.services.quality.tallies import Show, Wanted
from lib.store.engine.duck import DuckDatabase
from lib.text import quality as words
from tests import cast
from tests.cast import MAI
from tests.factories import many_units
from tests.services.quality.quality_scene import NOW, WHOLE, make_scene
from tests.services.reports.test_summary import CountingStatements
from tests.small_campaign import HELD, NIL, OPTIONAL, SHARE
from tests.support.acting import act_as_nobody
from tests.support.data_folder import data_in


@pytest.fixture
def scene(stage, own_data):
    return stage.set(make_scene)


def told(found):
    return [
        (one.finding.rule, one.unit.code, one.task.code if one.task else "") for one in found.lines
    ]


def test_each_rule_finds_what_is_wrong_and_not_what_is_near(scene):
    found = scene.board()

    assert told(found) == [
        (RuleKey.JUMP, "QLXD", HELD),
        (RuleKey.NO_EVIDENCE, "QLXD", HELD),
        (RuleKey.ALL_ZERO, "VP", HELD),
        (RuleKey.COPIED, "QLXD", NIL),
        (RuleKey.COPIED, "QHKT", NIL),
        (RuleKey.EVIDENCE_LATE, "QLXD", OPTIONAL),
        (RuleKey.SILENT, "TTR", ""),
        (RuleKey.SILENT, "QLXD", ""),
        (RuleKey.DEADLINE_MOVED, "QLXD", SHARE),
    ]
    assert [words.sentence(one.finding) for one in found.lines][::5] == [
        "Số hội nghị: lần lưu ngày 15/03/2021 tăng từ 10 lên 60 hội nghị (gấp 6 lần).",
        "Minh chứng “Ảnh” ghi ngày 09/04/2021, trong khi đơn vị báo hoàn thành từ ngày 01/04/2021.",
    ]
    assert found.by_show == {Show.UNSEEN: 9, Show.MEDIUM: 8, Show.LIGHT: 1}
    assert found.without_heads == 4


def test_silence_is_counted_to_the_day_that_is_asked_about(scene):
    day_before = datetime(2021, 5, 19, 3, tzinfo=UTC)

    silent = [one for one in told(scene.board(now=day_before)) if one[0] == RuleKey.SILENT]

    assert silent == [(RuleKey.SILENT, "TTR", "")]


def test_a_share_above_its_whole_is_read_as_it_is_stored(scene):
    scene.put_share("QHKT", 13, 12)

    [found] = scene.board(wanted=Wanted(Show.SEVERE)).lines

    assert (found.finding.rule, found.unit.code) == (RuleKey.OVER_WHOLE, "QHKT")


def test_what_was_found_is_kept_until_somebody_writes(scene):
    counting = CountingStatements(scene.db)
    with clock.at(NOW):
        looking.now(counting, scene.again())
        first = counting.statements
        looking.now(counting, scene.again())
        again = counting.statements - first
        scene.put_share("QHKT", 13, 12)
        looking.now(counting, scene.again())

    assert again == 0
    assert counting.statements > first


def test_the_number_of_statements_does_not_grow_with_the_units(scene):
    def statements() -> int:
        counting = CountingStatements(scene.db)
        with clock.at(NOW):
            board.board(counting, scene.who(MAI), scene.again(), WHOLE)
        return counting.statements

    few = statements()
    many_units(scene.db, 60, campaign_id=scene.campaign.campaign_id)

    assert statements() == few
    assert scene.board().by_show[Show.UNSEEN] == 9 + 60


def test_4000_units_are_looked_through(tmp_path, duck_template, record_property):
    path, small = tmp_path / "thidua.duckdb", tmp_path / "small.duckdb"
    shutil.copyfile(duck_template, small)
    db = DuckDatabase(small)
    with data_in(tmp_path):
        cast.make_cast(db)
        seed = files.campaign_from_file(ROOT / "data" / "campaigns" / "bau-cu-2021.yaml")
        act_as_nobody(
            db,
            lambda act: campaigns.load_campaign(
                act, seed, state=CampaignState.RUNNING, anchor_on=seed.anchor_on, dates_moved=False
            ),
        )
    db.close()
    bench_data.build_big(path, small)
    db = DuckDatabase(path)
    began = time.process_time()

    found = looking.now(db, campaigns.find(db))

    took = time.process_time() - began
    record_property(f"{found.items:,} reports looked through, CPU", f"{took:.1f} s")
    assert len(found.units) >= bench_data.MANY_UNITS
    assert found.items > 100_000
    db.close()


def test_a_large_campaign_is_looked_through_once_a_minute(scene, monkeypatch):
    monkeypatch.setattr(looking, "_LARGE", 0)
    with clock.at(NOW):
        first = looking.now(scene.db, scene.again())
        scene.put_share("QHKT", 13, 12)
        within = looking.now(scene.db, scene.again())
    with clock.at(NOW + timedelta(minutes=1)):
        then = looking.now(scene.db, scene.again())
        looking.forget(scene.db, scene.again())
        asked_again = looking.now(scene.db, scene.again())

    assert within is first
    assert (then.revision, len(then.findings)) == (first.revision + 1, len(first.findings) + 1)
    assert asked_again is not then
    assert asked_again.findings == then.findings
