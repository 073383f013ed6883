"""The words of what waits for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from lib.domain.desk import Desk, Kind, Waiting
from lib.domain.vietnamese import format_date

PILES: Mapping[Kind, str] = {
    Kind.RETURNED: "Bị trả lại, cần bổ sung",
    Kind.ASKED: "Văn phòng hỏi, chờ đơn vị trả lời",
    Kind.OVERDUE: "Quá hạn",
    Kind.DUE_SOON: "Đến hạn trong 7 ngày",
    Kind.DOCUMENTS: "Văn bản đơn vị chưa xác nhận",
    Kind.READY: "Đủ để gửi Văn phòng",
    Kind.DRAFTED: "Đang nhập dở, chưa lưu",
    Kind.OWN_TASKS: "Việc riêng của đơn vị đến hạn",
    Kind.DOCUMENTS_TO_READ: "Văn bản của đơn vị cần đọc",
    Kind.NOMINATIONS_RETURNED: "Đề nghị khen thưởng bị trả lại",
    Kind.NOMINATIONS_DRAFTED: "Đề nghị khen thưởng đang soạn",
    Kind.EVALUATION_RETURNED: "Bản tự đánh giá bị trả lại",
    Kind.TO_RECEIVE: "Báo cáo chờ tiếp nhận",
    Kind.TO_VERIFY: "Báo cáo chờ xác nhận",
    Kind.ANSWERS: "Đơn vị hỏi, trả lời Văn phòng",
    Kind.DOCUMENTS_OPEN: "Văn bản còn đơn vị chưa xác nhận",
    Kind.OPINIONS: "Ý kiến, kiến nghị chờ xử lý",
    Kind.NOTICES: "Thông tin sai sự thật chờ xử lý",
    Kind.FINDINGS: "Số liệu bất thường chưa xem",
    Kind.NOMINATIONS_SENT: "Đề nghị khen thưởng chờ thẩm định",
    Kind.NOMINATIONS_CHECKED: "Đề nghị khen thưởng chờ Hội đồng",
    Kind.NOMINATIONS_VOTED: "Đề nghị khen thưởng chờ quyết định",
    Kind.NOMINATIONS_AWARDED: "Đề nghị khen thưởng chờ ban hành quyết định",
    Kind.MEETINGS: "Hồ sơ cần đọc trước cuộc họp",
    Kind.EVALUATIONS_SENT: "Tự đánh giá chờ Văn phòng đề xuất",
    Kind.EVALUATIONS_PROPOSED: "Đánh giá đơn vị chờ kết luận",
    Kind.CONFIRMATIONS: "Thay đổi tài khoản chờ xác nhận",
    Kind.LATE_UNITS: "Đơn vị nhiều việc quá hạn nhất",
}
NOTHING = "Hiện không có việc nào chờ bạn."
_PRESSING: Mapping[Kind, str] = {
    Kind.RETURNED: "việc bị trả lại",
    Kind.OVERDUE: "việc quá hạn",
    Kind.DUE_SOON: "việc đến hạn trong 7 ngày",
}
_DAYS = {-1: "hôm qua", 0: "hôm nay", 1: "mai"}
_NEAR_DAYS = 7


def about(one: Waiting, kind: Kind, today: date) -> str:
    """Whose it is and how it stands with its days: "QLXD · từ 27/11", "hạn mai, 01/12"."""
    if kind == Kind.LATE_UNITS:
        days = f"{one.count} việc quá hạn"
    elif kind == Kind.DOCUMENTS_OPEN:
        due = f", hạn {near(one.due_on, today)}" if one.due_on else ""
        days = f"{one.count} đơn vị{due}"
    elif kind == Kind.MEETINGS and one.due_on:
        days = f"{one.count} hồ sơ, họp {near(one.due_on, today)}"
    elif one.due_on is not None:
        days = f"hạn {near(one.due_on, today)}"
    else:
        days = f"từ {near(one.since, today)}" if one.since else ""
    return " · ".join(word for word in (one.about, days) if word)


def late(one: Waiting, kind: Kind, today: date) -> str:
    """By how many days its due day is over: "quá 3 ngày"; "" while it is not."""
    if kind == Kind.MEETINGS or one.due_on is None or one.due_on >= today:
        return ""
    return f"quá {(today - one.due_on).days} ngày"


def near(day: date, today: date) -> str:
    """A day, and what people call it when it is close: "mai, 01/12"."""
    name = _DAYS.get((day - today).days)
    is_near = abs(day - today) <= timedelta(_NEAR_DAYS)
    written = f"{day:%d/%m}" if is_near else format_date(day)
    return f"{name}, {written}" if name else written


def sentence(found: Sequence[Desk]) -> str:
    """What presses, in a few words: "1 việc bị trả lại, 3 việc quá hạn"."""
    counts: Counter[Kind] = Counter()
    for desk in found:
        counts.update({one.kind: one.count for one in desk.piles})
    return ", ".join(f"{counts[kind]} {words}" for kind, words in _PRESSING.items() if counts[kind])
