"""The marks of parts in the forms in which offices write them, and what only looks like one."""

from __future__ import annotations

import pytest

from lib.domain.plan_text.marks import MarkKind, mark_of


@pytest.mark.parametrize(
    ("text", "kind", "code", "rest"),
    [
        ("I. MỤC ĐÍCH", MarkKind.ROMAN, "I", "MỤC ĐÍCH"),
        ("I- MỤC ĐÍCH", MarkKind.ROMAN, "I", "MỤC ĐÍCH"),
        ("IV/ MỤC ĐÍCH", MarkKind.ROMAN, "IV", "MỤC ĐÍCH"),
        ("II.MỤC ĐÍCH", MarkKind.ROMAN, "II", "MỤC ĐÍCH"),
        ("I.2. Yêu cầu", MarkKind.DECIMAL, "I.2", "Yêu cầu"),
        ("B. NỘI DUNG", MarkKind.LETTER, "B", "NỘI DUNG"),
        ("PHẦN THỨ HAI", MarkKind.PART, "Phần thứ hai", ""),
        ("Phần II. Nhiệm vụ", MarkKind.PART, "Phần II", "Nhiệm vụ"),
        ("Chương III", MarkKind.CHAPTER, "Chương III", ""),
        ("Điều 3. Thời gian", MarkKind.ARTICLE, "Điều 3", "Thời gian"),
        ("1. Mục đích", MarkKind.NUMBER, "1", "Mục đích"),
        ("1.Mục đích", MarkKind.NUMBER, "1", "Mục đích"),
        ("01. Mục đích", MarkKind.NUMBER, "1", "Mục đích"),
        ("2/ Mục đích", MarkKind.NUMBER, "2", "Mục đích"),
        ("2- Mục đích", MarkKind.NUMBER, "2", "Mục đích"),
        ("2.- Mục đích", MarkKind.NUMBER, "2", "Mục đích"),
        ("3.", MarkKind.NUMBER, "3", ""),
        ("4. 100% học sinh", MarkKind.NUMBER, "4", "100% học sinh"),
        ("2) Mục đích", MarkKind.BRACKET, "2", "Mục đích"),
        ("(3) Mục đích", MarkKind.BRACKET, "(3)", "Mục đích"),
        ("1.1. Mục đích", MarkKind.DECIMAL, "1.1", "Mục đích"),
        ("1.1 Mục đích", MarkKind.DECIMAL, "1.1", "Mục đích"),
        ("2.1- Mục đích", MarkKind.DECIMAL, "2.1", "Mục đích"),
        ("1.2.10. Mục đích", MarkKind.DECIMAL, "1.2.10", "Mục đích"),
        ("a) mở sổ", MarkKind.SMALL, "a", "mở sổ"),
        ("đ/ Mở sổ", MarkKind.SMALL, "đ", "Mở sổ"),
        ("- Mở sổ", MarkKind.BULLET, "-", "Mở sổ"),
        ("+ Mở sổ", MarkKind.BULLET, "+", "Mở sổ"),
        ("•Mở sổ", MarkKind.BULLET, "•", "Mở sổ"),
    ],
)
def test_a_mark_is_told_from_what_follows(text, kind, code, rest):
    mark = mark_of(text)

    assert mark is not None
    assert (mark.kind, mark.code, mark.rest) == (kind, code, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2026. Sở Xây dựng tổ chức",
        "15/3/2026 và các ngày sau",
        "15.3.2026, các đơn vị",
        "24/8 đến 26/8",
        "7h00 - 7h15",
        "8 - 10 người mỗi tổ",
        "02/CTPH-HPN-CA ngày 20/01/2026",
        "1.000 người tham gia",
        "1.5 triệu đồng",
        "03 ngày: 24, 25 và 26",
        "100% học sinh",
        "Phần II Kế hoạch này quy định",
        "Điều 4 Luật Quản lý",
        "XIV của Đảng",
        "XIV CỦA ĐẢNG",
        "Vi Văn Hòa",
        "CÔNG TÁC TUYÊN TRUYỀN",
        "",
    ],
)
def test_what_only_looks_like_a_mark_is_none(text):
    assert mark_of(text) is None
