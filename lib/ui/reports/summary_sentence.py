"""The first line of the live summary: what its figures come to, in one sentence."""

from __future__ import annotations

from typing import Final

from lib.domain.summary import Summary
from lib.domain.vietnamese import format_number, format_share
from lib.ui.kit.markdown import plain

HOW: Final = """
- **Hoàn thành**: nhiệm vụ bắt buộc đã báo “Đã hoàn thành” hoặc “Không phát sinh” và không bị
  trả lại, chia cho tổng số nhiệm vụ bắt buộc được giao.
- **Tiến độ**: số nhiệm vụ bắt buộc đã đến hạn, tính cả hôm nay, chia cho tổng số được giao.
  Chậm hay nhanh là hiệu của hai tỷ lệ, tính bằng điểm phần trăm.
- **Quá hạn**: chưa hoàn thành khi ngày hạn đã qua; đến hạn hôm nay chưa phải là quá hạn.
- **Đúng hạn, trễ hạn**: so ngày hoàn thành lần đầu với hạn đang áp dụng.
- **Đã xác nhận**: đã hoàn thành và Văn phòng đã xác nhận.
- **Khuyến khích**: nhiệm vụ tự chọn, không tính vào các số trên.

Tỷ lệ làm tròn xuống: chỉ ghi 100 % khi đã xong tất cả.
"""
"""What the figures mean, as Markdown."""


def sentence(shown: Summary) -> str:
    """How far the campaign is, against what is due by now, and who holds it up; Markdown."""
    total = shown.total
    if not total.assigned:
        return "Chưa có nhiệm vụ nào phải báo cáo."
    done = f"{format_number(total.complete)}/{format_number(total.assigned)}"
    return (
        f"**{format_share(total.completion)}** nhiệm vụ đã hoàn thành ({done}), "
        f"{_pace(shown)}; {_late(shown)}."
    )


def _pace(shown: Summary) -> str:
    due = max((day.due for day in shown.trend if day.day <= shown.day), default=0)
    ahead = round((shown.total.complete - due) * 100 / shown.total.assigned)
    if ahead < 0:
        return f"**chậm {-ahead} điểm** so với tiến độ"
    return f"nhanh hơn tiến độ {ahead} điểm" if ahead else "đúng tiến độ"


def _late(shown: Summary) -> str:
    """Which units have most of what is overdue."""
    overdue = shown.total.overdue
    if not overdue:
        return "không có nhiệm vụ quá hạn"
    names = ", ".join(
        f"{plain(unit.short_name)} ({format_number(count)})" for unit, count in shown.most_late
    )
    held = sum(count for _, count in shown.most_late)
    if held == overdue:
        return f"{format_number(overdue)} nhiệm vụ quá hạn ở {names}"
    return f"{len(shown.most_late)} đơn vị chiếm {held * 100 // overdue} % việc quá hạn: {names}"
