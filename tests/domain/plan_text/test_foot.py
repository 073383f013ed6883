"""Recipients and signers in the orders and columns that extraction leaves them in."""

from __future__ import annotations

import pytest

from lib.domain.plan_text import foot, lines, words

LIST = ["Nơi nhận:", "- UBND tỉnh (b/c);", "- Các phòng;", "- Lưu: VT."]
SIGNED = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", "", "Bế Thị Hồng Gấm"]


def read(*texts):
    found = foot.read(lines.read(texts))
    signers = [(one.title, one.name, one.rank) for one in found.signers]
    return [one.text for one in found.recipients], signers


@pytest.mark.parametrize(
    "texts",
    [
        [*LIST, *SIGNED],
        [*LIST, "", *SIGNED],
        [*SIGNED, "", *LIST],
        [
            "Nơi nhận:                        KT. GIÁM ĐỐC",
            "- UBND tỉnh (b/c);               PHÓ GIÁM ĐỐC",
            "- Các phòng;",
            "- Lưu: VT.                       Bế Thị Hồng Gấm",
        ],
        [
            "Nơi nhận: KT. GIÁM ĐỐC",
            "- UBND tỉnh (b/c); PHÓ GIÁM ĐỐC",
            "- Các phòng;",
            "- Lưu: VT.",
            "(Đã ký)",
            "Bế Thị Hồng Gấm",
        ],
        [
            "| Nơi nhận: | KT. GIÁM ĐỐC |",
            "| - UBND tỉnh (b/c); | PHÓ GIÁM ĐỐC |",
            *LIST[2:],
            SIGNED[4],
        ],
        ["Nơi nhận:", "- UBND tỉnh", "(b/c);", "- Các phòng", "- Lưu: VT", "", *SIGNED],
    ],
    ids=["below", "apart", "above", "columns", "narrow columns", "cells", "broken"],
)  # fmt: skip
def test_recipients_and_signer_are_found(texts):
    assert read(*texts) == (
        ["UBND tỉnh (b/c)", "Các phòng", "Lưu: VT"],
        [("KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC", "Bế Thị Hồng Gấm", None)],
    )


def test_a_title_that_was_broken_is_whole_again():
    assert read("TM. ỦY BAN NHÂN", "DÂN", "CHỦ TỊCH", "Vi Văn Hòa")[1] == [
        ("TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH", "Vi Văn Hòa", None)
    ]


def test_a_second_office_stands_under_the_name():
    found = foot.read(
        lines.read(["TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", "Vi Văn Hòa", "PHÓ CHỦ TỊCH UBND"])
    )

    assert [(one.name, one.office) for one in found.signers] == [
        ("Vi Văn Hòa", "PHÓ CHỦ TỊCH UBND")
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nông Văn An", ("Nông Văn An", None)),
        ("Đại tá Nông Văn An", ("Nông Văn An", "Đại tá")),
        ("PGS.TS. Nông Văn An", ("Nông Văn An", "PGS.TS.")),
        ("ThS. Nông Văn An", ("Nông Văn An", "ThS.")),
        ("NÔNG VĂN AN", ("NÔNG VĂN AN", None)),
        ("Nông Văn An (đã ký)", ("Nông Văn An", None)),
        ("H'Yim Kđoh", ("H'Yim Kđoh", None)),
        ("Sở Nội vụ", None),
        ("Ban Giám Hiệu", None),
        ("PHÓ CHỦ TỊCH", None),
        ("Các phòng, đơn vị", None),
    ],
)
def test_names_are_told_from_other_words(text, told):
    assert words.name_in(text) == told
