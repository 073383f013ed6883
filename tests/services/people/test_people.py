from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from lib.domain.access import Action, Actor, Role, can
from lib.domain.accounts import ONE_TIME_LIFE, Account
from lib.domain.list_choices import ListChoices
from lib.domain.vietnamese import format_date
from lib.errors import AppError, Conflict, Denied, Duplicate, NotFound, Problems, Refused
from lib.services import clock
from lib.services.people import (
    hashing,
    passwords,
    people,
    people_list,
    people_passwords,
    sessions,
    units,
)
from lib.services.people.hashing import Lane
from lib.services.people.people import Created
from lib.services.people.people_list import Filter
from lib.services.people.people_passwords import Slip
from lib.services.people.unit_forms import TypedName
from lib.store import accounts
from lib.store import units as unit_store
from lib.store.engine.db import Database
from tests.cast import BINH, CAST, HUNG, LAN, MAI, QUANG, THU, VAN, Person, actor
from tests.support.trace import events, trace


@pytest.fixture
def quang(cast: Database) -> Actor:
    return actor(cast, QUANG)


def unit_id(db: Database, code: str) -> UUID:
    found = db.read(lambda tx: unit_store.id_by_code(tx, code))
    assert found is not None
    return found


def stored(db: Database, person: Person) -> Account:
    found = db.read(lambda tx: accounts.account(tx, person.account_id))
    assert found is not None
    return found


def password_fits(db: Database, account_id: UUID, secret: str) -> bool:
    found = db.read(lambda tx: accounts.stored_password(tx, account_id))
    assert found is not None
    with hashing.place(Lane.KNOWN) as place:
        return passwords.matches(secret, found.password_hash, place)


def create(db: Database, who: Actor, username: object = "nam", **changes: object) -> Created:
    values: dict[str, object] = {
        "act_id": uuid.uuid4(),
        "full_name": "Vũ Văn Nam",
        "unit_id": unit_id(db, "QLXD"),
        "roles": ["staff"],
    }
    return people.create_person(db, who, username=username, **{**values, **changes})  # type: ignore[arg-type]


def change(db: Database, who: Actor, person: Person, **changes: object) -> None:
    values: dict[str, object] = {
        "act_id": uuid.uuid4(),
        "seen_version": stored(db, person).version,
        "full_name": person.full_name,
        "unit_id": unit_id(db, person.unit),
        "roles": person.roles,
        "email": "",
    }
    people.change_person(db, who, account_id=person.account_id, **{**values, **changes})  # type: ignore[arg-type]


def give(db: Database, person: Person, *roles: Role) -> None:
    """Roles that the person has from before."""
    account = stored(db, person)
    changed = replace(account, roles=frozenset(roles))
    db.write(lambda tx: accounts.update_account(tx, changed, seen_version=account.version))


def close(db: Database, who: Actor, person: Person) -> None:
    people.close_person(
        db,
        who,
        act_id=uuid.uuid4(),
        account_id=person.account_id,
        seen_version=stored(db, person).version,
    )


def test_an_address_is_stored_told_and_taken_away(cast: Database, quang: Actor) -> None:
    created = create(cast, quang, email=" Nam@SoXayDung.gov.vn ")
    account_id = created.account_id

    def now() -> Account:
        found = cast.read(lambda tx: accounts.account(tx, account_id))
        assert found is not None
        return found

    assert now().email == "Nam@soxaydung.gov.vn"
    people.change_person(
        cast, quang, act_id=uuid.uuid4(), account_id=account_id, seen_version=1,
        full_name="Vũ Văn Nam", unit_id=now().unit_id, roles=["staff"], email="",
    )  # fmt: skip
    assert (now().email, now().version) == ("", 2)
    assert [detail for _, _, detail in events(cast, "account.change")] == [
        {
            "changed": ["email"],
            "before": {"email": "Nam@soxaydung.gov.vn"},
            "after": {"email": ""},
        }
    ]


