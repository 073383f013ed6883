"""Tasks of a plan's draft in a workbook, out and in again."""

from __future__ import annotations

import io

import openpyxl
import pytest

from lib import text
from lib.domain.forms import forms
from lib.domain.imports import Choices, OnFault, OnKnown, Outcome
from lib.domain.plan_drafts import Name, Part
from lib.domain.task_sheets import COLUMNS, DAYS, HIDDEN
from lib.errors import BadUpload, Conflict, Denied, Invalid, Refused
from lib.services.acts import new_act
from lib.services.building import drafts, edits, publishing, task_books, task_sheets
from lib.services.campaigns import campaigns
from lib.text import task_sheets as words
from tests.cast import CAST, MAI, VAN
from tests.services.building.building_scene import running
from tests.small_campaign import HELD, OPTIONAL
from tests.support.sheets import saved, upload, workbook
from tests.support.trace import events, trace

STOP, PASS = Choices(), Choices(on_fault=OnFault.SKIP)
HEADS = ("Nhóm nội dung", "Tên ngắn", "Mẫu báo cáo")
GROUP = HELD.rpartition(".")[0]
NEW = (GROUP, "Tập huấn tổ bầu cử", "Hội nghị, cuộc họp")


def read(content):
    return task_sheets.read(upload(content, "nhiem-vu.xlsx"))


def tried(scene, table, choices=STOP, who=VAN):
    return task_sheets.tried(scene.db, scene.who(who), running(scene), table, choices)


def write(scene, table, choices=STOP, who=VAN):
    return task_sheets.written(
        scene.db, scene.who(who), running(scene), act_id=new_act(), table=table,
        choices=choices, seen=tried(scene, table, choices, who),
    )  # fmt: skip


def downloaded(scene, who=VAN):
    return task_books.workbook(scene.db, scene.who(who), running(scene))


