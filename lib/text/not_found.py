"""What is said of what is not there, or not for whoever asks."""

from __future__ import annotations

from collections.abc import Mapping

from lib.text import comments, connections, documents, notices, opinions, own_tasks, reminders

NOT_FOUND: Mapping[str, str] = {
    **connections.NOT_FOUND,
    **documents.NOT_FOUND,
    **own_tasks.NOT_FOUND,
    **opinions.NOT_FOUND,
    **notices.NOT_FOUND,
    **reminders.NOT_FOUND,
    **comments.NOT_FOUND,
    "item": "Không có nhiệm vụ này, hoặc nhiệm vụ thuộc đơn vị khác.",
    "unit": "Không tìm thấy đơn vị này.",
    "account": "Không tìm thấy tài khoản này.",
    "confirmation": "Không tìm thấy đề xuất này.",
    "report": "Không tìm thấy báo cáo, hoặc phần này của báo cáo.",
    "figure": "Không tìm thấy số liệu này.",
    "campaign": "Chưa có phong trào nào. Văn phòng nạp kế hoạch tại trang Kế hoạch.",
    "task": "Không tìm thấy nhiệm vụ này.",
    "question": "Không tìm thấy câu hỏi này.",
    "page": "Không tìm thấy trang này.",
    "evidence": "Không có minh chứng này, hoặc minh chứng thuộc đơn vị khác.",
    "nomination": "Không có đề nghị khen thưởng này, hoặc đề nghị thuộc đơn vị khác.",
    "meeting": "Không có cuộc họp Hội đồng này, hoặc bạn không dự cuộc họp đó.",
    "decision": "Không tìm thấy quyết định này.",
    "exemplar": "Không có bài giới thiệu này, hoặc bài thuộc đơn vị khác và chưa công bố.",
    "sign_in": "Không tìm thấy lần đăng nhập này, hoặc thiết bị đang dùng mới hơn lần đó nên "
    "không xác nhận được.",
    "nominees": "Chưa có trường hợp đề nghị nào để lập văn bản.",
    "paper": "Không tìm thấy mẫu, hình thức khen thưởng hoặc cuộc họp này.",
    "unit_report": "Phong trào này không yêu cầu báo cáo kết quả của đơn vị, hoặc không yêu "
    "cầu với đơn vị này.",
    "file": "Không có tệp này trong “Tệp của tôi”, hoặc đã quá hạn giữ. Vui lòng yêu cầu lập lại.",
}
