"""Words of closing and interim reports: kinds, steps, what holds back, names of figures."""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain.reports.outline import Hint, ReportKind
from lib.domain.reports.readiness import Reason
from lib.domain.reports.report import State, Step

REPORT_KINDS: Mapping[ReportKind, str] = {
    ReportKind.CLOSING: "Báo cáo tổng kết",
    ReportKind.INTERIM: "Báo cáo sơ kết",
}
REPORT_STATES: Mapping[State, str] = {
    State.DRAFT: "Đang soạn",
    State.READY: "Bản trình ký",
    State.SIGNED: "Đã ký",
}
REPORT_STEPS: Mapping[Step, str] = {
    Step.BEGIN: "Bắt đầu",
    Step.READY: "Lập bản trình ký",
    Step.RESUME: "Mở lại để sửa",
    Step.SIGN: "Ghi nhận đã ký",
}
REPORT_FILES: Mapping[ReportKind, str] = {
    ReportKind.CLOSING: "bao-cao-tong-ket",
    ReportKind.INTERIM: "bao-cao-so-ket",
}
REPORT_SYMBOL = "     /BC-{agency}"
"""Number and symbol of a report before it has a number."""
REPORT_TO_FILL = "[Văn phòng bổ sung: {label}]"
"""What stands in the paper where nobody has written yet."""

REPORT_FINDINGS: Mapping[Reason, str] = {
    Reason.EMPTY: "Chưa viết: {detail}",
    Reason.TO_FILL: "Còn chỗ “[Văn phòng bổ sung…]” trong phần viết",
    Reason.BLANK: "Còn chỗ trống cho số, ngày của văn bản được nêu",
    Reason.SUGGESTED: "Văn bản được nêu còn ghi “đề xuất, cần kiểm tra”",
    Reason.MOVED: "Câu sửa tay có số khác số liệu hiện nay",
    Reason.GONE: "Câu sửa tay không còn chỗ trong báo cáo",
    Reason.UNLISTED: "Đơn vị chưa báo cáo gì và báo cáo không nêu tên: {detail}",
    Reason.AWARDS: "Số được khen thưởng khác số trong các quyết định đã công bố: {detail}",
    Reason.RETURNED: "{detail} nhiệm vụ đang bị trả lại",
    Reason.DECISIONS: "{detail} quyết định khen thưởng chưa công bố",
    Reason.WAITING: "{detail} báo cáo chưa được xác nhận nên chưa tính vào số liệu",
    Reason.VAGUE: "Nhận định “tốt” không kèm số liệu: {detail}",
    Reason.SEVERE: "{detail} phát hiện nặng về số liệu chưa xem",
    Reason.SUSPECT: "{detail} phát hiện khác về số liệu chưa xem",
}
REPORT_HINTS: Mapping[Hint, str] = {
    Hint.GROUPS_BELOW: "Nhóm nội dung chưa hoàn thành",
    Hint.OVERDUE: "Quá hạn",
    Hint.RETURNED_TWICE: "Bị trả lại từ hai lần",
    Hint.SILENT: "Chưa hoàn thành báo cáo nào",
}
FIGURES: Mapping[str, str] = {
    "giao": "nhiệm vụ được giao",
    "xong": "đã hoàn thành",
    "dung_han": "đúng hạn",
    "cham": "hoàn thành chậm",
    "qua_han": "quá hạn",
    "khong": "không phát sinh",
    "bao_cao": "báo cáo đã xác nhận",
    "cho": "chưa được xác nhận",
    "chua": "chưa hoàn thành",
    "tra_lai": "đang bị trả lại",
    "ty_le": "tỷ lệ hoàn thành",
    "ty_le_dung_han": "tỷ lệ đúng hạn",
    "chua_ten": "đơn vị chưa hoàn thành",
    "don_vi": "đơn vị phải báo cáo",
    "don_vi_du": "đơn vị hoàn thành tất cả",
    "don_vi_im_lang": "đơn vị chưa hoàn thành báo cáo nào",
    "don_vi_im_lang_ten": "đơn vị chưa hoàn thành báo cáo nào",
    "nguoi": "công chức, viên chức, người lao động",
    "khen": "được khen thưởng",
    "da_trinh": "đã trình cấp trên khen thưởng",
    "de_nghi": "được đề nghị khen thưởng",
    "quyet_dinh": "quyết định đã công bố",
    "van_ban": "văn bản Văn phòng đã đăng",
    "dien_hinh": "điển hình đã đăng và đồng ý nêu tên",
    "y_kien": "ý kiến, kiến nghị",
    "tin_sai": "thông báo thông tin sai sự thật",
}
"""Figure by its measure -> what it counts."""
FIGURE_SUBJECTS: Mapping[str, str] = {
    "co_quan": "cơ quan",
    "tinh": "cấp trên",
    "tap_the": "tập thể",
    "ca_nhan": "cá nhân",
    "ca_hai": "tập thể và cá nhân",
    "ten": "tên",
    "du": "mọi đơn vị nhận đã xác nhận",
    "luot": "số người được phổ biến",
    "tra_loi": "đã trả lời",
    "chuyen": "đã chuyển",
    "con": "đang xem xét",
    "chu_de": "theo chủ đề",
    "noi_chuyen": "nơi chuyển đến",
    "ngay_chuyen": "ngày chuyển",
    "don_vi": "đơn vị đã gửi",
}
"""What stands behind a measure -> in words."""

AUDIT_EVENTS: Mapping[str, str] = {
    "report.begin": "Bắt đầu báo cáo tổng kết, sơ kết",
    "report.write": "Viết một phần của báo cáo",
    "report.take_figures": "Lấy số liệu mới vào câu đã sửa tay",
    "report.give_back": "Trả câu đã sửa tay về câu theo số liệu",
    "report.ready": "Lập bản trình ký của báo cáo",
    "report.resume": "Mở lại báo cáo để sửa",
    "report.sign": "Ghi nhận báo cáo đã ký",
    "report.put_scan": "Đưa lên bản quét báo cáo đã ký",
    "report.open_scan": "Mở bản quét báo cáo đã ký",
    "report.outline": "Đổi bố cục báo cáo",
}
