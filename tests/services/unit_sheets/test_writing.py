"""A unit's workbook comes back: tried, written in one act, conflicts kept or taken, refusals."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib import text
from lib.domain.imports import Outcome
from lib.domain.unit_sheets import Change, Result, TaskResult
from lib.domain.workflow import Step, WorkStatus
from lib.errors import AppError, BadUpload, Denied, Refused
from lib.services.acts import new_act
from lib.services.checklist import checklist, verification
from lib.services.checklist.item_acts import Target
from lib.services.unit_sheets import books, writing
from tests import files
from tests.cast import BINH, HUNG, LAN, QUANG, Person
from tests.services.checklist.test_checklist import Scene, counts, make_scene
from tests.services.people.test_import_files import encrypted
from tests.services.unit_sheets.sheet_scene import cells, downloaded, filled, read, write
from tests.small_campaign import HELD, NIL, OPTIONAL, SHARE
from tests.support.sheets import changed
from tests.support.stages import Stage
from tests.support.trace import events, trace

DONE = "Đã hoàn thành"
FIGURE = "so_hoi_nghi"


@pytest.fixture
def scene(stage: Stage) -> Scene:
    return stage.set(make_scene)


def by_code(result: Result) -> dict[str, TaskResult]:
    return {one.code: one for one in result.tasks}


def outcomes(result: Result) -> dict[str, Outcome]:
    return {one.code: one.outcome for one in result.tasks}


def send(scene: Scene, code: str) -> None:
    hung = scene.who(HUNG)
    item = scene.opened(hung, code).item
    verification.take_step(
        scene.db, hung, scene.campaign, act_id=new_act(), step=Step.SEND,
        targets=[Target(item.unit_id, item.task_id, item.version)],
    )  # fmt: skip


def test_the_workbook_holds_what_is_stored_and_changes_nothing_by_itself(scene: Scene) -> None:
    lan = scene.who(LAN)
    scene.save(lan, so_hoi_nghi="1.234", ghi_chu="=HYPERLINK(1)\nhai dòng")
    before = trace(scene.db)

    content = downloaded(scene, lan)
    result = writing.tried(scene.db, lan, scene.campaign, read(content))

    held = {key: told for (code, key), told in cells(content).items() if code == HELD}
    assert held == {
        "status": DONE, FIGURE: "1.234", "ghi_chu": "=HYPERLINK(1)\nhai dòng", "lower_reason": None,
    }  # fmt: skip
    assert cells(content, "version")[HELD, FIGURE] == "2"
    assert outcomes(result) == dict.fromkeys((HELD, SHARE, NIL, OPTIONAL), Outcome.SAME)
    assert trace(scene.db) == before


def test_what_may_be_chosen_is_offered_and_the_rest_is_protected(scene: Scene) -> None:
    page = openpyxl.load_workbook(io.BytesIO(downloaded(scene, scene.who(LAN)))).active

    offered = {str(one.sqref) for one in page.data_validations.dataValidation}
    statuses = {
        f"F{row}" for row in range(3, page.max_row + 1) if page.cell(row, 9).value == "status"
    }
    assert offered == statuses
    assert page.protection.sheet
    assert (page["A3"].protection.locked, page["F3"].protection.locked) == (True, False)
    hidden = [one for one in page.column_dimensions.values() if one.hidden]
    assert {place for one in hidden for place in range(one.min, one.max + 1)} == {7, 8, 9, 10}


def test_a_filled_in_workbook_is_saved_as_by_hand_in_one_act(scene: Scene) -> None:
    lan = scene.who(LAN)
    table = read(
        filled(downloaded(scene, lan), {
            (HELD, "status"): DONE, (HELD, FIGURE): 1234, (NIL, "status"): "Không phát sinh",
        })
    )  # fmt: skip
    before, untouched = counts(scene.db), trace(scene.db)

    tried = writing.tried(scene.db, lan, scene.campaign, table)
    after_trial = trace(scene.db)
    done = write(scene, lan, table)

    assert after_trial == untouched
    assert done == tried
    assert by_code(done)[HELD].changes == (
        Change("Trạng thái", "Chưa thực hiện", DONE), Change("Số hội nghị", "–", "1.234 hội nghị"),
    )  # fmt: skip
    assert done.counts[Outcome.CHANGED] == done.writes == 2
    item = scene.opened(lan).item
    assert (item.status, item.answers, item.version) == (WorkStatus.DONE, {FIGURE: 1234}, 2)
    assert scene.opened(lan, NIL).item.status == WorkStatus.NIL
    assert counts(scene.db) == (before[0] + 2, before[1] + 2, before[2] + 1)
    assert sorted(one[2]["status"] for one in events(scene.db, "item.save")) == ["done", "nil"]


def test_the_same_file_twice_changes_nothing(scene: Scene) -> None:
    lan = scene.who(LAN)
    table = read(filled(downloaded(scene, lan), {(HELD, "status"): DONE, (HELD, FIGURE): "1 234"}))
    write(scene, lan, table)
    before = trace(scene.db)

    again = writing.tried(scene.db, lan, scene.campaign, table)

    assert set(outcomes(again).values()) == {Outcome.SAME}
    with pytest.raises(Refused, match="nothing_chosen"):
        writing.written(
            scene.db, lan, scene.campaign, act_id=new_act(), table=table, seen=again
        )  # fmt: skip
    assert trace(scene.db) == before


def test_two_clicks_save_once(scene: Scene) -> None:
    lan, act = scene.who(LAN), uuid.uuid4()
    table = read(filled(downloaded(scene, lan), {(HELD, FIGURE): "3"}))
    seen = writing.tried(scene.db, lan, scene.campaign, table)
    told = [
        writing.written(scene.db, lan, scene.campaign, act_id=act, table=table, seen=seen)
        for _ in range(2)
    ]

    assert told == [seen, seen]
    assert scene.opened(lan).item.version == 2


def test_less_needs_a_reason_and_what_is_wrong_comes_back_red(scene: Scene) -> None:
    lan = scene.who(LAN)
    scene.save(lan, so_hoi_nghi="5")
    content = filled(downloaded(scene, lan), {
        (HELD, FIGURE): "3", (SHARE, "ty_le_num"): "nhiều", (OPTIONAL, FIGURE): "=1+1",
        (NIL, "status"): "xong rồi",
    })  # fmt: skip
    table = read(content)

    refused = writing.tried(scene.db, lan, scene.campaign, table)
    marked = books.faulty(scene.db, lan, scene.campaign, table, refused)
    reasoned = write(
        scene, lan, read(filled(content, {(HELD, "lower_reason"): "Đếm trùng hai buổi"}))
    )

    assert set(outcomes(refused).values()) == {Outcome.FAULTY}
    page = openpyxl.load_workbook(io.BytesIO(marked)).active
    red = {
        (page.cell(row, 1).value, page.cell(row, 9).value): page.cell(row, 6).comment.text
        for row in range(3, page.max_row + 1)
        if page.cell(row, 6).comment
    }
    assert set(red) == {
        (HELD, FIGURE), (SHARE, "ty_le_num"), (OPTIONAL, FIGURE), (NIL, "status"),
    }  # fmt: skip
    assert "lý do" in red[HELD, FIGURE]
    assert "công thức" in red[OPTIONAL, FIGURE]
    assert cells(marked)[SHARE, "ty_le_num"] == "nhiều"
    assert outcomes(reasoned)[HELD] == Outcome.CHANGED
    assert scene.opened(lan).item.lower_reason == "Đếm trùng hai buổi"


def test_what_somebody_saved_meanwhile_is_kept_until_the_file_is_chosen(scene: Scene) -> None:
    lan, hung = scene.who(LAN), scene.who(HUNG)
    table = read(filled(downloaded(scene, lan), {(HELD, FIGURE): "4", (NIL, FIGURE): "1"}))
    scene.save(hung, status=WorkStatus.IN_PROGRESS, so_hoi_nghi="3", ghi_chu="Của Hùng")
    scene.save(hung, code=SHARE, status=WorkStatus.IN_PROGRESS, ghi_chu="Không ai hỏi")

    kept = writing.tried(scene.db, lan, scene.campaign, table)
    write(scene, lan, table)
    after_keeping = scene.opened(lan).item.answers
    write(scene, lan, table, {HELD})

    one = by_code(kept)[HELD]
    assert (one.outcome, one.is_conflict) == (Outcome.SKIPPED, True)
    assert one.changes == (Change("Số hội nghị", "3 hội nghị", "4 hội nghị"),)
    assert outcomes(kept)[SHARE] == Outcome.SAME
    assert outcomes(kept)[NIL] == Outcome.CHANGED
    assert after_keeping == {FIGURE: 3, "ghi_chu": "Của Hùng"}
    # What was not typed into the file stays as Hùng saved it.
    assert scene.opened(lan).item.answers == {FIGURE: 4, "ghi_chu": "Của Hùng"}
    assert scene.opened(lan).item.status == WorkStatus.IN_PROGRESS


def test_what_moves_between_trial_and_write_is_shown_first(scene: Scene) -> None:
    lan = scene.who(LAN)
    table = read(filled(downloaded(scene, lan), {(HELD, FIGURE): "4"}))
    seen = writing.tried(scene.db, lan, scene.campaign, table)
    scene.save(scene.who(HUNG), so_hoi_nghi="3")

    with pytest.raises(Refused, match="import_changed"):
        writing.written(scene.db, lan, scene.campaign, act_id=new_act(), table=table, seen=seen)

    assert scene.opened(lan).item.answers == {FIGURE: 3}


def test_what_is_sent_is_grey_and_not_taken(scene: Scene) -> None:
    lan = scene.who(LAN)
    early = downloaded(scene, lan)
    scene.save(lan, so_hoi_nghi="3")
    send(scene, HELD)
    late = downloaded(scene, lan)
    before = trace(scene.db)

    told = [
        by_code(writing.tried(scene.db, lan, scene.campaign, read(one)))[HELD]
        for one in (filled(early, {(HELD, FIGURE): "9"}), filled(late, {(HELD, FIGURE): "9"}))
    ]

    assert [(one.outcome, one.is_locked) for one in told] == [(Outcome.SKIPPED, True)] * 2
    assert trace(scene.db) == before
    cell = openpyxl.load_workbook(io.BytesIO(late)).active["F3"]
    assert (cell.fill.fgColor.rgb, cell.protection.locked) == ("FFE4E6EA", True)


def test_the_persons_draft_goes_with_the_save(scene: Scene) -> None:
    lan = scene.who(LAN)
    checklist.keep_draft(
        scene.db, lan, scene.campaign, unit_id=lan.unit_id, task_code=HELD, seen_version=1,
        raw={"status": "in_progress", FIGURE: "7"},
    )  # fmt: skip

    done = write(scene, lan, read(filled(downloaded(scene, lan), {(HELD, FIGURE): "4"})))

    assert by_code(done)[HELD].drops_draft
    assert scene.opened(lan).draft is None


@pytest.mark.parametrize(
    ("column", "told"),
    [("unit", "LDS"), ("campaign", "khac"), ("unit", None)],
)
def test_a_file_of_another_unit_or_campaign_is_refused(
    scene: Scene, column: str, told: object
) -> None:
    lan = scene.who(LAN)
    content = filled(
        filled(downloaded(scene, lan), {(HELD, FIGURE): "4"}), {(HELD, FIGURE): told}, column
    )

    with pytest.raises(BadUpload, match="other_unit") as refused:
        writing.tried(scene.db, lan, scene.campaign, read(content))

    assert "nhiệm vụ.xlsx" in text.sentence(refused.value)


@pytest.mark.parametrize(
    ("column", "told", "words"),
    [("code", "X.1", "mã này"), ("key", "la", "câu hỏi"), ("version", "hai", "Phiên bản")],
)
def test_hidden_cells_that_were_changed_are_told(
    scene: Scene, column: str, told: str, words: str
) -> None:
    lan = scene.who(LAN)
    content = filled(
        filled(downloaded(scene, lan), {(HELD, FIGURE): "4"}), {(HELD, FIGURE): told}, column
    )
    result = writing.tried(scene.db, lan, scene.campaign, read(content))

    assert [one for one in result.faults.values() if words in one]


def test_a_row_twice_and_a_row_left_out(scene: Scene) -> None:
    lan = scene.who(LAN)
    scene.save(lan, so_hoi_nghi="3", ghi_chu="Còn đây")
    book = openpyxl.load_workbook(io.BytesIO(filled(downloaded(scene, lan), {(HELD, FIGURE): "4"})))
    page = book.active
    (note,) = [row for row in range(3, 8) if page.cell(row, 9).value == "ghi_chu"]
    page.append([cell.value for cell in page[4]])
    into = io.BytesIO()
    book.save(into)
    twice = writing.tried(scene.db, lan, scene.campaign, read(into.getvalue()))
    page.delete_rows(page.max_row)
    page.delete_rows(note)
    into = io.BytesIO()
    book.save(into)
    write(scene, lan, read(into.getvalue()))

    assert outcomes(twice)[HELD] == Outcome.FAULTY
    assert scene.opened(lan).item.answers == {FIGURE: 4, "ghi_chu": "Còn đây"}


@pytest.mark.parametrize("person", [BINH, QUANG], ids=lambda one: one.username)
def test_others_write_nothing_into_the_unit(scene: Scene, person: Person) -> None:
    lan, other = scene.who(LAN), scene.who(person)
    table = read(filled(downloaded(scene, lan), {(HELD, FIGURE): "4"}))
    seen = writing.tried(scene.db, lan, scene.campaign, table)
    before = trace(scene.db)
    tries: list[Callable[[], object]] = [
        lambda: writing.tried(scene.db, other, scene.campaign, table),
        lambda: writing.written(
            scene.db, other, scene.campaign, act_id=new_act(), table=table, seen=seen
        ),
    ]

    for one in tries:
        with pytest.raises((Denied, BadUpload)):
            one()

    assert trace(scene.db) == before


def test_who_reports_nothing_gets_no_workbook(scene: Scene) -> None:
    quang = scene.who(QUANG)
    with pytest.raises(Denied):
        downloaded(scene, quang)


@pytest.mark.parametrize(
    ("spoiled", "reason"),
    [
        (lambda one: changed(one, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 20}),
         "macros"),
        (lambda _: encrypted(), "protected"),
        (lambda _: b"\0" * (100 << 20), "too_large"),
        (lambda _: files.pdf(), "not_workbook"),
        (lambda one: one[: len(one) // 2], "damaged"),
        (lambda one: changed(one, {"xl/worksheets/sheet1.xml": lambda old: old[:300]}), "damaged"),
    ],
    ids=["macros", "password", "100 MB", "PDF", "half", "broken XML"],
)  # fmt: skip
def test_hostile_files_are_refused_with_their_reason(
    scene: Scene, spoiled: Callable[[bytes], bytes], reason: str
) -> None:
    made = spoiled(downloaded(scene, scene.who(LAN)))

    with pytest.raises(BadUpload) as refused:
        read(made)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("head", "words"),
    [("Giá trị mới", "Thiếu cột “Giá trị”"), ("Mã", "“Mã” có hai lần"), ("Lạ", "“Lạ”")],
)
def test_heads_that_are_missing_doubled_or_unknown_are_named(
    scene: Scene, head: str, words: str
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(downloaded(scene, scene.who(LAN))))
    book.active["F2"] = head
    into = io.BytesIO()
    book.save(into)

    with pytest.raises(BadUpload, match="heads") as refused:
        read(into.getvalue())

    assert words in text.sentence(refused.value)


CELLS = st.fixed_dictionaries(
    {},
    optional={
        (code, key): st.sampled_from(["", "0", "3", "12,5", "x", "=1", DONE, "Đang thực hiện"])
        for code, key in (
            (HELD, "status"), (HELD, FIGURE), (SHARE, "ty_le_num"), (SHARE, "ty_le_den"),
            (NIL, "status"), (NIL, "ghi_chu"), (OPTIONAL, "lower_reason"), (OPTIONAL, FIGURE),
        )
    },
)  # fmt: skip


@given(typed=CELLS, taken=st.sets(st.sampled_from([HELD, SHARE])))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_write_does_what_the_trial_told(
    scene: Scene, typed: dict[tuple[str, str], object], taken: set[str]
) -> None:
    lan = scene.who(LAN)
    table = read(filled(downloaded(scene, lan), typed))
    before = trace(scene.db)

    tried = writing.tried(scene.db, lan, scene.campaign, table, taken)
    untouched = trace(scene.db)
    rows = counts(scene.db)[0]
    try:
        done = write(scene, lan, table, taken)
    except AppError:
        assert tried.writes == 0
    else:
        assert done == tried
    again = writing.tried(scene.db, lan, scene.campaign, table, taken)

    assert untouched == before
    assert counts(scene.db)[0] - rows == tried.writes
    assert again.writes == 0
