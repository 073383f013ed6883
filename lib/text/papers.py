"""Words of papers, packs and templates."""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain.papers.papers import Pack, Paper
from lib.domain.papers.standing import Left
from lib.domain.units import UnitType

PAPERS: Mapping[Paper, str] = {
    Paper.AWARD_LIST: "Danh sách đề nghị khen thưởng",
    Paper.COUNCIL_MINUTES: "Biên bản họp Hội đồng Thi đua - Khen thưởng",
    Paper.OFFICE_SUBMISSION: "Tờ trình của Văn phòng Sở",
    Paper.DECISION: "Dự thảo quyết định khen thưởng",
    Paper.PROVINCE_SUBMISSION: "Tờ trình của Sở gửi Chủ tịch UBND tỉnh",
    Paper.ACHIEVEMENT_REPORT: "Báo cáo thành tích",
    Paper.UNIT_MINUTES: "Biên bản họp bình xét của đơn vị",
    Paper.UNIT_LIST: "Danh sách đề nghị của đơn vị",
    Paper.UNIT_SUBMISSION: "Tờ trình của đơn vị có con dấu",
    Paper.CLOSING_REPORT: "Báo cáo tổng kết, sơ kết",
    Paper.UNIT_REPORT: "Báo cáo kết quả của đơn vị",
    Paper.RESULT_NOTICE: "Thông báo kết quả phong trào",
    Paper.LEADER_BRIEF: "Bản tóm tắt một trang trình lãnh đạo",
    Paper.ACKNOWLEDGEMENT_LIST: "Danh sách đơn vị xác nhận văn bản",
    Paper.URGING_LETTER: "Công văn đôn đốc",
}

PAPER_FILES: Mapping[Paper, str] = {
    Paper.AWARD_LIST: "Danh-sach",
    Paper.COUNCIL_MINUTES: "Bien-ban-Hoi-dong",
    Paper.OFFICE_SUBMISSION: "To-trinh-Van-phong",
    Paper.DECISION: "Du-thao-quyet-dinh",
    Paper.PROVINCE_SUBMISSION: "To-trinh-So",
    Paper.ACHIEVEMENT_REPORT: "Bao-cao-thanh-tich",
    Paper.UNIT_MINUTES: "Bien-ban-binh-xet",
    Paper.UNIT_LIST: "Danh-sach-don-vi",
    Paper.UNIT_SUBMISSION: "To-trinh-don-vi",
    Paper.CLOSING_REPORT: "Bao-cao",
    Paper.UNIT_REPORT: "Bao-cao-don-vi",
    Paper.RESULT_NOTICE: "Thong-bao-ket-qua",
    Paper.LEADER_BRIEF: "Tom-tat-mot-trang",
    Paper.ACKNOWLEDGEMENT_LIST: "Danh-sach-xac-nhan",
    Paper.URGING_LETTER: "Cong-van-don-doc",
}

PACKS: Mapping[Pack, str] = {
    Pack.GIAY_KHEN: "Bộ văn bản Giấy khen",
    Pack.BANG_KHEN: "Bộ văn bản Bằng khen",
    Pack.UNIT: "Bộ văn bản của đơn vị",
    Pack.REPORT: "Báo cáo của phong trào",
    Pack.UNIT_REPORT: "Báo cáo kết quả của đơn vị",
    Pack.NOTICE: "Thông báo kết quả phong trào",
    Pack.BRIEF: "Bản tóm tắt một trang",
    Pack.DOCUMENTS: "Danh sách đơn vị xác nhận văn bản",
    Pack.URGING: "Công văn đôn đốc",
}

PACK_FILES: Mapping[Pack, str] = {
    Pack.GIAY_KHEN: "giay-khen",
    Pack.BANG_KHEN: "bang-khen",
    Pack.UNIT: "don-vi",
    Pack.REPORT: "bao-cao",
    Pack.UNIT_REPORT: "bao-cao-don-vi",
    Pack.NOTICE: "thong-bao-ket-qua",
    Pack.BRIEF: "tom-tat",
    Pack.DOCUMENTS: "xac-nhan-van-ban",
    Pack.URGING: "don-doc",
}

UNIT_HEADS: Mapping[UnitType, str] = {
    UnitType.LEADERSHIP: "GIÁM ĐỐC",
    UnitType.OFFICE: "CHÁNH VĂN PHÒNG",
    UnitType.INSPECTORATE: "CHÁNH THANH TRA",
    UnitType.DIVISION: "TRƯỞNG PHÒNG",
    UnitType.AFFILIATE: "THỦ TRƯỞNG ĐƠN VỊ",
}

AFFILIATE_HEADS: Mapping[str, str] = {"Trung tâm": "GIÁM ĐỐC", "Chi cục": "CHI CỤC TRƯỞNG"}
"""By how the name of an affiliated unit begins."""

PAPER_ROLES: Mapping[str, str] = {
    "chair": "Chủ tịch Hội đồng",
    "vice": "Phó Chủ tịch Hội đồng",
    "member": "Ủy viên",
    "secretary": "Ủy viên, thư ký",
}

QUORUM = "có mặt từ {quorum} tổng số thành viên trở lên"
PASSING: Mapping[str, str] = {
    "present": "từ {percent}% số thành viên dự họp đồng ý trở lên",
    "all": "từ {percent}% tổng số thành viên đồng ý trở lên",
}
LEFT: Mapping[Left, str] = {
    Left.RETURNED: "đang ở đơn vị",
    Left.NOT_CHECKED: "chưa thẩm định xong",
    Left.NOT_TABLED: "đã thẩm định, chưa trình Hội đồng",
    Left.OTHER_MEETING: "thuộc cuộc họp Hội đồng khác",
    Left.NO_RESULT: "chưa có kết quả biểu quyết, chỉ ghi trong biên bản",
    Left.VOTED_DOWN: "Hội đồng không thông qua, chỉ ghi trong biên bản",
    Left.DECLINED: "không được duyệt khen thưởng",
    Left.NOT_DECIDED: "chưa được quyết định khen thưởng, không ghi trong dự thảo quyết định",
    Left.RELEASED: "đã được khen thưởng",
    Left.RESCINDED: "đã rút hoặc đã hủy quyết định",
}
"""Why papers do not name a case, after its name."""

PLAN_SYMBOLS: Mapping[str, str] = {"Kế hoạch": "KH", "Hướng dẫn": "HD", "Thông báo": "TB"}
"""Of a campaign's own paper."""
EARLIER = "Đã được khen thưởng: {awards}"
REPORT_LEADERS = "Lãnh đạo {agency}"
"""Whom the Office's own report goes to."""
URGED_DOCUMENT = "Xác nhận văn bản {name}"
"""What a unit is urged to do about a document."""
APPRAISER = "Sở Nội vụ (Ban Thi đua - Khen thưởng)"