def edited(content, **cells):
    """The workbook with other words in the row of a task: `{code}__{column}`."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[words.SHEET]
    heads = {str(cell.value).rstrip(" *"): cell.column for cell in sheet[2]}
    for place, told in cells.items():
        code, _, column = place.partition("__")
        row = next(row[0].row for row in sheet.iter_rows(min_row=3) if row[0].value == code)
        sheet.cell(row, heads[words.COLUMNS[column]]).value = told
    return saved(book)


def held(**cells):
    return {f"{HELD}__{column}": told for column, told in cells.items()}


def body(scene, code):
    return drafts.opened(scene.db, scene.who(VAN), running(scene)).after[Name(Part.TASK, code)]


def outcomes(result):
    return [one.outcome for one in result.rows]


def said(result):
    return [fault.words for one in result.rows for fault in one.faults]


def test_what_is_downloaded_comes_in_as_the_same(scene):
    before = trace(scene.db)

    result = write(scene, read(downloaded(scene)))

    assert {*outcomes(result)} == {Outcome.SAME}
    assert [one.name.partition(" ")[0] for one in result.rows][:1] == [HELD]
    assert trace(scene.db) == before


def test_cells_change_the_draft_and_nothing_in_force(scene):
    in_force = campaigns.plan(scene.db, running(scene))
    content = edited(
        downloaded(scene),
        **held(short_title="Hội nghị cử tri", way="Trước mốc", days="5", source="Đã xác nhận",
               applies_to="Thanh tra Sở; phòng chuyên môn, nghiệp vụ", mandatory="không"),
    )  # fmt: skip
    shown = tried(scene, read(content))
    written = write(scene, read(content))
    again = write(scene, read(content))

    made = body(scene, HELD)
    assert written == shown
    assert written.rows[0].changed == (
        "short_title", "source", "applies_to", "mandatory", "days",
    )  # fmt: skip
    assert {*outcomes(again)} == {Outcome.SAME}
    assert made["short_title"] == "Hội nghị cử tri"
    assert made["due"]["offset_days"] == -5
    assert made["applies_to"] == ["thanh_tra", "phong"]
    assert made["mandatory"] is False
    assert campaigns.plan(scene.db, running(scene)) == in_force


def test_a_row_without_a_code_is_a_new_task_once(scene):
    table = read(workbook(HEADS, NEW))
    first, second = write(scene, table), write(scene, table)

    code = first.rows[0].name.partition(" ")[0]
    assert (outcomes(first), outcomes(second)) == ([Outcome.NEW], [Outcome.SAME])
    assert code.startswith(f"{GROUP}.")
    assert body(scene, code)["title"] == NEW[1]
    assert [one["key"] for one in body(scene, code)["form"]][:2] == ["so_cuoc", "luot_nguoi"]
    assert events(scene.db, "plan.")[-1][2] == {
        "file": "nhiem-vu.xlsx", "added": 1, "changed_rows": 0, "same": 0, "skipped": 0,
        "faulty": 0,
    }  # fmt: skip
    publishing.publish(
        scene.db, scene.who(VAN), running(scene), act_id=new_act(),
        seen_version=drafts.opened(scene.db, scene.who(VAN), running(scene)).version,
    )  # fmt: skip
    assert campaigns.plan(scene.db, running(scene)).tasks_by_code[code].short_title == NEW[1]


def test_new_rows_get_numbers_one_after_another_or_those_they_say(scene):
    rows = [(*NEW, ""), (NEW[0], "Kiểm tra điểm bầu cử", NEW[2], f"{GROUP}.40"),
            (NEW[0], "Tổng kết tập huấn", NEW[2], "")]  # fmt: skip

    result = write(scene, read(workbook((*HEADS, "Mã"), *rows)))

    codes = [one.name.partition(" ")[0] for one in result.rows]
    assert outcomes(result) == [Outcome.NEW] * 3
    assert len({*codes}) == 3
    assert codes[1:] == [f"{GROUP}.40", f"{GROUP}.41"]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"short_title": "Rất " * 20}, "Tên ngắn"),
        ({"title": "=A1"}, "ô có công thức"),
        ({"milestone": "Ngày hội"}, "“Ngày hội” không có trong danh mục"),
        ({"way": "Sau mốc", "days": None}, "Sau mốc"),
        ({"way": "Đúng ngày mốc", "days": "3"}, words.NO_DAYS),
        ({"way": "Sau mốc", "days": "ba"}, "Sau mốc"),
        ({"way": "Sau mốc", "days": "99999999999"}, "Sau mốc"),
        ({"applies_to": "Phòng chuyên môn, nghiệp vụ; Ban"}, "“Ban” không có trong danh mục"),
        ({"mandatory": "Có lẽ"}, "“Có lẽ” không có trong danh mục"),
        ({"form": "Hội nghị, cuộc họp"}, words.FORM_STAYS),
        ({"form": "Không rõ"}, "“Không rõ” không có trong danh mục"),
        ({"group": "IX.9"}, "“IX.9” không có trong danh mục"),
        ({"version": "1; DROP"}, words.NO_VERSION),
    ],
    ids=lambda one: next(iter(one)) if isinstance(one, dict) else "",
)  # fmt: skip
def test_what_cannot_be_taken_is_told_and_changes_nothing(scene, cells, told):
    before = trace(scene.db)
    more = {} if "short_title" in cells else {"short_title": "Khác"}
    table = read(edited(downloaded(scene), **held(**cells, **more)))

    with pytest.raises(Refused, match="import_faults"):
        write(scene, table)
    result = tried(scene, table)

    assert result.rows[0].outcome == Outcome.FAULTY
    assert told in said(result)[0]
    assert trace(scene.db) == before


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("", *NEW[1:], ""), "Nhóm nội dung"),
        ((NEW[0], "", NEW[2], f"{GROUP}.50"), "Tên ngắn"),
        ((NEW[0], NEW[1], "", ""), words.NO_FORM),
        ((*NEW, "X.1"), "không nằm trong nhóm"),
        ((*NEW, "' OR 1=1"), "không nằm trong nhóm"),
    ],
)
def test_a_new_row_that_is_no_task_is_told(scene, row, told):
    result = tried(scene, read(workbook((*HEADS, "Mã"), row)))

    assert outcomes(result) == [Outcome.FAULTY]
    assert told in said(result)[0]


def test_rows_about_one_task_are_all_faulty(scene):
    title = body(scene, HELD)["short_title"]
    doubled = tried(scene, read(workbook(HEADS, NEW, (f"{GROUP}", *NEW[1:]))), PASS)
    by_two_names = tried(
        scene,
        read(workbook((*HEADS, "Mã"), (GROUP, "Khác", "", HELD), (GROUP, title, "", ""))),
        PASS,
    )

    assert outcomes(doubled) == [Outcome.FAULTY, Outcome.FAULTY]
    assert outcomes(by_two_names) == [Outcome.FAULTY, Outcome.FAULTY]
    assert said(by_two_names) == [
        text.sentence(Invalid("doubled_row", field="Tên ngắn", told=one)) for one in ("Khác", title)
    ]


def test_faulty_rows_are_passed_over_and_known_ones_left(scene):
    content = edited(downloaded(scene), **held(short_title="Khác"),
                     **{f"{OPTIONAL}__mandatory": "?"})  # fmt: skip
    table = read(content)

    left = tried(scene, table, Choices(OnKnown.SKIP, OnFault.SKIP))
    written = write(scene, table, PASS)

    by_code = {one.name.partition(" ")[0]: one.outcome for one in written.rows}
    assert {one.outcome for one in left.rows} <= {Outcome.SKIPPED, Outcome.SAME, Outcome.FAULTY}
    assert (by_code[HELD], by_code[OPTIONAL]) == (Outcome.CHANGED, Outcome.FAULTY)


def test_what_is_wrong_comes_back_red_in_its_cell_and_can_be_mended(scene):
    table = read(edited(downloaded(scene), **held(mandatory="?", short_title="Khác")))
    marked = task_books.faulty(scene.db, scene.who(VAN), running(scene), table, tried(scene, table))

    sheet = openpyxl.load_workbook(io.BytesIO(marked))[words.SHEET]
    noted = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [cell.value for cell in noted] == ["?"]
    assert "không có trong danh mục" in noted[0].comment.text
    assert noted[0].fill.fgColor.rgb.endswith("F4B6B6")
    result = write(scene, read(edited(marked, **held(mandatory="Có"))))
    assert result.counts[Outcome.CHANGED] == 1


def test_what_a_colleague_changed_since_is_not_written_over(scene):
    content = edited(downloaded(scene), **held(short_title="Của tệp"))
    record = drafts.opened(scene.db, scene.who(MAI), running(scene)).record(Name(Part.TASK, HELD))
    raw = {**forms.start(record.form, record.answers), "short_title": "Của Mai"}
    edits.save(
        scene.db, scene.who(MAI), running(scene), act_id=new_act(), name=record.name,
        seen_version=record.version, raw=raw,
    )  # fmt: skip

    result = tried(scene, read(content))
    by_mai = tried(scene, read(content), who=MAI)

    assert said(result) == [words.MOVED.format(name=MAI.full_name)]
    assert by_mai.rows[0].outcome == Outcome.CHANGED


def test_what_moved_since_it_was_shown_is_not_written(scene):
    table = read(workbook(HEADS, NEW))
    shown = tried(scene, table)
    write(scene, table)

    with pytest.raises(Refused, match="import_changed"):
        task_sheets.written(
            scene.db, scene.who(VAN), running(scene), act_id=new_act(), table=table,
            choices=STOP, seen=shown,
        )  # fmt: skip


def test_a_second_click_makes_no_second_task(scene):
    table, act_id = read(workbook(HEADS, NEW)), new_act()
    shown = tried(scene, table)

    def click():
        return task_sheets.written(
            scene.db, scene.who(VAN), running(scene), act_id=act_id, table=table,
            choices=STOP, seen=shown,
        )  # fmt: skip

    first = click()
    after = trace(scene.db)

    assert click() == first
    assert trace(scene.db) == after


def test_an_old_tab_of_a_task_that_came_in_is_a_conflict(scene):
    record = drafts.opened(scene.db, scene.who(MAI), running(scene)).record(Name(Part.TASK, HELD))
    write(scene, read(edited(downloaded(scene), **held(short_title="Của tệp"))))

    with pytest.raises(Conflict):
        edits.save(
            scene.db, scene.who(MAI), running(scene), act_id=new_act(), name=record.name,
            seen_version=record.version, raw=forms.start(record.form, record.answers),
        )  # fmt: skip


def test_another_campaigns_file_is_refused_whole(scene):
    before = trace(scene.db)
    table = read(edited(downloaded(scene), **held(campaign="TD-KHAC", short_title="Khác")))

    with pytest.raises(BadUpload, match="other_campaign"):
        tried(scene, table)

    assert trace(scene.db) == before


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 not a workbook", "not_workbook|damaged|wrong_kind|not_a"),
        (workbook(("Nhóm nội dung", "Tên ngắn", "Tên ngắn"), ("II.1", "a", "b")), "heads"),
        (workbook(("Nhóm nội dung", "Tên ngắn", "Ghi chú thêm"), ("II.1", "a", "b")), "heads"),
        (workbook(HEADS), "no_rows"),
        (workbook(HEADS, *(NEW for _ in range(600))), "too_many_rows"),
    ],
    ids=["none", "doubled", "unknown", "empty", "many"],
)
def test_a_file_that_is_no_list_of_tasks_is_refused(scene, content, reason):
    with pytest.raises(BadUpload, match=reason):
        read(content)


@pytest.mark.parametrize("who", CAST, ids=[one.username for one in CAST])
def test_only_who_may_load_campaigns(scene, who):
    table, before = read(workbook(HEADS, NEW)), trace(scene.db)
    attempts = (
        lambda: tried(scene, table, who=who),
        lambda: downloaded(scene, who),
        lambda: task_books.faulty(
            scene.db, scene.who(who), running(scene), table, tried(scene, table)
        ),
        lambda: task_sheets.written(
            scene.db, scene.who(who), running(scene), act_id=new_act(), table=table,
            choices=STOP, seen=tried(scene, table),
        ),
    )  # fmt: skip
    if who in (MAI, VAN):
        for attempt in attempts:
            attempt()
        return
    for attempt in attempts:
        with pytest.raises(Denied):
            attempt()
    assert trace(scene.db) == before


def test_every_question_of_a_task_has_a_column(scene):
    form = (
        drafts.opened(scene.db, scene.who(VAN), running(scene)).record(Name(Part.TASK, HELD)).form
    )
    asked = {one.key for one in form.asked} - {*DAYS} | {"days"}

    columns = {*COLUMNS.required, *COLUMNS.optional}
    assert columns == {*words.COLUMNS}
    assert columns - asked == {"code", "group", "form", *HIDDEN}
    assert asked <= columns


def undo(scene, who=VAN, act_id=None):
    last = task_sheets.last(scene.db, scene.who(who), running(scene))
    task_sheets.take_back(
        scene.db, scene.who(who), running(scene), act_id=act_id or new_act(),
        import_id=last.import_id,
    )  # fmt: skip
    return last


def rows_of(scene):
    return drafts.opened(scene.db, scene.who(VAN), running(scene)).after


def both(scene):
    """A workbook that changes one task and adds another."""
    changed = edited(downloaded(scene), **held(short_title="Hội nghị cử tri"))
    book = openpyxl.load_workbook(io.BytesIO(changed))
    sheet = book[words.SHEET]
    heads = {str(cell.value).rstrip(" *"): cell.column for cell in sheet[2]}
    row = sheet.max_row + 1
    for head, told in zip(HEADS, NEW, strict=True):
        sheet.cell(row, heads[head]).value = told
    return read(saved(book))


def test_the_last_workbook_is_taken_back_whole(scene):
    before = rows_of(scene)
    result = write(scene, both(scene))
    between = rows_of(scene)

    last = undo(scene)

    assert (last.added, last.changed, last.file_name) == (1, 1, "nhiem-vu.xlsx")
    assert {*between} - {*before} == {Name(Part.TASK, result.rows[-1].name.partition(" ")[0])}
    assert rows_of(scene) == before
    assert not drafts.opened(scene.db, scene.who(VAN), running(scene)).is_changed
    assert task_sheets.last(scene.db, scene.who(VAN), running(scene)) is None
    assert events(scene.db, "plan.undo_import")[0][2] == {
        "file": "nhiem-vu.xlsx", "added": 1, "changed_rows": 1,
    }  # fmt: skip


def test_what_the_draft_said_before_the_workbook_is_there_again(scene):
    write(scene, read(edited(downloaded(scene), **held(short_title="Tên thứ nhất"))))
    write(scene, read(edited(downloaded(scene), **held(short_title="Tên thứ hai"))))

    undo(scene)

    assert body(scene, HELD)["short_title"] == "Tên thứ nhất"


def test_what_was_taken_back_comes_in_again_under_its_number(scene):
    table = read(workbook(HEADS, NEW))
    first = write(scene, table)
    undo(scene)

    again = write(scene, table)

    assert (outcomes(again), again.rows[0].name) == ([Outcome.NEW], first.rows[0].name)
    undo(scene)
    assert Name(Part.TASK, first.rows[0].name.partition(" ")[0]) not in rows_of(scene)


def test_a_number_somebody_has_used_since_is_not_given_again(scene):
    table = read(workbook(HEADS, NEW))
    code = write(scene, table).rows[0].name.partition(" ")[0]
    undo(scene)
    name = edits.add(
        scene.db, scene.who(MAI), running(scene), act_id=new_act(), part=Part.TASK,
        title="Việc khác", under=GROUP, form="hoi_nghi",
    )  # fmt: skip

    again = write(scene, table).rows[0].name.partition(" ")[0]

    assert len({code, name.code, again}) == 3


def test_what_somebody_has_changed_since_stays_with_all_the_rest(scene):
    write(scene, both(scene))
    one = drafts.opened(scene.db, scene.who(MAI), running(scene)).record(Name(Part.TASK, HELD))
    raw = forms.start(one.form, one.answers) | {"guidance": "Làm cách khác."}
    edits.save(
        scene.db, scene.who(MAI), running(scene), act_id=new_act(), name=one.name,
        seen_version=one.version, raw=raw,
    )  # fmt: skip
    before = trace(scene.db)

    with pytest.raises(Refused) as caught:
        undo(scene)

    assert text.sentence(caught.value) == (
        f"Không hoàn tác được: “{HELD} Việc {HELD}” (dòng 3) đã được sửa hoặc sử dụng sau lần "
        "nhập. Vui lòng sửa từng dòng ở danh sách."
    )
    assert trace(scene.db) == before


@pytest.mark.parametrize("over", ["published", "dropped"])
def test_a_draft_that_is_over_takes_nothing_back(scene, over):
    write(scene, both(scene))
    campaign, van = running(scene), scene.who(VAN)
    last = task_sheets.last(scene.db, van, campaign)
    version = drafts.opened(scene.db, van, campaign).version
    act = {"published": publishing.publish, "dropped": edits.drop}[over]
    act(scene.db, van, campaign, act_id=new_act(), seen_version=version)
    before = trace(scene.db)

    assert task_sheets.last(scene.db, van, running(scene)) is None
    with pytest.raises(Refused) as caught:
        task_sheets.take_back(
            scene.db, van, running(scene), act_id=new_act(), import_id=last.import_id
        )

    assert caught.value.reason == "nothing_imported"
    assert trace(scene.db) == before


def test_only_the_last_one_is_taken_back_and_once(scene):
    write(scene, read(edited(downloaded(scene), **held(short_title="Tên thứ nhất"))))
    first = task_sheets.last(scene.db, scene.who(VAN), running(scene))
    write(scene, read(edited(downloaded(scene), **held(short_title="Tên thứ hai"))))
    with pytest.raises(Refused) as caught:
        task_sheets.take_back(
            scene.db, scene.who(VAN), running(scene), act_id=new_act(), import_id=first.import_id
        )
    act_id = new_act()

    last = undo(scene, act_id=act_id)
    once = trace(scene.db)
    task_sheets.take_back(
        scene.db, scene.who(VAN), running(scene), act_id=act_id, import_id=last.import_id
    )

    assert caught.value.reason == "nothing_imported"
    assert trace(scene.db) == once


@pytest.mark.parametrize(
    "person", [one for one in CAST if one not in (MAI, VAN)], ids=lambda one: one.username
)
def test_nobody_else_takes_one_back(scene, person):
    write(scene, both(scene))
    last = task_sheets.last(scene.db, scene.who(VAN), running(scene))
    before = trace(scene.db)

    for work in (
        lambda: task_sheets.last(scene.db, scene.who(person), running(scene)),
        lambda: task_sheets.take_back(
            scene.db, scene.who(person), running(scene), act_id=new_act(),
            import_id=last.import_id,
        ),
    ):  # fmt: skip
        with pytest.raises(Denied):
            work()
    assert trace(scene.db) == before
