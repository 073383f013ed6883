"""Words of maintenance, backups, alarms and the operator's checks."""

from __future__ import annotations

from collections.abc import Mapping

CHECKS: Mapping[str, str] = {
    "items_without_unit": "Mục giao không có đơn vị",
    "items_without_task": "Mục giao không có nhiệm vụ",
    "items_without_history": "Mục giao không khớp dòng lịch sử cuối",
    "history_with_gaps": "Mục giao thiếu dòng lịch sử",
    "revisions_ahead": "Lịch sử có số bản lớn hơn phong trào",
    "units_without_name": "Đơn vị không có tên",
    "accounts_without_unit": "Tài khoản không có đơn vị",
    "evidence_without_revision": "Minh chứng không có tệp nào",
    "evidence_without_file": "Minh chứng mất tệp trên đĩa",
    "uses_without_evidence": "Mục dùng minh chứng không có minh chứng",
    "uses_without_item": "Minh chứng của mục giao không tồn tại",
    "uses_without_nomination": "Minh chứng của đề nghị khen thưởng không tồn tại",
    "sessions_without_account": "Phiên làm việc không có tài khoản",
    "tasks_without_form": "Nhiệm vụ không có mẫu báo cáo",
}

BACKUPS: Mapping[str, str] = {
    "missing": "không có tệp này",
    "no_note": "không có tệp kiểm .json đi kèm; thêm --force nếu vẫn muốn dùng",
    "note": "không đọc được tệp kiểm .json đi kèm",
    "checksum": "mã kiểm SHA-256 không khớp, tệp đã bị thay đổi",
    "rows": "số dòng không khớp với lúc sao lưu",
}

ALARMS: Mapping[str, str] = {
    "checkpoint": "Lần ghi nhật ký vào tệp dữ liệu gần nhất không xong; việc đã lưu vẫn còn trong "
    "nhật ký. Vui lòng kiểm tra chỗ trống và tình trạng ổ đĩa. Chi tiết: {detail}",
    "rotten": "Lần đọc toàn bộ tệp dữ liệu lúc {at} thấy {count} khối không còn như lúc ghi. Vui "
    "lòng sao lưu ngay, giữ các bản sao lưu cũ và kiểm tra ổ đĩa; nếu không sao lưu được thì khôi "
    "phục bản gần nhất.",
    "unread": "Lần đọc toàn bộ tệp dữ liệu lúc {at} không đọc được đến hết. Vui lòng kiểm tra ổ "
    "đĩa. Chi tiết: {detail}",
    "cut": "Lúc khởi động, phần cuối dở dang của nhật ký dữ liệu (do mất điện khi đang ghi) đã "
    "được cắt bỏ; không việc nào đã báo lưu nằm trong đó. Bản đầy đủ được giữ tại {path}; xem xong "
    "có thể xóa tệp ấy.",
    "audit": "Lần đọc nhật ký lúc {at} thấy nhật ký không nguyên vẹn. {told}. Vui lòng giữ nguyên "
    "dữ liệu và các bản sao lưu, rồi chạy manage.py verify-audit.",
}

BACKUP_NOTES: Mapping[str, str] = {
    "none": "(bản tự tạo trước khi nâng cấp)",
    "missing": "(dở dang: thiếu tệp kiểm .json)",
    "bad": "(tệp kiểm .json bị hỏng)",
}

ANNOUNCEMENT_FIELDS: Mapping[str, str] = {
    "words": "Nội dung thông báo",
    "starts_at": "Hiện từ",
    "ends_at": "Hiện đến",
}
FROZEN = "Đang bảo trì, chỉ đọc: xem, in, tải về và kết xuất được; chưa lưu, gửi hay duyệt được."
FROZEN_MEANS = (
    "Khi bật, mọi người vẫn xem, in, tải về, kết xuất được nhưng không lưu, gửi, duyệt được gì."
)

REFUSED: Mapping[str, str] = {
    "frozen": "Chưa thực hiện: phần mềm đang ở chế độ chỉ đọc để bảo trì. Nội dung đã nhập vẫn còn "
    "trên trang này; vui lòng giữ trang mở và bấm lại khi hết bảo trì.",
    "no_demo": "Tệp ở chỗ của dữ liệu mẫu không phải dữ liệu mẫu nên không gỡ. Vui lòng kiểm tra "
    "tệp.",
}

AUDIT_EVENTS: Mapping[str, str] = {
    "upkeep.announce": "Đăng thông báo bảo trì",
    "upkeep.take_down": "Gỡ thông báo bảo trì",
    "upkeep.freeze": "Bật chế độ chỉ đọc",
    "upkeep.thaw": "Tắt chế độ chỉ đọc",
}
AUDIT_DETAILS: Mapping[str, str] = {
    "words": "Nội dung",
    "starts_at": "Từ",
    "ends_at": "Đến",
}
