"""Words of what a unit adds to the plan for itself."""

from __future__ import annotations

from collections.abc import Mapping

OWN_TASK_FIELDS: Mapping[str, str] = {
    "title": "Tên việc",
    "group": "Nhóm nội dung",
    "note": "Ghi chú",
    "due_on": "Hạn",
    "assignee": "Người thực hiện",
    "inner_due_on": "Hạn nội bộ",
}
AUDIT_EVENTS: Mapping[str, str] = {
    "own_task.add": "Thêm việc riêng của đơn vị",
    "own_task.change": "Sửa việc riêng của đơn vị",
    "own_task.tick": "Đánh dấu xong việc riêng",
    "own_task.untick": "Bỏ đánh dấu xong việc riêng",
    "own_task.drop": "Bỏ việc riêng của đơn vị",
    "own_task.assign": "Phân công nhiệm vụ trong đơn vị",
}
REFUSED: Mapping[str, str] = {
    "own_task_state": "Việc này đã được đánh dấu hoặc đã bỏ. Vui lòng xem lại danh sách.",
    "own_tasks_full": "Đơn vị đã có {limit} việc riêng. Vui lòng bỏ việc không còn cần rồi thêm.",
    "inner_deadline": "Hạn nội bộ phải trước hoặc trong ngày hạn của Văn phòng ({limit}).",
}
NOT_FOUND: Mapping[str, str] = {
    "own_task": "Không tìm thấy việc riêng này trong đơn vị của bạn.",
}