@pytest.mark.parametrize("typed", ["a@so.vn\nBcc: b@so.vn", "a@so.vn, b@so.vn", "Nam <a@so.vn>", 7])
def test_no_address_no_account(cast: Database, quang: Actor, typed: object) -> None:
    before = trace(cast)

    with pytest.raises(Problems) as refusal:
        create(cast, quang, email=typed)

    assert [one.facts["key"] for one in refusal.value.problems] == ["email"]
    assert trace(cast) == before


def test_create_stores_the_account_and_records_it(cast: Database, quang: Actor) -> None:
    now = clock.now()
    with clock.at(now):
        created = create(cast, quang, "Nam.VV", roles=["head", "staff", "staff"])

    account = cast.read(lambda tx: accounts.account(tx, created.account_id))
    assert account == Account(
        account_id=created.account_id,
        username="nam.vv",
        full_name="Vũ Văn Nam",
        unit_id=unit_id(cast, "QLXD"),
        roles=frozenset({Role.HEAD, Role.STAFF}),
        is_open=True,
        must_change=True,
        password_expires_at=now + ONE_TIME_LIFE,
        version=1,
    )
    assert created.one_time_password is not None
    assert password_fits(cast, created.account_id, created.one_time_password)
    assert events(cast, "account.create") == [
        (
            "account.create",
            quang.full_name,
            {"username": "nam.vv", "unit": "QLXD", "roles": ["head", "staff"]},
        )
    ]


def test_create_twice_by_one_act_makes_one_account(cast: Database, quang: Actor) -> None:
    act_id = uuid.uuid4()
    first = create(cast, quang, act_id=act_id)
    before = trace(cast)

    assert create(cast, quang, act_id=act_id) == Created(first.account_id, None)

    assert trace(cast) == before


def test_create_refuses_a_user_name_that_is_taken(cast: Database, quang: Actor) -> None:
    before = trace(cast)

    with pytest.raises(Duplicate) as refusal:
        create(cast, quang, "LAN")

    assert (refusal.value.reason, refusal.value.facts) == ("username", {"username": "lan"})
    assert trace(cast) == before


def test_create_keeps_the_user_name_of_a_closed_account(cast: Database, quang: Actor) -> None:
    close(cast, quang, LAN)

    with pytest.raises(Duplicate):
        create(cast, quang, "lan")


def test_create_names_every_value_it_cannot_take(cast: Database, quang: Actor) -> None:
    before = trace(cast)

    with pytest.raises(Problems) as refusal:
        create(cast, quang, "nam vũ", full_name=None, unit_id="QLXD", roles=["boss"])

    assert [(p.facts["key"], p.reason) for p in refusal.value.problems] == [
        ("username", "not_username"),
        ("full_name", "unreadable"),
        ("unit", "not_choice"),
        ("roles", "not_choice"),
    ]
    assert trace(cast) == before


def test_create_needs_a_role_and_a_unit(cast: Database, quang: Actor) -> None:
    before = trace(cast)

    with pytest.raises(Problems) as no_role:
        create(cast, quang, roles=[])
    with pytest.raises(NotFound):
        create(cast, quang, unit_id=uuid.uuid4())

    assert [p.reason for p in no_role.value.problems] == ["no_role"]
    assert trace(cast) == before


def test_create_at_the_terminal_needs_no_account(cast: Database) -> None:
    created = people.create_person_at_terminal(
        cast,
        act_id=uuid.uuid4(),
        username="nam",
        full_name="Vũ Văn Nam",
        unit_code=" vp ",
        roles=["admin"],
    )

    account = cast.read(lambda tx: accounts.by_username(tx, "nam"))
    assert account is not None
    assert (account.account_id, account.unit_id, account.roles) == (
        created.account_id,
        unit_id(cast, "VP"),
        frozenset({Role.ADMIN}),
    )
    assert events(cast, "account.create") == [
        (
            "account.create",
            "Người vận hành máy chủ",
            {"username": "nam", "unit": "VP", "roles": ["admin"]},
        )
    ]


