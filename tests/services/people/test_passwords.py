from __future__ import annotations

import math
import re
import unicodedata

import pytest

from lib.errors import Invalid
from lib.services.people import hashing, passwords
from lib.services.people.hashing import Lane

NAMES = ("Nguyễn Thị Lan", "lan", "Phòng Quản lý xây dựng", "Sở Xây dựng tỉnh Cao Bằng")


def reason(password: str) -> str:
    with pytest.raises(Invalid) as refusal:
        passwords.check_new_password(password, names=NAMES)
    return refusal.value.reason


@pytest.mark.parametrize(
    "password",
    [
        "Thanhhoa@123", "matkhau123456", "Mật khẩu 2026!", "anhyeuem123", "Anhyeuem@2026",
        "qwertyuiop", "1qaz2wsx3edc", "1234567890", "0987654321", "aaaaaaaaaa", "abcabcabcabc",
        "CaoBang@2026", "caobang123456", "SoXayDung2021", "Lan@SoXayDung1", "nguyenthilan1990",
        "Nguyễn Thị Lan 1990", "quanlyxaydung1", "Thidua2026!", "khenthuong@123", "baucu2021@@",
        "Hội đồng nhân dân", "vietnamvodich1", "password123", "iloveyou2026", "P@ssw0rd2026",
        "xaydung@caobang", "Vanphong12345",
    ],
)  # fmt: skip
def test_a_password_that_is_guessed_first_is_refused(password):
    assert reason(password) == "weak_password"


@pytest.mark.parametrize(
    "password",
    [
        "sóng vỗ bờ cát trắng", "Con mèo ngủ trên mái", "trời xanh gió nhẹ 47",
        "correct horse battery", "gK4!vR9#zQ2m", "hoa hồng tím nở muộn",
    ],
)  # fmt: skip
def test_a_phrase_of_ones_own_is_taken(password):
    passwords.check_new_password(password, names=NAMES)


def test_shape_comes_first():
    assert reason("ngắn quá") == "short_password"
    assert reason("ế" * 25) == "long_password"


def matches(text: str, hashed: str) -> bool:
    with hashing.place(Lane.KNOWN) as place:
        return passwords.matches(text, hashed, place)


def test_a_hash_fits_its_password_alone():
    hashed = passwords.hash_password("sóng vỗ bờ cát trắng")

    assert matches(unicodedata.normalize("NFD", "sóng vỗ bờ cát trắng"), hashed)
    assert not matches("song vo bo cat trang", hashed)
    assert not matches("", hashed)


def test_a_text_longer_than_bcrypt_reads_fits_nothing():
    hashed = passwords.hash_password("x" * 72)

    assert matches("x" * 72, hashed)
    assert not matches("x" * 73, hashed)


def test_nobody_has_the_dummy_password():
    assert not matches("", passwords.dummy_hash())
    assert not matches("." * 31, passwords.dummy_hash())


def test_a_one_time_password_is_readable_and_random():
    made = {passwords.one_time_password() for _ in range(100)}

    assert len(made) == 100
    assert all(re.fullmatch(r"[2-9a-hj-km-np-z]{5}(-[2-9a-hj-km-np-z]{5}){2}", one) for one in made)
    assert 15 * math.log2(31) > 60
    for one in made:
        passwords.check_new_password(one, names=NAMES)
