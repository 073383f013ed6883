from __future__ import annotations

import pytest

from lib.domain.person_names import is_same_person, person_key, words_key

SON = "Nông Văn Sơn"


@pytest.mark.parametrize(
    "typed",
    [
        "Nông Văn Sơn", "NÔNG VĂN SƠN", "nong van son", "Sơn Nông Văn", "  Nông  Văn Sơn. ",
        "Ông Nông Văn Sơn", "Đồng chí Nông Văn Sơn", "đ/c Nông Văn Sơn", "Đ.c. Nông Văn Sơn",
        "Nông Văn Sơn (Giám đốc)", "Nông Văn Sơn (Giám đốc", "Nông Văn Sơn - Giám đốc Sở",
        "Nông Văn Sơn, Giám đốc Sở Xây dựng", "Giám đốc Sở Nông Văn Sơn",
        "Nông Văn Sơn Giám đốc Sở", "Đồng chí Phó Giám đốc Nông Văn Sơn", "ThS. KTS. Nông Văn Sơn",
        "Nông Văn Sоn", "Νông Văn Sơn", "N0ng Văn S0n",
        "Nông Văn\u200b Sơn", "Ｎông Văn Sơn", "«Nông Văn Sơn»", "Nông_Văn_Sơn", "Nông-Văn-Sơn",
    ],
)  # fmt: skip
def test_the_same_person_however_typed(typed):
    assert is_same_person(typed, SON)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nông Văn Sơn", "Nông Văn Sang"),
        ("Nguyễn Văn An", "Nguyễn An"),
        ("Lê Trung Thanh", "Lê Thanh"),
        ("Hoàng Thị Ba", "Hoàng Thị Bé"),
        ("", "Nông Văn Sơn"),
        ("...", "   "),
    ],
)
def test_others_are_told_apart(one, other):
    assert not is_same_person(one, other)


@pytest.mark.parametrize("name", ["Bà Triệu", "Anh Thư", "Phòng Thanh tra", "Ban Quản lý dự án"])
def test_words_of_address_are_names_too(name):
    assert len(person_key(name).split()) == len(name.split())


def test_a_collectives_name_is_all_of_it():
    assert words_key("Phòng Hạ tầng, đô thị (HTĐT)") == words_key("phong ha tang - do thi HTDT")
    assert words_key("Phòng Hạ tầng, đô thị") != words_key("Phòng Hạ tầng")
