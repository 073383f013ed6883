"""What a person says of lines holds at the next reading, and at no other place."""

from __future__ import annotations

from lib.domain.plan_text.corrections import Corrected, Correction
from lib.domain.plan_text.nouns import Doubt
from lib.domain.plan_text.parse import parse

LINES = [
    "KẾ HOẠCH",
    "Thi đua năm 2026",
    "Căn cứ Quyết định số 1/QĐ-SXD ngày 02/01/2026 của Giám đốc Sở;",
    "I. NỘI DUNG",
    "1. Việc thứ nhất",
    "Mở sổ theo dõi tại từng phòng.",
    "Đợt cao điểm",
    "- Dọn kho.",
    "- Sơn lại cổng.",
    "II. THỰC HIỆN",
    "1. Các phòng thực hiện, báo cáo",
    "Văn phòng Sở.",
]


def read(*corrected):
    return parse(LINES, [Corrected(line, how) for line, how in corrected])


def test_a_line_becomes_a_heading_with_what_stands_under_it():
    (item,) = read((7, Correction.HEADING)).groups[0].children

    assert [one.text for one in item.points] == ["Mở sổ theo dõi tại từng phòng."]
    (heading,) = item.children
    assert (heading.code, heading.title, heading.lines) == ("", "Đợt cao điểm", (7,))
    assert [one.text for one in heading.points] == ["Dọn kho.", "Sơn lại cổng."]


def test_joined_lines_are_one_paragraph():
    before = read().groups[1].children[0]
    after = read((12, Correction.JOIN)).groups[1].children[0]

    assert (before.title, [one.text for one in before.points]) == (
        "Các phòng thực hiện, báo cáo",
        ["Văn phòng Sở."],
    )
    assert (after.text, after.lines, after.points) == (
        "Các phòng thực hiện, báo cáo Văn phòng Sở.",
        (11, 12),
        (),
    )


def test_a_split_line_begins_a_paragraph():
    lines = [*LINES[:5], "Mở sổ theo dõi tại", "từng phòng, từng tổ.", *LINES[9:]]

    whole = parse(lines).groups[0].children[0].points
    split = parse(lines, [Corrected(7, Correction.SPLIT)]).groups[0].children[0].points

    assert [one.text for one in whole] == ["Mở sổ theo dõi tại từng phòng, từng tổ."]
    assert [one.text for one in split] == ["Mở sổ theo dõi tại", "từng phòng, từng tổ."]


def test_what_is_no_task_is_marked_and_stays():
    (item,) = read((9, Correction.NOT_TASK)).groups[0].children

    assert [(one.text, one.is_task) for one in item.points][-2:] == [
        ("Dọn kho.", True),
        ("Sơn lại cổng.", False),
    ]


def test_a_correction_outside_the_parts_is_asked_about():
    questions = read((2, Correction.SPLIT)).questions

    assert [one.lines for one in questions if one.doubt == Doubt.UNUSED_CORRECTION] == [(2,)]


def test_nothing_is_remembered():
    read((7, Correction.HEADING))

    assert read() == parse(LINES)
