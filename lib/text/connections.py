"""Words of keys for programs, and of what programs are told."""

from __future__ import annotations

from collections.abc import Mapping

CONNECTION_FIELDS: Mapping[str, str] = {
    "name": "Tên khóa",
    "tables": "Các bảng được đọc",
    "expires_on": "Dùng đến hết ngày",
    "password": "Mật khẩu hiện tại",
    "code": "Mã xác thực",
}
CONNECTION_STATES: Mapping[str, str] = {
    "live": "Đang dùng",
    "expired": "Hết hạn",
    "revoked": "Đã thu hồi",
    "barred": "Tạm ngừng",
}
"""State of lib/domain/connections.py -> what an office calls it."""

DENIED: Mapping[str, str] = {
    "key": "Khóa không đúng, đã hết hạn, đã bị thu hồi, hoặc người tạo khóa không còn quyền. Vui "
    "lòng nhờ Văn phòng tạo khóa mới ở trang Kết nối dữ liệu.",
    "key_waiting": "Khóa sai đã được gửi nhiều lần từ địa chỉ này. Vui lòng kiểm tra khóa rồi thử "
    "lại sau {seconds} giây.",
}
NOT_FOUND: Mapping[str, str] = {
    "table": "Không có bảng này, hoặc khóa không được đọc bảng này. Các bảng được đọc ở "
    "/api/v1/tables.",
    "connection": "Không tìm thấy khóa này trong phong trào.",
}
AUDIT_EVENTS: Mapping[str, str] = {
    "connection.create": "Tạo khóa kết nối dữ liệu",
    "connection.revoke": "Thu hồi khóa kết nối dữ liệu",
    "connection.read": "Đọc số liệu bằng khóa kết nối",
    "connection.refuse": "Khóa kết nối không dùng được",
}
REFUSED: Mapping[str, str] = {
    "connections_full": "Phong trào đã có {limit} khóa đang dùng. Vui lòng thu hồi khóa không còn "
    "cần rồi tạo khóa mới.",
    "newer_edition": "Bản số liệu đang đọc dở không còn, đã có số liệu mới. Vui lòng đọc lại từ "
    "đầu.",
}

API_TITLES: Mapping[int, str] = {
    400: "Tham số không dùng được",
    401: "Cần khóa kết nối",
    404: "Không tìm thấy",
    410: "Đã có số liệu mới",
    429: "Yêu cầu quá nhanh",
    503: "Hệ thống đang bận",
}
API_PROBLEMS: Mapping[str, tuple[str, str]] = {
    "no_key": (
        API_TITLES[401],
        "Vui lòng gửi khóa kết nối trong phần đầu Authorization: “Bearer <khóa>”, hoặc kiểu Basic "
        "với khóa là mật khẩu (tên đăng nhập tùy ý). Văn phòng tạo khóa ở trang Kết nối dữ liệu.",
    ),
    "key_in_address": (
        "Khóa không được nằm trong địa chỉ",
        "Địa chỉ được ghi lại ở nhiều nơi. Vui lòng gửi khóa trong phần đầu Authorization; khóa đã "
        "viết trong địa chỉ thì nên thu hồi và tạo khóa mới.",
    ),
    "too_fast": (API_TITLES[429], "Vui lòng đọc tiếp sau {seconds} giây."),
    "read_only": ("Chỉ đọc", "Địa chỉ này chỉ nhận GET và HEAD."),
    "other_site": (
        "Không nhận từ trang khác",
        "Yêu cầu đến từ một trang web khác nên không được nhận. Vui lòng đọc bằng Excel, Power BI "
        "hoặc chương trình của bạn.",
    ),
    "no_address": (
        API_TITLES[404],
        "Không có địa chỉ này. Danh sách các bảng ở /api/v1/tables, cách dùng ở /api/v1/.",
    ),
    "unknown_parameter": (
        API_TITLES[400],
        "Địa chỉ này không nhận tham số “{name}”. Các tham số nhận được: {known}.",
    ),
    "twice": (API_TITLES[400], "Có tham số được viết hai lần. Vui lòng viết một lần."),
    "bad_number": (
        API_TITLES[400],
        "Tham số “{name}” phải là số nguyên từ {least} đến {most}.",
    ),
    "bad_options": (
        API_TITLES[400],
        "Tham số “dates” là iso hoặc vi, “decimals” là dấu chấm hoặc dấu phẩy.",
    ),
    "bad_cursor": (
        "Vị trí đọc tiếp không dùng được",
        "Vui lòng dùng nguyên địa chỉ trong “next” của trang trước, với đúng khóa đã đọc trang ấy; "
        "hoặc đọc lại từ đầu.",
    ),
    "bad_range": (
        "Ngoài phạm vi của tệp",
        "Phần cần tải nằm ngoài tệp. Vui lòng tải lại từ đầu.",
    ),
    "odata_option": (
        "Chưa hỗ trợ",
        "Nguồn OData này không nhận “{name}”; các dòng đọc về được lọc và sắp xếp trong chương "
        "trình của bạn. Nhận được: $top, $skip, $count, $select.",
    ),
    "odata_format": ("Chưa hỗ trợ", "Nguồn OData này chỉ có dạng JSON."),
    "odata_count": (API_TITLES[400], "Tham số “$count” là true hoặc false."),
    "odata_select": (
        API_TITLES[400],
        "“$select” có cột không có trong bảng. Tên các cột ở $metadata.",
    ),
}
"""Code of a refusal -> its title, and what to do."""

API_WORDS: Mapping[str, str] = {
    "title": "Thi đua: đọc số liệu",
    "about": "Các bảng của trang Kết xuất cho chương trình đọc: cùng số liệu, cùng bản, chỉ đọc. "
    "Mỗi khóa thuộc một phong trào và mở một số bảng.",
    "bearer": "Khóa kết nối, bắt đầu bằng tdkt_.",
    "basic": "Tên đăng nhập tùy ý, mật khẩu là khóa kết nối; dành cho Excel và Power BI.",
    "tables": "Các bảng mà khóa được đọc",
    "csv": "cả bảng, đúng các byte của tệp CSV ở trang Kết xuất",
    "count": "Số dòng của cả bảng",
    "first": "Số thứ tự, tính từ 0, của dòng đầu trang này",
    "next": "Địa chỉ trang sau, cùng một bản số liệu; null ở trang cuối",
    "limit": "Số dòng một trang",
    "cursor": "Vị trí đọc tiếp, lấy trong “next”",
    "tai": "Số liệu như lúc ấy, giờ Việt Nam: 2026-11-22T14:00, hoặc 2026-11-22 là hết ngày ấy",
    "dates": "Dạng ngày: 2026-11-22 hoặc 22/11/2026",
    "decimals": "Dấu thập phân; với dấu phẩy, các cột ngăn nhau bằng dấu chấm phẩy",
    "ok": "Số liệu",
    "same": "Không có gì mới so với ETag đã gửi trong If-None-Match",
    "problem": "Không đọc được: vì sao và cần làm gì, theo RFC 9457",
    "retry": "Số giây nên chờ",
}
"""Words of the OpenAPI document."""
