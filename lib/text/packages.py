"""The words for what loading a campaign's file changes."""

from __future__ import annotations

from typing import Final

from lib.domain.vietnamese import format_number

CAMPAIGN: Final = "Phong trào mới “{title}” ({code})"
TASK: Final = "Nhiệm vụ {code}"
UNIT: Final = "Đơn vị {code} {name}"
EVALUATION: Final = "Quy tắc đánh giá đơn vị"
OUTLINE: Final = "Bố cục báo cáo"
TEMPLATE: Final = "Mẫu văn bản “{paper}”"
COMMENTS: Final = "Ghi chú trong tệp (dòng #)"
REST: Final = "Nội dung khác của tệp"
ADDED: Final = "thêm mới"
CHANGED: Final = "thay đổi"
REPLACED: Final = "thay bản đang dùng"
KEPT: Final = "không còn trong tệp, được giữ vì đã có báo cáo"
OPERATOR_FOR: Final = "{operator} (thay {name})"
LINE: Final = "{head}: {words}"
NOTHING: Final = "Nội dung tệp này đã có, không có gì thay đổi."


def made(groups: int, tasks: int, milestones: int, items: int) -> str:
    """What a new campaign consists of."""
    return (
        f"{format_number(groups)} nhóm nội dung, {format_number(tasks)} nhiệm vụ, "
        f"{format_number(milestones)} mốc; giao {format_number(items)} mục cho các đơn vị"
    )
