from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from lib.config import ROOT
from lib.domain.access import Action, Actor, can
from lib.domain.list_choices import ListChoices
from lib.domain.units import Unit, UnitName, UnitType
from lib.domain.vietnamese import format_date
from lib.errors import Conflict, Denied, Duplicate, NotFound, Problems, Refused
from lib.services import clock
from lib.services.people import people, unit_list, units
from lib.services.people.unit_forms import Typed, TypedName
from lib.services.people.unit_list import PAGE_ROWS, Filter
from lib.store import units as store
from lib.store.engine.db import Database
from tests.cast import CAST, QUANG, Person, actor
from tests.factories import many_units
from tests.support.loading import load_content
from tests.support.trace import events, trace

PLAN = ROOT / "data" / "campaigns" / "bau-cu-2021.yaml"
DIVISION = Typed(unit_type="phong", sort_order="5", own_seal=False, headcount="12")
NAME = TypedName("Phòng Hạ tầng kỹ thuật", "Hạ tầng", "01/02/2021")


@pytest.fixture
def quang(cast: Database) -> Actor:
    return actor(cast, QUANG)


def by_code(db: Database, code: str, on: date | None = None) -> Unit:
    every = db.read(lambda tx: store.units(tx, on or clock.today()))
    return next(unit for unit in every if unit.code == code)


def add(db: Database, who: Actor, code: object = "HTDT", **changes: object) -> UUID:
    act_id = changes.pop("act_id", None) or uuid.uuid4()
    assert isinstance(act_id, UUID)
    name = changes.pop("name", NAME)
    assert isinstance(name, TypedName)
    values: dict[str, object] = {
        "unit_type": "phong",
        "sort_order": "5",
        "own_seal": False,
        "headcount": "12",
    }
    return units.add(
        db, who, act_id=act_id, code=code, name=name, form=Typed(**{**values, **changes})
    )


def active_items(db: Database, unit_id: UUID) -> int:
    row = db.read(
        lambda tx: tx.row("SELECT count(*) FROM items WHERE unit_id = $1 AND is_active", [unit_id])
    )
    assert row is not None
    return int(row[0])


@pytest.fixture
def campaign(cast: Database, quang: Actor) -> None:
    load_content(cast, quang, act_id=uuid.uuid4(), name=PLAN.name, content=PLAN.read_bytes())


def test_add_stores_the_unit_and_records_it(cast: Database, quang: Actor) -> None:
    unit_id = add(cast, quang, "htdt")

    assert by_code(cast, "HTDT") == Unit(
        unit_id=unit_id,
        code="HTDT",
        name="Phòng Hạ tầng kỹ thuật",
        short_name="Hạ tầng",
        unit_type=UnitType.DIVISION,
        sort_order=5,
        is_office=False,
        own_seal=False,
        headcount=12,
        closed_on=None,
        version=1,
    )
    assert events(cast, "unit.") == [
        ("unit.create", quang.full_name, {"code": "HTDT", "name": "Phòng Hạ tầng kỹ thuật"})
    ]


def test_add_twice_by_one_act_makes_one_unit(cast: Database, quang: Actor) -> None:
    act_id = uuid.uuid4()
    first = add(cast, quang, act_id=act_id)
    before = trace(cast)

    assert add(cast, quang, act_id=act_id) == first

    assert trace(cast) == before


def test_add_refuses_a_code_that_is_taken(cast: Database, quang: Actor) -> None:
    before = trace(cast)

    with pytest.raises(Duplicate) as refusal:
        add(cast, quang, "vp")

    assert (refusal.value.reason, refusal.value.facts) == ("unit_code", {"code": "VP"})
    assert trace(cast) == before


