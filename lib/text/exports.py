"""Words of exports."""

from __future__ import annotations

from collections.abc import Mapping

from lib.text import comments, documents, notices, opinions

EXPORTS: Mapping[str, str] = {
    "items": "Báo cáo từng nhiệm vụ của các đơn vị",
    "units": "Tổng hợp theo đơn vị",
    "groups": "Tổng hợp theo nhóm nội dung",
    "evaluations": "Đánh giá các đơn vị",
    "indicators": "Số liệu cộng theo chỉ tiêu",
    "nominations_collective": "Đề nghị khen thưởng tập thể",
    "nominations_individual": "Đề nghị khen thưởng cá nhân",
    "decisions": "Quyết định khen thưởng",
    "awards_0603": "Số lượng khen thưởng (biểu 0603)",
    "evidence": "Danh mục minh chứng",
    "documents": "Văn bản Văn phòng đã đăng",
    "acknowledgements": "Xác nhận văn bản của các đơn vị",
    "opinions": "Ý kiến, kiến nghị (không nêu tên)",
    "notices": "Thông báo thông tin sai sự thật",
    "quality": "Soát số liệu (X-quang)",
    "comments": "Trao đổi giữa Văn phòng và đơn vị",
}

EXPORT_FILES: Mapping[str, str] = {
    "items": "từng nhiệm vụ",
    "units": "theo đơn vị",
    "groups": "theo nhóm",
    "evaluations": "đánh giá đơn vị",
    "indicators": "theo chỉ tiêu",
    "nominations_collective": "đề nghị tập thể",
    "nominations_individual": "đề nghị cá nhân",
    "decisions": "quyết định",
    "awards_0603": "biểu 0603",
    "evidence": "danh mục minh chứng",
    "documents": "văn bản",
    "acknowledgements": "xác nhận văn bản",
    "opinions": "ý kiến",
    "notices": "tin sai sự thật",
    "quality": "soát số liệu",
    "comments": "trao đổi",
}

EXPORT_HINTS: Mapping[str, str] = {
    "items": "Mỗi dòng là một nhiệm vụ của một đơn vị: trạng thái, hạn, số liệu lũy kế, ghi chú, "
    "đường dẫn, ai lưu và lúc nào.",
    "units": "Mỗi dòng là một đơn vị phải báo cáo, với các con số của trang Tổng hợp trực tiếp.",
    "groups": "Mỗi dòng là một nhóm nội dung của kế hoạch, với các con số của trang Tổng hợp trực "
    "tiếp.",
    "evaluations": "Mỗi dòng là một đơn vị phải báo cáo, theo thứ tự của cơ quan: tự đánh giá, đề "
    "xuất của Văn phòng, kết luận của lãnh đạo, ý kiến của đơn vị; phong trào có chấm điểm thì "
    "thêm điểm và hạng.",
    "indicators": "Mỗi dòng là một con số mà mẫu báo cáo hỏi, cộng của mọi đơn vị, kèm số đơn vị "
    "đã báo cáo.",
    "nominations_collective": "Mỗi dòng là một tập thể được đề nghị: các mục của mẫu đề nghị, "
    "kết quả bỏ phiếu, trạng thái, quyết định.",
    "nominations_individual": "Mỗi dòng là một cá nhân được đề nghị: các mục của mẫu đề nghị, "
    "kết quả bỏ phiếu, trạng thái, quyết định.",
    "decisions": "Mỗi dòng là một quyết định: số, ngày, người ký, hình thức, số trường hợp, tình "
    "trạng.",
    "evidence": "Mỗi dòng là một tệp đang dùng: của nhiệm vụ hay đề nghị nào, tên, dung lượng, ai "
    "tải lên, mã SHA-256.",
    "quality": "Mỗi dòng là một điều đáng ngờ trong số liệu: mức, quy tắc, đơn vị, nhiệm vụ, phát "
    "hiện, và Văn phòng đã xem, chấp nhận hay chưa.",
    "comments": "Mỗi dòng là một lượt hỏi, trả lời hay đánh dấu đã xem ở một nhiệm vụ: của đơn vị "
    "nào, ai viết, lúc nào, nội dung.",
    "awards_0603": "Các dòng của biểu thống kê 0603: số đề nghị và số đã công bố theo đối tượng và "
    "hình thức khen thưởng.",
    "documents": "Mỗi dòng là một văn bản đã đăng cho đơn vị: số, ngày, cơ quan, trích yếu, nơi "
    "nhận, số đơn vị đã xác nhận, số người được phổ biến.",
    "acknowledgements": "Mỗi dòng là một đơn vị nhận một văn bản: đã xác nhận chưa, bản nào, phổ "
    "biến cho bao nhiêu người, ai xác nhận, lúc nào, mã SHA-256.",
    **opinions.EXPORT_HINTS,
    **notices.EXPORT_HINTS,
}

