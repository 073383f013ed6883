"""Which items of a plan become tasks, and by which word that was chosen."""

from __future__ import annotations

from datetime import date

import pytest

from lib.domain.campaigns import SHORT_TITLE_LIMIT
from lib.domain.plan_text import parse, proposals
from lib.domain.plan_text.asking import Reason
from lib.domain.plan_text.corrections import Corrected, Correction
from lib.domain.plan_text.proposals import FormChoice, Proposal
from lib.domain.units import UnitType

LIBRARY = (
    FormChoice("tin_bai", "Tin, bài", ("tin, bài", "trang thông tin điện tử")),
    FormChoice("hoi_nghi", "Hội nghị", ("hội nghị", "quán triệt")),
    FormChoice("khac", "Khác", ()),
)
PLAN = """
ỦY BAN NHÂN DÂN XÃ A
Số: 12/KH-UBND

KẾ HOẠCH
Thi đua cải cách hành chính năm 2026

I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao chất lượng phục vụ.
2. Thực hiện nghiêm túc, tiết kiệm.
II. NỘI DUNG
1. Tổ chức hội nghị quán triệt kế hoạch trước ngày 15/3/2026.
2. Công tác tuyên truyền
a) Đăng tải tin, bài trên trang thông tin điện tử.
b) Tin bài phải ngắn gọn.
3. Xây dựng quy chế phối hợp
- Thời gian hoàn thành: tháng 6/2026.
- Đơn vị chủ trì: Văn phòng.
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng
- Theo dõi, đôn đốc các đơn vị; tổng hợp báo cáo.
2. Các phòng, đơn vị trực thuộc
- Căn cứ kế hoạch này, các phòng, đơn vị triển khai thực hiện.
3. Kinh phí
- Kinh phí lấy từ nguồn thường xuyên.

Nơi nhận:
- Như trên;
- Lưu: VT.
CHỦ TỊCH

Nguyễn Văn A
""".strip().splitlines()


def found(corrected: tuple[Corrected, ...] = ()) -> dict[str, Proposal]:
    read = proposals.of(parse.parse(PLAN, corrected), LIBRARY)
    return {one.code: one for one in read.tasks}


def test_numbered_items_and_bullets_that_ask_become_tasks() -> None:
    taken = {code for code, one in found().items() if one.is_task}

    assert taken == {"II.1", "II.2.A", "II.3", "III.1.1", "III.2.1"}


def test_every_item_that_was_weighed_is_told_with_its_reason() -> None:
    reasons = {code: one.reason for code, one in found().items() if not one.is_task}

    assert reasons == {
        "I.1": Reason.NOT_CONTENT,
        "I.2": Reason.NOT_CONTENT,
        "II.2.B": Reason.NO_VERB,
        "III.3.1": Reason.NOT_CONTENT,
    }


def test_the_day_is_that_of_its_text_or_of_the_lines_below() -> None:
    every = found()

    assert (every["II.1"].due_on, every["II.1"].due_words) == (date(2026, 3, 15), "15/3/2026")
    assert every["II.3"].due_on == date(2026, 6, 30)
    assert every["II.2.A"].due_on is None


def test_a_form_is_chosen_by_a_word_that_is_told() -> None:
    every = found()

    assert (every["II.1"].form, every["II.1"].form_word) == ("hoi_nghi", "hội nghị")
    assert every["II.2.A"].form == "tin_bai"
    assert (every["II.3"].form, every["II.3"].form_word) == ("khac", "")


def test_units_are_those_whom_the_heading_names() -> None:
    every = found()

    assert every["III.1.1"].units == (UnitType.OFFICE,)
    assert len(every["III.2.1"].units) == 4
    assert every["III.2.1"].units_word == "Các phòng"
    assert len(every["II.1"].units) == 4


def test_what_a_person_said_is_no_task_is_none() -> None:
    line = PLAN.index("- Theo dõi, đôn đốc các đơn vị; tổng hợp báo cáo.") + 1

    one = found((Corrected(line, Correction.NOT_TASK),))["III.1.1"]

    assert (one.is_task, one.reason) == (False, Reason.SAID_SO)


def test_groups_are_the_parts_that_hold_items() -> None:
    read = proposals.of(parse.parse(PLAN), LIBRARY)

    assert [one.code for one in read.groups] == ["I", "II", "II.2", "III.1", "III.2", "III.3"]
    assert {one.group_code for one in read.tasks} == {one.code for one in read.groups}
    assert all(one.code.startswith(f"{one.group_code}.") for one in read.tasks)


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức",
        "Tổ chức hội nghị, tuyên truyền",
        "x" * 300,
        "Một hai ba bốn năm sáu bảy tám chín mười",
    ],
)
def test_short_titles_fit_and_never_come_twice(text: str) -> None:
    taken: set[str] = set()

    made = [proposals.shortened(text, taken) for _ in range(30)]

    assert len(set(made)) == 30
    assert all(0 < len(one) <= SHORT_TITLE_LIMIT for one in made)