def test_add_names_every_value_it_cannot_take(cast: Database, quang: Actor) -> None:
    before = trace(cast)

    with pytest.raises(Problems) as refusal:
        add(
            cast,
            quang,
            "Đ-1",
            name=TypedName("  ", None, "31/02/2021"),
            unit_type="phong_ban",
            sort_order="-1",
            own_seal="có",
            headcount="0",
        )

    assert [(p.facts["key"], p.reason) for p in refusal.value.problems] == [
        ("code", "not_code"),
        ("name", "required"),
        ("short_name", "unreadable"),
        ("valid_from", "not_date"),
        ("unit_type", "not_choice"),
        ("sort_order", "too_small"),
        ("own_seal", "not_choice"),
        ("headcount", "too_small"),
    ]
    assert trace(cast) == before


@pytest.mark.parametrize("blank", ["", "   "])
def test_add_takes_an_unknown_seal_and_head_count(cast: Database, quang: Actor, blank: str) -> None:
    add(cast, quang, own_seal=None, headcount=blank)

    unit = by_code(cast, "HTDT")
    assert (unit.own_seal, unit.headcount) == (None, None)


def test_add_begins_the_items_of_a_running_campaign(
    cast: Database, quang: Actor, campaign: None
) -> None:
    unit_id = add(cast, quang)

    assert active_items(cast, unit_id) == active_items(cast, by_code(cast, "QLXD").unit_id) > 0


def test_rename_keeps_the_old_name_before_its_day(cast: Database, quang: Actor) -> None:
    unit = by_code(cast, "QLXD")
    name = TypedName("Phòng Quản lý hoạt động xây dựng", "QL hoạt động XD", "1/7/2026")

    units.rename(cast, quang, act_id=uuid.uuid4(), unit_id=unit.unit_id, seen_version=1, name=name)

    assert by_code(cast, "QLXD", date(2026, 6, 30)).name == "Phòng Quản lý xây dựng"
    assert by_code(cast, "QLXD", date(2026, 7, 1)).name == "Phòng Quản lý hoạt động xây dựng"
    assert units.names(cast, quang, unit.unit_id) == [
        UnitName(date(2026, 7, 1), "Phòng Quản lý hoạt động xây dựng", "QL hoạt động XD"),
        UnitName(date(2021, 1, 1), "Phòng Quản lý xây dựng", "QL xây dựng"),
    ]
    assert events(cast, "unit.") == [
        (
            "unit.rename",
            quang.full_name,
            {
                "before": "Phòng Quản lý xây dựng",
                "after": "Phòng Quản lý hoạt động xây dựng",
                "valid_from": "2026-07-01",
            },
        )
    ]


def test_rename_from_a_day_to_come_changes_nothing_today(cast: Database, quang: Actor) -> None:
    unit = by_code(cast, "QLXD")
    later = clock.today() + timedelta(days=30)
    name = TypedName("Phòng Xây dựng", "Xây dựng", format_date(later))

    units.rename(cast, quang, act_id=uuid.uuid4(), unit_id=unit.unit_id, seen_version=1, name=name)

    assert by_code(cast, "QLXD").name == "Phòng Quản lý xây dựng"
    assert by_code(cast, "QLXD", later).name == "Phòng Xây dựng"


def test_rename_from_the_same_day_corrects_the_name(cast: Database, quang: Actor) -> None:
    unit_id = add(cast, quang)

    units.rename(
        cast,
        quang,
        act_id=uuid.uuid4(),
        unit_id=unit_id,
        seen_version=1,
        name=TypedName("Phòng Hạ tầng", "Hạ tầng", NAME.valid_from),
    )

    assert units.names(cast, quang, unit_id) == [
        UnitName(date(2021, 2, 1), "Phòng Hạ tầng", "Hạ tầng")
    ]


def test_a_unit_bears_its_first_name_before_it_began(cast: Database) -> None:
    assert by_code(cast, "VP", date(1999, 1, 1)).name == "Văn phòng Sở"


