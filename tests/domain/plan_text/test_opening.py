"""The theme of a campaign is what the text calls one, and only that."""

from __future__ import annotations

import pytest

from lib.domain.plan_text.parse import parse

HEAD = ["KẾ HOẠCH", "Thi đua năm 2026"]
THEME = "Xanh sạch đẹp"
BODY = ["I. NỘI DUNG", "1. Việc thứ nhất."]


@pytest.mark.parametrize(
    ("lines", "theme"),
    [
        ([*HEAD, "Sở phát động với chủ đề “Xanh sạch đẹp” như sau:", *BODY], THEME),
        ([*HEAD, *BODY, "2. Chủ đề: “Xanh sạch đẹp”."], THEME),
        ([*HEAD, *BODY, "2. Chủ đề thi đua", "“Xanh sạch đẹp”"], THEME),
        ([*HEAD, "I. CHỦ ĐỀ, THỜI GIAN", "- Chủ đề: “Xanh sạch đẹp”.", "- 2 ngày."], THEME),
        ([*HEAD, *BODY, "2. Chủ đề: An toàn giao thông.", "3. Chủ đề: Phòng cháy."], None),
        (["KẾ HOẠCH", "Thực hiện Chỉ thị “về thi đua yêu nước”", *BODY], None),
        ([*HEAD, *BODY, "2. Hội thi có tiểu phẩm với chủ đề “Ngã tư quê em”."], None),
    ],
    ids=["opening", "run-in", "heading", "part", "several", "title", "body"],
)  # fmt: skip
def test_the_theme_is_what_the_text_calls_one(lines, theme):
    assert parse(lines).theme == theme


def test_what_a_decision_brings_takes_its_head_and_signer():
    lines = [
        "SỞ XÂY DỰNG", "Số: 8/QĐ-SXD", "Sơn Lam, ngày 05 tháng 01 năm 2026", "QUYẾT ĐỊNH",
        "Ban hành Kế hoạch thi đua", "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.",
        "Nơi nhận:", "- Như Điều 1;", "- Lưu: VT.", "GIÁM ĐỐC", "Bế Văn An",
        *HEAD, "(Kèm theo Quyết định số 8/QĐ-SXD)", *BODY,
    ]  # fmt: skip

    plan = parse(lines)

    assert (plan.kind, plan.head.number, plan.title) == ("KẾ HOẠCH", "8/QĐ-SXD", "Thi đua năm 2026")
    assert ([one.text for one in plan.recipients], plan.signer.name) == (
        ["Như Điều 1", "Lưu: VT"],
        "Bế Văn An",
    )
    assert [group.code for group in plan.groups] == ["I"]
