"""The words of a plan's tasks in a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

COLUMNS: Final[Mapping[str, str]] = {
    "code": "Mã",
    "group": "Nhóm nội dung",
    "short_title": "Tên ngắn",
    "title": "Nội dung nhiệm vụ",
    "guidance": "Hướng dẫn thực hiện",
    "evidence_hint": "Minh chứng cần có",
    "privacy_note": "Lưu ý về dữ liệu",
    "milestone": "Hạn tính từ mốc",
    "way": "Hạn",
    "days": "Số ngày trước hoặc sau mốc",
    "source": "Hạn này",
    "applies_to": "Đơn vị thực hiện",
    "mandatory": "Bắt buộc thực hiện",
    "nil_allowed": "Cho phép “Không phát sinh”",
    "suggested": "Là đề xuất của Văn phòng",
    "unit_report": "Là báo cáo của đơn vị khi kết thúc",
    "form": "Mẫu báo cáo",
    "campaign": "Mã phong trào",
    "version": "Phiên bản",
}
SHEET: Final = "Nhiệm vụ"
FILE: Final = "TDKT_nhiem-vu-ke-hoach"
HINT: Final = (
    "Mỗi dòng một nhiệm vụ; cột có dấu * bắt buộc. Nhiệm vụ mới: để trống mã, phần mềm cấp số kế "
    "tiếp trong nhóm. Ô trống giữ nội dung đang có; hướng dẫn, minh chứng, lưu ý để trống là bỏ."
)
ALL: Final = "Tất cả"
BETWEEN: Final = "; "
NOT_CODE: Final = (
    "Mã: “{told}” không nằm trong nhóm {group}. Mã mới có dạng {group}.1, hoặc để trống."
)
LEFT_OUT: Final = (
    "Mã: nhiệm vụ {told} đã bị bỏ khỏi bản nháp, hoặc mã đã dùng trước đây. Vui lòng để trống mã."
)
OTHER_GROUP: Final = "Nhóm nội dung: nhiệm vụ {told} thuộc nhóm {group}, không chuyển nhóm được."
SEVERAL: Final = "Tên ngắn: nhóm có hơn một nhiệm vụ mang tên này. Vui lòng ghi mã ở cột “Mã”."
NO_FORM: Final = "Mẫu báo cáo: nhiệm vụ mới phải chọn một mẫu."
FORM_STAYS: Final = (
    "Mẫu báo cáo: nhiệm vụ đang áp dụng giữ mẫu của mình, sửa từng câu hỏi trên trang. "
    "Vui lòng để trống ô này."
)
NO_DAYS: Final = "Số ngày: hạn đúng ngày mốc thì để trống số ngày."
MOVED: Final = (
    "{name} đã sửa nhiệm vụ này trong bản nháp sau khi tệp được tải về, nên dòng này chưa lấy. "
    "Vui lòng tải tệp mới."
)
NO_VERSION: Final = "Cột ẩn “Phiên bản” đã bị sửa. Vui lòng tải tệp mới."
PLACE: Final = "{code} {title}"
IN_DRAFT: Final = "Các nhiệm vụ nằm trong bản nháp, chưa áp dụng."
UNDO: Final = "Nhiệm vụ đã thêm được bỏ khỏi bản nháp, nhiệm vụ đã sửa trở về như trước."
UNDONE: Final = "Đã hoàn tác lần nhập nhiệm vụ."