EXPORT_COLUMNS: Mapping[str, str] = {
    "unit_code": "Mã đơn vị",
    "unit": "Đơn vị",
    "group_code": "Mã nhóm",
    "group": "Nhóm nội dung",
    "task_code": "Mã nhiệm vụ",
    "task": "Nhiệm vụ",
    "mandatory": "Bắt buộc",
    "status": "Tình hình thực hiện",
    "verification": "Gửi, xác nhận",
    "due_on": "Hạn",
    "days_left": "Còn lại (ngày)",
    "days_over": "Quá hạn (ngày)",
    "timeliness": "Tiến độ",
    "first_complete_on": "Hoàn thành ngày",
    "evidence": "Số minh chứng",
    "lower_reason": "Lý do giảm số lũy kế",
    "return_reason": "Lý do trả lại",
    "saved_by": "Người lưu",
    "saved_at": "Lưu lúc",
    "sent_by": "Người gửi",
    "sent_at": "Gửi lúc",
    "updated_by": "Người cập nhật cuối",
    "updated_at": "Cập nhật cuối lúc",
    "assigned": "Phải báo cáo",
    "complete": "Đã hoàn thành",
    "completion": "Tỷ lệ hoàn thành (%)",
    "nil": "Không phát sinh",
    "on_time": "Đúng hạn",
    "late": "Trễ hạn",
    "overdue": "Quá hạn",
    "waiting": "Chờ Văn phòng",
    "returned": "Bị trả lại",
    "verified": "Đã xác nhận",
    "verified_share": "Tỷ lệ xác nhận (%)",
    "optional": "Khuyến khích",
    "optional_complete": "Khuyến khích đã làm",
    "revision": "Bản số liệu",
    "day": "Tính đến ngày",
    "number": "STT",
    "council_members": "Tổng số thành viên Hội đồng",
    "council_recused": "Thành viên không tham gia biểu quyết trường hợp này",
    "council_taking_part": "Thành viên dự họp hoặc có ý kiến bằng văn bản",
    "votes_issued": "Phiếu phát ra",
    "votes_returned": "Phiếu thu về",
    "votes_valid": "Phiếu hợp lệ",
    "votes_for": "Phiếu đồng ý",
    "votes_against": "Phiếu không đồng ý",
    "votes_none": "Phiếu không có ý kiến",
    "share_present": "Tỷ lệ đồng ý trên số dự họp (%)",
    "share_all": "Tỷ lệ đồng ý trên tổng số thành viên (%)",
    "conclusion": "Kết luận của Hội đồng",
    "nomination_state": "Trạng thái",
    "opinion": "Ý kiến Văn phòng",
    "decision_number": "Số quyết định",
    "decided_on": "Ngày quyết định",
    "indicator": "Chỉ tiêu",
    "measure": "Đơn vị tính",
    "total": "Cộng",
    "reporting": "Số đơn vị đã báo cáo",
    "asked": "Số đơn vị được giao",
    "evaluation_state": "Bước đánh giá",
    "self_label": "Tự đánh giá",
    "self_reason": "Lý do tự đánh giá",
    "hint": "Gợi ý theo quy tắc khi đề xuất",
    "proposed_label": "Văn phòng đề xuất",
    "proposed_reason": "Lý do của Văn phòng",
    "proposed_by": "Người đề xuất",
    "proposed_at": "Đề xuất lúc",
    "concluded_label": "Lãnh đạo kết luận",
    "concluded_reason": "Lý do của lãnh đạo",
    "concluded_by": "Người kết luận",
    "concluded_at": "Kết luận lúc",
    "answer": "Ý kiến của đơn vị",
    "self_points": "Điểm tự chấm",
    "proposed_points": "Điểm Văn phòng đề xuất",
    "concluded_points": "Điểm kết luận",
    "ranked_group": "Nhóm xếp hạng",
    "rank": "Hạng",
    "title": "Trích yếu",
    "award": "Hình thức khen thưởng",
    "decided_by": "Cấp quyết định",
    "decision_state": "Tình trạng quyết định",
    "nominations": "Số trường hợp",
    "signer": "Người ký",
    "signer_position": "Chức vụ người ký",
    "released_by": "Người công bố",
    "released_at": "Công bố lúc",
    "rescind_reason": "Lý do hủy",
    "nomination": "Đề nghị khen thưởng",
    "question": "Trả lời câu hỏi",
    "evidence_title": "Tên minh chứng",
    "effective_on": "Ngày của minh chứng",
    "file_name": "Tên tệp",
    "media_type": "Loại tệp",
    "size_bytes": "Dung lượng (byte)",
    "revision_no": "Lần tải lên",
    "uploaded_by": "Người tải lên",
    "uploaded_at": "Tải lên lúc",
    "sha256": "SHA-256",
    "severity": "Mức",
    "rule": "Quy tắc",
    "finding": "Phát hiện",
    "seen": "Văn phòng",
    "seen_reason": "Lý do chấp nhận",
    "seen_by": "Người chấp nhận",
    "seen_at": "Chấp nhận lúc",
    "way": "Phương thức",
    "nominee": "Đối tượng",
    "proposed": "Số đề nghị",
    **documents.EXPORT_COLUMNS,
    **opinions.EXPORT_COLUMNS,
    **notices.EXPORT_COLUMNS,
    **comments.EXPORT_COLUMNS,
}

