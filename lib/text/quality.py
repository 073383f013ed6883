"""Words of the check of figures (“X-quang”): rules, why each is suspicious, what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lib.domain.quality.findings import Finding, Limits, RuleKey, Severity
from lib.domain.quality.paper_rules import COPIED_MANY
from lib.domain.quality.reviews import Step
from lib.domain.quality.time_rules import NEVER

SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.SEVERE: "Nặng",
    Severity.MEDIUM: "Vừa",
    Severity.LIGHT: "Nhẹ",
}
RULES: Final[Mapping[RuleKey, str]] = {
    RuleKey.OVER_WHOLE: "Tử số lớn hơn mẫu số",
    RuleKey.PERCENT_OVER: "Tỷ lệ quá 100 %",
    RuleKey.OUTLIER: "Khác xa đơn vị khác",
    RuleKey.JUMP: "Lũy kế tăng vọt",
    RuleKey.NO_EVIDENCE: "Thiếu minh chứng",
    RuleKey.ALL_ZERO: "Toàn số 0",
    RuleKey.LONE_ZERO: "Số 0 đơn lẻ",
    RuleKey.COPIED: "Chép lời đơn vị khác",
    RuleKey.EVIDENCE_LATE: "Minh chứng ghi ngày sau",
    RuleKey.SILENT: "Đơn vị im lặng",
    RuleKey.DEADLINE_MOVED: "Lùi hạn nhiều lần",
}
WHY: Final[Mapping[RuleKey, str]] = {
    RuleKey.OVER_WHOLE: "Phần không thể lớn hơn toàn bộ: thường là gõ đổi chỗ hai số, hoặc mẫu số "
    "chưa cập nhật.",
    RuleKey.PERCENT_OVER: "Phần không thể lớn hơn toàn bộ: một trong hai số dùng để tính đã sai.",
    RuleKey.OUTLIER: "Số theo đầu người khác hẳn các đơn vị khác thường do gõ thừa, thiếu chữ số "
    "hoặc hiểu khác câu hỏi; một số như vậy làm lệch số cộng toàn cơ quan.",
    RuleKey.JUMP: "Số lũy kế tăng gấp nhiều lần sau một lần lưu thường do gõ thừa chữ số, hoặc "
    "cộng trùng.",
    RuleKey.NO_EVIDENCE: "Kế hoạch nêu minh chứng cho nhiệm vụ này; không có gì thì không kiểm tra "
    "được kết quả.",
    RuleKey.ALL_ZERO: "Nhiệm vụ hoàn thành thì phải có ít nhất một con số; không có việc gì để báo "
    "thì chọn “Không phát sinh”.",
    RuleKey.LONE_ZERO: "Gần như mọi đơn vị khác có số ở câu này: có thể đơn vị bỏ sót.",
    RuleKey.COPIED: "Lời giống hệt nhau giữa các đơn vị thường là chép lại, không tả việc đơn vị "
    "đã làm.",
    RuleKey.EVIDENCE_LATE: "Văn bản có sau ngày báo hoàn thành không thể là căn cứ của việc đã "
    "xong: ngày ghi chưa đúng, hoặc đơn vị báo xong trước khi làm để kịp hạn.",
    RuleKey.SILENT: "Còn việc phải làm mà lâu không có động tĩnh: có thể đơn vị chưa biết, hoặc "
    "người phụ trách đã thay đổi.",
    RuleKey.DEADLINE_MOVED: "Hạn đã lùi nhiều lần mà báo cáo vẫn phải sửa: nên trao đổi trực tiếp "
    "với đơn vị.",
}
LIMITS: Final[Mapping[RuleKey, str]] = {
    RuleKey.OVER_WHOLE: "tỷ lệ lớn hơn mức tối đa của câu hỏi (100 % nếu mẫu không nói khác)",
    RuleKey.PERCENT_OVER: "lớn hơn {most} %",
    RuleKey.OUTLIER: "cách trung vị quá {robust_limit} lần độ lệch thường gặp giữa các đơn vị "
    "(theo tỷ lệ, tính ít nhất {least_spread}), ít nhất {least_units} đơn vị khác, chênh ít nhất "
    "{least_difference}; chỉ so các đơn vị đã nhập số người",
    RuleKey.JUMP: "gấp từ {factor} lần trong một lần lưu, tăng ít nhất {least_difference}",
    RuleKey.NO_EVIDENCE: "không có tệp, không có đường dẫn, ở nhiệm vụ mà kế hoạch nêu minh chứng",
    RuleKey.ALL_ZERO: "mọi con số đã báo đều bằng 0",
    RuleKey.LONE_ZERO: "từ {share} số đơn vị khác có số, ít nhất {least_units} đơn vị khác",
    RuleKey.COPIED: "từ {least_letters} chữ cái, ở từ {least_units} đơn vị",
    RuleKey.EVIDENCE_LATE: "sau ngày báo hoàn thành quá {days} ngày",
    RuleKey.SILENT: "từ {days} ngày không lưu, gửi hay tải minh chứng",
    RuleKey.DEADLINE_MOVED: "từ {times} hạn bổ sung khác nhau",
}
_SENTENCES: Final[Mapping[str, str]] = {
    RuleKey.OVER_WHOLE: "{field}: {value}.",
    RuleKey.PERCENT_OVER: "{field}: {value}.",
    RuleKey.OUTLIER: "{field}: {value} của {heads} người, tức {rate}/người; các đơn vị khác thường "
    "{low} đến {high} (trung vị {median} của {count} đơn vị).",
    RuleKey.JUMP: "{field}: lần lưu ngày {day} tăng từ {before} lên {after} (gấp {times} lần).",
    RuleKey.NO_EVIDENCE: "Báo đã hoàn thành nhưng không có tệp, không có đường dẫn minh chứng.",
    RuleKey.ALL_ZERO: "Báo đã hoàn thành nhưng mọi số liệu đều bằng 0: {fields}.",
    RuleKey.LONE_ZERO: "{field} bằng 0, trong khi {count} trên {others} đơn vị khác có số (trung "
    "vị {median}).",
    RuleKey.COPIED: "{field} giống hệt của {others}: “{words}”",
    COPIED_MANY: "{field} giống hệt của {others} và {more} đơn vị nữa: “{words}”",
    RuleKey.EVIDENCE_LATE: "Minh chứng “{title}” ghi ngày {day}, trong khi đơn vị báo hoàn thành "
    "từ ngày {complete}.",
    RuleKey.SILENT: "{days} ngày không lưu, gửi hay tải gì (lần cuối {last}), còn {open} nhiệm vụ "
    "bắt buộc chưa hoàn thành.",
    NEVER: "Chưa lưu gì từ khi được giao việc ngày {last} ({days} ngày), có {open} nhiệm vụ bắt "
    "buộc.",
    RuleKey.DEADLINE_MOVED: "Bị trả lại với {times} hạn bổ sung khác nhau; hạn hiện nay {due}.",
}
STEPS: Final[Mapping[Step, str]] = {
    Step.ACCEPT: "Đã xem, chấp nhận",
    Step.WITHDRAW: "Bỏ chấp nhận",
}
SEEN, UNSEEN = "Đã xem", "Chưa xem"


def sentence(finding: Finding) -> str:
    """What was found, with its figures."""
    return _SENTENCES[finding.says].format_map(finding.facts)


def limits_told(key: RuleKey, limits: Limits) -> str:
    """From where on the rule finds something."""
    shown = {
        name: f"{value:g}".replace(".", ",")
        if name != "share"
        else f"{value:.0%}".replace("%", " %")
        for name, value in limits.items()
    }
    return LIMITS[key].format_map(shown)
