from __future__ import annotations

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib import text
from lib.domain.access import Actor, Role
from lib.domain.accounts import Account
from lib.domain.imports import COLUMNS, Choices, OnFault, Outcome, Result, Row, Sheet, Subject
from lib.errors import Denied, Refused
from lib.services.people import confirmations, people, people_passwords, sign_in
from lib.services.people.imports import books, importing, sheets
from lib.store import accounts, units
from lib.store.engine.db import Database
from tests.cast import CAST, LAN, MAI, PASSWORD, QUANG, SON, Person, actor
from tests.support.sheets import PEOPLE_HEADS, upload, workbook
from tests.support.trace import events, trace

HOA = ("hoa", "Lê Thị Hoa", "QLXD", "Cán bộ đơn vị")
TAM = ("tam", "Bùi Minh Tâm", "qhkt", "Cán bộ đơn vị; Thủ trưởng đơn vị")
KY = ("ky", "Vũ Ngọc Kỳ", "LDS", "Lãnh đạo")
STOP, PASS = Choices(), Choices(on_fault=OnFault.SKIP)


@pytest.fixture
def quang(cast: Database) -> Actor:
    return actor(cast, QUANG)


def sheet(*rows: tuple[object, ...]) -> Sheet:
    return sheets.read(Subject.PEOPLE, upload(workbook(PEOPLE_HEADS, *rows)))


def write(db: Database, who: Actor, rows: Sheet, choices: Choices = STOP) -> Result:
    seen = importing.tried(db, who, rows, choices)
    return importing.written(
        db, who, act_id=uuid.uuid4(), sheet=rows, choices=choices, seen=seen
    )  # fmt: skip


def undo(db: Database, who: Actor) -> None:
    last = importing.last(db, who, Subject.PEOPLE)
    assert last is not None
    importing.take_back(
        db, who, act_id=uuid.uuid4(), subject=Subject.PEOPLE, import_id=last.import_id
    )  # fmt: skip


def stored(db: Database, username: str) -> Account:
    found = db.read(lambda tx: accounts.by_username(tx, username))
    assert found is not None
    return found


def outcomes(result: Result) -> list[Outcome]:
    return [one.outcome for one in result.rows]


def words(result: Result) -> list[str]:
    return [fault.words for one in result.rows for fault in one.faults]


def test_new_people_have_their_roles_and_nobody_has_their_password(
    cast: Database, quang: Actor
) -> None:
    rows = sheet(HOA, TAM)
    tried = importing.tried(cast, quang, rows, STOP)

    written = write(cast, quang, rows)

    assert written == tried
    assert outcomes(written) == [Outcome.NEW, Outcome.NEW]
    tam = stored(cast, "tam")
    assert (tam.full_name, tam.roles, tam.is_open, tam.must_change) == (
        "Bùi Minh Tâm", {Role.STAFF, Role.HEAD}, True, True,
    )  # fmt: skip
    assert tam.password_expires_at is not None
    with pytest.raises(Denied, match="credentials"):
        sign_in.sign_in(cast, "tam", "", address=None)


def test_their_first_passwords_come_as_slips(cast: Database, quang: Actor) -> None:
    write(cast, quang, sheet(HOA))
    unit_id = stored(cast, "hoa").unit_id

    slips = people_passwords.first_password_slips(
        cast, quang, act_id=uuid.uuid4(), unit_id=unit_id
    )  # fmt: skip

    assert "hoa" in [one.username for one in slips]


def test_guarded_roles_wait_for_a_second_person(cast: Database, quang: Actor) -> None:
    written = write(cast, quang, sheet(KY, ("mai", MAI.full_name, "VP", "Văn phòng; Lãnh đạo")))

    assert [one.waits for one in written.rows] == [True, True]
    assert stored(cast, "ky").roles == frozenset()
    assert stored(cast, "mai").roles == {Role.OFFICE}
    waiting = confirmations.waiting(cast, actor(cast, SON))
    assert {one.account.username: one.proposal.roles for one in waiting} == {
        "ky": {Role.LEADER}, "mai": {Role.OFFICE, Role.LEADER},
    }  # fmt: skip


def test_the_same_file_twice_changes_nothing(cast: Database, quang: Actor) -> None:
    rows = sheet(HOA, TAM, KY, ("mai", MAI.full_name, "VP", "Cán bộ đơn vị, Văn phòng, Lãnh đạo"))
    write(cast, quang, rows)
    before = trace(cast)

    again = write(cast, quang, rows)

    assert outcomes(again) == [Outcome.SAME] * 4
    assert trace(cast) == before


