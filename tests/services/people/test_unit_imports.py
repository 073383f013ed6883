from __future__ import annotations

import io
import unicodedata
import uuid
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib import text
from lib.domain.access import Actor
from lib.domain.imports import (
    Choices,
    OnFault,
    OnKnown,
    Outcome,
    Result,
    Row,
    Sheet,
    Subject,
)
from lib.domain.units import UnitType
from lib.domain.vietnamese import format_date
from lib.errors import BadUpload, Denied, Refused
from lib.services import clock
from lib.services.people import people, units
from lib.services.people.imports import books, importing, sheets
from lib.services.people.unit_forms import Typed
from lib.store import imports as store
from lib.store.engine.db import Database
from lib.text import imports as import_words
from tests.cast import CAST, QUANG, Person, actor
from tests.services.people.test_units import PLAN, active_items, add, by_code
from tests.support.loading import load_content
from tests.support.sheets import UNIT_HEADS, upload, workbook
from tests.support.trace import events, trace

DIVISION = "Phòng chuyên môn, nghiệp vụ"
HTKT = ("HTKT", "Phòng Hạ tầng kỹ thuật", "Hạ tầng", DIVISION, 6, "Không", 12, "01/02/2021")
TTQH = ("TTQH", "Trung tâm Quy hoạch", "TT Quy hoạch", "Đơn vị trực thuộc", 7, "Có", 30, "")
STOP, PASS = Choices(), Choices(on_fault=OnFault.SKIP)


@pytest.fixture
def quang(cast: Database) -> Actor:
    return actor(cast, QUANG)


def sheet(*rows: tuple[object, ...], heads: tuple[str, ...] = UNIT_HEADS) -> Sheet:
    return sheets.read(Subject.UNITS, upload(workbook(heads, *rows)))


def write(db: Database, who: Actor, rows: Sheet, choices: Choices = STOP) -> Result:
    seen = importing.tried(db, who, rows, choices)
    return importing.written(
        db, who, act_id=uuid.uuid4(), sheet=rows, choices=choices, seen=seen
    )  # fmt: skip


def outcomes(result: Result) -> list[Outcome]:
    return [one.outcome for one in result.rows]


def said(result: Result) -> list[str]:
    return [fault.words for one in result.rows for fault in one.faults]


def undo(db: Database, who: Actor, act_id: uuid.UUID | None = None) -> None:
    last = importing.last(db, who, Subject.UNITS)
    assert last is not None
    importing.take_back(
        db, who, act_id=act_id or uuid.uuid4(), subject=Subject.UNITS, import_id=last.import_id
    )  # fmt: skip


def test_a_trial_writes_nothing_and_tells_what_the_write_does(cast: Database, quang: Actor) -> None:
    rows = sheet(HTKT, TTQH)
    before = trace(cast)

    tried = importing.tried(cast, quang, rows, STOP)
    after_trial = trace(cast)
    written = write(cast, quang, rows)

    assert after_trial == before
    assert written == tried
    assert outcomes(tried) == [Outcome.NEW, Outcome.NEW]
    assert by_code(cast, "HTKT").name == "Phòng Hạ tầng kỹ thuật"
    new = by_code(cast, "TTQH")
    assert (new.unit_type, new.sort_order, new.own_seal, new.headcount) == (
        UnitType.AFFILIATE, 7, True, 30,
    )  # fmt: skip


def test_new_units_begin_with_their_items(cast: Database, quang: Actor) -> None:
    load_content(cast, quang, act_id=uuid.uuid4(), name=PLAN.name, content=PLAN.read_bytes())

    write(cast, quang, sheet(HTKT))
    by_form = add(cast, quang, "HTDT")

    assert active_items(cast, by_code(cast, "HTKT").unit_id) == active_items(cast, by_form) > 0


def test_the_same_file_twice_changes_nothing(cast: Database, quang: Actor) -> None:
    write(cast, quang, sheet(HTKT, TTQH))
    before = trace(cast)

    again = write(cast, quang, sheet(HTKT, TTQH))

    assert outcomes(again) == [Outcome.SAME, Outcome.SAME]
    assert trace(cast) == before


def test_known_rows_are_changed_or_passed_over(cast: Database, quang: Actor) -> None:
    row = ("QLXD", "Phòng Quản lý xây dựng", "Xây dựng", DIVISION, 3, "", 25, "")

    skipped = importing.tried(cast, quang, sheet(row), Choices(OnKnown.SKIP))
    changed = write(cast, quang, sheet(row))

    assert outcomes(skipped) == [Outcome.SKIPPED]
    assert [one.changed for one in changed.rows] == [("short_name", "headcount")]
    assert by_code(cast, "QLXD").headcount == 25


