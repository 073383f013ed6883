from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from lib.domain.access import Role
from lib.domain.agency import Agency
from lib.domain.campaigns import CampaignState
from lib.domain.confirmations import Kind
from lib.errors import AppError, BadFile, Problems, Refused
from lib.services import clock
from lib.services.operation import setup
from lib.services.operation.setup import FirstRun, Plan
from lib.services.people import sign_in
from lib.store import accounts, campaigns, confirmations, units
from lib.store import setup as store
from lib.store.engine.db import Database
from lib.text import sentence
from tests.cast import make_cast

PASSWORD = "gió thổi qua cánh đồng"


@pytest.fixture
def typed() -> FirstRun:
    return FirstRun(
        code=setup.code(),
        agency="Sở Xây dựng tỉnh Cao Bằng",
        superior="Ủy ban nhân dân tỉnh Cao Bằng",
        username="mai",
        full_name="Hoàng Thị Mai",
        password=PASSWORD,
        repeated=PASSWORD,
        plan=Plan.CAMPAIGN_2021,
        election_day="23/05/2021",
        is_past_meant=True,
    )


def is_untouched(db: Database) -> bool:
    counts = (
        "SELECT (SELECT count(*) FROM agency) + (SELECT count(*) FROM units)"
        " + (SELECT count(*) FROM unit_names) + (SELECT count(*) FROM accounts)"
        " + (SELECT count(*) FROM campaigns) + (SELECT count(*) FROM audit_events)"
    )
    return db.read(lambda tx: tx.row(counts)) == (0,)


def only_campaign(db: Database):
    (found,) = db.read(campaigns.campaigns)
    return found


def test_an_empty_database_is_set_up_once(db, typed):
    assert setup.is_empty(db)

    setup.set_up(db, typed)

    assert not setup.is_empty(db)
    assert setup.agency(db) == Agency("Sở Xây dựng tỉnh Cao Bằng", "Ủy ban nhân dân tỉnh Cao Bằng")
    with pytest.raises(Refused) as refusal:
        setup.set_up(db, replace(typed, username="khac"))
    assert refusal.value.reason == "already_set_up"
    assert len(db.read(accounts.accounts)) == 1


def test_the_first_account_administers_and_waits_for_a_second_person_to_be_the_office(db, typed):
    setup.set_up(db, typed)

    (account,) = db.read(accounts.accounts)
    office = db.read(lambda tx: units.office_unit(tx, clock.today()))
    assert (account.username, account.full_name) == ("mai", "Hoàng Thị Mai")
    assert account.roles == {Role.ADMIN}
    [asked] = db.read(confirmations.waiting)
    assert (asked.kind, asked.account_id, asked.proposed_by, asked.roles) == (
        Kind.ROLES, account.account_id, account.account_id, {Role.OFFICE, Role.ADMIN},
    )  # fmt: skip
    assert account.unit_id == office.unit_id
    assert not account.must_change
    assert sign_in.sign_in(db, "mai", PASSWORD, None).ticket


def test_the_2021_plan_runs_with_its_own_days(db, typed):
    setup.set_up(db, typed)

    campaign = only_campaign(db)
    milestones = db.read(lambda tx: campaigns.milestones(tx, campaign.campaign_id))
    tasks = db.read(lambda tx: campaigns.tasks(tx, campaign.campaign_id))
    days = {one.key: one.due_on for one in milestones}
    assert campaign.state == CampaignState.RUNNING
    assert not campaign.dates_moved
    assert days[campaign.anchor] == date(2021, 5, 23) == setup.plan_day()
    assert len(tasks) == 35
    items = db.read(lambda tx: tx.row("SELECT count(*) FROM items"))
    assert items[0] > 0


def test_a_new_election_day_moves_every_other_day(db, typed):
    setup.set_up(db, replace(typed, election_day="21/06/2026"))

    campaign = only_campaign(db)
    moved = {
        one.key: one.due_on
        for one in db.read(lambda tx: campaigns.milestones(tx, campaign.campaign_id))
    }
    by = date(2026, 6, 21) - date(2021, 5, 23)
    seed = setup.files.campaign_from_file(setup.CAMPAIGN_FILE)
    assert moved == {one.key: one.due_on + by for one in seed.milestones}
    assert by > timedelta(days=1800)


def test_an_empty_installation_has_the_office_alone(db, typed):
    setup.set_up(db, replace(typed, plan=Plan.EMPTY, election_day=""))

    (office,) = db.read(lambda tx: units.units(tx, clock.today()))
    assert office.is_office
    assert db.read(campaigns.campaigns) == []


