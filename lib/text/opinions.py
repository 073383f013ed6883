"""Words of opinions and wishes: what is stored, where complaints go, states and steps."""

from __future__ import annotations

from collections.abc import Mapping

OPINION_FIELDS: Mapping[str, str] = {
    "label": "Nhóm ý kiến",
    "answer": "Nội dung trả lời",
    "public_about": "Trả lời về việc gì",
    "forwarded_to": "Chuyển đến",
    "forwarded_on": "Ngày chuyển",
    "reason": "Lý do",
    "complaints_to": "Nơi tiếp nhận khiếu nại, tố cáo",
    "takes_anonymous": "Nhận ý kiến ẩn danh",
}
OPINION_STATES: Mapping[str, str] = {
    "received": "Tiếp nhận",
    "answered": "Đã trả lời",
    "forwarded": "Đã chuyển",
    "closed": "Đóng",
}
"""State of lib/domain/opinions.py -> what an office calls it."""
OPINION_STEPS: Mapping[str, str] = {
    "group": "Đặt nhóm",
    "answer": "Trả lời",
    "forward": "Chuyển",
    "close": "Đóng",
    "reopen": "Mở lại",
}
"""Step of lib/domain/opinions.py, or the act of grouping -> its verb."""
SEVERAL_DONE: Mapping[str, str] = {
    "answer": "Đã trả lời {count} ý kiến",
    "forward": "Đã ghi nơi chuyển của {count} ý kiến",
    "close": "Đã đóng {count} ý kiến",
}
"""Step on several opinions -> what is said then."""
WAITING = "Chờ ghi"
"""Of an anonymous opinion that is in the box."""
ANONYMOUS = "Ẩn danh"
NAMED = "Nêu tên"
EXPORT_HINTS: Mapping[str, str] = {
    "opinions": "Mỗi dòng là một ý kiến: chủ đề, nội dung, tình trạng, trả lời, nơi chuyển. Không "
    "có người gửi, đơn vị, giờ, mã; ngày nhận của ý kiến ẩn danh để trống khi ngày ấy có dưới năm.",
}
EXPORT_COLUMNS: Mapping[str, str] = {
    "topic": "Chủ đề",
    "opinion_text": "Ý kiến, kiến nghị",
    "way_of_sending": "Cách gửi",
    "received_on": "Ngày nhận",
    "opinion_state": "Tình trạng ý kiến",
    "opinion_group": "Nhóm ý kiến",
    "opinion_answer": "Nội dung trả lời",
    "answered_on": "Ngày trả lời",
    "public_about": "Trả lời công khai về việc",
    "forwarded_to": "Chuyển đến",
    "forwarded_on": "Ngày chuyển",
    "closed_reason": "Lý do đóng",
}

STORED_NAMED = (
    "Văn phòng thấy **họ tên, đơn vị, lúc gửi** và nội dung. Câu trả lời hiện ở trang này. Báo cáo "
    "tổng kết và tệp kết xuất không nêu tên."
)
STORED_ANONYMOUS = (
    "**Chỉ lưu chủ đề, nội dung, ngày và mã băm của mã tra cứu.** Không lưu tài khoản, đơn vị, giờ "
    "gửi, địa chỉ mạng; nhật ký không ghi. Ý kiến chờ cùng ý kiến của người khác, sang ngày sau "
    "mới ghi cả loạt theo thứ tự ngẫu nhiên (khi ít hơn năm ý kiến thì chờ sang tuần mới)."
)
NOT_PROTECTED = (
    "Điều không che được: giọng văn, chuyện chỉ một người biết; người sửa được chương trình hoặc "
    "đọc được bộ nhớ của máy chủ; phần mềm theo dõi trên máy bạn đang dùng. Đừng ghi tên mình. "
    "Nội dung đang gõ không được giữ thành bản nháp: đóng trang là mất."
)
KEEP_CODE = (
    "Đã nhận ý kiến ẩn danh. **Mã tra cứu chỉ hiện lần này**, hãy chép ra giấy: có mã mới đọc được "
    "câu trả lời, mất mã thì không ai tìm lại được."
)
COMPLAINTS_TO = (
    "Nơi tiếp công dân của cơ quan: nộp đơn trực tiếp hoặc qua bưu điện, ghi rõ họ tên, địa chỉ"
)
"""Proposed until the Office has said where."""
COMPLAINT = (
    "Khiếu nại, tố cáo không gửi ở đây: pháp luật có cách tiếp nhận và thời hạn riêng, và người "
    "gửi phải nêu tên. Vui lòng gửi đến: **{address}**."
)
PROPOSED_ADDRESS = " (đề xuất, Văn phòng chưa xác nhận)"

REFUSED: Mapping[str, str] = {
    "complaint": "Khiếu nại, tố cáo không gửi ở đây. Vui lòng gửi đến nơi tiếp nhận nêu trên "
    "trang.",
    "no_anonymity": "Phong trào này chỉ nhận ý kiến có tên. Nội dung đã gõ còn ở trên trang.",
    "opinions_a_day": "Mỗi người gửi nhiều nhất {limit} ý kiến ẩn danh một ngày. Vui lòng gửi tiếp "
    "vào ngày mai.",
    "codes_tried": "Đã tra quá nhiều mã. Vui lòng kiểm tra mã đã chép rồi thử lại sau {minutes} "
    "phút.",
    "anonymity_kept": "Phong trào đã bắt đầu thì không tắt nhận ý kiến ẩn danh được nữa: người đã "
    "gửi tin vào điều đó.",
    "topics_kept": "Phong trào đã bắt đầu thì chủ đề ý kiến giữ nguyên: chủ đề thêm hay bỏ giữa "
    "chừng cho biết một ý kiến ẩn danh được gửi trước hay sau lúc đó. Có thể sửa chữ của chủ đề.",
    "opinion_state": "Ý kiến không còn ở bước cho phép thao tác này. Vui lòng tải lại trang.",
    "one_topic": "Trả lời, chuyển, đóng cùng lúc được khi các ý kiến cùng một chủ đề. Vui lòng bỏ "
    "chọn ý kiến của chủ đề khác.",
    "own_opinion": "Đây là ý kiến của chính bạn. Vui lòng để người khác của Văn phòng xử lý.",
}
NOT_FOUND: Mapping[str, str] = {
    "opinion": "Không tìm thấy ý kiến này trong phong trào.",
    "opinion_code": "Không có ý kiến nào ứng với mã này trong phong trào. Vui lòng kiểm tra từng "
    "chữ của mã.",
}

AUDIT_EVENTS: Mapping[str, str] = {
    "opinion.send": "Gửi ý kiến có tên",
    "opinion.receive": "Ghi loạt ý kiến ẩn danh",
    "opinion.group": "Đặt nhóm ý kiến",
    "opinion.answer": "Trả lời ý kiến",
    "opinion.forward": "Chuyển ý kiến",
    "opinion.close": "Đóng ý kiến",
    "opinion.reopen": "Mở lại ý kiến",
    "opinion.rules": "Sửa quy định nhận ý kiến",
}
AUDIT_DETAILS: Mapping[str, str] = {
    "address": "Nơi tiếp nhận khiếu nại, tố cáo",
    "anonymous": "Nhận ý kiến ẩn danh",
    "forwarded_on": "Ngày chuyển",
    "opinions": "Số ý kiến",
    "public": "Trả lời công khai",
    "to": "Chuyển đến",
    "topic": "Chủ đề",
}
