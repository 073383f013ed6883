"""What a plan's draft changes, in words, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lib.domain.plan_drafts import Name, Part

_MOST_CODES: Final = 5
PARTS: Mapping[Part, str] = {
    Part.HEAD: "Thông tin chung",
    Part.PASSAGE: "Mục đích, yêu cầu",
    Part.MILESTONE: "Mốc thời gian",
    Part.GROUP: "Nhóm nội dung",
    Part.TASK: "Nhiệm vụ",
    Part.AWARD: "Hình thức khen thưởng",
    Part.RULES: "Quy định khen thưởng",
}
TABS: Mapping[Part, str] = {
    Part.HEAD: "Chung",
    Part.PASSAGE: "Mục đích, yêu cầu",
    Part.MILESTONE: "Mốc",
    Part.GROUP: "Nhóm",
    Part.TASK: "Nhiệm vụ",
    Part.AWARD: "Hình thức khen thưởng",
    Part.RULES: "Quy định khen thưởng",
}
"""The same where all of them stand beside each other."""
NAMES: Mapping[Part, str] = {
    Part.PASSAGE: "Nguyên văn",
    Part.MILESTONE: "Tên mốc",
    Part.AWARD: "Tên hình thức",
}
CODES: Mapping[Part, str] = {
    Part.PASSAGE: "Mã, ví dụ I.1.5 (mục đích), I.2.4 (yêu cầu)",
    Part.GROUP: "Mã nhóm, ví dụ II.4",
    Part.AWARD: "Mã, ví dụ GK",
}
"""What a new record's code is asked for with."""
LEVELS: Mapping[str, str] = {"so": "Cơ quan", "tinh": "Tỉnh"}
"""An award form's level, as a campaign file has it."""
ADDED = "thêm mới"
LEFT_OUT = "bỏ khỏi kế hoạch"
DAY_MOVED = "ngày {old} → {new}"
CHANGED = "{label}: {old} → {new}"
REWORDED = "sửa “{label}”"
ADDED_TO_DRAFT = "Đã thêm vào bản nháp"
TAKEN_BACK = "Đã lấy lại bản đang áp dụng"
TAKEN_OUT = "Đã bỏ khỏi bản nháp"
PUBLISHED = "Đã áp dụng bản nháp."
DROPPED = "Đã bỏ bản nháp"
NO_TASKS = "Nhóm {code} chưa có nhiệm vụ nào."


def fate(reported: int, *, is_left_out: bool, is_asked_new: bool) -> str:
    """What becomes of the reports on a task."""
    if is_left_out and not reported:
        return "Chưa đơn vị nào báo cáo: bỏ hẳn."
    if not reported:
        return ""
    told = f"{reported} đơn vị đã báo cáo"
    if is_left_out:
        return f"{told}: nhiệm vụ ở lại, báo cáo không bị bỏ."
    if is_asked_new:
        return f"{told}: giữ số liệu đã có; lần sửa sau hỏi theo mẫu mới."
    return f"{told}: giữ nguyên."


def mark(is_in_force: bool, new: object, old: object, is_typed: bool) -> str:
    """What the draft does to a record, in a word for a list."""
    done = "Bỏ" if new is None else "Mới" if not is_in_force else "Sửa" if new != old else ""
    return ", ".join(filter(None, (done, "đang gõ" if is_typed else "")))


def called(name: Name, title: str) -> str:
    """A record in a sentence."""
    if name.part.is_one:
        return PARTS[name.part]
    is_named = name.part in (Part.MILESTONE, Part.AWARD)
    return f"{PARTS[name.part]} “{title}”" if is_named else name.code


def due_suggested(codes: Sequence[str]) -> str:
    """Of which tasks nobody has confirmed the day."""
    shown = ", ".join(codes[:_MOST_CODES]) + (", …" if len(codes) > _MOST_CODES else "")
    return f"{len(codes)} nhiệm vụ có hạn mới là đề xuất, chưa xác nhận: {shown}"
