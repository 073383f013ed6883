"""The words of letters, and of what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lib.domain.reminders.letters import Fault, Outcome, Result
from lib.text.words import PERSON_FIELDS

ADDRESS: Final = PERSON_FIELDS["email"]
SUBJECT: Final = "Nhắc việc thi đua ngày {day}: {count} việc"
GREETING: Final = "Kính gửi: {name}"
OPENING: Final = "Ngày {day} có {count} việc thi đua cần làm hoặc sắp đến hạn."
NOTE: Final = "Văn phòng nhắn: {note}"
DUE: Final = "{why}; hạn {day}"
FOOT: Final = (
    "Bấm vào đường dẫn, đăng nhập nếu được hỏi, trang của việc ấy mở ra.",
    "Việc nào vừa làm xong, xin bỏ qua. Thư do phần mềm Thi đua gửi tự động, xin không trả lời.",
)
TRIAL_SUBJECT: Final = "Thư thử của phần mềm Thi đua"
TRIAL_TEXT: Final = (
    "Thư này cho biết phần mềm Thi đua gửi được thư đến địa chỉ này. Không cần làm gì thêm."
)
TRIAL_LINK: Final = (
    "Đường dẫn trong thư nhắc việc bắt đầu bằng địa chỉ sau; bấm thử xem có mở được:"
)

FAULTS: Final[Mapping[Fault, str]] = {
    Fault.NO_HOST: "Không tìm thấy máy chủ thư {host}. Xem lại TDKT_MAIL_HOST.",
    Fault.NO_ANSWER: "Máy chủ thư {host}, cổng {port} không trả lời. Xem lại TDKT_MAIL_HOST, "
    "TDKT_MAIL_PORT và tường lửa.",
    Fault.UNTRUSTED: "Không tin được chứng thư của máy chủ thư {host}. Tên máy chủ phải đúng như "
    "trong chứng thư; chứng thư do cơ quan tự cấp thì đặt tệp của đơn vị cấp vào "
    "TDKT_MAIL_TRUSTED.",
    Fault.NO_TLS: "Máy chủ thư {host}, cổng {port} không mã hóa đường truyền theo cách đã chọn. "
    "Xem lại TDKT_MAIL_SECURITY và TDKT_MAIL_PORT.",
    Fault.GREETING: "Máy chủ thư {host} không nhận kết nối.",
    Fault.NO_LOGIN: "Máy chủ thư {host} không nhận tên đăng nhập và mật khẩu trên đường này. Xem "
    "lại TDKT_MAIL_SECURITY và TDKT_MAIL_PORT.",
    Fault.LOGIN: "Máy chủ thư {host} không nhận tên đăng nhập hoặc mật khẩu. Xem lại "
    "TDKT_MAIL_USER và mật khẩu.",
    Fault.SENDER: "Máy chủ thư không cho gửi từ địa chỉ {sender}. Xem lại TDKT_MAIL_FROM.",
    Fault.ADDRESS: "Địa chỉ nhận không đúng. Sửa tại trang Người dùng.",
    Fault.RECIPIENT: "Máy chủ thư không nhận địa chỉ người nhận.",
    Fault.TEXT: "Máy chủ thư không nhận nội dung thư.",
    Fault.BROKEN: "Đường truyền tới máy chủ thư đứt giữa chừng.",
}
RESULTS: Final[Mapping[Result, str]] = {
    Result.ACCEPTED: "Máy chủ thư đã nhận thư.",
    Result.REFUSED: "Thư này gửi lại cũng không được nhận.",
    Result.LATER: "Thư chưa được nhận; có thể gửi lại.",
    Result.DOUBTFUL: "Không biết thư đã được nhận hay chưa; gửi lại thì người nhận có thể có hai "
    "thư giống nhau.",
}
LOOK: Final = (
    "Xem hộp thư {address}, cả mục thư rác. Thư không đến thì hỏi người quản trị máy chủ thư."
)
SAID: Final = " Máy chủ nói: “{told}”."


def outcome(found: Outcome, *, host: str, port: int, sender: str) -> str:
    """What became of a letter, in sentences for who sent it."""
    if found.fault is None:
        return RESULTS[found.result]
    fault = FAULTS[found.fault].format(host=host, port=port, sender=sender)
    said = SAID.format(told=found.told) if found.told else ""
    return f"{fault}{said} {RESULTS[found.result]}"