def test_change_stores_and_records_what_changed(cast: Database, quang: Actor) -> None:
    unit = by_code(cast, "TTR")
    form = Typed("thanh_tra", "7", True, "1.234")

    units.change(cast, quang, act_id=uuid.uuid4(), unit_id=unit.unit_id, seen_version=1, form=form)

    changed = by_code(cast, "TTR")
    assert (changed.sort_order, changed.own_seal, changed.headcount) == (7, True, 1234)
    assert changed.version == 2
    assert events(cast, "unit.") == [
        (
            "unit.change",
            quang.full_name,
            {
                "changed": ["sort_order", "own_seal", "headcount"],
                "before": {"sort_order": 2, "own_seal": None, "headcount": None},
                "after": {"sort_order": 7, "own_seal": True, "headcount": 1234},
            },
        )
    ]


def test_change_to_the_same_values_leaves_no_trace(cast: Database, quang: Actor) -> None:
    unit = by_code(cast, "TTR")
    before = trace(cast)

    units.change(
        cast,
        quang,
        act_id=uuid.uuid4(),
        unit_id=unit.unit_id,
        seen_version=1,
        form=Typed("thanh_tra", "2", None, ""),
    )

    assert trace(cast) == before


def test_a_new_type_ends_and_begins_items(cast: Database, quang: Actor, campaign: None) -> None:
    unit = by_code(cast, "QLXD")
    had = active_items(cast, unit.unit_id)

    units.change(
        cast,
        quang,
        act_id=uuid.uuid4(),
        unit_id=unit.unit_id,
        seen_version=1,
        form=Typed("lanh_dao", "3", None, ""),
    )
    ended = active_items(cast, unit.unit_id)
    units.change(
        cast,
        quang,
        act_id=uuid.uuid4(),
        unit_id=unit.unit_id,
        seen_version=2,
        form=Typed("phong", "3", None, ""),
    )

    assert (had > 0, ended, active_items(cast, unit.unit_id)) == (True, 0, had)


def test_close_and_reopen_keep_the_unit(cast: Database, quang: Actor, campaign: None) -> None:
    unit_id = add(cast, quang)
    had = active_items(cast, unit_id)
    day = clock.today()

    units.close(cast, quang, act_id=uuid.uuid4(), unit_id=unit_id, seen_version=1, closed_on=day)
    closed = by_code(cast, "HTDT")
    ended = active_items(cast, unit_id)
    units.reopen(cast, quang, act_id=uuid.uuid4(), unit_id=unit_id, seen_version=2)

    assert (closed.closed_on, closed.is_open(day), closed.is_open(day - timedelta(1))) == (
        day,
        False,
        True,
    )
    assert by_code(cast, "HTDT").closed_on is None
    assert (had > 0, ended, active_items(cast, unit_id)) == (True, 0, had)
    assert events(cast, "unit.")[1:] == [
        ("unit.close", quang.full_name, {"closed_on": day.isoformat()}),
        ("unit.reopen", quang.full_name, {}),
    ]


def test_close_refuses_the_only_office(cast: Database, quang: Actor) -> None:
    unit = by_code(cast, "VP")
    before = trace(cast)

    with pytest.raises(Refused) as refusal:
        units.close(
            cast,
            quang,
            act_id=uuid.uuid4(),
            unit_id=unit.unit_id,
            seen_version=1,
            closed_on=clock.today(),
        )

    assert refusal.value.reason == "last_office"
    assert trace(cast) == before


def test_close_refuses_a_unit_with_open_accounts(cast: Database, quang: Actor) -> None:
    unit = by_code(cast, "QLXD")
    before = trace(cast)

    with pytest.raises(Refused) as refusal:
        units.close(
            cast,
            quang,
            act_id=uuid.uuid4(),
            unit_id=unit.unit_id,
            seen_version=1,
            closed_on=clock.today(),
        )

    assert refusal.value.reason == "running_items"
    assert trace(cast) == before