THEMATIC = "Chuyên đề"
"""How statistical forms call what a campaign's commendations are given for."""

STATISTICS: Mapping[str, str] = {
    "collective": "Tập thể",
    "company": "Tập thể, trong đó doanh nghiệp",
    "household": "Hộ gia đình",
    "individual": "Cá nhân",
}

EXPORT_SHEETS: Mapping[str, str] = {
    "items": "Nhiệm vụ",
    "units": "Theo đơn vị",
    "groups": "Theo nhóm",
    "evaluations": "Đánh giá",
    "indicators": "Chỉ tiêu",
    "nominations_collective": "Đề nghị tập thể",
    "nominations_individual": "Đề nghị cá nhân",
    "decisions": "Quyết định",
    "awards_0603": "Biểu 0603",
    "evidence": "Minh chứng",
    "documents": "Văn bản",
    "acknowledgements": "Xác nhận văn bản",
    "opinions": "Ý kiến",
    "notices": "Tin sai sự thật",
    "quality": "Soát số liệu",
    "comments": "Trao đổi",
}
"""What the sheets of the workbook are called: at most 31 letters."""
COVER = "Bìa"
COVER_LABELS: Mapping[str, str] = {
    "code": "Mã phong trào",
    "made_by": "Người lập",
    "made_at": "Lập lúc",
    "scope": "Phạm vi",
    "day": "Tính đến ngày",
    "revision": "Bản số liệu",
    "head": "Mã đối chiếu nhật ký",
}
COVER_SCOPE = "Mọi đơn vị, mọi nhiệm vụ và đề nghị khen thưởng của phong trào"
EXPORT_ROWS = "{what}: {count} dòng"
TOTAL = "Cộng"
PAGE = "Trang"
FILES_COUNTED = "{label} (số tệp)"
CHART_TITLE = "Tỷ lệ hoàn thành theo nhóm nội dung (%)"
CHART_WORDS = "Biểu đồ thanh: tỷ lệ hoàn thành theo nhóm nội dung, số liệu ở bảng phía trên"