def test_create_at_the_terminal_refuses_an_unknown_unit(cast: Database) -> None:
    before = trace(cast)

    with pytest.raises(NotFound):
        people.create_person_at_terminal(
            cast,
            act_id=uuid.uuid4(),
            username="nam",
            full_name="Nam",
            unit_code="X",
            roles=["head"],
        )

    assert trace(cast) == before


def test_change_holds_from_the_next_click(cast: Database, quang: Actor) -> None:
    lan = actor(cast, LAN)
    assert lan.session_id is not None

    change(
        cast,
        quang,
        LAN,
        full_name="Nguyễn Thị  Ngọc Lan",
        unit_id=unit_id(cast, "QHKT"),
        roles=["head"],
    )

    seen = sessions.actor(cast, lan.session_id)
    assert seen is not None
    assert (seen.full_name, seen.unit_name, seen.roles) == (
        "Nguyễn Thị Ngọc Lan",
        "Phòng Quy hoạch - Kiến trúc",
        frozenset({Role.HEAD}),
    )
    assert events(cast, "account.change") == [
        (
            "account.change",
            quang.full_name,
            {
                "changed": ["full_name", "unit", "roles"],
                "before": {"full_name": "Nguyễn Thị Lan", "unit": "QLXD", "roles": ["staff"]},
                "after": {"full_name": "Nguyễn Thị Ngọc Lan", "unit": "QHKT", "roles": ["head"]},
            },
        )
    ]


def test_change_to_the_same_values_leaves_no_trace(cast: Database, quang: Actor) -> None:
    before = trace(cast)

    change(cast, quang, HUNG)

    assert trace(cast) == before


def test_reset_ends_sessions_and_gives_a_password_for_a_day(cast: Database, quang: Actor) -> None:
    lan = actor(cast, LAN)
    assert lan.session_id is not None
    now = clock.now()

    with clock.at(now):
        secret = people_passwords.reset_password(
            cast, quang, act_id=uuid.uuid4(), account_id=LAN.account_id, seen_version=1
        ).one_time_password

    assert secret is not None
    assert password_fits(cast, LAN.account_id, secret)
    assert sessions.actor(cast, lan.session_id) is None
    account = stored(cast, LAN)
    assert (account.must_change, account.password_expires_at) == (True, now + ONE_TIME_LIFE)
    assert events(cast, "account.reset") == [("account.reset_password", quang.full_name, {})]


def test_reset_twice_by_one_act_keeps_the_first_password(cast: Database, quang: Actor) -> None:
    act_id = uuid.uuid4()

    def reset() -> str | None:
        return people_passwords.reset_password(
            cast, quang, act_id=act_id, account_id=LAN.account_id, seen_version=1
        ).one_time_password

    secret = reset()
    before = trace(cast)

    assert reset() is None

    assert secret is not None
    assert password_fits(cast, LAN.account_id, secret)
    assert trace(cast) == before


def test_reset_refuses_the_own_account_and_a_closed_one(cast: Database, quang: Actor) -> None:
    close(cast, quang, LAN)
    before = trace(cast)

    for person, reason in ((QUANG, "own_account"), (LAN, "closed_account")):
        with pytest.raises(Refused) as refusal:
            people_passwords.reset_password(
                cast,
                quang,
                act_id=uuid.uuid4(),
                account_id=person.account_id,
                seen_version=stored(cast, person).version,
            )
        assert refusal.value.reason == reason

    assert trace(cast) == before


