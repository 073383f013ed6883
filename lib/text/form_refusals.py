"""What is said when a question that is built, or the rows of one, cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping

INVALID: Mapping[str, str] = {
    "rule_lost": "Câu hỏi được chọn phải đứng trên câu này và còn được hỏi. Vui lòng chọn lại.",
    "choice_twice": "Có hai lựa chọn, hoặc hai cột, cùng tên. Vui lòng sửa một trong hai.",
    "too_many_rows": "{field}: tối đa {limit} dòng. Vui lòng gộp bớt.",
    "column_count": "Bảng có từ một đến sáu cột. Vui lòng thêm hoặc bớt cột.",
    "operand_count": "Vui lòng chọn các câu hỏi số khác nhau, ít nhất hai câu.",
    "masked": "{field}: số này đã che bớt. Vui lòng nhập lại đủ số, hoặc xóa trống.",
    "too_few_signs": "{field}: cần ít nhất {limit} chữ số hoặc chữ cái. Vui lòng nhập đủ số.",
    "file_needed": "{field}: vui lòng thêm tệp, mục này bắt buộc.",
    "limit_range": "{field}: nằm ngoài giới hạn cho phép, hoặc số lớn nhất nhỏ hơn số nhỏ "
    "nhất. Vui lòng nhập lại.",
}

FORM_REFUSED: Mapping[str, str] = {
    "field_used": "Câu hỏi “{field}” đã có câu trả lời; hãy cho thôi hỏi.",
    "field_last": "Mẫu báo cáo cần ít nhất một câu hỏi. Vui lòng thêm câu khác trước.",
    "field_awaited": "Câu hỏi “{field}” dựa vào “{other}”, nên “{other}” phải đứng trên và còn "
    "được hỏi. Vui lòng sửa “{field}” trước.",
    "fixed_lacks": "Câu hỏi “{field}” cần cho danh sách, thống kê và văn bản nên không bỏ "
    "được. Có thể sửa lời, hướng dẫn, giới hạn và đổi chỗ.",
    "fixed_barred": "Mẫu này không có câu hỏi loại Tệp: tệp của đề nghị nằm ở các thành phần "
    "hồ sơ, tệp của đơn vị là minh chứng của nhiệm vụ. Số cá nhân chỉ hỏi được ở nhiệm vụ và ở "
    "đề nghị khen thưởng.",
    "fixed_kind": "Câu hỏi “{field}” cần cho danh sách, thống kê và văn bản nên không đổi "
    "loại được.",
    "fixed_asked": "Câu hỏi “{field}” cần cho danh sách, thống kê và văn bản nên luôn phải "
    "hỏi: không thôi hỏi, không hỏi có điều kiện được.",
    "fixed_required": "Câu hỏi “{field}” cần cho danh sách, thống kê và văn bản nên luôn bắt "
    "buộc trả lời.",
    "fixed_choice": "Lựa chọn “{choice}” của câu hỏi “{field}” cần cho danh sách, thống kê và "
    "văn bản nên không bỏ được. Có thể sửa chữ.",
    "form_full": "Mẫu báo cáo có nhiều nhất {limit} câu hỏi.",
}
