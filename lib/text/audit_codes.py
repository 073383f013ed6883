"""What a code says that stands as "what" in an event of the audit log, which keeps codes."""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain.plan_intake import State
from lib.text.exports import EXPORTS
from lib.text.intake import CORRECTIONS
from lib.text.jobs import JOB_KINDS
from lib.text.plan_drafts import PARTS

_SHEETS: Mapping[str, str] = {
    "summary": "Tổng hợp trực tiếp",
    "checklist": "Nhiệm vụ của đơn vị",
    "meeting": "Phiếu họp, biên bản Hội đồng",
    "plan": "Kế hoạch",
    "nominations": "Đề nghị của đơn vị",
    "review": "Thẩm định đề nghị",
    "documents": "Văn bản",
    "acknowledgements": "Xác nhận văn bản của các đơn vị",
    "evaluation": "Đánh giá các đơn vị",
    "notices": "Thông tin sai sự thật",
    "feedback": "Ý kiến, kiến nghị",
    "reports": "Báo cáo kết quả của các đơn vị",
    "people": "Người dùng",
    "units": "Đơn vị",
}
"""What is printed, by its name in the address."""
_FILES = {one.value: words for one, words in JOB_KINDS.items()}
_PARTS = {one.value: words for one, words in PARTS.items()}

_WHAT: Mapping[str, Mapping[str, str]] = {
    "account.sign_in_locked": {
        "pair": "tên đăng nhập từ một nơi",
        "name": "tên đăng nhập",
        "address": "địa chỉ mạng",
        "key": "khóa kết nối",
    },
    "audit.erase": {"address": "địa chỉ mạng"},
    "connection.read": EXPORTS,
    "export.csv": {**EXPORTS, "audit": "Nhật ký"},
    "export.papers": _FILES,
    "export.ask": _FILES,
    "export.cancel": _FILES,
    "export.take": _FILES,
    "export.xlsx": _FILES,
    "export.print": _SHEETS,
    "intake.change": {
        **{one.value: words for one, words in CORRECTIONS.items()},
        "head": "Thông tin chung",
        State.DROPPED.value: "Bỏ bản đang nạp",
    },
    "plan.change": {
        **_PARTS,
        **{f"{part} out": f"{words} (bỏ)" for part, words in _PARTS.items()},
        "order": "Thứ tự",
        "followed": "Ngày tính các mốc",
        "milestones by days": "Dời các mốc thời gian (số ngày)",
    },
}


def what(event: str) -> Mapping[str, str]:
    """Code -> words, for the "what" of events of that name."""
    return _WHAT.get(event, {})
