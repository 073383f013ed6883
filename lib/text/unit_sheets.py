"""The words of a unit's reports in one workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lib.domain.imports import Outcome

COLUMNS: Final[Mapping[str, str]] = {
    "code": "Mã",
    "title": "Nhiệm vụ",
    "due_on": "Hạn",
    "question": "Câu hỏi",
    "measure": "Đơn vị tính",
    "value": "Giá trị",
    "campaign": "Mã phong trào",
    "unit": "Mã đơn vị",
    "key": "Khóa",
    "version": "Phiên bản",
}
SHEET: Final = "Nhiệm vụ"
HINT: Final = (
    "Chỉ điền cột “Giá trị”; ô có danh sách thì chọn trong danh sách. Dòng xám đã gửi Văn phòng, "
    "tự tính hoặc điền trên trang, không nhận sửa. Dòng bị xóa thì giữ số liệu đang lưu; không "
    "dùng công thức."
)
ON_PAGE: Final = "điền trên trang"
FILE: Final = "TDKT_nhiem-vu"
STATUS: Final = "Trạng thái"
LOWER_REASON: Final = "Lý do giảm số lũy kế"
NO_TASK: Final = "Đơn vị không có nhiệm vụ mang mã này."
NO_QUESTION: Final = "Báo cáo của nhiệm vụ không có câu hỏi này. Vui lòng tải tệp mới."
NO_VERSION: Final = "Cột ẩn “Phiên bản” đã bị sửa. Vui lòng tải tệp mới."
OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.CHANGED: "Sẽ lưu",
    Outcome.SAME: "Không đổi",
    Outcome.SKIPPED: "Chưa lấy",
    Outcome.FAULTY: "Có lỗi",
}
LOCKED: Final = "Đã gửi Văn phòng nên không nhận thay đổi trong tệp."
DROPS_DRAFT: Final = "Bản nháp của bạn trên trang được bỏ."
KEEP: Final = "Giữ bản đang lưu"
TAKE: Final = "Lấy của tệp"
