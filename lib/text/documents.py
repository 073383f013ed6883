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
REASON = "Lý do thu hồi"
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
