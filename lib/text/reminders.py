"""Words of reminders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from lib.domain.reminders.composing import Waiting
from lib.domain.reminders.digests import Line
from lib.domain.reminders.letters import Fault, Outcome
from lib.domain.reminders.outbox import LETTER_LIFE
from lib.domain.reminders.rules import Rule, Subject
from lib.text import mail

_WHY: Mapping[Subject, str] = {
    Subject.RETURNED: "bị trả lại",
    Subject.UNIT_REPORT: "chưa có báo cáo của đơn vị",
    Subject.DOCUMENT: "chưa xác nhận",
    Subject.NOMINATION: "bị trả lại",
    Subject.EVALUATION: "bị trả lại",
    Subject.OWN_DOCUMENT: "chưa đọc",
}
DOCUMENT = "Văn bản {name}"
OWN_DOCUMENT = "Văn bản nội bộ của đơn vị"
"""Without its name, which nobody outside of the unit knows: the Office reads the outbox."""
OWN_TASK = "Việc riêng của đơn vị: {title}"
NOMINATION = "Đề nghị khen thưởng {name}"
EVALUATION = "Bản tự đánh giá của đơn vị"
WOULD_SEND = "{count} người sẽ được nhắc. Chưa gửi gì."
SENT = "Đã gửi {count} thư nhắc trong ứng dụng, {letters} thư điện tử."
IN_OUTBOX = "đã có trong Hộp gửi đi"
BY_OFFICE = "Văn phòng nhắc"
FIELDS: Mapping[str, str] = {
    "is_on": "Tự động nhắc việc mỗi ngày",
    "compose_hour": "Soạn lúc",
    "send_hour": "Gửi lúc",
    "on_weekends": "Cả thứ Bảy, Chủ nhật",
    "note": "Lời Văn phòng",
    "lines": "Việc được nhắc",
}
SUBJECTS: Mapping[str, str] = {
    "item": "Nhiệm vụ bắt buộc chưa hoàn thành",
    "unit_report": "Báo cáo tổng kết của đơn vị chưa gửi",
    "returned": "Báo cáo bị trả lại",
    "document": "Văn bản chưa xác nhận",
    "nomination": "Đề nghị khen thưởng bị trả lại",
    "evaluation": "Bản tự đánh giá bị trả lại",
    "own_task": "Việc riêng của đơn vị chưa xong",
    "own_document": "Văn bản của đơn vị chưa đọc",
}
RULE_FIELDS: Mapping[str, str] = {
    "is_on": "Nhắc",
    "before": "Trước hạn (ngày)",
    "on_due": "Đúng ngày đến hạn",
    "overdue_every": "Quá hạn, nhắc lại sau (ngày)",
    "since_every": "Chưa xử lý, nhắc lại sau (ngày)",
}
DIGEST_STATES: Mapping[str, str] = {
    "waiting": "Chờ gửi",
    "held": "Đang giữ",
    "released": "Đã gửi",
    "dropped": "Không gửi",
}
DROPPED: Mapping[str, str] = {
    "merged": "đã gộp vào thư ngày sau",
    "ended": "phong trào không còn thực hiện",
    "clock": "soạn khi đồng hồ máy chủ chạy trước",
    "gone": "người nhận đã đổi đơn vị, vai trò hoặc đã đóng tài khoản",
}
MAILS: Mapping[str, str] = {
    "none": "trong ứng dụng",
    "waiting": "thư chờ gửi",
    "handing": "thư đang gửi",
    "sent": "đã gửi thư",
    "doubtful": "không rõ đã tới",
    "failed": "thư không gửi được",
}
GONE = "Người nhận đã đổi đơn vị, vai trò hoặc đã đóng tài khoản."
ENDED = "Các phong trào trong thư không còn thực hiện."
LAPSED = (
    f"Đã quá {LETTER_LIFE.days} ngày nên thư điện tử không gửi nữa; nội dung vẫn ở trang Nhắc việc "
    "của người nhận."
)
_SERVER = "Máy chủ thư không nhận kết nối. Quản trị xem lại thiết lập gửi thư."
FAULTS: Mapping[Fault, str] = {
    **dict.fromkeys(Fault, _SERVER),
    Fault.ADDRESS: "Địa chỉ nhận không đúng. Quản trị sửa tại trang Người dùng.",
    Fault.RECIPIENT: "Máy chủ thư không nhận địa chỉ người nhận.",
    Fault.TEXT: "Máy chủ thư không nhận nội dung thư.",
    Fault.BROKEN: "Đường truyền tới máy chủ thư đứt giữa chừng.",
}
REMINDER_STEPS: Mapping[str, str] = {
    "hold": "Giữ lại",
    "unhold": "Bỏ giữ",
    "edit": "Sửa",
    "send": "Gửi ngay",
    "resend": "Gửi lại",
    "remind": "Nhắc thêm",
}
INVALID: Mapping[str, str] = {
    "not_days": "{field}: vui lòng nhập số ngày từ 1 đến {limit}, cách nhau bằng dấu phẩy, ví dụ "
    "7, 3, 1; để trống nếu không nhắc trước.",
    "rule_empty": "{field}: vui lòng chọn ít nhất một ngày nhắc, hoặc tắt quy tắc này.",
}
REFUSED: Mapping[str, str] = {
    "digest_state": "Thư nhắc này không còn ở bước cho phép thao tác đó. Vui lòng tải lại trang.",
    "digest_empty": "Thư nhắc cần ít nhất một việc. Nếu không muốn gửi, hãy giữ lại.",
    "digest_gone": f"{GONE} Thư nhắc này không gửi được nữa.",
    "digest_ended": f"{ENDED} Thư nhắc này không gửi được nữa.",
    "digest_lapsed": f"{LAPSED} Nếu việc vẫn chưa xong, vui lòng nhắc lại từ danh sách.",
    "nobody_to_remind": "Không có việc nào đang chờ để nhắc, hoặc đơn vị chưa có tài khoản nào.",
    "clock_right": "Đồng hồ máy chủ không chậm hơn ngày đã soạn gần nhất.",
}
NOT_FOUND: Mapping[str, str] = {
    "digest": "Không tìm thấy thư nhắc này.",
}
AUDIT_EVENTS: Mapping[str, str] = {
    "reminder.compose": "Soạn thư nhắc việc của ngày",
    "reminder.release": "Gửi thư nhắc việc",
    "reminder.schedule": "Đổi giờ nhắc việc",
    "reminder.rules": "Đổi quy tắc nhắc việc",
    "reminder.hold": "Giữ lại thư nhắc việc",
    "reminder.unhold": "Bỏ giữ thư nhắc việc",
    "reminder.edit": "Sửa thư nhắc việc",
    "reminder.send": "Gửi ngay thư nhắc việc",
    "reminder.resend": "Gửi lại thư nhắc việc",
    "reminder.remind": "Nhắc việc đơn vị",
    "reminder.reset_clock": "Xác nhận đồng hồ máy chủ, nhắc việc lại từ hôm nay",
}
AUDIT_DETAILS: Mapping[str, str] = {
    "day": "Ngày",
    "since_day": "Tính từ sau ngày",
    "digests": "Số thư nhắc",
    "merged": "Số thư gộp vào ngày sau",
    "ended": "Số thư bỏ vì phong trào kết thúc",
    "gone": "Số thư bỏ vì người nhận đổi đơn vị, vai trò hoặc đã đóng tài khoản",
    "is_on": "Tự động",
    "compose_hour": "Giờ soạn",
    "send_hour": "Giờ gửi",
    "on_weekends": "Cả cuối tuần",
    "lines": "Số việc được nhắc",
    "units": "Số đơn vị",
    "things": "Số việc",
    "persons": "Số người",
}


def reminded(people: int) -> str:
    """What a click on “Nhắc” came to."""
    if not people:
        return "Hôm nay đã nhắc những việc này rồi."
    return f"Đã đưa vào thư nhắc hôm nay của {people} người. Xem trước khi gửi tại Hộp gửi đi."


def in_outbox(outcome: Outcome) -> str:
    """Why a letter was not taken, in a line of the outbox; "" for one that was."""
    if outcome.fault is None:
        return ""
    said = mail.SAID.format(told=outcome.told) if outcome.told else ""
    return f"{FAULTS[outcome.fault]}{said}"


def why(one: Waiting, today: date) -> str:
    """Why it is reminded of: "còn 3 ngày", "bị trả lại, quá hạn 1 ngày"."""
    words = (_WHY.get(one.subject, ""), _days(one.due_on, today))
    return ", ".join(word for word in words if word)


def rule(one: Rule) -> str:
    """What a rule says: "trước 7, 3, 1 ngày; đúng ngày đến hạn; quá hạn, cứ 7 ngày"."""
    if not one.is_on:
        return "không nhắc"
    ahead = f"trước {', '.join(map(str, one.before))} ngày" if one.before else ""
    parts = (
        ahead,
        "đúng ngày đến hạn" if one.on_due else "",
        f"quá hạn, cứ {one.overdue_every} ngày" if one.overdue_every else "",
        f"chưa xử lý, cứ {one.since_every} ngày" if one.since_every else "",
    )
    return "; ".join(part for part in parts if part)


def would_compose(people: int) -> str:
    """How many digests there would be today."""
    if not people:
        return "Nếu soạn hôm nay theo các quy tắc này: không có thư nào."
    return f"Nếu soạn hôm nay theo các quy tắc này: {people} thư."


def count_words(lines: Sequence[Line]) -> str:
    """How much a digest tells, and of what first: "3 việc: II.1.1 · Hội nghị…"."""
    first = f": {lines[0].title}" if lines else ""
    return f"{len(lines)} việc{first}"


def _days(due_on: date | None, today: date) -> str:
    if due_on is None:
        return ""
    days = (due_on - today).days
    if days == 0:
        return "đến hạn hôm nay"
    return f"còn {days} ngày" if days > 0 else f"quá hạn {-days} ngày"
