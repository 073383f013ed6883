"""The sentences of a unit's report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.domain.papers.unit_report import told
from lib.domain.progress import Progress
from lib.domain.unit_reports import Figure, GroupFigures, TaskFigures, Told
from tests.exports.paper_data import DAY, some_figures

EMPTY = ("", "", "", "")


def report(figures=None, typed=EMPTY, *, is_fixed=True):
    return told(
        figures or some_figures(5), typed, addressee="Văn phòng Sở", plan="Kế hoạch số 1", day=DAY,
        is_fixed=is_fixed,
    )  # fmt: skip


def test_a_group_says_each_kind_of_answer_in_its_own_words():
    tasks = [
        TaskFigures(f"II.1.{place}", f"Việc {state.value}", True, state, figures)
        for place, (state, figures) in enumerate(
            {
                Told.DONE: (
                    Figure("Số hội nghị", "1.234 hội nghị", "hội nghị"),
                    Figure("Được phổ biến", "2/3 người (66,7%)", "người"),
                    Figure("Có phương án", "Có"),
                ),
                Told.NIL: (),
                Told.UNDER_WAY: (
                    Figure("Số gương tập thể", "1 gương", "gương"),
                    Figure("Số gương cá nhân", "2 gương", "gương"),
                ),
                Told.RETURNED: (),
                Told.MISSING: (),
            }.items()
        )
    ]
    figures = replace(some_figures(0), groups=(GroupFigures("II.1", "Quán triệt", tuple(tasks)),))

    [group] = report(figures).groups

    assert (group.title, group.told) == (
        "Quán triệt",
        "hoàn thành 2/5 nhiệm vụ. Kết quả: Việc done (1.234 hội nghị, 2/3 người (66,7%), có "
        "phương án: Có). Đang thực hiện: Việc under_way (số gương tập thể: 1 gương, số gương cá "
        "nhân: 2 gương). Không phát sinh: Việc nil. "
        "Đang bổ sung theo yêu cầu của Văn phòng: Việc returned. Chưa báo cáo: Việc missing.",
    )


def test_counts_are_told_with_their_share():
    counts = Progress(assigned=1200, complete=1000, on_time=990, late=10, nil=3, overdue=200)

    assert report(replace(some_figures(0), progress=counts)).progress == (
        "Được giao 1.200 nhiệm vụ bắt buộc; hoàn thành 1.000/1.200 (83,3%), trong đó đúng hạn 990, "
        "sau hạn 10, không phát sinh 3; quá hạn chưa hoàn thành 200."
    )


def test_a_unit_that_was_asked_for_nothing_has_no_share():
    none = report(replace(some_figures(0), progress=Progress()))

    assert none.progress == "Đơn vị không được giao nhiệm vụ bắt buộc."
    assert none.optional == ""


@pytest.mark.parametrize(
    ("collectives", "individuals", "said"),
    [
        (1, 2, "Đơn vị đã gửi đề nghị khen thưởng 01 (một) tập thể, 02 (hai) cá nhân."),
        (0, 1, "Đơn vị đã gửi đề nghị khen thưởng 00 (không) tập thể, 01 (một) cá nhân."),
        (0, 0, "Đơn vị không gửi đề nghị khen thưởng."),
    ],
)
def test_collectives_and_persons_are_two_counts(collectives, individuals, said):
    figures = some_figures(1, collectives=collectives, individuals=individuals)

    assert report(figures).awards == said


def test_a_head_count_that_nobody_knows_is_room_to_write():
    assert report(some_figures(1, headcount=None)).staff == "      người"
    assert report(some_figures(1, headcount=1024)).staff == "1.024 người"


def test_paragraphs_are_kept_and_none_of_them_ends_the_paper():
    shown = report(typed=("Một.\n\n  Hai./.\nBa", "", "Không có", ""))

    assert (shown.merits, shown.limits) == (("Một.", "Hai.", "Ba"), ())
    assert (shown.causes, shown.proposals) == (("Không có",), ())


def test_what_is_not_sent_is_told_as_provisional():
    shown = report(is_fixed=False)

    assert shown.as_of == (
        "Số liệu tạm tính đến ngày 14 tháng 6 năm 2021; báo cáo chưa gửi Văn phòng Sở."
    )
    assert report().as_of == "Số liệu chốt ngày 14 tháng 6 năm 2021, khi gửi Văn phòng Sở."
