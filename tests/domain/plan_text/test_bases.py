"""Documents that a plan rests on, in the sentences in which plans name them."""

from __future__ import annotations

import pytest

from lib.domain.plan_text.bases import find
from lib.domain.plan_text.paragraphs import Paragraph


def found(*texts):
    return find([Paragraph(None, text, [no]) for no, text in enumerate(texts, start=1)])


def numbers(bases):
    return [(one.number or one.kind, one.day and f"{one.day:%d/%m/%Y}") for one in bases]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Căn cứ Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị về đột phá khoa học;",
            [("57-NQ/TW", "22/12/2024")],
        ),
        (
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022 và Luật Ngân sách nhà nước "
            "ngày 25 tháng 6 năm 2025;",
            [
                ("Luật Thi đua, khen thưởng", "15/06/2022"),
                ("Luật Ngân sách nhà nước", "25/06/2025"),
            ],
        ),
        (
            "Căn cứ Luật Xây dựng số 50/2014/QH13 được sửa đổi, bổ sung một số điều tại Luật số "
            "62/2020/QH14 ngày 17/6/2020;",
            [("50/2014/QH13", None), ("62/2020/QH14", "17/06/2020")],
        ),
        (
            "Thực hiện Chỉ thị số 5/CT-UBND ngày 2.3.2026 của UBND tỉnh về phát động thi đua và Kế "
            "hoạch số 9/KH-SNV ngày 05-03-2026 của Sở Nội vụ, Sở ban hành kế hoạch:",
            [("5/CT-UBND", "02/03/2026"), ("9/KH-SNV", "05/03/2026")],
        ),
        (
            "Căn cứ Quyết định số 12/QĐ-UBND của Ủy ban nhân dân tỉnh ngày 03 tháng 4 năm 2026 về "
            "việc giao chỉ tiêu;",
            [("12/QĐ-UBND", "03/04/2026")],
        ),
        ("Thực hiện Kế hoạch số 46 - KH/TU ngày 1/2/2026;", [("46-KH/TU", "01/02/2026")]),
        ("Theo Công văn số 220/SNV-TĐKT ngày 05/01/2026 của Sở Nội vụ,", [
            ("220/SNV-TĐKT", "05/01/2026"),
        ]),
    ],
)  # fmt: skip
def test_a_basis_has_its_number_and_its_day(text, told):
    assert numbers(found(text).bases) == told


def test_what_stands_in_the_title_of_a_basis_is_only_named():
    told = found(
        "Căn cứ Kế hoạch số 31/KH-UBND ngày 01/02/2026 của UBND tỉnh về triển khai thực hiện "
        "Chỉ thị số 08/CT-TTg ngày 15/01/2026 của Thủ tướng Chính phủ;"
    )

    assert numbers(told.bases) == [("31/KH-UBND", "01/02/2026")]
    assert numbers(told.mentions) == [("08/CT-TTg", "15/01/2026")]


def test_who_proposes_is_no_basis():
    told = found(
        "Căn cứ Luật Xây dựng ngày 18 tháng 6 năm 2014;",
        "Theo đề nghị của Chánh Văn phòng tại Tờ trình số 4/TTr-VP ngày 02/01/2026.",
        "Xét Tờ trình số 5/TTr-VP ngày 03/01/2026 của Văn phòng;",
    )

    assert numbers(told.bases) == [("Luật Xây dựng", "18/06/2014")]
    assert numbers(told.mentions) == [("4/TTr-VP", "02/01/2026"), ("5/TTr-VP", "03/01/2026")]


def test_a_list_of_bases_goes_on_where_it_was_broken():
    told = found(
        "Căn cứ Chỉ thị số 1/CT-UBND ngày 01/02/2026 của UBND tỉnh về thi đua;",
        "Kế hoạch số 2/KH-SXD ngày 03/02/2026 của Sở Xây dựng về thi đua;",
        "Sở ban hành kế hoạch kèm Quyết định số 3/QĐ-SXD ngày 04/02/2026.",
    )

    assert numbers(told.bases) == [("1/CT-UBND", "01/02/2026"), ("2/KH-SXD", "03/02/2026")]


def test_the_only_document_that_is_named_is_the_basis():
    told = found(
        "Sở ban hành kế hoạch thực hiện Chỉ thị số 1/CT-UBND ngày 01/02/2026 của UBND tỉnh."
    )

    assert numbers(told.bases) == [("1/CT-UBND", "01/02/2026")]


def test_a_day_by_which_to_report_makes_no_document():
    told = found("Căn cứ tình hình thực tế, các đơn vị gửi Báo cáo trước ngày 05/11/2026.")

    assert (told.bases, told.mentions) == ((), ())
    assert [one.text for one in told.grounds] == [
        "Căn cứ tình hình thực tế, các đơn vị gửi Báo cáo trước ngày 05/11/2026"
    ]
