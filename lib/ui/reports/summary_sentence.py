"""The first line of the live summary: what its figures come to, in one sentence."""

from __future__ import annotations

from typing import Final

from lib.domain.summary import Summary
from lib.text import summary as words
from lib.ui.kit.markdown import plain

HOW: Final = """
- **Hoàn thành**: nhiệm vụ bắt buộc đã báo “Đã hoàn thành” hoặc “Không phát sinh” và không bị
  trả lại, chia cho tổng số nhiệm vụ bắt buộc được giao.
- **Tiến độ**: số nhiệm vụ bắt buộc đã đến hạn, tính cả hôm nay, chia cho tổng số được giao.
  Chậm hay nhanh là hiệu của hai tỷ lệ, tính bằng điểm phần trăm.
- **Quá hạn**: chưa hoàn thành khi ngày hạn đã qua; đến hạn hôm nay chưa phải là quá hạn.
- **Đúng hạn, trễ hạn**: so ngày hoàn thành lần đầu với hạn đang áp dụng.
- **Đã xác nhận**: đã hoàn thành và Văn phòng đã xác nhận.
- **Khuyến khích**: nhiệm vụ không bắt buộc, không tính vào các số trên.

Tỷ lệ làm tròn đến một chữ số thập phân; chỉ ghi 100 % khi đã xong tất cả.
"""
"""What the figures mean, as Markdown."""


def sentence(shown: Summary) -> str:
    """What the figures come to, as Markdown."""
    pieces = words.sentence(shown)
    return "".join(f"**{plain(piece)}**" if strong else plain(piece) for piece, strong in pieces)
