"""Words of forms that are built: kinds of questions, their settings, what differs in a version."""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain.forms.fields import Field, Kind
from lib.domain.forms.form_changes import Change, FieldChange
from lib.domain.forms.kinds import spec_of

FIELD_KINDS: Mapping[Kind, str] = {
    Kind.SHORT_TEXT: "Một dòng chữ",
    Kind.PERSON: "Họ và tên",
    Kind.LONG_TEXT: "Đoạn văn",
    Kind.WHOLE: "Số đếm",
    Kind.YEAR: "Năm",
    Kind.DECIMAL: "Số đo",
    Kind.PERCENT: "Tỷ lệ",
    Kind.DATE: "Ngày",
    Kind.YES_NO: "Có/Không",
    Kind.CHOICE: "Chọn một",
    Kind.CHOICES: "Chọn nhiều",
    Kind.LINK: "Đường dẫn",
    Kind.PERSONAL: "Số cá nhân (che bớt)",
    Kind.SUM: "Tổng tự tính",
    Kind.DIFFERENCE: "Hiệu tự tính",
    Kind.SHARE: "Tỷ lệ tự tính",
    Kind.ROWS: "Bảng nhiều dòng",
    Kind.TOTAL: "Tổng của bảng",
    Kind.FILES: "Tệp",
    Kind.GROUP: "Nhóm câu hỏi",
}

_SETTINGS: Mapping[str, str] = {
    "label": "Câu hỏi",
    "help": "Hướng dẫn",
    "required": "Bắt buộc trả lời",
    "unit": "Đơn vị tính",
    "minimum": "Số nhỏ nhất",
    "maximum": "Số lớn nhất",
    "at_least": "Không nhỏ hơn câu",
    "at_most": "Không lớn hơn câu",
    "max_length": "Số ký tự nhiều nhất",
    "numerator": "Tên tử số",
    "denominator": "Tên mẫu số",
    "of": "Cách tính",
    "column": "Cột được cộng",
    "columns": "Các cột",
    "headcount": "Mẫu số lấy từ số người của đơn vị",
    "running": "Lũy kế từ đầu phong trào",
    "counts": "Lấy được số từ",
    "group": "Thuộc nhóm",
    "show_when": "Chỉ hỏi khi",
    "choices": "Các lựa chọn",
    "max_files": "Số tệp nhiều nhất",
    "types": "Loại tệp nhận",
}
_OF_DAYS: Mapping[str, str] = {
    "minimum": "Ngày sớm nhất",
    "maximum": "Ngày muộn nhất",
    "at_least": "Không trước câu",
    "at_most": "Không sau câu",
}
COLUMN_KINDS: Mapping[Kind, str] = {
    Kind.DATE: "ngày",
    Kind.SHORT_TEXT: "chữ",
    Kind.WHOLE: "số đếm",
    Kind.DECIMAL: "số đo",
}
"""What a column of rows holds, in the order in which new ones are added."""
OPERANDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.SUM: ("Cộng các câu",),
    Kind.DIFFERENCE: ("Lấy số của câu", "Trừ đi số của câu"),
    Kind.SHARE: ("Lấy số của câu", "Chia cho số của câu"),
    Kind.TOTAL: ("Đếm dòng hoặc cộng cột",),
}
"""By which names the questions are chosen that another one is worked out of."""
_OF_SHARES: Mapping[str, str] = {"maximum": "Tỷ lệ cao nhất (%)"}
_OF_GROUPS: Mapping[str, str] = {"label": "Tên nhóm", "show_when": "Chỉ hỏi cả nhóm khi"}

_HINTS: Mapping[str, str] = {
    "counts": "Người báo cáo bấm nút để lấy số, không tự điền.",
    "help": "Hiện bên cạnh câu hỏi khi người báo cáo cần.",
    "choices": "Mỗi dòng một lựa chọn.",
    "columns": "Mỗi dòng một cột.",
    "show_when": "Để trống: luôn hỏi.",
    "types": "Để trống: nhận mọi loại.",
    "max_files": "Để trống: nhận đến khi nhiệm vụ hết chỗ.",
    "group": "Câu hỏi đứng cuối nhóm được chọn; nhóm không hỏi thì câu cũng không hỏi.",
    "minimum": "Để trống: từ 0.",
    "running": "Số lần sau thấp hơn lần trước thì phải ghi lý do.",
}

