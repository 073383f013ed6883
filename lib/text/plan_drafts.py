"""What a plan's draft changes, in words, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lib.domain.nominations import Subject
from lib.domain.plan_drafts import OPINION, OWN, Name, Part

_MOST_CODES: Final = 5
_SHOWN: Final = 60
_NAMED: Mapping[Part, str] = {
    Part.BASIS: "cite", Part.MILESTONE: "name", Part.AWARD: "name", Part.ERRATUM: "code",
}  # fmt: skip
PARTS: Mapping[Part, str] = {
    Part.HEAD: "Thông tin chung",
    Part.WORDS: "Lời văn, phạm vi",
    Part.BASIS: "Căn cứ",
    Part.PASSAGE: "Mục đích",
    Part.ERRATUM: "Ghi chú văn bản gốc",
    Part.MILESTONE: "Mốc thời gian",
    Part.GROUP: "Nhóm nội dung",
    Part.TASK: "Nhiệm vụ",
    Part.AWARD: "Hình thức khen thưởng",
    Part.NOMINATION: "Mẫu đề nghị",
    Part.RULES: "Quy định khen thưởng",
    Part.EVALUATION: "Mẫu đánh giá",
    Part.OPINION: "Mẫu ý kiến",
}
TABS: Mapping[Part, str] = {
    Part.HEAD: "Chung",
    Part.WORDS: "Lời văn",
    Part.BASIS: "Căn cứ",
    Part.PASSAGE: "Mục đích",
    Part.ERRATUM: "Ghi chú",
    Part.MILESTONE: "Mốc",
    Part.GROUP: "Nhóm",
    Part.TASK: "Nhiệm vụ",
    Part.AWARD: "Hình thức",
    Part.NOMINATION: "Đề nghị",
    Part.RULES: "Quy định",
    Part.EVALUATION: "Đánh giá",
    Part.OPINION: "Ý kiến",
}
"""The same where all of them stand beside each other."""
NAMES: Mapping[Part, str] = {
    Part.BASIS: "Trích dẫn",
    Part.PASSAGE: "Nguyên văn",
    Part.ERRATUM: "Nguyên văn",
    Part.MILESTONE: "Tên mốc",
    Part.AWARD: "Tên hình thức",
}
CODES: Mapping[Part, str] = {
    Part.PASSAGE: "Mã, ví dụ I.1.5 (mục đích), I.2.4 (yêu cầu)",
    Part.ERRATUM: "Chỗ trong văn bản, ví dụ Mở đầu, Bố cục",
    Part.GROUP: "Mã nhóm, ví dụ II.4",
    Part.AWARD: "Mã, ví dụ GK",
}
"""What a new record's code is asked for with."""
LEVELS: Mapping[str, str] = {"so": "Cơ quan", "tinh": "Tỉnh"}
"""An award form's level, as a campaign file has it."""
BASIS_LISTS: Mapping[str, str] = {
    "legal_basis": "Phong trào này", "legal_basis_current": "Từ nay",
}  # fmt: skip
"""For what a legal basis stands, by the list of a campaign file that holds it."""
OWN_FORMS: Mapping[str, str] = {
    Subject.COLLECTIVE.value: "Mẫu đề nghị tập thể",
    Subject.INDIVIDUAL.value: "Mẫu đề nghị cá nhân",
    OWN: "Mẫu tự đánh giá",
    OPINION: "Mẫu ý kiến, kiến nghị",
}
FORMS: Mapping[Part, str] = {
    Part.TASK: "Mẫu báo cáo", Part.NOMINATION: "Mẫu đề nghị", Part.EVALUATION: "Mẫu tự đánh giá",
    Part.OPINION: "Mẫu ý kiến",
}  # fmt: skip
"""What a record's questions are called."""
STAY: Mapping[Part, str] = {
    Part.NOMINATION: "Đề nghị đã lập giữ mẫu lúc lập; lần lưu sau hỏi theo mẫu mới.",
    Part.EVALUATION: "Tự đánh giá đã có giữ mẫu lúc lưu; lần lưu sau hỏi theo mẫu mới.",
    Part.OPINION: "Ý kiến đã gửi giữ nguyên. Ý kiến ẩn danh chỉ hỏi chủ đề và nội dung.",
}
"""What becomes of what is there when a form changes."""
_USED: Mapping[Part, str] = {
    Part.NOMINATION: "Danh sách, thống kê và văn bản khen thưởng",
    Part.EVALUATION: "Đề xuất, kết luận và báo cáo",
    Part.OPINION: "Ý kiến ẩn danh và việc tổng hợp",
}
OFFERED: Mapping[Part, str] = {
    Part.NOMINATION: "Lựa chọn là các hình thức khen thưởng ở phần Hình thức.",
    Part.EVALUATION: "Lựa chọn là các mức ở trang Quy tắc đánh giá.",
    Part.OPINION: "Phong trào đã bắt đầu nên các chủ đề giữ nguyên.",
}
"""Why the choices of a question are not made here."""
ABOUT_FORM: Mapping[Part, str] = {
    Part.OPINION: "Câu thêm chỉ hỏi người gửi có tên; ý kiến ẩn danh chỉ hỏi chủ đề và nội dung.",
}
"""What is to be known before a form is built."""


