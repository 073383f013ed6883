"""Words of documents and of those who acknowledge them."""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain.documents import State, Step

STATES: Mapping[State, str] = {
    State.DRAFT: "Đang soạn",
    State.PUBLISHED: "Đã đăng",
    State.WITHDRAWN: "Đã thu hồi",
}
STEPS: Mapping[str, str] = {
    Step.SAVE: "Lưu nội dung",
    Step.ATTACH: "Đổi tệp",
    Step.PUBLISH: "Đăng bản {number}",
    Step.DROP: "Bỏ bản đang soạn",
    Step.WITHDRAW: "Thu hồi",
}
ACKNOWLEDGED = "Đã nhận, đã phổ biến cho {people} người ngày {day}"
LEVELS: Mapping[str, str] = {
    "trung_uong": "Trung ương",
    "tinh": "Tỉnh, thành phố",
    "co_quan": "Cơ quan",
    "don_vi": "Đơn vị",
}
HAS, HAS_NOT = "Đã xác nhận", "Chưa xác nhận"
EVERY_UNIT = "Mọi đơn vị"
LIST_SUBJECT = "Đơn vị xác nhận văn bản số {number}"
LIST_ABOUT = "Văn bản số {number} ngày {day} của {issuer}: {abstract}"
LIST_PUBLISHED = "; bản {edition}, đăng lúc {at}"
LIST_DUE = "; hạn phổ biến {day}"
LIST_RESULT = (
    "Đến {at}, {has}/{units} đơn vị nhận văn bản đã xác nhận, đã phổ biến cho {people} người."
)
REASON = "Lý do thu hồi"
NEW_FOR_UNITS = "Văn bản cho đơn vị"
AUDIT_EVENTS: Mapping[str, str] = {
    "document.save": "Soạn văn bản",
    "document.attach": "Đổi tệp của văn bản đang soạn",
    "document.publish": "Đăng văn bản",
    "document.drop": "Bỏ văn bản đang soạn",
    "document.withdraw": "Thu hồi văn bản",
    "document.acknowledge": "Xác nhận đã nhận, đã phổ biến văn bản",
    "document.read": "Đã đọc văn bản của đơn vị",
    "document.open": "Mở tệp văn bản",
}
AUDIT_DETAILS: Mapping[str, str] = {
    "asks_again": "Cần xác nhận lại",
    "edition": "Bản",
    "people": "Số người được phổ biến",
}
EXPORT_COLUMNS: Mapping[str, str] = {
    "document_number": "Số, ký hiệu",
    "issued_on": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "level": "Cấp ban hành",
    "valid_from": "Có hiệu lực từ",
    "valid_until": "Hết hiệu lực ngày",
    "to_whom": "Gửi tới",
    "spread_by": "Hạn phổ biến",
    "edition": "Bản",
    "document_state": "Tình trạng văn bản",
    "published_by": "Người đăng",
    "published_at": "Đăng lúc",
    "units_asked": "Số đơn vị nhận",
    "units_acknowledged": "Số đơn vị đã xác nhận",
    "people_told": "Số người được phổ biến",
    "links": "Liên kết",
    "acknowledgement": "Xác nhận",
    "acknowledged_edition": "Bản đã xác nhận",
    "told_on": "Ngày phổ biến",
    "told_how": "Hình thức phổ biến",
    "acknowledged_by": "Người xác nhận",
    "acknowledged_at": "Xác nhận lúc",
}
REFUSED: Mapping[str, str] = {
    "document_state": "Văn bản đã thu hồi hoặc chưa đăng nên không làm được việc này. Vui lòng "
    "xem lại danh sách.",
    "document_empty": "Văn bản chưa có gì để đọc: vui lòng đưa tệp lên, hoặc ghi liên kết rồi lưu.",
    "document_unprepared": "Không có bản nào đang soạn: vui lòng sửa và lưu trước.",
    "no_such_units": "Không có đơn vị nào đang hoạt động thuộc nơi nhận. Vui lòng chọn lại nơi "
    "nhận.",
}
NOT_FOUND: Mapping[str, str] = {
    "document": "Không có văn bản này, hoặc văn bản không gửi tới đơn vị của bạn.",
}