def test_a_missing_column_leaves_what_is_stored(cast: Database, quang: Actor) -> None:
    write(cast, quang, sheet(TTQH))
    rows = sheet(TTQH[:5], heads=UNIT_HEADS[:5])

    again = importing.tried(cast, quang, rows, STOP)

    assert outcomes(again) == [Outcome.SAME]


def test_faulty_rows_stop_all_or_are_passed_over(cast: Database, quang: Actor) -> None:
    rows = sheet(HTKT, ("?", "", "Không tên", "Ban", "một", "Chắc", -1, "hôm qua"))
    before = trace(cast)

    with pytest.raises(Refused, match="import_faults"):
        write(cast, quang, rows)
    stopped = trace(cast)
    written = write(cast, quang, rows, PASS)

    assert stopped == before
    assert outcomes(written) == [Outcome.NEW, Outcome.FAULTY]
    assert [fault.column for fault in written.rows[1].faults] == [
        "code", "name", "valid_from", "unit_type", "own_seal", "sort_order", "headcount",
    ]  # fmt: skip
    assert [one.number for one in written.rows] == [2, 3]


def test_rows_of_one_code_are_all_faulty(cast: Database, quang: Actor) -> None:
    tried = importing.tried(cast, quang, sheet(HTKT, ("htkt ", *HTKT[1:])), PASS)

    assert outcomes(tried) == [Outcome.FAULTY, Outcome.FAULTY]
    assert "hơn một dòng" in said(tried)[0]


def test_formulas_are_not_worked_out(cast: Database, quang: Actor) -> None:
    tried = importing.tried(cast, quang, sheet((*HTKT[:6], "=6+6", HTKT[7])), PASS)

    assert said(tried) == ["Số người: ô có công thức. Vui lòng dán giá trị."]


def test_cells_are_read_as_people_mean_them(cast: Database, quang: Actor) -> None:
    nfd = unicodedata.normalize("NFD", "Phòng Hạ tầng kỹ thuật")
    row = ("0123", nfd, "Hạ tầng 🏗", DIVISION.upper(), 6.0, False, "1.200", clock.today())

    write(cast, quang, sheet(row))

    unit = by_code(cast, "0123")
    assert (unit.name, unit.short_name, unit.own_seal, unit.headcount) == (
        "Phòng Hạ tầng kỹ thuật", "Hạ tầng 🏗", False, 1200,
    )  # fmt: skip


def test_a_closed_unit_is_not_opened_by_a_file(cast: Database, quang: Actor) -> None:
    unit_id = add(cast, quang, "HTKT")
    units.close(
        cast, quang, act_id=uuid.uuid4(), unit_id=unit_id, seen_version=1,
        closed_on=format_date(clock.today()),
    )  # fmt: skip

    tried = importing.tried(cast, quang, sheet(HTKT), PASS)

    assert said(tried) == [text.SENTENCES["Refused"]["closed_row"]]


def test_the_second_click_writes_nothing_more(cast: Database, quang: Actor) -> None:
    rows, act_id = sheet(HTKT), uuid.uuid4()
    seen = importing.tried(cast, quang, rows, STOP)
    told = {"act_id": act_id, "sheet": rows, "choices": STOP, "seen": seen}
    first = importing.written(cast, quang, **told)  # type: ignore[arg-type]
    before = trace(cast)

    second = importing.written(cast, quang, **told)  # type: ignore[arg-type]

    assert second == first
    assert trace(cast) == before


def test_another_result_than_was_shown_is_not_written(cast: Database, quang: Actor) -> None:
    rows = sheet(HTKT, TTQH)
    seen = importing.tried(cast, quang, rows, STOP)
    add(cast, quang, "HTKT")
    before = trace(cast)

    with pytest.raises(Refused, match="import_changed"):
        importing.written(
            cast, quang, act_id=uuid.uuid4(), sheet=rows, choices=STOP, seen=seen
        )  # fmt: skip

    assert trace(cast) == before


@pytest.mark.parametrize("person", [one for one in CAST if one != QUANG], ids=lambda p: p.username)
def test_others_are_refused(cast: Database, person: Person) -> None:
    who, rows = actor(cast, person), sheet(HTKT)
    before = trace(cast)

    for act in (
        lambda: importing.tried(cast, who, rows, STOP),
        lambda: importing.written(
            cast, who, act_id=uuid.uuid4(), sheet=rows, choices=STOP, seen=Result()
        ),
        lambda: importing.last(cast, who, Subject.UNITS),
        lambda: importing.take_back(
            cast, who, act_id=uuid.uuid4(), subject=Subject.UNITS, import_id=uuid.uuid4()
        ),
        lambda: books.template(cast, who, Subject.UNITS),
        lambda: books.faulty(cast, who, rows, Result()),
    ):
        with pytest.raises(Denied):
            act()

    assert trace(cast) == before


