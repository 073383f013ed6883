"""The words of forms that go out and come in as XLSForms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lib.domain.forms.xlsform.book import Became, NotTaken, Reason
from lib.domain.forms.xlsform.outgoing import LeftOut, Loss
from lib.domain.vietnamese import capital
from lib.text.forms import FIELD_KINDS
from lib.text.refusals import sentence

FILE: Final = "TDKT_mau-bao-cao"
_LOSSES: Final[Mapping[Loss, str]] = {
    Loss.KIND: "cả câu, vì XLSForm không có loại “{kind}”",
    Loss.NAME: "cả câu, vì XLSForm giữ tên “{name}” cho thông tin của chính mẫu",
    Loss.RETIRED: "cả câu, vì đã thôi hỏi",
    Loss.UNIT: "đơn vị tính “{unit}”",
    Loss.RUNNING: "cách tính lũy kế",
    Loss.SHOW_WHEN: "điều kiện hỏi, vì dựa vào câu không có trong tệp",
    Loss.BOUND: "giới hạn theo một câu không có trong tệp",
    Loss.FILES: "số tệp và loại tệp, vì XLSForm mỗi câu một tệp hoặc một ảnh",
    Loss.GROUP: "nhóm câu hỏi và điều kiện của nhóm",
}
BECAME: Final[Mapping[Became, str]] = {
    Became.NEW: "Thêm mới",
    Became.CHANGED: "Sửa",
    Became.SAME: "Giữ nguyên",
}
_REASONS: Final[Mapping[Reason, str]] = {
    Reason.TYPE: "loại “{told}” không có ở đây, câu này không lấy",
    Reason.GROUP: "bỏ nhóm “{told}”, các câu trong nhóm vẫn lấy",
    Reason.REPEAT: "bảng lặp “{told}” không lấy, kể cả các câu bên trong",
    Reason.OR_OTHER: "bỏ lựa chọn “khác” tự ghi (or_other), các lựa chọn còn lại vẫn lấy",
    Reason.LIST: "danh sách lựa chọn “{told}” không có hoặc thiếu list_name, name, label",
    Reason.REQUIRED: "“{told}” không phải yes hoặc no, câu hỏi lấy là không bắt buộc",
    Reason.CONSTRAINT: "giới hạn “{told}” không chuyển được, câu hỏi lấy không có giới hạn này",
    Reason.RELEVANT: "điều kiện “{told}” không chuyển được, câu hỏi lấy không có điều kiện này",
    Reason.NAME_TWICE: "tên “{told}” có ở hơn một dòng, chỉ lấy dòng đầu",
    Reason.OTHER_KIND: "mẫu đã có câu “{told}” thuộc loại khác, không lấy",
    Reason.RETIRED: "mẫu có câu “{told}” đã thôi hỏi, không lấy; muốn hỏi lại thì bấm Hỏi lại",
    Reason.REFUSED: "“{told}” không lấy được",
    Reason.COLUMN: "cột “{told}” không dùng đến",
    Reason.FORMULA: "ô có công thức, không đọc",
}


def lost(left_out: Sequence[LeftOut]) -> list[str]:
    """What does not go out, a line for each question."""
    found: dict[str, list[str]] = {}
    for one in left_out:
        told = _LOSSES[one.loss].format(
            unit=one.field.unit, kind=FIELD_KINDS[one.field.kind], name=one.field.key
        )
        found.setdefault(one.field.label, []).append(told)
    return [f"“{label}”: {', '.join(told)}." for label, told in found.items()]


def place(one: NotTaken) -> str:
    """Where it stands in the file: "survey, dòng 4, cột type"."""
    told = f"{one.sheet}, dòng {one.row}"
    return f"{told}, cột {one.column}" if one.column else told


def reason(one: NotTaken) -> str:
    """Why something was not taken."""
    told = _REASONS[one.reason].format(told=one.told)
    words = f"{told}: {sentence(one.refusal)}" if one.refusal else f"{told}."
    return capital(words)
