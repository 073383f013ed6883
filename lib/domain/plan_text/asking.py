"""Which items of a plan ask somebody to do something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lib.domain.plan_text.nouns import Group, Lines

_NOTHING_ASKED: Final = re.compile(
    r"\b(?:mục đích|mục tiêu|yêu cầu|quan điểm|căn cứ|cơ sở pháp lý|thời gian|thời hạn|địa điểm"
    r"|thành phần|đối tượng|phạm vi|kinh phí|chủ đề|tình hình|đặc điểm)\b",
    re.IGNORECASE,
)
_CONTENT: Final = re.compile(r"\b(?:nội dung|nhiệm vụ|giải pháp|hoạt động)\b", re.IGNORECASE)
_ASKS: Final = re.compile(
    r"(?:tiếp tục|tăng cường|đẩy mạnh|chủ động|tích cực|kịp thời|thường xuyên|phối hợp|chủ trì"
    r"|giao|tổ chức|triển khai|thực hiện|tuyên truyền|phổ biến|quán triệt|xây dựng|ban hành"
    r"|tham mưu|rà soát|kiểm tra|giám sát|đôn đốc|theo dõi|tổng hợp|báo cáo|hướng dẫn"
    r"|lựa chọn|lập|chuẩn bị|đăng|bố trí|cử|vận động|phát động|phát hiện|đề xuất|đề nghị"
    r"|nâng cao|hoàn thành|bảo đảm|đảm bảo|cập nhật|niêm yết|công khai|tiếp nhận|giải quyết"
    r"|đào tạo|bồi dưỡng|ứng dụng|quản lý|bảo vệ|phân công|chỉ đạo|tạo|duy trì|phát huy"
    r"|củng cố|huy động|hỗ trợ|thành lập|biểu dương|khen thưởng|sơ kết|tổng kết|đánh giá"
    r"|nghiên cứu|tham gia|vận dụng|gửi|nộp|treo|in|phát|mở|làm|học tập|thi đua|phấn đấu"
    r"|khắc phục|đổi mới|cải tiến|nghiêm túc|chấp hành|kiện toàn|xác định|cung cấp|thông báo"
    r"|đối chiếu|kê khai|kiểm kê|ghi|phân loại|lưu|bàn giao|trang trí|chăm lo|thăm)\b",
    re.IGNORECASE,
)
_DOES: Final = re.compile(
    r"\b(?:triển khai|thực hiện|tổ chức|hưởng ứng|xây dựng|tham mưu|phối hợp|chủ trì|hướng dẫn"
    r"|theo dõi|tuyên truyền|kiểm tra|tổng hợp|báo cáo)\b",
    re.IGNORECASE,
)
WHO: Final = re.compile(r"[^:]{3,90}?\b(?:chủ trì|có trách nhiệm|chịu trách nhiệm|phối hợp)\b")
_ABOUT: Final = re.compile(
    r"(?:thời gian|thời hạn|tiến độ|đơn vị|cơ quan|bộ phận|người|kết quả|sản phẩm|thành phần"
    r"|địa điểm|hình thức|kinh phí|nguyên tắc|đối tượng|số lượng)\b[^:.;]{0,40}:",
    re.IGNORECASE,
)
"""A line that tells of the task above it: "Đơn vị chủ trì: …", "Thời gian hoàn thành: …"."""
_SHARED_OUT: Final = re.compile(r"tổ chức thực hiện|phân công|trách nhiệm", re.IGNORECASE)


class Reason(StrEnum):
    """Why an item is proposed as a task, or is not."""

    ASKS = "asks"
    NO_VERB = "no_verb"
    NOT_CONTENT = "not_content"
    """It stands under purposes, times, costs and the like."""
    SAID_SO = "said_so"
    """A person said that it is none."""


@dataclass(frozen=True, slots=True)
class Item:
    text: str
    lines: Lines
    code: str
    may_be_task: bool
    about: str = ""
    """What lines below it tell of it."""


def is_leaf(group: Group) -> bool:
    """Nothing stands under it but what tells of it."""
    return not group.children and all(_ABOUT.match(one.text) for one in group.points)


def leaf(group: Group) -> Item:
    lines = tuple(sorted({*group.lines, *(no for one in group.points for no in one.lines)}))
    about = " ".join(one.text for one in group.points)
    return Item(whole(group), lines, group.code, True, about)


def reason_of(item: Item, path: Sequence[Group], *, is_content: bool) -> Reason:
    if not item.may_be_task:
        return Reason.SAID_SO
    if not is_content:
        return Reason.NOT_CONTENT
    if _ABOUT.match(item.text):
        return Reason.NO_VERB
    is_duty = any(_SHARED_OUT.search(head(one)) for one in path)
    first = item.text.partition(". ")[0][:200]
    return Reason.ASKS if _asks(item.text) or (is_duty and _DOES.search(first)) else Reason.NO_VERB


def _asks(text: str) -> bool:
    """A verb at the beginning, after who is to act, or after a title and its colon."""
    begun = re.split(r"[,;]", text, maxsplit=1)[0][:200]
    told = [text, after_who(text), text.partition(":")[2].strip()]
    return any(_ASKS.match(one) for one in told if one) or bool(WHO.match(begun))


def after_who(text: str) -> str:
    """Without who is to act: "Văn phòng Sở chủ trì, tham mưu …" begins with its verb."""
    who = None if _ASKS.match(text) else WHO.match(text)
    return re.sub(r"^[\s,:;]+", "", text[who.end() :]) or text if who else text


def whole(group: Group) -> str:
    return (
        f"{group.title}: {group.text}" if group.title and group.text else group.title or group.text
    )


def head(group: Group) -> str:
    return group.title or group.text[:120]


def is_content(group: Group) -> bool:
    """Whether a part may hold tasks: none stand under purposes, times, costs and the like."""
    told = head(group)
    return bool(_CONTENT.search(told)) or not _NOTHING_ASKED.search(told)