def test_the_import_stands_in_the_audit_log(cast: Database, quang: Actor) -> None:
    write(cast, quang, sheet(HTKT))

    assert events(cast, "unit.import") == [
        ("unit.import", QUANG.full_name, {
            "file": "danh sách.xlsx", "added": 1, "changed_rows": 0, "same": 0, "skipped": 0,
            "faulty": 0,
        })
    ]  # fmt: skip


def test_the_last_import_is_taken_back(cast: Database, quang: Actor) -> None:
    changed = ("QLXD", "Phòng Xây dựng", "Xây dựng", "Đơn vị trực thuộc", 9, "Có", 25, "")
    old = by_code(cast, "QLXD")
    write(cast, quang, sheet(HTKT, changed))

    undo(cast, quang)

    assert replace(by_code(cast, "QLXD"), version=old.version) == old
    assert by_code(cast, "HTKT").closed_on == clock.today()
    assert importing.last(cast, quang, Subject.UNITS) is None
    assert events(cast, "unit.undo_import")[0][2] == {
        "file": "danh sách.xlsx", "added": 1, "changed_rows": 1,
    }  # fmt: skip


def test_taking_back_twice_is_done_once(cast: Database, quang: Actor) -> None:
    write(cast, quang, sheet(HTKT))
    last, act_id = importing.last(cast, quang, Subject.UNITS), uuid.uuid4()
    assert last is not None
    for _ in range(2):
        importing.take_back(
            cast, quang, act_id=act_id, subject=Subject.UNITS, import_id=last.import_id
        )

    with pytest.raises(Refused, match="nothing_imported"):
        importing.take_back(
            cast, quang, act_id=uuid.uuid4(), subject=Subject.UNITS, import_id=last.import_id
        )
    assert len(events(cast, "unit.undo_import")) == 1


def test_what_was_taken_back_comes_in_again(cast: Database, quang: Actor) -> None:
    write(cast, quang, sheet(HTKT))
    undo(cast, quang)

    again = write(cast, quang, sheet((*HTKT[:6], 15, HTKT[7])))
    unit = by_code(cast, "HTKT")
    undo(cast, quang)

    assert outcomes(again) == [Outcome.NEW]
    assert (unit.closed_on, unit.headcount) == (None, 15)
    assert by_code(cast, "HTKT").closed_on == clock.today()


def test_what_somebody_changed_since_is_not_taken_back(cast: Database, quang: Actor) -> None:
    write(cast, quang, sheet(HTKT, TTQH))
    unit = by_code(cast, "HTKT")
    form = Typed(unit_type="phong", sort_order="8", own_seal=None, headcount="")
    units.change(
        cast, quang, act_id=uuid.uuid4(), unit_id=unit.unit_id, seen_version=1, form=form
    )  # fmt: skip
    before = trace(cast)

    with pytest.raises(Refused, match="import_used") as refused:
        undo(cast, quang)

    assert (refused.value.facts["name"], refused.value.facts["row"]) == ("HTKT", 2)
    assert trace(cast) == before


def test_a_unit_that_has_people_is_not_taken_back(cast: Database, quang: Actor) -> None:
    write(cast, quang, sheet(HTKT))
    people.create_person(
        cast, quang, act_id=uuid.uuid4(), username="hoa", full_name="Lê Thị Hoa",
        unit_id=by_code(cast, "HTKT").unit_id, roles=["staff"],
    )  # fmt: skip
    before = trace(cast)

    with pytest.raises(Refused, match="import_used"):
        undo(cast, quang)

    assert trace(cast) == before


def test_a_name_from_a_day_to_come_is_the_same_the_second_time(
    cast: Database, quang: Actor
) -> None:
    day = format_date(clock.today() + timedelta(days=30))
    row = ("QLXD", "Phòng Xây dựng", "Xây dựng", DIVISION, 3, "", "", day)
    write(cast, quang, sheet(row))

    again = importing.tried(cast, quang, sheet(row), STOP)

    assert outcomes(again) == [Outcome.SAME]
    assert by_code(cast, "QLXD").name == "Phòng Quản lý xây dựng"


def test_the_template_comes_back_as_it_was_filled_in(cast: Database, quang: Actor) -> None:
    book = openpyxl.load_workbook(io.BytesIO(books.template(cast, quang, Subject.UNITS)))
    page = book.active
    for column, value in enumerate(HTKT, 1):
        page.cell(3, column, value)
    into = io.BytesIO()
    book.save(into)

    rows = sheets.read(Subject.UNITS, upload(into.getvalue()))

    assert [one.value for one in page[2]][:2] == ["Mã đơn vị *", "Tên đơn vị *"]
    assert len(page.data_validations.dataValidation) == 2
    assert page.column_dimensions["A"].number_format == "@"
    assert outcomes(importing.tried(cast, quang, rows, STOP)) == [Outcome.NEW]