BUNDLE_TABLES = "Các bảng và cột"
BUNDLE_HINT = (
    "Mọi bảng của mọi phong trào (Parquet, CSV), minh chứng, nhật ký, kèm bản hướng dẫn; không có "
    "mật khẩu và phiên đăng nhập. Chỉ lập khi bàn giao hoặc chuyển hệ thống; giữ như hồ sơ mật."
)
BUNDLE_BARRED = (
    "Cần cả vai trò Văn phòng và Quản trị: tệp có cả nhật ký đăng nhập và mọi hồ sơ khen thưởng. "
    "Nếu không ai có cả hai, người vận hành máy chủ lập bằng lệnh manage.py bundle."
)
BUNDLE_GUIDE = """TOÀN BỘ DỮ LIỆU THI ĐUA

Tệp ZIP này đọc được mà không cần chương trình Thi đua.

csv/<mã phong trào>/    các bảng để xem ngay bằng Excel: nhiệm vụ, tổng hợp, đề nghị khen thưởng,
                        quyết định, minh chứng; nghĩa của từng cột có trong docs/exports.md
bang/<tên bảng>.parquet mọi bảng của cơ sở dữ liệu, mỗi bảng một tệp Parquet; đọc bằng DuckDB,
                        Python (pandas), R, Power BI. Ví dụ với DuckDB:
                        SELECT * FROM 'bang/items.parquet'
bang/CAU-TRUC.md        tên và kiểu của từng cột; bang/schema có định nghĩa kèm chú thích
tep/<2 chữ>/<SHA-256>   minh chứng và mẫu văn bản, tên tệp là mã SHA-256 của nội dung; tên gốc nằm
                        trong bang/evidence_revisions.parquet
manifest.json           mọi tệp với dung lượng và mã SHA-256, số dòng, mốc nhật ký từng phong trào

Giờ trong bảng là giờ UTC; trong CSV là giờ Việt Nam.
Không có trong ZIP: mật khẩu, phiên đăng nhập, mã xác thực hai lớp, thiết bị đã dùng, bản nháp chưa
lưu và cấu hình của máy chủ. Mã SHA-256 kiểm bằng: sha256sum, hoặc certutil -hashfile TỆP SHA256.

Nạp lại vào một cài đặt mới, cùng phiên bản: python manage.py load-bundle TỆP.zip, rồi tạo một tài
khoản quản trị bằng manage.py create-user và cấp lại mật khẩu cho mọi người trên trang Người dùng.
"""
AUDIT_EVENTS: Mapping[str, str] = {
    "export.zip": "Tải tệp ZIP minh chứng",
    "export.papers": "Lập và tải văn bản",
    "export.bundle": "Kết xuất toàn bộ dữ liệu (ZIP)",
    "export.ask": "Yêu cầu lập tệp",
    "export.cancel": "Hủy yêu cầu lập tệp",
    "export.take": "Tải tệp đã lập",
    "export.csv": "Kết xuất CSV",
    "export.campaign": "Tải tệp phong trào",
    "export.package": "Tải gói phong trào",
    "export.xlsx": "Kết xuất sổ Excel",
    "export.heads": "Tải mốc nhật ký",
    "export.print": "Mở bản in",
}