def test_close_refuses_a_day_to_come(cast: Database, quang: Actor) -> None:
    unit_id = add(cast, quang)
    before = trace(cast)

    with pytest.raises(Problems) as refusal:
        units.close(
            cast,
            quang,
            act_id=uuid.uuid4(),
            unit_id=unit_id,
            seen_version=1,
            closed_on=clock.today() + timedelta(days=1),
        )

    assert [p.reason for p in refusal.value.problems] == ["date_too_late"]
    assert trace(cast) == before


def test_a_closed_unit_takes_no_new_people(cast: Database, quang: Actor) -> None:
    unit_id = add(cast, quang)
    units.close(
        cast, quang, act_id=uuid.uuid4(), unit_id=unit_id, seen_version=1, closed_on=clock.today()
    )
    before = trace(cast)

    with pytest.raises(Refused) as refusal:
        people.create_person(
            cast,
            quang,
            act_id=uuid.uuid4(),
            username="nam",
            full_name="Vũ Văn Nam",
            unit_id=unit_id,
            roles=["staff"],
        )

    assert refusal.value.reason == "closed_unit"
    assert trace(cast) == before


def test_units_stand_in_order_and_then_by_vietnamese_name(cast: Database, quang: Actor) -> None:
    for code, name in (("U1", "Đội An"), ("U2", "Dãy Bình"), ("U3", "Ấp Ân"), ("U4", "Ăn")):
        add(cast, quang, code, name=TypedName(name, name, "01/01/2021"), sort_order="9")

    assert listed(cast, quang) == [
        "LDS", "VP", "TTR", "QLXD", "QHKT", "U4", "U3", "U2", "U1",
    ]  # fmt: skip


def listed(db: Database, who: Actor, **wanted: Any) -> list[str]:
    return [unit.code for unit in unit_list.units(db, who, Filter(**wanted)).units]


def test_units_are_sought_without_accents_in_codes_and_names_of_today(
    cast: Database, quang: Actor
) -> None:
    sought = {
        words: listed(cast, quang, words=words) for words in ("quan ly", "QUẢN  LÝ", "qlxd", "%")
    }
    units.rename(
        cast, quang, act_id=uuid.uuid4(), unit_id=by_code(cast, "QLXD").unit_id, seen_version=1,
        name=TypedName("Phòng Hạ tầng", "Hạ tầng", "01/07/2026"),
    )  # fmt: skip

    assert sought == {"quan ly": ["QLXD"], "QUẢN  LÝ": ["QLXD"], "qlxd": ["QLXD"], "%": []}
    assert listed(cast, quang, words="quan ly") == []
    assert listed(cast, quang, words="ha tang") == ["QLXD"]


def test_units_are_narrowed_to_those_in_service_today(cast: Database, quang: Actor) -> None:
    closed = add(cast, quang)
    units.close(
        cast, quang, act_id=uuid.uuid4(), unit_id=closed, seen_version=1, closed_on=clock.today()
    )

    assert listed(cast, quang, is_open=False) == ["HTDT"]
    assert listed(cast, quang, is_open=True) == ["LDS", "VP", "TTR", "QLXD", "QHKT"]
    assert listed(cast, quang, is_open=True, words="ha tang") == []
    assert "HTDT" in listed(cast, quang)


def test_units_are_told_page_by_page(cast: Database, quang: Actor) -> None:
    many_units(cast, 2 * PAGE_ROWS - 4)

    first, second, third, beyond = (
        unit_list.units(cast, quang, Filter(page=page)) for page in (1, 2, 3, 4)
    )
    chosen = unit_list.units(cast, replace(quang, lists=ListChoices(20)), Filter(page=6))

    pages = (first, second, third)
    assert [len(one.units) for one in pages] == [PAGE_ROWS, PAGE_ROWS, 1]
    assert len({unit.code for one in pages for unit in one.units}) == 2 * PAGE_ROWS + 1
    assert beyond == first
    assert (len(chosen.units), chosen.pages) == (1, 6)
    assert {(one.matching, one.total) for one in (*pages, chosen)} == {(101, 101)}


