"""What has changed between two instants, in words."""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain.changes import Changes, Kind
from lib.domain.vietnamese import format_number

CHANGES: Mapping[Kind, str] = {
    Kind.ASSIGNED: "Mới giao",
    Kind.REPORTED: "Mới báo cáo",
    Kind.REVISED: "Sửa báo cáo",
    Kind.RETURNED: "Bị trả lại",
    Kind.VERIFIED: "Đã xác nhận",
    Kind.MOVED: "Đổi hạn",
}


def sentence(found: Changes, period: str) -> str:
    """How much has changed.

    Args:
        period: as in "Từ 14:00 ngày 22/11/2026 đến nay".
    """
    if not found.items:
        return f"{period}: không nhiệm vụ nào thay đổi."
    told = [
        f"{format_number(count)} {CHANGES[kind].lower()}"
        for kind, count in zip(Kind, found.by_kind, strict=True)
        if count
    ]
    items, units = format_number(found.items), format_number(found.units)
    return f"{period}: {items} nhiệm vụ thay đổi ở {units} đơn vị ({', '.join(told)})."