def test_slips_are_for_those_who_never_signed_in(cast: Database, quang: Actor) -> None:
    create(cast, quang, "nam", full_name="Vũ Văn Nam")
    create(cast, quang, "an", full_name="Bế Thị An")
    closed = create(cast, quang, "ha", full_name="Đinh Thị Hà")
    used = create(cast, quang, "cuong", full_name="Lục Văn Cường")
    create(cast, quang, "dung", full_name="Ma Thị Dung", unit_id=unit_id(cast, "TTR"))
    people.close_person(
        cast, quang, act_id=uuid.uuid4(), account_id=closed.account_id, seen_version=1
    )
    sessions.open_session(cast, used.account_id, None)
    now = clock.now()
    act_id = uuid.uuid4()

    with clock.at(now):
        slips = people_passwords.first_password_slips(
            cast, quang, act_id=act_id, unit_id=unit_id(cast, "QLXD")
        )
    again = people_passwords.first_password_slips(
        cast, quang, act_id=act_id, unit_id=unit_id(cast, "QLXD")
    )

    assert slips == (
        Slip("Bế Thị An", "an", slips[0].one_time_password, now + ONE_TIME_LIFE),
        Slip("Vũ Văn Nam", "nam", slips[1].one_time_password, now + ONE_TIME_LIFE),
    )
    assert again == ()
    for slip in slips:
        account = cast.read(lambda tx, name=slip.username: accounts.by_username(tx, name))
        assert account is not None
        assert password_fits(cast, account.account_id, slip.one_time_password)
    assert len(events(cast, "account.reset_password")) == 2


def test_slips_for_nobody_leave_no_trace(cast: Database, quang: Actor) -> None:
    before = trace(cast)

    slips = people_passwords.first_password_slips(
        cast, quang, act_id=uuid.uuid4(), unit_id=unit_id(cast, "QLXD")
    )

    assert slips == ()
    assert trace(cast) == before


def test_close_ends_sessions_for_good_and_reopen_lets_sign_in(cast: Database, quang: Actor) -> None:
    lan = actor(cast, LAN)
    assert lan.session_id is not None

    close(cast, quang, LAN)
    with pytest.raises(Denied):
        actor(cast, LAN)
    people.reopen_person(
        cast, quang, act_id=uuid.uuid4(), account_id=LAN.account_id, seen_version=2
    )

    assert sessions.actor(cast, lan.session_id) is None
    assert actor(cast, LAN).username == "lan"
    assert [event for event, _, _ in events(cast, "account.")][-3:-1] == [
        "account.close",
        "account.reopen",
    ]


def test_reopen_refuses_while_the_home_unit_is_closed(cast: Database, quang: Actor) -> None:
    close(cast, quang, THU)
    units.close(
        cast,
        quang,
        act_id=uuid.uuid4(),
        unit_id=unit_id(cast, "TTR"),
        seen_version=1,
        closed_on=clock.today(),
    )
    before = trace(cast)

    with pytest.raises(Refused) as refusal:
        people.reopen_person(
            cast, quang, act_id=uuid.uuid4(), account_id=THU.account_id, seen_version=2
        )

    assert refusal.value.reason == "closed_unit"
    assert trace(cast) == before


def test_a_closed_account_can_be_moved_and_reopened(cast: Database, quang: Actor) -> None:
    close(cast, quang, BINH)

    change(cast, quang, BINH, unit_id=unit_id(cast, "VP"))
    people.reopen_person(
        cast, quang, act_id=uuid.uuid4(), account_id=BINH.account_id, seen_version=3
    )

    assert actor(cast, BINH).unit_name == "Văn phòng Sở"


def test_end_sessions_counts_them(cast: Database, quang: Actor) -> None:
    opened = [sessions.open_session(cast, LAN.account_id, None) for _ in range(2)]
    act_id = uuid.uuid4()

    counts = [
        people_passwords.end_sessions(cast, quang, act_id=act_id, account_id=LAN.account_id)
        for _ in range(2)
    ]

    assert counts == [2, 0]
    assert [sessions.actor(cast, one.session_id) for one in opened] == [None, None]
    assert events(cast, "account.end_sessions") == [
        ("account.end_sessions", quang.full_name, {"count": 2})
    ]