def test_what_is_wrong_comes_back_in_red_and_can_be_sent_again(
    cast: Database, quang: Actor
) -> None:
    rows = sheet(HTKT, ("?", *TTQH[1:]))
    told = books.faulty(cast, quang, rows, importing.tried(cast, quang, rows, PASS))

    book = openpyxl.load_workbook(io.BytesIO(told))
    cell = book.active["A3"]
    cell.value, cell.comment = "TTQH", None
    into = io.BytesIO()
    book.save(into)
    fixed = sheets.read(Subject.UNITS, upload(into.getvalue()))
    marked = openpyxl.load_workbook(io.BytesIO(told)).active

    assert "từ 2 đến 12 ký tự" in marked["A3"].comment.text
    assert marked["A3"].fill.fgColor.rgb == "FFF4B6B6"
    assert marked["A2"].comment is None
    assert sheets.read(Subject.UNITS, upload(told)).rows == rows.rows
    assert outcomes(importing.tried(cast, quang, fixed, STOP)) == [Outcome.NEW, Outcome.NEW]


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        ((*UNIT_HEADS[:3], *UNIT_HEADS[4:]), "Thiếu cột “Loại đơn vị”."),
        ((*UNIT_HEADS, "Ghi chú"), "Không có cột “Ghi chú” trong mẫu."),
        ((*UNIT_HEADS, "mã  đơn vị *"), "Cột “Mã đơn vị” có hai lần."),
        ((*UNIT_HEADS, None, None), "Cột J có nội dung nhưng không có đầu cột."),
    ],
    ids=["missing", "unknown", "doubled", "nameless"],
)
def test_heads_that_do_not_fit_are_named(heads: tuple[str, ...], told: str) -> None:
    with pytest.raises(BadUpload, match="heads") as refused:
        sheet((*HTKT, None, "x"), heads=heads)

    assert told in text.sentence(refused.value)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [([("a", "b")], "no_heads"), ([], "no_heads"), ([UNIT_HEADS], "no_rows")],
    ids=["others", "nothing", "heads alone"],
)
def test_a_workbook_without_rows_is_refused(lines: list[tuple[str, ...]], reason: str) -> None:
    with pytest.raises(BadUpload, match=reason):
        sheets.read(Subject.UNITS, upload(workbook(*lines)))


CELLS = st.one_of(
    st.sampled_from(
        [*map(str, HTKT), *map(str, TTQH), "", "htkt", "QLXD", "VP", "vp ", "=1+1", "0007",
         "x" * 32_767, "🏗", "\u202e",
         unicodedata.normalize("NFD", "Phòng Hạ tầng"), "TRUE", "-1", "1e9", "#REF!", "a\tb"]
    ),
    st.integers(-5, 20_000).map(str),
    st.text(max_size=20),
)  # fmt: skip
LINES = st.lists(st.lists(CELLS, min_size=8, max_size=8), min_size=1, max_size=6)


@given(
    lines=LINES, on_known=st.sampled_from(OnKnown),
    formulas=st.lists(st.integers(0, 5), max_size=1),
)  # fmt: skip
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_write_does_what_the_trial_told(
    cast: Database, quang: Actor, lines: list[list[str]], on_known: OnKnown, formulas: list[int]
) -> None:
    keys = import_words.COLUMNS[Subject.UNITS]
    rows = Sheet(
        Subject.UNITS, "x.xlsx", 1, tuple(keys),
        tuple(
            Row(
                number, {key: cell for key, cell in zip(keys, line, strict=True) if cell},
                frozenset({"name"} if number in formulas else ()),
            )
            for number, line in enumerate(lines, 2)
        ),
    )  # fmt: skip
    choices = Choices(on_known, OnFault.SKIP)
    before = trace(cast)

    tried = importing.tried(cast, quang, rows, choices)
    untouched = trace(cast)
    written = write(cast, quang, rows, choices)
    again = importing.tried(cast, quang, rows, Choices(OnKnown.UPDATE, OnFault.SKIP))

    assert untouched == before
    assert written == tried
    if on_known == OnKnown.UPDATE:
        assert {*outcomes(again)} <= {Outcome.SAME, Outcome.FAULTY}


def test_what_is_kept_of_an_import_can_be_read(cast: Database, quang: Actor) -> None:
    write(cast, quang, sheet(HTKT))
    last = importing.last(cast, quang, Subject.UNITS)
    assert last is not None

    rows = cast.read(lambda tx: store.rows(tx, last.import_id))

    assert (last.file_name, last.added, last.changed) == ("danh sách.xlsx", 1, 0)
    assert [(one.name, one.row_number, one.was) for one in rows] == [("HTKT", 2, None)]