def test_the_set_up_is_recorded(db, typed):
    setup.set_up(db, replace(typed, plan=Plan.EMPTY))

    (account,) = db.read(accounts.accounts)
    rows = db.read(
        lambda tx: tx.rows("SELECT event, account_id, actor_name, subject FROM audit_events")
    )
    who = account.account_id
    assert sorted(rows) == [
        ("account.propose", who, "Hoàng Thị Mai", str(who)),
        ("agency.set_up", who, "Hoàng Thị Mai", "Sở Xây dựng tỉnh Cao Bằng"),
    ]


@pytest.mark.parametrize(
    ("changed", "keys"),
    [
        ({"code": "wrong"}, ["code"]),
        ({"code": ""}, ["code"]),
        ({"code": "ế\ud800"}, ["code"]),
        ({"agency": " "}, ["agency"]),
        ({"superior": "x" * 151}, ["superior"]),
        ({"username": "Thị Mai", "full_name": ""}, ["username", "full_name"]),
        ({"password": "ngắn", "repeated": "ngắn"}, ["password"]),
        ({"password": "caobang123456", "repeated": "caobang123456"}, ["password"]),
        ({"repeated": "khác"}, ["repeated"]),
        ({"plan": "other"}, ["plan"]),
        ({"election_day": ""}, ["election_day"]),
        ({"election_day": "31/02/2026"}, ["election_day"]),
        ({"is_past_meant": False}, ["election_day"]),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_taken_is_named_and_nothing_is_stored(db, typed, changed, keys):
    with pytest.raises(Problems) as refusal:
        setup.set_up(db, replace(typed, **changed))

    assert [problem.facts["key"] for problem in refusal.value.problems] == keys
    assert sentence(refusal.value)
    assert is_untouched(db)
    assert setup.is_empty(db)


def test_a_broken_plan_file_stores_nothing(db, typed, tmp_path, monkeypatch):
    broken = tmp_path / "plan.yaml"
    broken.write_text("kind: campaign\ncode: 17\n", encoding="utf-8")
    monkeypatch.setattr(setup, "CAMPAIGN_FILE", broken)

    with pytest.raises(BadFile):
        setup.set_up(db, typed)

    assert is_untouched(db)


def test_of_two_at_once_one_wins_whole(db, typed):
    barrier = threading.Barrier(4)

    def attempt(number: int) -> str:
        barrier.wait()
        try:
            setup.set_up(db, replace(typed, username=f"mai{number}", agency=f"Sở {number}"))
        except AppError as refusal:
            return refusal.reason
        return "done"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(attempt, range(4)))

    assert outcomes == ["already_set_up"] * 3 + ["done"]
    (account,) = db.read(accounts.accounts)
    assert setup.agency(db).name == f"Sở {account.username[-1]}"
    assert len(db.read(campaigns.campaigns)) == 1


def test_a_database_with_accounts_is_not_empty(db, typed):
    make_cast(db)

    assert not setup.is_empty(db)
    with pytest.raises(Refused):
        setup.set_up(db, typed)
    assert setup.agency(db) is None


def test_the_code_is_shown_while_it_is_needed(db, typed, capsys):
    setup.announce(db)
    shown = capsys.readouterr().out
    setup.set_up(db, replace(typed, plan=Plan.EMPTY))
    setup.announce(db)

    assert setup.code() in shown
    assert re.fullmatch(r"[2-9a-hj-km-np-z]{5}-[2-9a-hj-km-np-z]{5}", setup.code())
    assert capsys.readouterr().out == ""


def test_the_code_may_be_typed_in_capitals(db, typed):
    setup.set_up(db, replace(typed, code=f" {setup.code().upper()} ", plan=Plan.EMPTY))

    assert not setup.is_empty(db)


def test_a_real_database_has_no_demo(db):
    make_cast(db)

    assert setup.demo(db) is None
    assert setup.demo_accounts(db) == []


def test_a_demo_lists_its_open_accounts(db):
    make_cast(db)
    now = clock.now()
    db.write(lambda tx: store.put_setting(tx, setup.DEMO, "1", now=now))
    db.write(lambda tx: store.put_setting(tx, setup.DEMO_PASSWORD, "first", now=now))
    db.write(lambda tx: store.put_setting(tx, setup.DEMO_PASSWORD, PASSWORD, now=now))
    lan = db.read(lambda tx: accounts.by_username(tx, "lan"))
    db.write(lambda tx: accounts.set_open(tx, lan.account_id, is_open=False, seen_version=1))

    listed = setup.demo_accounts(db)

    assert setup.demo(db).password == PASSWORD
    names = [one.username for one in listed]
    assert names == ["binh", "hung", "mai", "quang", "son", "thu", "van", "yen"]
    assert listed[1].role_names == "Thủ trưởng đơn vị, Thành viên Hội đồng"
    assert listed[1].unit_name == "Phòng Quản lý xây dựng"