def test_what_cannot_be_taken_is_told_by_column(cast: Database, quang: Actor) -> None:
    rows = sheet(
        ("Hoa Lê", "", "KHÔNG", "Sếp"), ("hoa", "Lê Thị Hoa", "", ""), ("lan", "=A1", "VP", "x")
    )

    tried = importing.tried(cast, quang, rows, PASS)

    assert [[one.column for one in row.faults] for row in tried.rows] == [
        ["unit", "roles", "username", "full_name"], ["unit", "roles"], ["full_name"],
    ]  # fmt: skip
    assert words(tried)[0] == "Mã đơn vị: không có đơn vị mã “KHÔNG”."


def with_emails(*rows: tuple[object, ...]) -> Sheet:
    heads = (*PEOPLE_HEADS, "Thư điện tử")
    return sheets.read(Subject.PEOPLE, upload(workbook(heads, *rows)))


def test_addresses_come_in_and_go_back(cast: Database, quang: Actor) -> None:
    lan = ("lan", LAN.full_name, "QLXD", "Cán bộ đơn vị")
    write(cast, quang, with_emails((*lan, "lan@so.vn"), (*HOA, "Hoa@Bücher.vn")))
    without = write(cast, quang, sheet(lan))

    assert outcomes(without) == [Outcome.SAME]
    assert (stored(cast, "lan").email, stored(cast, "hoa").email) == (
        "lan@so.vn",
        "Hoa@xn--bcher-kva.vn",
    )

    emptied = write(cast, quang, with_emails((*lan, "")))
    assert [one.changed for one in emptied.rows] == [("email",)]
    assert stored(cast, "lan").email == ""
    undo(cast, quang)
    assert stored(cast, "lan").email == "lan@so.vn"


def test_a_row_with_no_address_in_its_cell_is_faulty(cast: Database, quang: Actor) -> None:
    tried = importing.tried(cast, quang, with_emails((*HOA, "hoa tại so.vn")), PASS)

    assert [[one.column for one in row.faults] for row in tried.rows] == [["email"]]
    assert words(tried) == [
        "Thư điện tử: ghi một địa chỉ, như lan@soxaydung.gov.vn, hoặc để trống."
    ]


def test_the_last_admin_keeps_the_role(cast: Database, quang: Actor) -> None:
    row = ("quang", QUANG.full_name, "VP", "Cán bộ đơn vị")

    tried = importing.tried(cast, quang, sheet(row, HOA), PASS)

    assert outcomes(tried) == [Outcome.FAULTY, Outcome.NEW]
    assert "quản trị cuối cùng" in words(tried)[0]


def test_a_closed_account_is_not_opened_by_a_file(cast: Database, quang: Actor) -> None:
    lan = stored(cast, "lan")
    people.close_person(
        cast, quang, act_id=uuid.uuid4(), account_id=lan.account_id, seen_version=lan.version
    )  # fmt: skip

    tried = importing.tried(cast, quang, sheet(("lan", "Lan", "QLXD", "Cán bộ đơn vị")), PASS)

    assert outcomes(tried) == [Outcome.FAULTY]
    assert not stored(cast, "lan").is_open


@pytest.mark.parametrize("person", [one for one in CAST if one != QUANG], ids=lambda p: p.username)
def test_others_are_refused(cast: Database, person: Person) -> None:
    who, rows = actor(cast, person), sheet(HOA)
    before = trace(cast)

    for act in (
        lambda: importing.tried(cast, who, rows, STOP),
        lambda: importing.written(
            cast, who, act_id=uuid.uuid4(), sheet=rows, choices=STOP, seen=Result()
        ),
        lambda: importing.last(cast, who, Subject.PEOPLE),
        lambda: importing.take_back(
            cast, who, act_id=uuid.uuid4(), subject=Subject.PEOPLE, import_id=uuid.uuid4()
        ),
        lambda: books.template(cast, who, Subject.PEOPLE),
    ):
        with pytest.raises(Denied):
            act()

    assert trace(cast) == before


