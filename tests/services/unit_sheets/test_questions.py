"""Answers as cells of a sheet, and back."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest

from lib.domain.campaigns import DueSource, Task
from lib.domain.forms import forms
from lib.domain.forms.forms import form_from_data
from lib.domain.workflow import WorkStatus
from lib.errors import Problems
from lib.services.unit_sheets import questions

OFFERED = [{"key": "a", "label": "Hội nghị"}, {"key": "b", "label": "Tờ rơi; loa"}]
FORM = form_from_data(
    {
        "key": "thu", "version": 1,
        "fields": [
            {"key": "dong", "label": "Dòng", "kind": "short_text"},
            {"key": "nguoi", "label": "Người", "kind": "person"},
            {"key": "doan", "label": "Đoạn", "kind": "long_text"},
            {"key": "so", "label": "Số", "kind": "whole", "unit": "buổi", "running": True},
            {"key": "nam", "label": "Năm", "kind": "year"},
            {"key": "do", "label": "Độ dài", "kind": "decimal"},
            {"key": "ty", "label": "Tỷ lệ", "kind": "percent", "numerator": "Đã học",
             "denominator": "Tất cả", "headcount": True},
            {"key": "ngay", "label": "Ngày", "kind": "date"},
            {"key": "co", "label": "Có không", "kind": "yes_no", "required": True},
            {"key": "mot", "label": "Một", "kind": "choice", "choices": OFFERED},
            {"key": "nhieu", "label": "Nhiều", "kind": "choices", "choices": OFFERED},
            {"key": "link", "label": "Đường dẫn", "kind": "link"},
            {"key": "hop", "label": "Cuộc họp", "kind": "rows", "required": True,
             "columns": [{"key": "nguoi", "label": "Người", "kind": "whole"}]},
            {"key": "so_hop", "label": "Số cuộc", "kind": "total", "of": ["hop"]},
            {"key": "nhom", "label": "Nhóm", "kind": "group"},
            {"key": "tong", "group": "nhom", "label": "Tổng", "kind": "sum", "unit": "buổi",
             "of": ["so", "do"]},
            {"key": "hieu", "label": "Hiệu", "kind": "difference", "of": ["so", "do"]},
            {"key": "phan", "label": "Phần", "kind": "share", "of": ["do", "so"]},
        ],
    }
)  # fmt: skip
ANSWERS = {
    "dong": "=1+1", "nguoi": "Lê Thị Lan", "doan": "Một\nhai", "so": 1234, "nam": 1999,
    "do": "12.5",
    "ty_num": 3, "ty_den": 12, "ngay": "2021-03-20", "co": False, "mot": "b", "nhieu": ["a", "b"],
    "link": ["https://a.example/x", "https://b.example/y"],
    "hop": ['{"nguoi":120}', '{"nguoi":3}'], "so_hop": 2,
    "tong": "1246.5", "hieu": "1221.5", "phan_num": "12.5", "phan_den": 1234,
}  # fmt: skip


@pytest.fixture
def every() -> Task:
    return Task(
        uuid.uuid4(), uuid.uuid4(), "II.1.1", "II.1", "Nhiệm vụ", "Việc", "", "", "",
        date(2021, 3, 24), DueSource.SUGGESTED, frozenset(), is_mandatory=True, nil_allowed=True,
        sort_order=1, form=FORM,
    )  # fmt: skip


def test_the_answers_of_every_kind_come_back_as_they_were(every: Task) -> None:
    cells = questions.cells(every, WorkStatus.NIL, ANSWERS, None)
    report = questions.report(every, cells, ANSWERS)

    assert set(cells) == {one.key for one in questions.questions(every)}
    assert forms.parse_answers(FORM, report.answers, complete=True) == ANSWERS
    assert (report.status, report.lower_reason) == ("nil", "")
    assert (cells["status"], cells["so"], cells["co"], cells["mot"], cells["nhieu:a"]) == (
        "Không phát sinh", "1.234", "Không", "Tờ rơi; loa", "Có",
    )  # fmt: skip


def test_nothing_answered_is_blank_but_for_the_head_count(every: Task) -> None:
    cells = questions.cells(every, WorkStatus.NOT_STARTED, {}, 25)

    assert {key: told for key, told in cells.items() if told} == {
        "status": "Chưa thực hiện", "ty_den": "25",
    }  # fmt: skip


def test_what_is_worked_out_is_shown_and_not_taken(every: Task) -> None:
    cells = questions.cells(every, WorkStatus.DONE, ANSWERS, None)
    fixed = {one.key for one in questions.questions(every) if one.is_fixed}

    report = questions.report(every, cells | {"tong": "7", "phan": "7", "hop": "x"}, ANSWERS)

    assert fixed == {"tong", "hieu", "phan", "hop", "so_hop"}
    assert cells["hop"] == "120; 3"
    assert "Cuộc họp (điền trên trang)" in [one.label for one in questions.questions(every)]
    assert [cells[key] for key in ("tong", "hieu", "phan")] == [
        "1.246,5", "1.221,5", "12,5/1.234 (1,0 %)",
    ]  # fmt: skip
    assert forms.parse_answers(FORM, report.answers, complete=True) == ANSWERS


def test_what_may_be_chosen_is_offered(every: Task) -> None:
    offered = {one.key: one.choices for one in questions.questions(every) if one.choices}
    plain = {one.key: one.choices for one in questions.questions(replace(every, nil_allowed=False))}

    assert "Không phát sinh" in offered.pop("status")
    assert "Không phát sinh" not in plain["status"]
    assert offered == {
        "co": ("Có", "Không"), "mot": ("Hội nghị", "Tờ rơi; loa"), "nhieu:a": ("Có", "Không"),
        "nhieu:b": ("Có", "Không"),
    }  # fmt: skip


@pytest.mark.parametrize("key", ["co", "mot", "nhieu:a"])
def test_words_that_are_no_choice_are_refused(every: Task, key: str) -> None:
    cells = questions.cells(every, WorkStatus.DONE, ANSWERS, None) | {key: "x"}

    with pytest.raises(Problems) as refused:
        forms.parse_answers(FORM, questions.report(every, cells, ANSWERS).answers, complete=True)

    assert [one.reason for one in refused.value.problems] == ["not_choice"]
