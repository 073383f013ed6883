"""Each rule has a case that it finds, and a near one that it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from lib.domain.forms.fields import Field, Kind
from lib.domain.quality.findings import RuleKey, findings
from lib.domain.quality.rows import JumpRow, MovedRow, PaperRow, UnitRow
from lib.domain.quality.rules import BY_KEY, RULES
from lib.domain.workflow import WorkStatus
from lib.text import quality as words
from tests.domain.quality.rows import (
    NOTE,
    SHARE,
    TASK_ID,
    TODAY,
    a_report,
    a_task,
    rows,
    unit,
)

LONG = "Đã tổ chức quán triệt trong cuộc họp giao ban tháng Ba, có biên bản và danh sách kèm theo."
PAPER = UUID("5f0c4a40-56a4-4f0c-8ad2-0d6d4cf0a001")


def told(data, key: RuleKey) -> list[tuple[UUID, str]]:
    """What the rule finds: whose it is, and its sentence."""
    return [(one.unit_id, words.sentence(one)) for one in findings(data, [BY_KEY[key]])]


def test_every_rule_has_its_row_and_its_words():
    assert [rule.key for rule in RULES if BY_KEY[rule.key] == rule] == [*dict.fromkeys(BY_KEY)]
    assert set(BY_KEY) == set(RuleKey)
    for rule in RULES:
        told_of = (words.RULES[rule.key], words.WHY[rule.key])
        assert all(told_of)
        assert "{" not in words.limits_told(rule.key, rule.limits)


def test_a_typed_share_is_found_above_its_whole_and_not_at_it():
    data = rows(a_report(1, ty_le_num=13, ty_le_den=12), a_report(2, ty_le_num=12, ty_le_den=12))

    assert told(data, RuleKey.OVER_WHOLE) == [
        (unit(1), "Tỷ lệ phổ biến: 13/12 (108,3 %)."),
    ]


def test_a_typed_share_is_measured_by_what_its_field_allows():
    task = a_task(replace(SHARE, maximum=120))
    data = rows(
        a_report(1, ty_le_num=13, ty_le_den=12), a_report(2, ty_le_num=15, ty_le_den=12), task=task
    )

    assert [one for one, _ in told(data, RuleKey.OVER_WHOLE)] == [unit(2)]


def test_a_computed_percentage_is_found_above_100_and_not_at_it():
    share = Field("ty_le", "Tỷ lệ nữ", Kind.SHARE, of=("nu", "tong"))
    task = a_task(Field("nu", "Nữ", Kind.WHOLE), Field("tong", "Tổng", Kind.WHOLE), share)
    data = rows(
        a_report(1, ty_le_num=5, ty_le_den=4), a_report(2, ty_le_num=4, ty_le_den=4), task=task
    )

    assert told(data, RuleKey.PERCENT_OVER) == [(unit(1), "Tỷ lệ nữ: 5/4 (125,0 %).")]


def test_a_number_in_per_cent_is_found_above_100_and_not_at_it():
    task = a_task(Field("ty_le", "Tỷ lệ cử tri đi bầu", Kind.DECIMAL, unit="%"))
    data = rows(a_report(1, ty_le="100.5"), a_report(2, ty_le="100"), task=task)

    assert told(data, RuleKey.PERCENT_OVER) == [(unit(1), "Tỷ lệ cử tri đi bầu: 100,5 %.")]


def turnouts(*last: int, heads=None):
    """Twelve units of ten people with one or two attendances each, and some more."""
    usual = [a_report(number, luot_nguoi=10 + number) for number in range(1, 12)]
    more = [a_report(12 + place, luot_nguoi=value) for place, value in enumerate(last)]
    return rows(*usual, *more, heads=heads)


def test_a_figure_far_from_that_of_others_per_head_is_found():
    assert told(turnouts(125), RuleKey.OUTLIER) == [
        (
            unit(12),
            "Số lượt người: 125 lượt của 10 người, tức 12,5 lượt/người; các đơn vị khác thường 1,4 "
            "đến 1,9 (trung vị 1,6 của 11 đơn vị).",
        )
    ]
    assert [one for one, _ in told(turnouts(2), RuleKey.OUTLIER)] == [unit(12)]


@pytest.mark.parametrize(
    "data",
    [
        turnouts(30),
        turnouts(125, heads={12: 90}),
        turnouts(125, heads={12: None}),
        rows(
            *(a_report(one, luot_nguoi=1) for one in range(1, 12)), a_report(12, luot_nguoi=9),
        ),
        rows(
            *(a_report(one, luot_nguoi=15) for one in range(1, 12)),
            a_report(12, WorkStatus.IN_PROGRESS, luot_nguoi=150),
        ),
    ],
    ids=["twice-as-much", "a-large-unit", "unknown-heads", "a-few", "under-way"],
)  # fmt: skip
def test_a_figure_near_to_that_of_others_is_not(data):
    assert told(data, RuleKey.OUTLIER) == []


def test_with_too_few_other_units_nothing_per_head_is_compared():
    few = [a_report(one, luot_nguoi=15) for one in range(4)]
    enough = [*few, a_report(5, luot_nguoi=15)]

    assert told(rows(*few, a_report(9, luot_nguoi=900)), RuleKey.OUTLIER) == []
    assert len(told(rows(*enough, a_report(9, luot_nguoi=900)), RuleKey.OUTLIER)) == 1


def jump(before: int, after: int, now: int | None = None, key: str = "luot_nguoi"):
    row = JumpRow(unit(1), TASK_ID, key, Decimal(before), Decimal(after), date(2021, 4, 20))
    return rows(a_report(1, **{key: after if now is None else now}), jumps=[row])


def test_a_running_total_that_jumped_is_found():
    assert told(jump(30, 300), RuleKey.JUMP) == [
        (unit(1), "Số lượt người: lần lưu ngày 20/04/2021 tăng từ 30 lên 300 lượt (gấp 10 lần).")
    ]


@pytest.mark.parametrize(
    "data",
    [jump(30, 149), jump(2, 12), jump(30, 300, now=60), jump(30, 300, key="khac")],
    ids=["less-than-five-times", "by-a-few", "put-right", "another-figure"],
)
def test_a_running_total_that_grew_is_not(data):
    assert told(data, RuleKey.JUMP) == []


def test_a_done_report_without_evidence_is_found():
    assert told(rows(a_report(1, files=0, luot_nguoi=3)), RuleKey.NO_EVIDENCE) == [
        (unit(1), "Báo đã hoàn thành nhưng không có tệp, không có đường dẫn minh chứng.")
    ]


@pytest.mark.parametrize(
    "data",
    [
        rows(a_report(1, files=1)),
        rows(a_report(1, files=0, duong_dan="https://so.example/1")),
        rows(a_report(1, WorkStatus.IN_PROGRESS, files=0)),
        rows(a_report(1, WorkStatus.NIL, files=0)),
        rows(a_report(1, files=0), task=a_task(evidence_hint="")),
    ],
    ids=["a-file", "a-link", "under-way", "nil", "none-asked-for"],
)
def test_a_report_with_evidence_or_without_need_of_any_is_not(data):
    assert told(data, RuleKey.NO_EVIDENCE) == []


def test_a_done_report_of_zeros_is_found():
    data = rows(a_report(1, luot_nguoi=0, ty_le_num=0, ty_le_den=12))

    assert told(data, RuleKey.ALL_ZERO) == [
        (
            unit(1),
            "Báo đã hoàn thành nhưng mọi số liệu đều bằng 0: Số lượt người, Tỷ lệ phổ biến.",
        )
    ]


@pytest.mark.parametrize(
    "report",
    [
        a_report(1, luot_nguoi=0, ty_le_num=1, ty_le_den=12),
        a_report(1, WorkStatus.IN_PROGRESS, luot_nguoi=0),
        a_report(1, ghi_chu="Không có số"),
    ],
    ids=["one-figure", "under-way", "no-figures"],
)
def test_a_report_with_some_figure_or_none_asked_is_not(report):
    assert told(rows(report), RuleKey.ALL_ZERO) == []


def zeros(positive: int, *, of: int = 10, beside: int = 1):
    """A zero beside another figure, and other units of which so many have some."""
    others = [a_report(one, luot_nguoi=7 * (one < positive), ty_le_num=1) for one in range(of)]
    return rows(a_report(15, luot_nguoi=0, ty_le_num=beside), *others)


def test_a_zero_where_nearly_all_others_have_figures_is_found():
    found = told(zeros(10), RuleKey.LONE_ZERO)

    assert found == [
        (
            unit(15),
            "Số lượt người bằng 0, trong khi 10 trên 10 đơn vị khác có số (trung vị 7 lượt).",
        )
    ]


@pytest.mark.parametrize(
    "data",
    [zeros(7), zeros(4, of=4), zeros(10, beside=0)],
    ids=["three-in-ten-have-none", "few-units", "all-of-it-is-zero"],
)
def test_a_zero_among_zeros_is_not(data):
    assert told(data, RuleKey.LONE_ZERO) == []


def test_the_same_words_of_two_units_are_found_with_each():
    spaced = LONG.upper().replace(" ", "  ").rstrip(".")
    data = rows(a_report(1, ghi_chu=LONG), a_report(2, ghi_chu=spaced))

    assert told(data, RuleKey.COPIED) == [
        (unit(1), f"Ghi chú giống hệt của Phòng 2: “{LONG[:80].rstrip()}…”"),
        (
            unit(2),
            f"Ghi chú giống hệt của Phòng 1: “{LONG.upper()[:80].rstrip()}…”",
        ),
    ]


def test_of_many_units_with_the_same_words_some_are_named():
    data = rows(*(a_report(one, ghi_chu=LONG) for one in range(1, 7)))

    assert told(data, RuleKey.COPIED)[0][1].startswith(
        "Ghi chú giống hệt của Phòng 2, Phòng 3, Phòng 4 và 2 đơn vị nữa"
    )


@pytest.mark.parametrize(
    "other",
    [{"ghi_chu": LONG.replace("Ba", "Tư")}, {"khac": LONG}],
    ids=["a-word-differs", "another-question"],
)
def test_other_words_are_not(other):
    task = a_task(NOTE, replace(NOTE, key="khac", label="Khác"))

    assert (
        told(rows(a_report(1, ghi_chu=LONG), a_report(2, **other), task=task), RuleKey.COPIED) == []
    )


def test_short_words_that_are_the_same_are_not():
    short = "Đã phổ biến trong cuộc họp giao ban tháng của đơn vị."

    assert told(rows(a_report(1, ghi_chu=short), a_report(2, ghi_chu=short)), RuleKey.COPIED) == []


def paper(days: int):
    """A file dated so many days after its report said that all was done."""
    complete_on = date(2021, 4, 20)
    row = PaperRow(
        unit(1), TASK_ID, PAPER, "Biên bản", complete_on + timedelta(days=days), complete_on
    )
    return rows(a_report(1), papers=[row])


def test_evidence_dated_after_the_report_is_found_and_that_of_its_days_is_not():
    assert told(paper(4), RuleKey.EVIDENCE_LATE) == [
        (
            unit(1),
            "Minh chứng “Biên bản” ghi ngày 24/04/2021, trong khi đơn vị báo hoàn thành từ ngày "
            "20/04/2021.",
        )
    ]
    assert told(paper(3), RuleKey.EVIDENCE_LATE) == []


@pytest.mark.parametrize(("times", "found"), [(2, 1), (1, 0)], ids=["twice", "once"])
def test_a_deadline_that_moved_twice_is_found(times, found):
    data = rows(a_report(1), moved=[MovedRow(unit(1), TASK_ID, times, date(2021, 5, 9))])

    sentence = "Bị trả lại với 2 hạn bổ sung khác nhau; hạn hiện nay 09/05/2021."
    assert told(data, RuleKey.DEADLINE_MOVED) == [(unit(1), sentence)] * found


def quiet(days: int, *, still_open: int = 3, has_acted: bool = True, is_running: bool = True):
    last = TODAY - timedelta(days=days)
    row = UnitRow("Phòng 1", 10, last, last if has_acted else None, still_open)
    return replace(rows(), units={unit(1): row}, is_running=is_running)


def test_a_unit_that_was_silent_for_two_weeks_is_found():
    assert told(quiet(14), RuleKey.SILENT) == [
        (
            unit(1),
            "14 ngày không lưu, gửi hay tải gì (lần cuối 17/04/2021), còn 3 nhiệm vụ bắt buộc chưa "
            "hoàn thành.",
        )
    ]
    assert told(quiet(20, has_acted=False), RuleKey.SILENT) == [
        (
            unit(1),
            "Chưa lưu gì từ khi được giao việc ngày 11/04/2021 (20 ngày), có 3 nhiệm vụ bắt buộc.",
        )
    ]


@pytest.mark.parametrize(
    "data",
    [quiet(13), quiet(40, still_open=0), quiet(40, is_running=False)],
    ids=["thirteen-days", "nothing-left", "campaign-over"],
)
def test_a_unit_that_is_at_work_or_has_done_its_work_is_not(data):
    assert told(data, RuleKey.SILENT) == []


def test_other_facts_are_another_finding_and_the_same_facts_the_same():
    def mark(value: int, others: int = 1) -> str:
        usual = [a_report(one, luot_nguoi=15 + others) for one in range(1, 12)]
        [found] = findings(rows(*usual, a_report(12, luot_nguoi=value)), [BY_KEY[RuleKey.OUTLIER]])
        return found.fingerprint

    assert mark(300) == mark(300, others=2)
    assert mark(300) != mark(301)
