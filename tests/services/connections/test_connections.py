"""Keys for programs: who makes them, with what, and when they end."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from lib.domain.access import Role
from lib.domain.connections import LONGEST_DAYS, MOST_LIVE, PREFIX, State
from lib.domain.vietnamese import format_date
from lib.errors import AppError, Denied, Invalid, NotFound, Problems, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.connections import connections, reading
from lib.services.connections.connection_forms import TypedKey
from lib.services.connections.connections import Proof
from lib.services.people import account, second_factor
from lib.store import connections as store
from lib.store import second_factors, setup
from tests import cast, small_campaign
from tests.cast import CAST, LAN, MAI, PASSWORD, VAN
from tests.services.connections.keys import made
from tests.support.phone import set_up
from tests.support.trace import events


def played(db):
    cast.make_cast(db)
    small_campaign.load(db)
    return db


@pytest.fixture
def db(stage, own_data):
    return stage.set(played)


def listed(db, person=VAN):
    found = connections.listed(db, cast.actor(db, person), small_campaign.stored(db))
    return [(one.connection.name, one.state) for one in found]


def revoke(db, connection, person=VAN, act_id=None):
    connections.revoke(
        db, cast.actor(db, person), small_campaign.stored(db), connection.connection_id,
        act_id=act_id or new_act(),
    )  # fmt: skip


def opens(db, secret):
    try:
        return reading.opened(db, secret, "10.0.0.9")
    except Denied as refusal:
        return refusal.reason


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_the_office_makes_sees_and_revokes_them(db, person):
    one = made(db, MAI)
    acts = (
        lambda: made(db, person),
        lambda: listed(db, person),
        lambda: connections.needed(db, cast.actor(db, person)),
        lambda: revoke(db, one.connection, person),
    )

    for act in acts:
        if Role.OFFICE in person.roles:
            act()
        else:
            with pytest.raises(Denied):
                act()


def test_the_secret_is_shown_once_and_stored_nowhere(db):
    one = made(db)

    assert one.secret.startswith(PREFIX)
    assert len(one.secret.removeprefix(PREFIX)) >= 43  # 256 bits in base64
    stored = db.read(lambda tx: tx.rows("SELECT * FROM connections"))
    logged = db.read(lambda tx: tx.rows("SELECT * FROM audit_events"))
    assert one.secret not in repr((stored, logged, one.connection, opens(db, one.secret)))
    digest = hashlib.sha256(one.secret.encode()).hexdigest()
    assert digest in repr(stored)
    assert digest not in repr(opens(db, one.secret))


def test_making_and_revoking_are_in_the_campaign_s_log(db):
    one = made(db, tables=["units", "items"])
    revoke(db, one.connection)
    revoke(db, one.connection)

    name, day = one.connection.name, one.connection.expires_on.isoformat()
    assert events(db, "connection.") == [
        (
            "connection.create",
            MAI.full_name,
            {"name": name, "tables": ["items", "units"], "expires_on": day},
        ),
        ("connection.revoke", VAN.full_name, {"name": name, "requests": 0, "rows": 0}),
    ]
    campaigns = db.read(
        lambda tx: tx.rows(
            "SELECT DISTINCT campaign_id FROM audit_events WHERE event LIKE 'connection.%'"
        )
    )
    assert campaigns == [(one.connection.campaign_id,)]


def test_the_second_of_two_clicks_makes_none(db):
    actor, campaign, act_id = cast.actor(db, MAI), small_campaign.stored(db), new_act()
    form = TypedKey("Power BI", ["items"], format_date(clock.today()))
    first, second = (
        connections.make(db, actor, campaign, act_id=act_id, form=form, proof=PASSWORD)
        for _ in range(2)
    )

    assert (first is not None, second) == (True, None)
    assert len(db.read(lambda tx: store.of_campaign(tx, campaign.campaign_id))) == 1


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": "  "}, [("name", "required")]),
        ({"name": "x" * 81}, [("name", "too_long")]),
        ({"name": "Power\x00BI"}, [("name", "control_characters")]),
        ({"tables": []}, [("tables", "required")]),
        ({"tables": ["items", "accounts"]}, [("tables", "not_choice")]),
        ({"tables": [None]}, [("tables", "not_choice")]),
        ({"days": -1}, [("expires_on", "date_too_early")]),
        ({"days": LONGEST_DAYS + 1}, [("expires_on", "date_too_late")]),
        (
            {"name": "", "tables": (), "days": -1},
            [("name", "required"), ("tables", "required"), ("expires_on", "date_too_early")],
        ),
    ],
)
def test_what_cannot_be_taken(db, changes, wrong):
    with pytest.raises(Problems) as refusal:
        made(db, **changes)

    told = [(one.facts["key"], one.reason) for one in refusal.value.problems]
    assert told == wrong
    assert listed(db) == []


def test_a_year_and_a_day_of_today_can_be_chosen(db):
    made(db, name="ngắn", days=0)
    made(db, name="dài", days=LONGEST_DAYS)

    assert [state for _, state in listed(db)] == [State.LIVE, State.LIVE]


def test_the_password_is_asked_for(db):
    assert connections.needed(db, cast.actor(db, MAI)) == Proof.PASSWORD
    with pytest.raises(Invalid, match="wrong_password"):
        made(db, proof="sai")
    # Right ones do not count, however many keys one makes.
    for _ in range(8):
        made(db)

    assert len(listed(db)) == 8


def test_the_second_factor_is_asked_for_where_there_is_one(db):
    mai, now = cast.actor(db, MAI), clock.now().replace(microsecond=0)
    phone, _ = set_up(db, mai, now - timedelta(minutes=2))
    actor = cast.signed_in_anew(db, MAI)
    assert connections.needed(db, actor) == Proof.CODE
    with pytest.raises(Refused, match="second_factor_needed"):
        made(db, proof="")
    with pytest.raises(Denied, match="wrong_second"):
        made(db, proof="000000")

    with clock.at(now):
        assert made(db, proof=phone.shows(now)).secret
        second_factor.prove(db, actor, phone.shows(now + timedelta(seconds=30)), None)
        assert connections.needed(db, actor) == Proof.NONE


def test_not_without_end(db):
    one = made(db)
    campaign_id = one.connection.campaign_id

    def fill(tx):
        for number in range(MOST_LIVE - 1):
            tx.run(
                "INSERT INTO connections (connection_id, campaign_id, name, secret_hash,"
                " expires_on, made_by, made_at) VALUES ($1, $2, 'x', $3, $4, $5, $6)",
                [new_act(), campaign_id, str(number), one.connection.expires_on, MAI.account_id,
                 clock.now()],
            )  # fmt: skip

    db.write(fill)
    with pytest.raises(Refused, match="connections_full"):
        made(db)
    revoke(db, one.connection)

    assert made(db).secret


def test_a_key_reads_until_the_end_of_its_day(db):
    one = made(db, days=2)
    assert opens(db, one.secret).connection.name == "Power BI phòng Kế hoạch"

    with clock.at(clock.now() + timedelta(days=2)):
        assert opens(db, one.secret).tables == frozenset(t.table for t in one.connection.tables)
    with clock.at(clock.now() + timedelta(days=3)):
        assert opens(db, one.secret) == "key"
        assert listed(db) == [(one.connection.name, State.EXPIRED)]


def test_revoking_ends_it_at_once_whoever_made_it(db):
    one, other = made(db, MAI), made(db, VAN, name="Excel")
    revoke(db, one.connection, VAN)

    assert opens(db, one.secret) == "key"
    assert opens(db, other.secret) != "key"
    assert listed(db) == [("Excel", State.LIVE), (one.connection.name, State.REVOKED)]


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ("is_open = FALSE", State.BARRED),
        ("roles = ',staff,'", State.BARRED),
        ("must_change = TRUE", State.BARRED),
        ("full_name = 'Hoàng Mai'", State.LIVE),
    ],
)
def test_what_becomes_of_it_with_its_maker(db, change, state):
    one = made(db)
    db.write(lambda tx: tx.run(f"UPDATE accounts SET {change} WHERE username = 'mai'"))

    assert listed(db) == [(one.connection.name, state)]
    assert (opens(db, one.secret) == "key") is (state == State.BARRED)


def test_a_second_factor_that_becomes_the_rule_bars_who_has_none(db):
    one = made(db)
    db.write(lambda tx: setup.put_setting(tx, second_factors.RULE, "1", now=clock.now()))

    assert opens(db, one.secret) == "key"


def test_a_new_password_of_the_maker_leaves_the_key(db):
    one, new = made(db), "một câu khác hẳn và dài"
    account.change_password(
        db, cast.actor(db, MAI), current=PASSWORD, new=new, repeated=new, address=None
    )

    assert opens(db, one.secret) != "key"


@pytest.mark.parametrize(
    "given", ["", "tdkt_", "tdkt_" + "a" * 43, "x" * 48, "tdkt_" + "ă" * 43, "tdkt_" + "a" * 9999]
)
def test_a_wrong_key_opens_nothing(db, given):
    made(db)

    assert opens(db, given) == "key"


def test_wrong_keys_are_slowed_and_told_of_right_ones_never_wait(db):
    one = made(db)
    for _ in range(20):
        assert opens(db, "tdkt_" + "a" * 43) == "key"

    assert opens(db, "tdkt_" + "a" * 43) == "key_waiting"
    assert opens(db, one.secret) != "key_waiting"
    told = events(db, "connection.refuse")
    assert [detail["failures"] for _, _, detail in told] == list(range(1, 21))
    # People at the same address sign in as before.
    waits = db.read(
        lambda tx: tx.rows("SELECT subject FROM sign_in_attempts WHERE wait_until > tried_at")
    )
    assert waits == [("key:10.0.0.9",)]


def test_only_its_own_campaign_s_key_can_be_revoked(db):
    one = made(db)
    small_campaign.load(db, seed=replace(small_campaign.SEED, code="khac"))
    for campaign, connection_id in (
        (small_campaign.stored(db, "khac"), one.connection.connection_id),
        (small_campaign.stored(db), new_act()),
    ):
        with pytest.raises(NotFound):
            connections.revoke(db, cast.actor(db, MAI), campaign, connection_id, act_id=new_act())

    assert opens(db, one.secret).campaign == small_campaign.SEED.code
    assert connections.listed(db, cast.actor(db, MAI), small_campaign.stored(db, "khac")) == []


def test_no_other_table_than_was_chosen(db):
    grant = opens(db, made(db, tables=["units", "groups"]).secret)

    assert [one.key for one in reading.exports_of(grant)] == ["units", "groups"]
    assert reading.export_of(grant, "units").key == "units"
    reasons = set()
    for key in ("items", "accounts", "", "units.csv"):
        with pytest.raises(AppError) as refusal:
            reading.export_of(grant, key)
        reasons.add((type(refusal.value), refusal.value.reason))
    assert reasons == {(NotFound, "table")}


def test_staff_cannot_pass_as_the_office(db):
    with pytest.raises(Denied):
        made(db, LAN)
