"""The words of lists that come in as workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from lib.domain.imports import OnFault, OnKnown, Outcome, Subject
from lib.domain.vietnamese import format_number
from lib.text.words import PERSON_FIELDS, UNIT_FIELDS

COLUMNS: Final[Mapping[Subject, Mapping[str, str]]] = {
    Subject.UNITS: {
        key: UNIT_FIELDS[key]
        for key in (
            "code", "name", "short_name", "unit_type", "sort_order", "own_seal", "headcount",
            "valid_from",
        )
    },
    Subject.PEOPLE: {
        "username": PERSON_FIELDS["username"],
        "full_name": PERSON_FIELDS["full_name"],
        "unit": UNIT_FIELDS["code"],
        "roles": PERSON_FIELDS["roles"],
        "email": PERSON_FIELDS["email"],
    },
}  # fmt: skip
SHEETS: Final[Mapping[Subject, str]] = {
    Subject.UNITS: "Đơn vị",
    Subject.PEOPLE: "Người dùng",
}
CHOICES: Final = "Danh mục"
"""The sheet of what may be chosen."""
HINTS: Final[Mapping[Subject, str]] = {
    Subject.UNITS: "Mỗi dòng một đơn vị; cột có dấu * bắt buộc. Giữ nguyên dòng đầu cột; không "
    "dùng công thức. Để trống ngày có hiệu lực: tên dùng từ hôm nhập.",
    Subject.PEOPLE: "Mỗi dòng một người; cột có dấu * bắt buộc. Giữ nguyên dòng đầu cột; không "
    "dùng công thức. Nhiều vai trò thì cách nhau bằng dấu chấm phẩy.",
}
FILES: Final[Mapping[Subject, str]] = {
    Subject.UNITS: "TDKT_mau-don-vi",
    Subject.PEOPLE: "TDKT_mau-nguoi-dung",
}
FAULTY_FILE: Final = "_can-sua"
SEALS: Final[Mapping[str, bool]] = {"Có": True, "Không": False}
OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.NEW: "Thêm mới",
    Outcome.CHANGED: "Sửa",
    Outcome.SAME: "Giữ nguyên",
    Outcome.SKIPPED: "Bỏ qua",
    Outcome.FAULTY: "Có lỗi",
}
ON_KNOWN: Final[Mapping[StrEnum, str]] = {
    OnKnown.UPDATE: "Sửa theo tệp",
    OnKnown.SKIP: "Bỏ qua",
}
ON_FAULT: Final[Mapping[StrEnum, str]] = {
    OnFault.STOP: "Dừng, không ghi gì",
    OnFault.SKIP: "Bỏ qua dòng lỗi",
}
WAITS: Final = "vai trò chờ người thứ hai xác nhận"
HEAD_FAULTS: Final[Mapping[str, str]] = {
    "missing": "Thiếu cột {names}.",
    "doubled": "Cột {names} có hai lần.",
    "unknown": "Không có cột {names} trong mẫu.",
    "nameless": "Cột {names} có nội dung nhưng không có đầu cột.",
}


def done(counts: Mapping[Outcome, int]) -> str:
    """What is said when rows were written."""
    return (
        f"Đã nhập: thêm {format_number(counts[Outcome.NEW])}, sửa "
        f"{format_number(counts[Outcome.CHANGED])}, giữ nguyên "
        f"{format_number(counts[Outcome.SAME])}, bỏ qua "
        f"{format_number(counts[Outcome.SKIPPED] + counts[Outcome.FAULTY])}."
    )
