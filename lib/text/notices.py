"""Words of notices of false information."""

from __future__ import annotations

from collections.abc import Mapping

NOTICE_FIELDS: Mapping[str, str] = {
    "forwarded_to": "Chuyển đến",
    "forwarded_on": "Ngày chuyển",
    "reason": "Lý do",
    "picture": "Ảnh chụp màn hình",
}
NOTICE_STATES: Mapping[str, str] = {
    "received": "Tiếp nhận",
    "forwarded": "Đã chuyển",
    "closed": "Đóng",
}
"""State of lib/domain/notices.py -> what an office calls it."""
NOTICE_STEPS: Mapping[str, str] = {
    "send": "Thông báo",
    "forward": "Chuyển",
    "close": "Đóng",
    "reopen": "Mở lại",
}
HAS_PICTURE: Mapping[bool, str] = {True: "Có", False: "Không"}
EXPORT_HINTS: Mapping[str, str] = {
    "notices": "Mỗi dòng là một thông báo: đơn vị, nguồn, đường dẫn, nội dung, chuyển đến đâu, "
    "ngày nào. Không có người gửi và người đăng.",
}
EXPORT_COLUMNS: Mapping[str, str] = {
    "notice_number": "Số thông báo",
    "notice_source": "Nguồn",
    "notice_link": "Đường dẫn",
    "notice_content": "Nội dung sai sự thật",
    "picture": "Ảnh chụp",
    "notice_state": "Tình trạng thông báo",
}
NO_NAMES = (
    "Chỉ ghi nguồn, đường dẫn và nội dung. **Không ghi tên, tài khoản của người đăng hay người "
    "chia sẻ**, trong ảnh cũng vậy: che tên trước khi đính kèm. Không chia sẻ lại nội dung sai."
)

REFUSED: Mapping[str, str] = {
    "notice_state": "Thông báo không còn ở bước cho phép thao tác này. Vui lòng tải lại trang.",
    "own_notice": "Thông báo này do chính bạn gửi. Vui lòng để người khác của Văn phòng xử lý.",
}
NOT_FOUND: Mapping[str, str] = {
    "notice": "Không tìm thấy thông báo hoặc ảnh này trong phong trào.",
}

AUDIT_EVENTS: Mapping[str, str] = {
    "notice.send": "Thông báo thông tin sai sự thật",
    "notice.forward": "Chuyển thông tin sai sự thật",
    "notice.close": "Đóng thông báo thông tin sai sự thật",
    "notice.reopen": "Mở lại thông báo thông tin sai sự thật",
}
