"""What the log tells, and to whom."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lib import text
from lib.domain import jobs
from lib.domain.access import Role
from lib.domain.audit import EVENTS
from lib.domain.campaigns import Campaign
from lib.domain.exports import Options
from lib.domain.list_choices import ListChoices
from lib.domain.plan_drafts import Part
from lib.domain.plan_text.corrections import Correction
from lib.domain.vietnamese import local_day
from lib.errors import Denied, NotFound
from lib.exports.registry import EXPORTS
from lib.services.acts import new_act
from lib.services.audit import log
from lib.services.audit.log import Filter
from lib.services.campaigns import campaigns
from lib.services.people import people
from lib.services.reports import exports
from lib.store.engine.db import Database
from lib.text import audit_codes
from lib.text.words import WORK_STATUSES
from lib.web.sheets import routes
from tests import cast
from tests.cast import CAST, QUANG, SON, VAN, Person
from tests.exports import scene
from tests.exports.scene import Scene
from tests.support.stages import Stage


@pytest.fixture
def played(stage: Stage, own_data: Path) -> Scene:
    return stage.set(scene.play)


def campaign_of(db: Database) -> Campaign:
    return campaigns.find(db)


def found(db: Database, **wanted: object) -> log.Found:
    return log.entries(db, cast.actor(db, VAN), campaign_of(db), Filter(**wanted))  # type: ignore[arg-type]


def test_every_event_and_every_key_has_its_words() -> None:
    assert set(text.AUDIT_EVENTS) == set(EVENTS)
    assert set(text.AUDIT_DETAILS) == {key for keys in EVENTS.values() for key in keys}
    assert set(text.AUDIT_KINDS) == {event.partition(".")[0] for event in EVENTS}


def test_every_code_that_stands_as_what_has_its_words() -> None:
    coded = {event for event, keys in EVENTS.items() if "what" in keys}
    # Whose "what" are words already, of what lies in the file.
    assert {event for event in coded if not audit_codes.what(event)} == {"export.zip"}

    files = {one.value for one in jobs.Kind}
    assert all(files <= audit_codes.what(f"export.{did}").keys() for did in ("ask", "take", "xlsx"))
    assert EXPORTS.keys() <= audit_codes.what("export.csv").keys()
    assert EXPORTS.keys() <= audit_codes.what("connection.read").keys()
    assert audit_codes.what("export.print").keys() == {*routes._SHEETS, *routes._OF_NO_CAMPAIGN}
    parts = {one.value for one in Part}
    assert parts - audit_codes.what("plan.change").keys() == set()
    assert {one.value for one in Correction} <= audit_codes.what("intake.change").keys()


def test_what_was_taken_out_is_named_by_its_title(played: Scene) -> None:
    db = played.db
    campaign = campaign_of(db)
    made = exports.make(
        db, cast.actor(db, VAN), key="items", campaign_code=campaign.code, options=Options()
    )
    assert made.rows

    taken = next(one for one in found(db).entries if one.event == text.AUDIT_EVENTS["export.csv"])

    assert ("Nội dung", "Báo cáo từng nhiệm vụ của các đơn vị") in taken.detail


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_office_and_leader_read_the_campaigns_log_and_the_admin_the_installations(
    played: Scene, person: Person
) -> None:
    db, actor = played.db, cast.actor(played.db, person)
    reads_campaign = bool({Role.OFFICE, Role.LEADER} & person.roles)
    for campaign, may in ((campaign_of(db), reads_campaign), (None, Role.ADMIN in person.roles)):
        if may:
            assert log.entries(db, actor, campaign, Filter()).page == 1
            assert log.as_csv(db, actor, campaign, Filter(), Options()).name.endswith(".csv")
        else:
            with pytest.raises(Denied):
                log.entries(db, actor, campaign, Filter())
            with pytest.raises(Denied):
                log.as_csv(db, actor, campaign, Filter(), Options())


def test_the_newest_stands_first_in_words(played: Scene) -> None:
    shown = found(played.db)

    numbers = [one.number for one in shown.entries]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] == shown.total
    saved = next(one for one in shown.entries if one.event == "Lưu báo cáo nhiệm vụ")
    assert saved.about.startswith("Nhiệm vụ ")
    assert (saved.unit != "", saved.address) == (True, "")
    assert [label for label, _ in saved.detail] == ["Phiên bản", "Tình hình"]
    assert saved.detail[1][1] in WORK_STATUSES.values()


def test_each_filter_narrows(played: Scene) -> None:
    db, whole = played.db, found(played.db)
    one = next(entry for entry in whole.entries if entry.event == "Lưu báo cáo nhiệm vụ")
    unit = next(unit for unit in log.units(db, cast.actor(db, VAN)) if unit.short_name == one.unit)
    code = one.about.removeprefix("Nhiệm vụ ")
    day = local_day(one.happened_at)

    by = {
        "person": found(db, person=one.person),
        "unit": found(db, unit_id=unit.unit_id),
        "record": found(db, record=f"{unit.unit_id}/{code}"),
        "kind": found(db, kind="item"),
        "day": found(db, first=day, last=day),
    }

    for name, narrowed in by.items():
        assert one in narrowed.entries, name
        assert narrowed.total <= whole.total, name
    assert {entry.person for entry in by["person"].entries} == {one.person}
    assert {entry.unit for entry in by["unit"].entries} == {unit.short_name}
    assert all(code in entry.about for entry in by["record"].entries)
    assert by["record"].record == one.about
    assert found(db, first=day + timedelta(days=9000)).total == 0
    assert by["record"].total < by["unit"].total < whole.total


def test_a_record_of_one_name_is_not_found_by_a_part_of_it(played: Scene) -> None:
    unit = next(iter(log.units(played.db, cast.actor(played.db, VAN))))

    assert found(played.db, record=f"{unit.unit_id}/I").total == 0


@pytest.mark.parametrize("record", ["%", "x", "' OR 1=1", "0" * 36])
def test_what_is_no_record_is_not_found(played: Scene, record: str) -> None:
    with pytest.raises(NotFound):
        found(played.db, record=record)


def test_a_page_beyond_the_last_is_the_first(played: Scene) -> None:
    db = played.db
    actor = cast.actor(db, SON)

    assert log.entries(db, actor, campaign_of(db), Filter(), page=99).page == 1


def test_a_page_is_as_long_as_its_reader_chose(played: Scene) -> None:
    db = played.db
    actor = replace(cast.actor(db, VAN), lists=ListChoices(5))

    pages = [log.entries(db, actor, campaign_of(db), Filter(), page=number) for number in (1, 2)]

    assert len(pages[0].entries) == 5
    assert pages[0].pages == -(-pages[0].total // 5)
    assert pages[1].entries[0].number < pages[0].entries[-1].number


def test_the_csv_is_whole_safe_and_on_record(played: Scene) -> None:
    db, campaign = played.db, campaign_of(played.db)
    before = found(db).total

    made = log.as_csv(db, cast.actor(db, SON), campaign, Filter(), Options(), address="10.0.0.9")

    rows = list(csv.reader(io.StringIO(b"".join(made.pieces).decode("utf-8-sig"))))
    assert rows[0] == ["Số", "Lúc", "Người", "Việc", "Về", "Đơn vị", "Nội dung", "Bản", "Mã băm"]
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, before + 1)]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    newest = found(db).entries[0]
    assert (newest.event, newest.person) == ("Kết xuất CSV", SON.full_name)
    assert newest.detail == (("Nội dung", "Nhật ký"), ("Số dòng", str(before)))


def test_a_changed_account_is_told_by_the_names_of_its_fields(played: Scene) -> None:
    db, admin, lan = played.db, cast.actor(played.db, QUANG), cast.actor(played.db, cast.LAN)
    people.change_person(
        db, admin, act_id=new_act(), account_id=lan.account_id, seen_version=1,
        full_name=lan.full_name, unit_id=lan.unit_id, roles=["staff", "head"], email="lan@so.vn",
    )  # fmt: skip

    shown = log.entries(db, admin, None, Filter())

    [told] = [dict(one.detail) for one in shown.entries if one.event == "Sửa tài khoản"]
    assert told == {
        "Mục đã sửa": "Vai trò, Thư điện tử",
        "Trước": "Vai trò: Cán bộ đơn vị; Thư điện tử: (trống)",
        "Sau": "Vai trò: Thủ trưởng đơn vị, Cán bộ đơn vị; Thư điện tử: lan@so.vn",
    }


def test_addresses_stand_in_the_installations_log_alone(played: Scene) -> None:
    db, admin = played.db, cast.actor(played.db, QUANG)
    log.as_csv(db, admin, None, Filter(), Options(), address="10.0.0.9")

    shown = log.entries(db, admin, None, Filter())

    assert shown.entries[0].address == "10.0.0.9"
