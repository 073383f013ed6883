"""Making exports: rights, record, snapshot, and the worker for large ones."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from lib.domain.access import Role
from lib.domain.campaigns import CampaignState
from lib.domain.checklist import Report
from lib.domain.exports import Options
from lib.domain.progress import Progress
from lib.domain.workflow import WorkStatus
from lib.errors import Denied, NotFound
from lib.exports.registry import EXPORTS
from lib.services import clock
from lib.services.acts import new_act
from lib.services.checklist import checklist
from lib.services.reports import exports
from lib.store import reports
from lib.store.engine.db import Database
from tests import cast, small_campaign
from tests.cast import CAST, LAN, MAI, VAN, Person
from tests.exports import scene
from tests.support.stages import Stage

Event = tuple[str, str, str, int, dict[str, object]]


@pytest.fixture
def played(stage: Stage, own_data: Path) -> Database:
    return stage.set(scene.play).db


def make(db: Database, person: Person, key: str = "items") -> exports.Made:
    with clock.at(scene.NOW):
        actor = cast.actor(db, person)
        return exports.make(db, actor, key=key, campaign_code=None, options=Options())


def table(made: exports.Made) -> list[dict[str, str]]:
    text = b"".join(made.pieces).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def recorded(db: Database) -> list[Event]:
    rows = db.read(
        lambda tx: tx.rows(
            """
            SELECT event, actor_name, subject, revision, detail
            FROM audit_events
            WHERE event = 'export.csv'
            ORDER BY happened_at, act_id
            """
        )
    )
    return [(*row[:4], json.loads(row[4])) for row in rows]


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
@pytest.mark.parametrize("key", EXPORTS)
def test_the_office_may_and_nobody_else(db: Database, person: Person, key: str) -> None:
    cast.make_cast(db)
    small_campaign.load(db)

    if Role.OFFICE in person.roles:
        assert list(make(db, person, key).pieces)
        assert len(recorded(db)) == 1
    else:
        with pytest.raises(Denied):
            make(db, person, key)
        assert recorded(db) == []


def test_the_operator_gets_the_same_bytes(played: Database) -> None:
    paged = {key: b"".join(make(played, MAI, key).pieces) for key in EXPORTS}

    typed = {key: scene.file_of(played, key, Options()) for key in EXPORTS}

    assert paged == typed


def test_every_export_is_recorded_and_moves_no_revision(played: Database) -> None:
    before = small_campaign.stored(played).revision

    make(played, VAN, "items")
    scene.file_of(played, "groups", Options())

    assert recorded(played) == [
        ("export.csv", VAN.full_name, "nho", before, {"what": "items", "rows": 21}),
        ("export.csv", "Người vận hành máy chủ", "nho", before, {"what": "groups", "rows": 3}),
    ]
    assert small_campaign.stored(played).revision == before


@pytest.mark.parametrize("key", EXPORTS)
def test_the_worker_makes_the_same_bytes(
    played: Database, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = b"".join(make(played, MAI, key).pieces)
    monkeypatch.setattr(exports, "WORKER_FROM_ROWS", 0)

    there = b"".join(make(played, MAI, key).pieces)

    assert there == here


def test_a_failed_worker_is_no_whole_file(
    played: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "WORKER_FROM_ROWS", 0)
    monkeypatch.setattr(exports.sys, "executable", "/bin/false")

    with pytest.raises(RuntimeError, match="export worker"):
        list(make(played, MAI).pieces)


def test_a_reader_who_leaves_ends_the_worker(
    played: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "WORKER_FROM_ROWS", 0)
    monkeypatch.setattr(exports, "_PIECE_BYTES", 16)
    made = make(played, MAI)
    first = next(made.pieces)

    made.pieces.close()  # type: ignore[attr-defined]

    assert first.startswith(b"\xef\xbb\xbf")
    assert list(made.pieces) == []


def test_a_save_during_a_download_is_not_in_it(played: Database) -> None:
    made = make(played, MAI)
    actor = cast.actor(played, LAN)
    with clock.at(scene.NOW):
        checklist.save_item(
            played,
            actor,
            small_campaign.stored(played),
            act_id=new_act(),
            unit_id=actor.unit_id,
            task_code=small_campaign.NIL,
            seen_version=1,
            report=Report(WorkStatus.NIL.value, {}),
        )

    before, after = table(made), table(make(played, MAI))

    changed = [row["Mã nhiệm vụ"] for row, new in zip(before, after, strict=True) if (
        {**row, "Bản số liệu": ""} != {**new, "Bản số liệu": ""}
    )]  # fmt: skip
    assert changed == [small_campaign.NIL]


def test_first_zeros_of_what_was_typed_stay(played: Database) -> None:
    with clock.at(scene.NOW):
        lan, campaign = cast.actor(played, LAN), small_campaign.stored(played)
        seen = checklist.opened_item(
            played, lan, campaign, unit_id=lan.unit_id, task_code=small_campaign.NIL
        ).item.version
        checklist.save_item(
            played, lan, campaign, act_id=new_act(), unit_id=lan.unit_id,
            task_code=small_campaign.NIL, seen_version=seen,
            report=Report(WorkStatus.NIL.value, {"ghi_chu": "0912345678"}),
        )  # fmt: skip

    cells = [cell for row in table(make(played, MAI)) for cell in row.values()]

    assert "'0912345678" in cells
    assert "0912345678" not in cells


def test_figures_are_those_of_the_summary(played: Database) -> None:
    campaign = small_campaign.stored(played)
    today = scene.NOW.date()

    rows = table(make(played, MAI, "units"))

    progress = played.read(lambda tx: reports.by_unit(tx, campaign.campaign_id, today))
    total = sum((figures for _, figures in progress), Progress())
    assert {
        name: sum(int(row[name]) for row in rows)
        for name in ("Phải báo cáo", "Đã hoàn thành", "Quá hạn", "Đã xác nhận", "Khuyến khích")
    } == {
        "Phải báo cáo": total.assigned,
        "Đã hoàn thành": total.complete,
        "Quá hạn": total.overdue,
        "Đã xác nhận": total.verified,
        "Khuyến khích": total.optional,
    }


def test_rows_of_items_add_up_to_the_figures(played: Database) -> None:
    items = table(make(played, MAI, "items"))
    units = table(make(played, MAI, "units"))

    counted = {
        row["Mã đơn vị"]: [
            sum(
                one["Mã đơn vị"] == row["Mã đơn vị"]
                and one["Bắt buộc"] == "Có"
                and one["Tiến độ"] == word
                for one in items
            )
            for word in ("Đúng hạn", "Trễ hạn", "Quá hạn")
        ]
        for row in units
    }

    assert counted == {
        row["Mã đơn vị"]: [int(row[word]) for word in ("Đúng hạn", "Trễ hạn", "Quá hạn")]
        for row in units
    }


def test_the_name_says_campaign_what_when_and_revision(played: Database) -> None:
    made = make(played, MAI, "units")

    assert made.name == "TDKT_nho_units_20210520-1403_r14.csv"


def test_a_closed_campaign_is_still_exported(db: Database) -> None:
    cast.make_cast(db)
    small_campaign.load(db, state=CampaignState.CLOSED)

    assert make(db, MAI).rows == 17


def test_no_such_export(played: Database) -> None:
    with pytest.raises(NotFound):
        make(played, MAI, "accounts")

    assert recorded(played) == []


def test_no_campaign(db: Database) -> None:
    cast.make_cast(db)

    with pytest.raises(NotFound):
        make(db, MAI)

    assert recorded(db) == []
