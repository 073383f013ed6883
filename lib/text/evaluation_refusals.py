"""What people are told when a step of an evaluation is refused."""

from __future__ import annotations

from collections.abc import Mapping

EVALUATION_REFUSALS: Mapping[str, str] = {
    "evaluation_state": "Đánh giá không còn ở bước cho phép thao tác này. Vui lòng tải lại trang.",
    "evaluation_reason": "Mức này khác mức đã được nêu trước, hoặc đơn vị chưa tự đánh giá. "
    "Vui lòng ghi lý do.",
    "evaluation_unsaved": "Vui lòng chọn mức đánh giá, ghi lý do và bấm “Lưu” trước khi gửi.",
    "evaluation_lacking": "Chưa trả lời: {fields}. Vui lòng trả lời rồi bấm “Lưu” trước khi gửi.",
    "points_lacking": "Còn tiêu chí chưa có điểm: {criteria}. Vui lòng cho điểm rồi bấm “Lưu”.",
    "points_reason": "Điểm khác điểm đã được nêu trước. Vui lòng ghi lý do tại: {criteria}.",
    "points_given": "Đã có đơn vị được cho điểm nên không đổi được tiêu chí, nhóm xếp hạng và "
    "quy tắc khi bằng điểm. Vui lòng giữ nguyên phần “points” của tệp.",
    "own_evaluation": "Người đã lưu, gửi tự đánh giá hoặc đề xuất không được tự xét tiếp. "
    "Vui lòng nhờ người khác.",
    "own_unit_evaluation": "Người thuộc đơn vị được đánh giá không kết luận về đơn vị đó. Vui "
    "lòng để lãnh đạo khác của Sở kết luận.",
    "answer_needed": "Vui lòng nhập ý kiến của đơn vị và bấm “Lưu” trước khi gửi.",
    "unreachable_label": "Mức này không có điều kiện nào nên các mức đứng sau không bao giờ "
    "được gợi ý. Vui lòng nhập ít nhất một điều kiện.",
}
