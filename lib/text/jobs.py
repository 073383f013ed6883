"""Words of files that people asked for."""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain.jobs import Failure, Kind, State

JOB_KINDS: Mapping[Kind, str] = {
    Kind.PAPERS: "Bộ văn bản khen thưởng",
    Kind.UNIT_PAPERS: "Biên bản, danh sách của đơn vị",
    Kind.UNIT_REPORT: "Báo cáo kết quả của đơn vị",
    Kind.UNIT_REPORT_PDF: "Báo cáo kết quả của đơn vị (PDF)",
    Kind.UNIT_REPORTS: "Báo cáo kết quả của các đơn vị",
    Kind.WORKBOOK: "Sổ Excel của phong trào",
    Kind.REPORT: "Báo cáo tổng kết, sơ kết",
    Kind.REPORT_PDF: "Báo cáo tổng kết, sơ kết (PDF)",
    Kind.RESULT_NOTICE: "Thông báo kết quả",
    Kind.LEADER_BRIEF: "Bản tóm tắt một trang",
    Kind.LEADER_BRIEF_PDF: "Bản tóm tắt một trang (PDF)",
    Kind.ACKNOWLEDGEMENT_LIST: "Danh sách xác nhận văn bản",
    Kind.URGING_LETTER: "Công văn đôn đốc",
    Kind.URGING_LETTERS: "Công văn đôn đốc các đơn vị",
    Kind.BUNDLE: "Toàn bộ dữ liệu (ZIP)",
    Kind.GUIDE: "Hướng dẫn sử dụng",
    Kind.GUIDE_PDF: "Hướng dẫn sử dụng (PDF)",
}

JOB_STATES: Mapping[State, str] = {
    State.WAITING: "Chờ đến lượt",
    State.RUNNING: "Đang lập",
    State.DONE: "Đã xong",
    State.FAILED: "Không lập được",
    State.CANCELLED: "Đã hủy",
    State.LAPSED: "Đã hết hạn giữ",
}

JOB_FAILURES: Mapping[Failure, str] = {
    Failure.BROKEN: "Có lỗi khi lập tệp. Vui lòng kiểm tra mẫu đang dùng rồi yêu cầu lại; nếu lặp "
    "lại, hãy báo quản trị mã {number}.",
    Failure.STALLED: "Lập quá lâu nên đã dừng. Vui lòng yêu cầu lại; nếu lặp lại, hãy báo quản trị "
    "mã {number}.",
    Failure.STOPPED: "Việc lập tệp bị dừng giữa chừng hai lần, như khi máy chủ khởi động lại. Vui "
    "lòng yêu cầu lại.",
    Failure.FULL: "Ổ đĩa máy chủ sắp hết chỗ nên chưa lập được. Vui lòng báo quản trị.",
    Failure.LOST: "Không còn dữ liệu để lập, như sau khi khôi phục bản sao lưu. Vui lòng yêu cầu "
    "lại.",
}
JOB_AGAIN = "Đã bị dừng giữa chừng, đang lập lại từ đầu."
JOB_BARRED = "Bạn không còn quyền với tệp này."
