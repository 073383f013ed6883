"""What is said when a question that is built, or the rows of one, cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping

INVALID: Mapping[str, str] = {
    "rule_lost": "Câu hỏi được chọn phải đứng trên câu này và còn được hỏi. Vui lòng chọn lại.",
    "choice_twice": "Có hai lựa chọn, hoặc hai cột, cùng tên. Vui lòng sửa một trong hai.",
    "too_many_rows": "{field}: tối đa {limit} dòng. Vui lòng gộp bớt.",
    "column_count": "Bảng có từ một đến sáu cột. Vui lòng thêm hoặc bớt cột.",
    "operand_count": "Vui lòng chọn các câu hỏi số khác nhau, ít nhất hai câu.",
    "file_needed": "{field}: vui lòng thêm tệp, mục này bắt buộc.",
    "limit_range": "{field}: nằm ngoài giới hạn cho phép, hoặc số lớn nhất nhỏ hơn số nhỏ "
    "nhất. Vui lòng nhập lại.",
}
