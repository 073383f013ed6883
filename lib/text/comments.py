"""Words of what a unit and the Office ask each other about an item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lib.domain.comments import Side

OFFICE: Final = "Văn phòng"
ASKED: Final = "Văn phòng hỏi"
"""Of an item on which the Office waits for its unit."""
STEPS: Mapping[str, str] = {"say": "Trao đổi", "seen": "Đã xem"}
"""Step of lib/domain/comments.py -> what an office calls it."""
SIDES: Mapping[str, str] = {Side.UNIT: "Đơn vị", Side.OFFICE: OFFICE}
REFUSED: Mapping[str, str] = {
    "comments_full": "Nhiệm vụ này đã có {limit} lượt trao đổi. Vui lòng liên hệ trực tiếp, hoặc "
    "ghi vào báo cáo.",
    "comment_seen": "Trao đổi này không còn chờ bạn. Vui lòng tải lại trang để xem.",
    "own_comment": "Bạn đã lưu hoặc gửi báo cáo này nên không hỏi thay Văn phòng được. Vui lòng "
    "trao đổi ở trang Nhiệm vụ, hoặc nhờ người khác của Văn phòng.",
}
NOT_FOUND: Mapping[str, str] = {
    "comment": "Không tìm thấy trao đổi này ở nhiệm vụ.",
}
AUDIT_EVENTS: Mapping[str, str] = {
    "comment.unit": "Đơn vị hỏi, trả lời Văn phòng",
    "comment.office": "Văn phòng hỏi, trả lời đơn vị",
    "comment.seen": "Đánh dấu đã xem trao đổi",
}
EXPORT_COLUMNS: Mapping[str, str] = {
    "thread": "Số trao đổi",
    "comment_step": "Lượt",
    "comment_side": "Bên",
    "comment_body": "Nội dung",
    "comment_home": "Đơn vị người viết",
    "comment_by": "Người viết",
    "comment_at": "Thời điểm",
}