def test_one_unit_is_found_by_its_code(cast: Database, quang: Actor) -> None:
    assert unit_list.unit(cast, quang, "QLXD") == by_code(cast, "QLXD")
    for code in ("qlxd", "X1", ""):
        with pytest.raises(NotFound):
            unit_list.unit(cast, quang, code)


Act = Callable[[Database, Actor, UUID, int], object]

ACTS: dict[str, Act] = {
    "rename": lambda db, who, unit_id, seen: units.rename(
        db, who, act_id=uuid.uuid4(), unit_id=unit_id, seen_version=seen, name=NAME
    ),
    "change": lambda db, who, unit_id, seen: units.change(
        db, who, act_id=uuid.uuid4(), unit_id=unit_id, seen_version=seen, form=DIVISION
    ),
    "close": lambda db, who, unit_id, seen: units.close(
        db,
        who,
        act_id=uuid.uuid4(),
        unit_id=unit_id,
        seen_version=seen,
        closed_on=clock.today(),
    ),
    "reopen": lambda db, who, unit_id, seen: units.reopen(
        db, who, act_id=uuid.uuid4(), unit_id=unit_id, seen_version=seen
    ),
}
EVERY: dict[str, Act] = ACTS | {
    "units": lambda db, who, unit_id, seen: unit_list.units(db, who, Filter()),
    "unit": lambda db, who, unit_id, seen: unit_list.unit(db, who, "VP"),
    "names": lambda db, who, unit_id, seen: units.names(db, who, unit_id),
    "add": lambda db, who, unit_id, seen: add(db, who, "NEW"),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_refuses_a_stale_version(cast: Database, quang: Actor, act: Act) -> None:
    unit_id = add(cast, quang)
    before = trace(cast)

    with pytest.raises(Conflict):
        act(cast, quang, unit_id, 2)

    assert trace(cast) == before


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_refuses_an_unknown_unit(cast: Database, quang: Actor, act: Act) -> None:
    before = trace(cast)

    with pytest.raises(NotFound):
        act(cast, quang, uuid.uuid4(), 1)

    assert trace(cast) == before


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
@pytest.mark.parametrize("act", EVERY.values(), ids=EVERY)
def test_only_who_manages_units_may(cast: Database, act: Act, person: Person) -> None:
    who = actor(cast, person)
    unit = by_code(cast, "TTR")
    cast.write(
        lambda tx: tx.run("UPDATE accounts SET is_open = FALSE WHERE username = $1", ["thu"])
    )
    before = trace(cast)

    if can(who, Action.UNITS_MANAGE):
        act(cast, who, unit.unit_id, unit.version)
    else:
        with pytest.raises(Denied):
            act(cast, who, unit.unit_id, unit.version)

        assert trace(cast) == before


def test_every_act_twice_is_done_once(cast: Database, quang: Actor) -> None:
    unit_id = add(cast, quang)
    acts = {name: uuid.uuid4() for name in ("rename", "change", "close", "reopen")}

    for _ in range(2):
        units.rename(
            cast,
            quang,
            act_id=acts["rename"],
            unit_id=unit_id,
            seen_version=1,
            name=TypedName("Phòng Hạ tầng", "Hạ tầng", "02/02/2021"),
        )
    for _ in range(2):
        units.change(
            cast,
            quang,
            act_id=acts["change"],
            unit_id=unit_id,
            seen_version=2,
            form=Typed("phong", "6", False, "12"),
        )
    for _ in range(2):
        units.close(
            cast,
            quang,
            act_id=acts["close"],
            unit_id=unit_id,
            seen_version=3,
            closed_on=clock.today(),
        )
    for _ in range(2):
        units.reopen(cast, quang, act_id=acts["reopen"], unit_id=unit_id, seen_version=4)

    assert by_code(cast, "HTDT").version == 5
    assert [event for event, _, _ in events(cast, "unit.")] == [
        "unit.create",
        "unit.rename",
        "unit.change",
        "unit.close",
        "unit.reopen",
    ]