def test_the_last_admin_stays(cast: Database, quang: Actor) -> None:
    before = trace(cast)

    for act in (
        lambda: close(cast, quang, QUANG),
        lambda: change(cast, quang, QUANG, roles=["staff"]),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.reason == "last_admin"

    assert trace(cast) == before


def test_a_closed_admin_does_not_count(cast: Database, quang: Actor) -> None:
    give(cast, MAI, Role.ADMIN)
    close(cast, quang, MAI)

    with pytest.raises(Refused) as refusal:
        close(cast, quang, QUANG)

    assert refusal.value.reason == "last_admin"


def test_a_closed_admin_may_lose_the_right(cast: Database, quang: Actor) -> None:
    give(cast, MAI, Role.ADMIN)
    close(cast, quang, MAI)

    change(cast, quang, MAI, roles=["staff"])

    assert stored(cast, MAI).roles == frozenset({Role.STAFF})


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_admins_who_close_each_other_one_stays(
    cast: Database, quang: Actor, attempt: int
) -> None:
    give(cast, VAN, Role.ADMIN)
    van = actor(cast, VAN)
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def run(who: Actor, other: Person) -> None:
        version = stored(cast, other).version
        start.wait()
        try:
            people.close_person(
                cast,
                who,
                act_id=uuid.uuid4(),
                account_id=other.account_id,
                seen_version=version,
            )
            outcomes.append("closed")
        except AppError as refusal:
            outcomes.append(refusal.reason)

    threads = [threading.Thread(target=run, args=args) for args in ((quang, VAN), (van, QUANG))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["closed", "last_admin"]
    assert cast.read(accounts.open_admins) == 1


def test_list_is_in_vietnamese_order_of_given_names(cast: Database, quang: Actor) -> None:
    for number, name in enumerate(("Ngô Ân", "Lê Đức", "Lê Dũng", "Vũ An", "Bùi An", "Hà Ăn")):
        create(cast, quang, f"u{number}", full_name=name)

    found = people_list.people(cast, quang, Filter())

    assert [person.account.full_name for person in found.people] == [
        "Bùi An",
        "Vũ An",
        "Hà Ăn",
        "Ngô Ân",
        "Lê Thanh Bình",
        "Lê Dũng",
        "Lê Đức",
        "Trần Văn Hùng",
        "Nguyễn Thị Lan",
        "Hoàng Thị Mai",
        "Đặng Minh Quang",
        "Nông Văn Sơn",
        "Lý Thị Thu",
        "Đỗ Thị Vân",
        "Phạm Hải Yến",
    ]


@pytest.mark.parametrize(
    ("wanted", "usernames"),
    [
        (Filter(words="nguyen  LAN"), []),
        (Filter(words="nguyen thi lan"), ["lan"]),
        (Filter(words="ĐẶNG"), ["quang"]),
        (Filter(words="dang"), ["quang"]),
        (Filter(words="%"), []),
        (Filter(words="thi", role=Role.OFFICE), ["mai", "van"]),
        (Filter(role=Role.COUNCIL), ["hung", "son", "thu", "van"]),
        (Filter(state="closed"), ["yen"]),
        (Filter(words="y", state="open"), ["lan", "thu"]),
    ],
    ids=str,
)
def test_list_filters(cast: Database, quang: Actor, wanted: Filter, usernames: list[str]) -> None:
    cast.write(
        lambda tx: tx.run("UPDATE accounts SET is_open = FALSE WHERE username = $1", ["yen"])
    )

    found = people_list.people(cast, quang, wanted)

    assert [person.account.username for person in found.people] == usernames
    assert (found.matching, found.total) == (len(usernames), len(CAST))


def test_list_filters_by_unit_and_names_it_as_of_today(cast: Database, quang: Actor) -> None:
    tomorrow = format_date(clock.today() + timedelta(days=1))
    for day, name in (("01/07/2026", "Phòng Xây dựng"), (tomorrow, "Phòng sắp đổi tên")):
        units.rename(
            cast,
            quang,
            act_id=uuid.uuid4(),
            unit_id=unit_id(cast, "QLXD"),
            seen_version=1 if day != tomorrow else 2,
            name=TypedName(name, name, day),
        )

    found = people_list.people(cast, quang, Filter(unit_id=unit_id(cast, "QLXD")))

    assert [(one.account.username, one.unit_name) for one in found.people] == [
        ("hung", "Phòng Xây dựng"),
        ("lan", "Phòng Xây dựng"),
    ]


def test_list_is_told_page_by_page(cast: Database, quang: Actor) -> None:
    wanted = people_list.PAGE_ROWS + 1

    def fill(tx):
        for number in range(wanted - len(CAST)):
            tx.run(
                """
                INSERT INTO accounts (
                    account_id, username, full_name, given_name, search_key, unit_id, roles,
                    password_hash, password_set_at, must_change, created_at
                )
                SELECT $1, $2, full_name, given_name, search_key, unit_id, roles,
                    password_hash, password_set_at, must_change, created_at
                FROM accounts
                WHERE username = 'lan'
                """,
                [uuid.uuid4(), f"lan{number}"],
            )

    cast.write(fill)

    first, last, beyond = (people_list.people(cast, quang, Filter(page=page)) for page in (1, 2, 3))
    chosen = people_list.people(cast, replace(quang, lists=ListChoices(20)), Filter(page=3))

    assert (len(first.people), len(last.people), first.pages) == (wanted - 1, 1, 2)
    assert len({one.account.username for one in (*first.people, *last.people)}) == wanted
    assert beyond == first
    assert (len(chosen.people), chosen.pages) == (wanted - 40, 3)
    assert {(one.matching, one.total) for one in (first, last, chosen)} == {(wanted, wanted)}


Act = Callable[[Database, Actor, UUID, int], object]

VERSIONED: dict[str, Act] = {
    "change": lambda db, who, account_id, seen: people.change_person(
        db,
        who,
        act_id=uuid.uuid4(),
        account_id=account_id,
        seen_version=seen,
        full_name="Tên Mới",
        unit_id=unit_id(db, "VP"),
        roles=["staff"],
        email="",
    ),
    "reset": lambda db, who, account_id, seen: people_passwords.reset_password(
        db, who, act_id=uuid.uuid4(), account_id=account_id, seen_version=seen
    ),
    "close": lambda db, who, account_id, seen: people.close_person(
        db, who, act_id=uuid.uuid4(), account_id=account_id, seen_version=seen
    ),
    "reopen": lambda db, who, account_id, seen: people.reopen_person(
        db, who, act_id=uuid.uuid4(), account_id=account_id, seen_version=seen
    ),
}
ACTS: dict[str, Act] = VERSIONED | {
    "end_sessions": lambda db, who, account_id, seen: people_passwords.end_sessions(
        db, who, act_id=uuid.uuid4(), account_id=account_id
    ),
}
EVERY: dict[str, Act] = ACTS | {
    "units": lambda db, who, account_id, seen: people_list.units(db, who),
    "people": lambda db, who, account_id, seen: people_list.people(db, who, Filter()),
    "person": lambda db, who, account_id, seen: people_list.person(db, who, "lan"),
    "create": lambda db, who, account_id, seen: create(db, who),
    "slips": lambda db, who, account_id, seen: people_passwords.first_password_slips(
        db, who, act_id=uuid.uuid4(), unit_id=unit_id(db, "QLXD")
    ),
}


@pytest.mark.parametrize("act", VERSIONED.values(), ids=VERSIONED)
def test_refuses_a_stale_version(cast: Database, quang: Actor, act: Act) -> None:
    before = trace(cast)

    with pytest.raises(Conflict):
        act(cast, quang, LAN.account_id, 2)

    assert trace(cast) == before


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_refuses_an_unknown_account(cast: Database, quang: Actor, act: Act) -> None:
    before = trace(cast)

    with pytest.raises(NotFound):
        act(cast, quang, uuid.uuid4(), 1)

    assert trace(cast) == before


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
@pytest.mark.parametrize("act", EVERY.values(), ids=EVERY)
def test_only_who_manages_people_may(cast: Database, act: Act, person: Person) -> None:
    who = actor(cast, person)
    victim = actor(cast, LAN)
    before = trace(cast)

    if can(who, Action.PEOPLE_MANAGE):
        act(cast, who, LAN.account_id, 1)
    else:
        with pytest.raises(Denied):
            act(cast, who, LAN.account_id, 1)

        assert trace(cast) == before
        assert victim.session_id is not None
        assert sessions.actor(cast, victim.session_id) == victim