def test_the_last_import_is_taken_back(cast: Database, quang: Actor) -> None:
    old_lan, old_mai = stored(cast, "lan"), stored(cast, "mai")
    write(
        cast, quang,
        sheet(
            HOA, KY, ("lan", "Nguyễn Lan", "QHKT", "Thủ trưởng đơn vị"),
            ("mai", MAI.full_name, "VP", "Cán bộ đơn vị; Văn phòng; Lãnh đạo"),
        ),
    )  # fmt: skip

    undo(cast, quang)

    lan = stored(cast, "lan")
    assert (lan.full_name, lan.unit_id, lan.roles) == (LAN.full_name, old_lan.unit_id, LAN.roles)
    assert stored(cast, "mai") == old_mai
    assert [stored(cast, name).is_open for name in ("hoa", "ky")] == [False, False]
    assert confirmations.waiting(cast, actor(cast, SON)) == []
    assert len(events(cast, "account.undo_import")) == 1


def test_what_was_taken_back_comes_in_again(cast: Database, quang: Actor) -> None:
    write(cast, quang, sheet(HOA))
    undo(cast, quang)

    again = write(cast, quang, sheet(("hoa", "Lê Thị Hoà", "VP", "Cán bộ đơn vị")))

    assert outcomes(again) == [Outcome.NEW]
    hoa = stored(cast, "hoa")
    vp = cast.read(lambda tx: units.id_by_code(tx, "VP"))
    assert (hoa.full_name, hoa.unit_id, hoa.is_open) == ("Lê Thị Hoà", vp, True)


def test_whoever_has_a_password_since_is_not_taken_back(cast: Database, quang: Actor) -> None:
    write(cast, quang, sheet(HOA, TAM))
    people_passwords.first_password_slips(
        cast, quang, act_id=uuid.uuid4(), unit_id=stored(cast, "hoa").unit_id
    )
    before = trace(cast)

    with pytest.raises(Refused, match="import_used") as refused:
        undo(cast, quang)

    assert refused.value.facts["name"] == "hoa"
    assert trace(cast) == before


def test_roles_confirmed_since_are_not_taken_back(cast: Database, quang: Actor) -> None:
    write(cast, quang, sheet(KY))
    son = actor(cast, SON)
    proposal = confirmations.waiting(cast, son)[0].proposal.confirmation_id
    confirmations.confirm(cast, son, act_id=uuid.uuid4(), confirmation_id=proposal)

    with pytest.raises(Refused, match="import_used"):
        undo(cast, quang)

    assert stored(cast, "ky").roles == {Role.LEADER}


def test_no_password_is_in_what_is_kept(cast: Database, quang: Actor) -> None:
    write(cast, quang, sheet(HOA))

    kept = cast.read(lambda tx: tx.rows("SELECT * FROM import_rows"))
    template = books.template(cast, quang, Subject.PEOPLE)

    assert "$2b$" not in repr(kept)
    assert PASSWORD.encode() not in template


LINES = st.lists(
    st.tuples(
        st.sampled_from(["hoa", "Hoa ", "lan", "mai", "quang", "ky", "", "x y", "z" * 60, "=1"]),
        st.sampled_from(["Lê Thị Hoa", "", "🏗", "\u202e", "x" * 32_767, LAN.full_name]),
        st.sampled_from(["QLXD", "vp", "QHKT", "KHÔNG", ""]),
        st.lists(st.sampled_from([*text.ROLES.values(), "Sếp"]), max_size=3).map("; ".join),
        st.sampled_from(["", "hoa@so.vn", "hoa@", "a@so.vn\nBcc: b@so.vn", "=1"]),
    ),
    min_size=1,
    max_size=6,
)


@given(lines=LINES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_write_does_what_the_trial_told(
    cast: Database, quang: Actor, lines: list[tuple[str, ...]]
) -> None:
    keys = COLUMNS[Subject.PEOPLE].every
    rows = Sheet(
        Subject.PEOPLE, "x.xlsx", 1, keys,
        tuple(
            Row(number, {key: cell for key, cell in zip(keys, line, strict=True) if cell})
            for number, line in enumerate(lines, 2)
        ),
    )  # fmt: skip
    before = trace(cast)

    tried = importing.tried(cast, quang, rows, PASS)
    untouched = trace(cast)
    written = write(cast, quang, rows, PASS)
    again = importing.tried(cast, quang, rows, PASS)

    assert untouched == before
    assert written == tried
    assert {*outcomes(again)} <= {Outcome.SAME, Outcome.FAULTY}
