"""What is stored of people in the records of campaigns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lib.text.privacy.personal_data import PersonalData

OF_RECORDS: Final[Sequence[PersonalData]] = (
    PersonalData(
        "Bản nháp đang nhập",
        frozenset({"drafts", "nomination_drafts", "document_drafts", "comment_drafts"})
        | {"closing_report_drafts", "report_outline_drafts"},
        "Không mất chữ khi rớt mạng",
        "Chính người đó",
        "Đến khi lưu hoặc bỏ bản nháp",
        is_proposed=False,
    ),
    PersonalData(
        "Người được đề nghị khen thưởng: họ tên, chức vụ, đơn vị, năm sinh và giới tính nếu mẫu có "
        "hỏi, thành tích; số cá nhân nếu Văn phòng hỏi thêm, chỉ hiện ba số cuối, mỗi lần xem đủ "
        "số ghi vào nhật ký",
        frozenset({"nominations", "nomination_history"}),
        "Xét và quyết định khen thưởng",
        "Đơn vị đề nghị, Văn phòng, lãnh đạo; thành viên Hội đồng với hồ sơ đưa ra cuộc họp",
        "Bằng thời hạn bảo quản hồ sơ khen thưởng của cơ quan",
        is_own=False,
    ),
    PersonalData(
        "Danh sách người được đề nghị, được giao việc của đơn vị: họ tên, tài khoản nếu có",
        frozenset({"persons"}),
        "Biết chắc ai được đề nghị: chống đề nghị trùng, không ai tự xét cho mình; chọn người "
        "thực hiện",
        "Đơn vị đề nghị",
        "Bằng thời hạn bảo quản hồ sơ khen thưởng của cơ quan",
        is_own=False,
    ),
    PersonalData(
        "Ý kiến gửi có tên: ai, lúc nào, nội dung, trả lời câu hỏi của Văn phòng; ai của Văn phòng "
        "nhóm, trả lời, chuyển, đóng, sửa quy định. Ý kiến ẩn danh chỉ có chủ đề, nội dung, ngày "
        "và mã băm của mã tra cứu: không có tài khoản, đơn vị, giờ",
        frozenset({"opinions", "opinion_history", "opinion_rules"}),
        "Trả lời người gửi; tổng hợp kiến nghị, không nêu tên",
        "Văn phòng; người gửi; câu trả lời công khai: mọi người có tài khoản",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Trao đổi về nhiệm vụ: ai hỏi, trả lời, đánh dấu đã xem, lúc nào, ở đơn vị nào; nội dung",
        frozenset({"item_comments"}),
        "Hỏi lại mà không phải trả lại báo cáo; lịch sử của nhiệm vụ",
        "Đơn vị của nhiệm vụ, Văn phòng, lãnh đạo",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Thông báo thông tin sai sự thật: ai của đơn vị gửi, ai của Văn phòng xử lý, lúc nào; "
        "nguồn, nội dung, ảnh chụp không nêu tên người đăng",
        frozenset({"notices", "notice_history"}),
        "Chuyển cơ quan có thẩm quyền; không ai tự xử lý điều mình gửi",
        "Đơn vị gửi, Văn phòng, lãnh đạo",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Thư nhắc việc: ai được nhắc việc gì, ngày nào, đã đọc lúc nào, gửi đến địa chỉ nào; ai "
        "của Văn phòng giữ lại, sửa, gửi, nhắc thêm",
        frozenset({"reminder_digests", "reminder_history"}),
        "Không sót việc đến hạn; không ai bị nhắc hai lần một ngày",
        "Chính người đó, Văn phòng",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Việc riêng và phân công trong đơn vị: ai thực hiện, hạn nội bộ, ai đánh dấu xong, lúc nào",
        frozenset({"unit_tasks", "unit_plans"}),
        "Đơn vị tự chia việc; không tính vào số liệu thi đua",
        "Đơn vị, Văn phòng, lãnh đạo",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Văn bản: ai soạn, đăng, thu hồi; ai xác nhận cho đơn vị, lúc nào; ai đã đọc văn bản của "
        "đơn vị mình",
        frozenset({"documents", "document_history", "document_workings", "document_versions"})
        | {"acknowledgements", "acknowledgement_history", "document_readings"},
        "Biết văn bản đã tới đơn vị nào, tới ai",
        "Văn phòng, lãnh đạo; đơn vị thấy phần của mình; thủ trưởng thấy ai trong đơn vị đã đọc",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Thành viên Hội đồng: họ tên, chức vụ, có mặt, ý kiến bằng văn bản; ai không tham gia biểu "
        "quyết trường hợp nào và lý do",
        frozenset({"council_members", "council_votes", "council_history"}),
        "Lập biên bản họp; không ai biểu quyết cho người mình có liên quan",
        "Văn phòng, lãnh đạo, thành viên Hội đồng",
        "Bằng thời hạn bảo quản hồ sơ khen thưởng của cơ quan",
        is_own=False,
    ),
    PersonalData(
        "Đánh giá đơn vị: ai tự đánh giá, trả lời câu hỏi của Văn phòng, đề xuất, kết luận, có ý "
        "kiến, lúc nào, lý do; ai sửa quy tắc",
        frozenset({"evaluations", "evaluation_history", "evaluation_rules"}),
        "Ai đã nêu mức nào và vì sao",
        "Văn phòng, lãnh đạo; đơn vị thấy phần của mình và kết luận",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Soát số liệu: ai đã xem, chấp nhận phát hiện nào, lúc nào, lý do",
        frozenset({"quality_reviews"}),
        "Ai đã xem số liệu đáng ngờ và vì sao coi là đúng",
        "Văn phòng; nhật ký: cả lãnh đạo",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Ý kiến riêng của từng người Văn phòng, lãnh đạo về một đơn vị, và bản nháp đánh giá",
        frozenset({"evaluation_opinions", "evaluation_drafts"}),
        "Mỗi người tự nhận xét trước khi đọc nhận xét của người khác",
        "Người đó; người cùng phía đã lưu ý kiến của mình về đơn vị ấy (bản nháp: chỉ người đó)",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Bản nháp kế hoạch: ai sửa, lúc nào, điều đang gõ",
        frozenset({"plan_draft_records", "plan_draft_typing"}),
        "Thiết lập phong trào",
        "Văn phòng; điều đang gõ: chỉ người gõ",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Văn bản kế hoạch đang nhập: ai nhập, sửa; tên người ký, nơi nhận có trong văn bản",
        frozenset({"plan_intakes"}),
        "Lập phong trào từ kế hoạch",
        "Văn phòng",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Kết thúc, mở lại phong trào: ai, lúc nào, lý do",
        frozenset({"campaign_steps"}),
        "Ai kết thúc, ai đề nghị và ai xác nhận mở lại",
        "Văn phòng, lãnh đạo",
        "Bằng thời hạn lưu hồ sơ phong trào",
    ),
    PersonalData(
        "Báo cáo tổng kết, sơ kết: ai viết phần nào, ai lập bản trình ký; người ký; bản quét đã ký "
        "và ai đưa lên; tên trong danh sách khen thưởng đã công bố",
        frozenset(
            {
                "closing_reports",
                "closing_report_parts",
                "closing_report_versions",
                "closing_report_steps",
                "closing_report_scans",
                "report_outlines",
            }
        ),
        "Lập báo cáo gửi cấp trên, đối chiếu về sau",
        "Văn phòng, lãnh đạo",
        "Bằng thời hạn lưu hồ sơ phong trào",
        is_own=False,
    ),
    PersonalData(
        "Người ký quyết định: họ tên, chức vụ",
        frozenset({"decisions", "decision_history"}),
        "Ghi quyết định đã ký",
        "Mọi người sau khi công bố",
        "Bằng thời hạn bảo quản hồ sơ khen thưởng của cơ quan",
        is_own=False,
    ),
    PersonalData(
        "Gương điển hình: họ tên, câu chuyện, ảnh",
        frozenset({"exemplars", "exemplar_history"}),
        "Nêu gương khi người đó đồng ý",
        "Mọi người có tài khoản",
        "Đến khi gỡ bài; người được nêu có quyền yêu cầu gỡ",
        is_own=False,
    ),
    PersonalData(
        "Tệp minh chứng có thể nêu tên người; ảnh được bỏ tọa độ và thông tin máy chụp",
        frozenset({"evidence", "evidence_revisions", "evidence_uses", "evidence_history"}),
        "Chứng minh kết quả đã báo cáo",
        "Đơn vị có tệp, Văn phòng, lãnh đạo; Hội đồng với hồ sơ đưa ra cuộc họp",
        "Bằng thời hạn lưu hồ sơ phong trào",
        is_own=False,
    ),
)
