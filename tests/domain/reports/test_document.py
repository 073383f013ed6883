"""A report out of an outline: nil is not missing, what is unknown is no zero, what holds back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from lib.domain.campaigns import ContentGroup, DueSource, Task
from lib.domain.exports import FIELD, RECORD, PackedItems, Snapshot
from lib.domain.forms.forms import form_from_data
from lib.domain.progress import Progress
from lib.domain.reports import document, readiness
from lib.domain.reports.document import LineKind, Written
from lib.domain.reports.facts import facts
from lib.domain.reports.figures import Figures
from lib.domain.reports.outline import (
    Groups,
    GroupTexts,
    Outline,
    ReportKind,
    Section,
    Sentence,
    Typed,
)
from lib.domain.reports.readiness import Reason
from lib.domain.reports.sentences import Span, Words
from lib.domain.reports.told import Told
from lib.domain.units import Unit, UnitType

TEXTS = GroupTexts(
    task="{.ten}: {.chi_tieu} ({.bao_cao}/{.giao}).",
    nil="{.ten}: không phát sinh ({.khong}/{.giao}).",
    empty="{.ten}: chưa có báo cáo ({.bao_cao}/{.giao}).",
    missing="Còn {.chua}: {.chua_ten}.",
    waiting="Chưa xác nhận {.cho}.",
)
OUTLINE = Outline(
    names={kind: kind.value for kind in ReportKind},
    subject="Kết quả",
    opening=(Sentence("mo_dau", "Số liệu {giao} việc."),),
    sections=(
        Section("ket_qua", "KẾT QUẢ", (Groups("nhom", TEXTS, assessment="Đánh giá"),)),
        Section("danh_gia", "ĐÁNH GIÁ", (Typed("han_che", "Hạn chế", heading="Hạn chế"),)),
    ),
    closing=(Sentence("im_lang", "Im lặng: {don_vi_im_lang}.", when="don_vi_im_lang"),),
)
FORM = form_from_data(
    {
        "key": "viec", "version": 1,
        "fields": [
            {"key": "so", "label": "Số buổi", "kind": "whole", "unit": "buổi"},
            {
                "key": "ty_le", "label": "Tỷ lệ người dự", "kind": "percent", "unit": "người",
                "numerator": "Dự", "denominator": "Tổng",
            },
            {"key": "co", "label": "Có đầu mối", "kind": "yes_no"},
        ],
    }
)  # fmt: skip


def unit(number: int) -> Unit:
    return Unit(
        uuid4(), f"D{number}", f"Đơn vị {number}", f"ĐV {number}", UnitType.DIVISION, number,
        False, None, 10, None, 1,
    )  # fmt: skip


TASK = Task(
    uuid4(), uuid4(), "II.1.1", "II.1", "Tuyên truyền", "Tuyên truyền", "", "", "",
    date(2021, 5, 1), DueSource.CONFIRMED, frozenset(UnitType), True, True, 1, FORM,
)  # fmt: skip
GROUP = ContentGroup("II.1", "Tuyên truyền về bầu cử", "Tuyên truyền", "")
DONE = {"so": 3, "ty_le_num": 2, "ty_le_den": 3, "co": True}


def told(*items: tuple[str, str, dict[str, object]]) -> Told:
    """Units of which each has one item: status, verification, answers."""
    units = tuple(unit(number) for number in range(len(items)))
    packed, counts = [], {}
    for one, (status, verification, answers) in zip(units, items, strict=True):
        complete = status in ("done", "nil") and verification != "returned"
        cells = [
            str(TASK.task_id), status, verification, "2021-05-01",
            "on_time" if complete else "overdue", "", "", "", "", "", "", "", "", "",
            json.dumps(answers), "0",
        ]  # fmt: skip
        packed.append(PackedItems(one.unit_id, FIELD.join(cells)))
        counts[one.unit_id] = Progress(assigned=1, complete=int(complete))
    assert RECORD not in FIELD
    snapshot = Snapshot(
        "X", 1, date(2021, 5, 20), units, (GROUP,), (TASK,), items=tuple(packed), by_unit=counts
    )
    words = {"II.1.1.ten": "Tuyên truyền", "II.1.ten": "Tuyên truyền"}
    return Told(Figures(facts(snapshot)), words)


def texts(of: Told, written: dict[str, Written] | None = None) -> dict[str, str]:
    made = document.composed(OUTLINE, of, written or {})
    return {line.key: line.words.text for line in made.lines}


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        (
            [("done", "verified", DONE), ("done", "verified", DONE)],
            "Tuyên truyền: 6 buổi; tỷ lệ người dự đạt 66,7% (4/6); 2/2 đơn vị có đầu mối (2/2).",
        ),
        (
            [("done", "verified", DONE), ("nil", "verified", {})],
            "Tuyên truyền: 3 buổi; tỷ lệ người dự đạt 66,7% (2/3); 1/2 đơn vị có đầu mối (2/2).",
        ),
        ([("nil", "verified", {})], "Tuyên truyền: không phát sinh (1/1)."),
        ([("done", "received", DONE)], "Tuyên truyền: chưa có báo cáo (0/1)."),
        ([("done", "returned", DONE)], "Tuyên truyền: chưa có báo cáo (0/1)."),
        ([("not_started", "not_sent", {})], "Tuyên truyền: chưa có báo cáo (0/1)."),
        (
            [("done", "verified", {"so": 0})],
            "Tuyên truyền: 0 buổi; tỷ lệ người dự đạt -; 0/1 đơn vị có đầu mối (1/1).",
        ),
    ],
)
def test_nil_missing_and_zero_are_three_things(items, sentence):
    assert texts(told(*items))["nhom.II.1.1"] == sentence


def test_units_that_have_not_reported_are_named_and_waiting_ones_are_told():
    made = texts(told(("done", "sent", DONE), ("in_progress", "not_sent", {})))
    assert made["nhom.II.1.chua"] == "Còn 1: Đơn vị 1."
    assert made["nhom.II.1.cho"] == "Chưa xác nhận 1."
    assert made["im_lang"] == "Im lặng: 1."
    made = texts(told(("done", "verified", DONE)))
    assert {"nhom.II.1.chua", "nhom.II.1.cho", "im_lang"}.isdisjoint(made)


def test_what_is_said_further_stands_behind_the_tasks_of_its_group():
    said = Sentence("them", "Tất cả {giao} việc."), Sentence("khong", "Không.", when="y_kien")
    groups = Groups("nhom", TEXTS, assessment="Đánh giá", further={"II.1": said, "II.9": said})
    outline = replace(OUTLINE, sections=(Section("ket_qua", "KẾT QUẢ", (groups,)),))

    made = document.composed(outline, told(("in_progress", "not_sent", {})), {})

    keys = [line.key for line in made.lines]
    assert keys[keys.index("nhom.II.1.1") :][:3] == ["nhom.II.1.1", "them", "nhom.II.1.chua"]
    assert "khong" not in keys
    assert made.line("them").words.text == "Tất cả 1 việc."


def test_no_unit_at_all_makes_a_report_too():
    made = texts(told())
    assert made["mo_dau"] == "Số liệu 0 việc."
    assert made["nhom.II.1.1"] == "Tuyên truyền: chưa có báo cáo (0/0)."


def test_headings_are_numbered_within_their_section():
    made = document.composed(OUTLINE, told(("done", "verified", DONE)), {})
    heads = [
        line.words.text for line in made.lines if line.kind in (LineKind.SECTION, LineKind.HEADING)
    ]
    assert heads == [
        "I. KẾT QUẢ", "1. Tuyên truyền về bầu cử", "II. ĐÁNH GIÁ", "1. Hạn chế",
    ]  # fmt: skip


def found(of: Told, **written: str) -> set[Reason]:
    stored = {key.replace("__", "."): Written(Words(text), 1) for key, text in written.items()}
    made = document.composed(OUTLINE, of, stored)
    return {one.reason for one in readiness.findings(made, of)}


def test_what_holds_a_report_back_is_found():
    whole = told(("done", "verified", DONE))
    ready = {"han_che": "Không có", "nhom__II__1__nhan_xet": "Đạt 3 buổi"}
    assert found(whole) == {Reason.EMPTY}
    assert found(whole, **ready) == set()
    for text, reason in (
        ("Còn [Văn phòng bổ sung: số]", Reason.TO_FILL),
        ("Theo Luật A (đề xuất, cần kiểm tra)", Reason.SUGGESTED),
        ("Theo Kế hoạch số      /KH", Reason.BLANK),
        ("Đạt kết quả tốt", Reason.VAGUE),
    ):
        assert found(whole, **ready | {"han_che": text}) == {reason}
    assert found(whole, **ready | {"han_che": "Đạt kết quả tốt: 3/3 đơn vị"}) == set()
    assert found(whole, **ready | {"bo_roi": "Mồ côi"}) == {Reason.GONE}


def test_silent_units_must_be_named_by_the_report():
    of = told(("done", "verified", DONE), ("not_started", "not_sent", {}))
    ready = {"han_che": "Không có", "nhom__II__1__nhan_xet": "Đạt 3 buổi"}
    # The sentence of the group names it.
    assert found(of, **ready) == set()
    silenced = {"nhom__II__1__chua": "Còn một đơn vị."}
    assert found(of, **ready, **silenced) == {Reason.UNLISTED}
    assert found(of, **ready | silenced | {"han_che": "Đơn vị 1 chậm"}) == set()


def test_a_hand_edit_with_another_figure_holds_back():
    of = told(("done", "verified", DONE))
    words = Words("Đã làm 9 buổi", (Span(7, 8, "II.1.1.so"),))
    written = {
        "nhom.II.1.1": Written(words, 1),
        "han_che": Written(Words("Không có"), 1),
        "nhom.II.1.nhan_xet": Written(Words("3 buổi"), 1),
    }
    made = document.composed(OUTLINE, of, written)
    assert {one.reason for one in readiness.findings(made, of)} == {Reason.MOVED}
    line = made.line("nhom.II.1.1")
    assert line is not None
    assert [(one.old, one.new) for one in line.moves] == [("9", "3")]
