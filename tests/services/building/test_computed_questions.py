"""Questions that nobody answers: built, worked out at each save, in every figure and file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from lib.domain.checklist import Report
from lib.domain.exports import Options
from lib.domain.forms import building
from lib.domain.forms.fields import Kind
from lib.domain.imports import Outcome
from lib.domain.plan_drafts import Name, Part
from lib.domain.reports.facts import facts
from lib.domain.reports.figures import Figures
from lib.domain.workflow import WorkStatus
from lib.errors import Problems
from lib.exports.registry import EXPORTS
from lib.services import clock
from lib.services.acts import new_act
from lib.services.building import drafts, publishing, task_forms
from lib.services.checklist import checklist
from lib.services.connections import editions
from lib.services.connections.editions import Shelf
from lib.services.jobs import jobs
from lib.services.reports import exports, summary, workbooks
from lib.services.unit_sheets import books, writing
from tests.cast import BINH, LAN, MAI, SON, VAN
from tests.services.building.building_scene import LATER, make_scene, running
from tests.services.jobs.waiting import ended, runner
from tests.services.unit_sheets.sheet_scene import cells, filled, places, read
from tests.small_campaign import HELD

TASK = Name(Part.TASK, HELD)
NUMBER = {"required": True, "unit": "người"}
ASKED = (
    (Kind.WHOLE, {"label": "Số nam", **NUMBER}),
    (Kind.WHOLE, {"label": "Số nữ", **NUMBER}),
    (Kind.SUM, {"label": "Tổng số dự", "unit": "người", "of": ["so_nam", "so_nu"]}),
    (Kind.SHARE, {"label": "Tỷ lệ nữ", "of": ["so_nu", "tong_so_du"]}),
    (Kind.ROWS, {"label": "Các cuộc họp", "required": True, "columns": [
        {"key": "ngay", "label": "Ngày", "kind": "date"},
        {"key": "noi", "label": "Nơi họp", "kind": "short_text"},
        {"key": "nguoi", "label": "Số người", "kind": "whole"},
    ]}),
    (Kind.TOTAL, {"label": "Số cuộc họp", "of": ["cac_cuoc_hop"]}),
    (Kind.TOTAL, {"label": "Số người họp", "of": ["cac_cuoc_hop"], "column": "nguoi"}),
)  # fmt: skip
MET = {"cac_cuoc_hop": [
    {"ngay": "23/5/2021", "noi": "=Hội trường A", "nguoi": "1.120"}, {"nguoi": "3"},
]}  # fmt: skip
MET_STORED = ['{"ngay":"2021-05-23","noi":"=Hội trường A","nguoi":1120}', '{"nguoi":3}']
HOSTILE = {"tong_so_du": "999999", "ty_le_nu_num": "999999", "ty_le_nu_den": 1, "ty_le_nu": "1"}

pytestmark = [
    pytest.mark.usefixtures("own_data"),
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),
]


@pytest.fixture
def scene(stage):
    with clock.at(LATER):
        made = stage.set(make_scene)
        save(made, LAN, {"so_hoi_nghi": "4"})
        who, campaign = made.who(VAN), running(made)
        for kind, settings in ASKED:
            task_forms.change(
                made.db, who, campaign, act_id=new_act(), name=TASK,
                seen_version=drafts.opened(made.db, who, campaign).record(TASK).version,
                act=lambda draft, kind=kind, told=settings: building.added(draft, kind, told),
            )  # fmt: skip
        seen = drafts.opened(made.db, who, campaign).version
        publishing.publish(made.db, who, campaign, act_id=new_act(), seen_version=seen)
        yield made


def opened(scene, person):
    who = scene.who(person)
    return checklist.opened_item(scene.db, who, running(scene), unit_id=who.unit_id, task_code=HELD)


def save(scene, person, answers: Mapping[str, object]) -> None:
    who = scene.who(person)
    checklist.save_item(
        scene.db, who, running(scene), act_id=new_act(), unit_id=who.unit_id, task_code=HELD,
        seen_version=opened(scene, person).item.version,
        report=Report(WorkStatus.DONE.value, answers, ""),
    )  # fmt: skip


def both_report(scene) -> None:
    save(scene, LAN, {"so_hoi_nghi": "4", "so_nam": "10", "so_nu": "20", **MET, **HOSTILE})
    save(scene, BINH, {"so_hoi_nghi": "1", "so_nam": "6", "so_nu": "0", **MET, **HOSTILE})


def rows(scene, key: str) -> list[dict[str, str]]:
    made = exports.make(scene.db, scene.who(MAI), key=key, campaign_code=None, options=Options())
    content = b"".join(made.pieces).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_what_a_person_sends_for_it_is_worked_out_instead(scene):
    save(scene, LAN, {"so_hoi_nghi": "4", "so_nam": "10", "so_nu": "20", **MET, **HOSTILE})

    assert opened(scene, LAN).item.answers == {
        "so_hoi_nghi": 4, "so_nam": 10, "so_nu": 20, "tong_so_du": 30, "ty_le_nu_num": 20,
        "ty_le_nu_den": 30, "cac_cuoc_hop": MET_STORED, "so_cuoc_hop": 2, "so_nguoi_hop": 1123,
    }  # fmt: skip


def test_old_answers_stay_until_they_are_saved_again(scene):
    assert opened(scene, LAN).item.answers == {"so_hoi_nghi": 4}


def test_units_are_added_up_shares_by_their_parts(scene):
    both_report(scene)

    found = {one.label: one for one in summary.indicators(scene.db, scene.who(SON), running(scene))}

    assert (found["Tổng số dự"].total, found["Tổng số dự"].units) == (36, 2)
    assert (found["Số cuộc họp"].total, found["Số người họp"].total) == (4, 2246)
    assert (found["Tỷ lệ nữ"].total, found["Tỷ lệ nữ"].out_of) == (20, 36)


def test_exports_and_programs_read_it_like_a_number(scene):
    both_report(scene)

    items = [row for row in rows(scene, "items") if row["Tổng số dự (người)"]]
    told = {row["Chỉ tiêu"]: row for row in rows(scene, "indicators")}
    shelf = Shelf()
    edition = editions.take(scene.db, running(scene), EXPORTS["items"], Options(), None, shelf)
    types = {one.label: one.type.value for one in edition.columns}
    edition.leave()
    shelf.clear()

    names = ("Tổng số dự (người)", "Tỷ lệ nữ: tử số", "Tỷ lệ nữ: mẫu số")
    assert sorted([row[name] for name in names] for row in items) == [
        ["30", "20", "30"], ["6", "0", "6"],
    ]  # fmt: skip
    assert {row["Các cuộc họp"] for row in items} == {
        "23/05/2021 | =Hội trường A | 1.120; – | – | 3"
    }
    assert [row["Số người họp"] for row in items] == ["1123", "1123"]
    assert told["Số người họp"]["Cộng"] == "2246"
    assert told["Tổng số dự"]["Cộng"] == "36"
    assert [types[name] for name in names] == ["number"] * 3


def test_the_workbook_has_it_as_a_number(scene):
    both_report(scene)

    with runner(scene.db):
        job = ended(scene, workbooks.ask(scene.db, scene.who(MAI), running(scene)))
    file = jobs.take(scene.db, scene.who(MAI), job.job_id)
    book = openpyxl.load_workbook(io.BytesIO(file.path.read_bytes()), read_only=True)
    columns = [
        column
        for name in book.sheetnames
        for column in zip(*book[name].iter_rows(values_only=True), strict=True)
        if column[0] == "Tổng số dự (người)"
    ]

    assert [sorted(cell for cell in one[1:] if isinstance(cell, int)) for one in columns] == [
        [6, 30]
    ]


def test_reports_count_it(scene):
    both_report(scene)
    read = exports.snapshot(scene.db, running(scene))
    every = facts(replace(read, items=tuple(read.items)))
    told = {one.unit.unit_id: one for one in every.by_task[HELD]}
    verified = tuple(replace(one, is_counted=True) for one in told.values() if one.answers)

    figures = Figures(replace(every, by_task={**every.by_task, HELD: verified}))

    assert figures.value(f"{HELD}.tong_so_du").text == "36"
    assert figures.value(f"{HELD}.ty_le_nu").text == "55,6% (20/36)"
    assert figures.value(f"{HELD}.ty_le_nu.mau").number == 36


def test_a_share_of_measures_is_exact(scene):
    both_report(scene)
    read = exports.snapshot(scene.db, running(scene))
    every = facts(replace(read, items=tuple(read.items)))
    told = [one for one in every.by_task[HELD] if one.answers]
    halves = {"ty_le_nu_num": "0.1", "ty_le_nu_den": "0.3"}
    given = tuple(replace(one, is_counted=True, answers=halves) for one in told)

    figures = Figures(replace(every, by_task={**every.by_task, HELD: given}))

    assert figures.value(f"{HELD}.ty_le_nu").text == "33,3% (0,2/0,6)"
    assert figures.value(f"{HELD}.ty_le_nu.tu").number == Decimal("0.2")


def test_in_the_units_workbook_it_is_locked_and_not_taken(scene):
    both_report(scene)
    lan = scene.who(LAN)
    content = books.workbook(scene.db, lan, running(scene))
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    at = places(page)
    locked = {
        row[at["key"] - 1].value: row[at["value"] - 1].protection.locked
        for row in page.iter_rows(min_row=3)
        if row[at["code"] - 1].value == HELD
    }
    typed = {
        (HELD, "tong_so_du"): "=1+1", (HELD, "ty_le_nu"): "9/9", (HELD, "cac_cuoc_hop"): "x",
    }  # fmt: skip

    alone = writing.tried(scene.db, lan, running(scene), read(filled(content, typed)))
    beside = writing.tried(
        scene.db, lan, running(scene), read(filled(content, typed | {(HELD, "so_nam"): "15"}))
    )

    assert cells(content)[HELD, "tong_so_du"] == "30"
    assert locked == {
        "status": False, "so_hoi_nghi": False, "ghi_chu": False, "so_nam": False, "so_nu": False,
        "tong_so_du": True, "ty_le_nu": True, "cac_cuoc_hop": True, "so_cuoc_hop": True,
        "so_nguoi_hop": True, "lower_reason": False,
    }  # fmt: skip
    assert {one.outcome for one in alone.tasks} == {Outcome.SAME}
    (changed,) = [one for one in beside.tasks if one.outcome != Outcome.SAME]
    assert changed.outcome == Outcome.CHANGED
    assert [one.label for one in changed.changes] == ["Số nam"]


def test_rows_stay_when_the_units_workbook_is_saved(scene):
    both_report(scene)
    lan = scene.who(LAN)
    content = books.workbook(scene.db, lan, running(scene))
    table = read(filled(content, {(HELD, "so_nam"): "15", (HELD, "cac_cuoc_hop"): ""}))

    seen = writing.tried(scene.db, lan, running(scene), table)
    writing.written(scene.db, lan, running(scene), act_id=new_act(), table=table, seen=seen)

    answers = opened(scene, LAN).item.answers
    assert (answers["so_nam"], answers["tong_so_du"]) == (15, 35)
    assert (answers["cac_cuoc_hop"], answers["so_nguoi_hop"]) == (MET_STORED, 1123)


def test_a_draft_keeps_rows_as_they_were_typed(scene):
    who = scene.who(LAN)
    half = {"cac_cuoc_hop": [{"ngay": "hôm qua"}, {}], "tong_so_du": "9"}
    checklist.keep_draft(
        scene.db, who, running(scene), unit_id=who.unit_id, task_code=HELD,
        seen_version=opened(scene, LAN).item.version, raw=half,
    )  # fmt: skip

    assert opened(scene, LAN).draft.answers["cac_cuoc_hop"] == half["cac_cuoc_hop"]
    with pytest.raises(Problems) as refused:
        save(scene, LAN, half)
    assert ("not_date", "Các cuộc họp, dòng 1, Ngày") in [
        (one.reason, one.facts["field"]) for one in refused.value.problems
    ]