_CHANGES: Mapping[Change, str] = {
    Change.ADDED: "thêm câu hỏi “{label}” ({kind})",
    Change.REMOVED: "bỏ câu hỏi “{label}”",
    Change.RETIRED: "thôi hỏi “{label}”",
    Change.ASKED_AGAIN: "hỏi lại “{label}”",
    Change.SETTING: "“{label}”: {setting} đổi từ “{before}” thành “{after}”",
    Change.CHOICE_ADDED: "“{label}”: thêm lựa chọn “{after}”",
    Change.CHOICE_REMOVED: "“{label}”: bỏ lựa chọn “{before}”",
    Change.CHOICE_RETIRED: "“{label}”: thôi dùng lựa chọn “{after}”",
    Change.CHOICE_AGAIN: "“{label}”: dùng lại lựa chọn “{after}”",
    Change.CHOICE_RENAMED: "“{label}”: lựa chọn “{before}” đổi tên thành “{after}”",
    Change.MOVED: "“{label}” chuyển xuống sau “{after}”",
}
_OF_ROWS: Mapping[Change, str] = {
    Change.CHOICE_ADDED: "“{label}”: thêm cột “{after}”",
    Change.CHOICE_REMOVED: "“{label}”: bỏ cột “{before}”",
    Change.CHOICE_RETIRED: "“{label}”: thôi dùng cột “{after}”",
    Change.CHOICE_AGAIN: "“{label}”: dùng lại cột “{after}”",
    Change.CHOICE_RENAMED: "“{label}”: cột “{before}” đổi tên thành “{after}”",
}
_OF_GROUP: Mapping[Change, str] = {
    Change.ADDED: "thêm nhóm câu hỏi “{label}”",
    Change.REMOVED: "bỏ nhóm câu hỏi “{label}”",
    Change.RETIRED: "thôi dùng nhóm câu hỏi “{label}”",
    Change.ASKED_AGAIN: "dùng lại nhóm câu hỏi “{label}”",
}
_FIRST = "“{label}” chuyển lên đầu"
_RENAMED = "câu hỏi “{before}” đổi thành “{after}”"
_GROUP_RENAMED = "nhóm câu hỏi “{before}” đổi thành “{after}”"
_REQUIRED: Mapping[bool, str] = {
    True: "“{label}” nay bắt buộc trả lời",
    False: "“{label}” không còn bắt buộc trả lời",
}


def unique(offered: Mapping[str, str]) -> dict[str, str]:
    """The same with a number behind words that have stood before, since they are chosen by them."""
    times: dict[str, int] = {}
    found = {}
    for key, words in offered.items():
        times[words] = times.get(words, 0) + 1
        found[key] = words if times[words] == 1 else f"{words} ({times[words]})"
    return found


def new_words(kind: Kind) -> str:
    """What stands over the settings of what is to be added."""
    name = FIELD_KINDS[kind].lower()
    return f"{FIELD_KINDS[kind]} mới" if kind == Kind.GROUP else f"Câu hỏi mới: {name}"


def lacking(kind: Kind) -> str:
    """What has to be asked before a question of that kind can be worked out."""
    if spec_of(Field("", "", kind)).most_of == 1:
        return "Tổng của bảng dựa vào một bảng nhiều dòng đứng trên. Vui lòng thêm bảng trước."
    return (
        "Câu tự tính dựa vào ít nhất hai câu hỏi số đứng trên. Vui lòng thêm các câu hỏi số trước."
    )


def setting_name(field: Field, setting: str) -> str:
    """What a setting is called for a question of that kind."""
    spec = spec_of(field)
    own = _OF_SHARES if spec.is_share else _OF_GROUPS if spec.is_group else {}
    if spec.limits is not None and spec.limits.is_of_days:
        own = _OF_DAYS
    return own.get(setting, _SETTINGS[setting])


def setting_hint(field: Field, setting: str) -> str:
    """How such a setting is filled in; "" where its name says it."""
    spec = spec_of(field)
    is_of_days = spec.limits is not None and spec.limits.is_of_days
    return "" if is_of_days and setting in _OF_DAYS else _HINTS.get(setting, "")


def change_words(one: FieldChange) -> str:
    """What has become of a question, within a sentence."""
    spec = spec_of(one.field)
    own = _OF_GROUP if spec.is_group else _OF_ROWS if spec.columns else {}
    words = own.get(one.change, _CHANGES[one.change])
    name = ""
    if one.change == Change.SETTING:
        name = setting_name(one.field, one.setting).lower()
        words = _of_setting(one, words)
    if one.change == Change.MOVED and not one.after:
        words = _FIRST
    kind = FIELD_KINDS[one.field.kind].lower()
    return words.format(
        label=one.field.label, kind=kind, setting=name, before=one.before, after=one.after
    )


def _of_setting(one: FieldChange, words: str) -> str:
    if one.setting == "label":
        return _GROUP_RENAMED if spec_of(one.field).is_group else _RENAMED
    return _REQUIRED[one.field.required] if one.setting == "required" else words
