"""A plan on its way to a campaign, in words."""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain.plan_intake import HeadField
from lib.domain.plan_text.asking import Reason
from lib.domain.plan_text.corrections import Correction

INTAKE_HEAD: Mapping[HeadField, str] = {
    HeadField.CODE: "Mã phong trào",
    HeadField.TITLE: "Tên phong trào",
    HeadField.SHORT_TITLE: "Tên ngắn",
    HeadField.THEME: "Chủ đề",
    HeadField.ENDS_ON: "Ngày kết thúc",
    HeadField.BLANK_DUE: "Hạn của nhiệm vụ chưa có ngày",
}
INTAKE_MISSING: Mapping[str, str] = {
    "no_tasks": "Chưa có nhiệm vụ nào được lấy.",
    "no_head": "{field} còn trống.",
    "bad_code": "Mã phong trào chỉ gồm chữ in không dấu, số và gạch nối, như TD-2026.",
    "code_taken": "Đã có phong trào mã {code}; hãy đặt mã khác.",
    "no_end": "Chưa có ngày kết thúc; mọi hạn tính từ ngày đó.",
    "no_due": "{count} nhiệm vụ chưa có hạn; đặt hạn cho từng nhiệm vụ hoặc một hạn chung.",
    "title_twice": "{code}: tên ngắn “{title}” trống hoặc trùng.",
    "no_units": "{code}: chưa chọn đơn vị nào.",
}
CORRECTIONS: Mapping[Correction, str] = {
    Correction.HEADING: "Đây là đề mục",
    Correction.SPLIT: "Tách đoạn từ đây",
    Correction.JOIN: "Nối vào dòng trên",
    Correction.NOT_TASK: "Không phải nhiệm vụ",
}
REASONS: Mapping[Reason, str] = {
    Reason.ASKS: "có việc phải làm",
    Reason.NO_VERB: "không thấy việc phải làm",
    Reason.NOT_CONTENT: "thuộc mục đích, thời gian, kinh phí…",
    Reason.SAID_SO: "đã ghi là không phải nhiệm vụ",
}