def fixed(part: Part) -> str:
    """Why a question of a form stays."""
    return (
        f"{_USED[part]} dùng câu này: sửa được lời, hướng dẫn, giới hạn và chỗ đứng, không bỏ được."
    )


SHIFTED = "Đã dời các mốc có ngày riêng theo mốc gốc"
MOVED_UP, MOVED_DOWN = "Đã chuyển lên", "Đã chuyển xuống"
ADDED = "thêm mới"
LEFT_OUT = "bỏ khỏi kế hoạch"
DAY_MOVED = "ngày {old} → {new}"
CHANGED = "{label}: {old} → {new}"
REWORDED = "sửa “{label}”"
ADDED_TO_DRAFT = "Đã thêm vào bản nháp"
TAKEN_BACK = "Đã lấy lại bản đang áp dụng"
TAKEN_OUT = "Đã bỏ khỏi bản nháp"
PUBLISHED = "Đã áp dụng bản nháp."
DROPPED = "Đã bỏ bản nháp"
BASIS_LATER = "Căn cứ “{basis}” ban hành sau ngày của kế hoạch."
BASIS_NOT_YET = "Căn cứ “{basis}” chưa có hiệu lực vào ngày của kế hoạch."
BASIS_OVER = "Căn cứ “{basis}” đã hết hiệu lực trước ngày của kế hoạch."
BASIS_BARE = "Căn cứ “{basis}” không nêu số, ký hiệu và ngày."
BASIS_AMENDED = "Căn cứ “{basis}” có văn bản sửa đổi thì phải ghi cả trích dẫn và ngày nêu nó."
BASIS_TWICE = "Căn cứ “{basis}” trùng số {number} với một căn cứ khác."
BASES_SUGGESTED = "{count} căn cứ mới là đề xuất, chưa xác nhận."
PERIOD_LOST = "Thời gian của phong trào tính từ một mốc không còn trong kế hoạch."
PERIOD_TURNED = "Phong trào kết thúc trước ngày bắt đầu."
RULES_SUGGESTED = "Mới là đề xuất, chưa xác nhận: {what}."
SETTLED: Mapping[str, str] = {
    "award_rules": "tỷ lệ người trực tiếp", "council": "điều kiện họp của Hội đồng",
    "report_addressees": "nơi báo cáo gửi",
}  # fmt: skip
NO_NUMBER = "Văn bản kế hoạch chưa có số và ký hiệu."
NO_TASKS = "Nhóm {code} chưa có nhiệm vụ nào."


def fate(reported: int, *, is_left_out: bool, is_asked_new: bool) -> str:
    """What becomes of the reports on a task."""
    if is_left_out and not reported:
        return "Chưa đơn vị nào báo cáo: bỏ hẳn."
    if not reported:
        return ""
    told = f"{reported} đơn vị đã báo cáo"
    if is_left_out:
        return f"{told}: nhiệm vụ ở lại, báo cáo không bị bỏ."
    if is_asked_new:
        return f"{told}: giữ số liệu đã có; lần sửa sau hỏi theo mẫu mới."
    return f"{told}: giữ nguyên."


def mark(is_in_force: bool, new: object, old: object, is_typed: bool) -> str:
    """What the draft does to a record, in a word for a list."""
    done = "Bỏ" if new is None else "Mới" if not is_in_force else "Sửa" if new != old else ""
    return ", ".join(filter(None, (done, "đang gõ" if is_typed else "")))


def called(name: Name, body: Mapping[str, object]) -> str:
    """A record in a sentence."""
    if name.part.is_one:
        return PARTS[name.part]
    told = named(name, body)
    is_whole = name.part.is_form or told == name.code
    return told if is_whole else f"{PARTS[name.part]} “{told}”"


def named(name: Name, body: Mapping[str, object]) -> str:
    """What tells a record from others of its part, in a few words."""
    if name.part.is_form:
        return OWN_FORMS[name.code]
    told = str(body.get(_NAMED.get(name.part, ""), name.code))
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN].rpartition(' ')[0]}…"


def placed(last: str | None) -> str:
    """Where a record stands now: behind which one, or first."""
    return "chuyển lên đầu" if last is None else f"chuyển tới sau “{last}”"


def lagging(days: int, milestones: Sequence[tuple[str, str, str]]) -> str:
    """Which milestones stand still while the anchor has moved.

    Args:
        days: how far, back if negative.
        milestones: of each its name, its day and the one that it would move to.
    """
    told = "; ".join(f"“{name}” {old} → {new}" for name, old, new in milestones)
    return (
        f"Mốc gốc đã dời {moved(days)}. {len(milestones)} mốc có ngày riêng đứng yên cho đến khi "
        f"dời theo: {told}."
    )


def shift(days: int, count: int) -> str:
    """What a button does: "Dời 3 mốc có ngày riêng về sau 14 ngày"."""
    return f"Dời {count} mốc có ngày riêng {moved(days)}"


def moved(days: int) -> str:
    """How far and to which side: "lên trước 7 ngày"."""
    return f"{'về sau' if days > 0 else 'lên trước'} {abs(days)} ngày"


def due_suggested(codes: Sequence[str]) -> str:
    """Of which tasks nobody has confirmed the day."""
    shown = ", ".join(codes[:_MOST_CODES]) + (", …" if len(codes) > _MOST_CODES else "")
    return f"{len(codes)} nhiệm vụ có hạn mới là đề xuất, chưa xác nhận: {shown}"
