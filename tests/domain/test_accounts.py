from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.access import Role
from lib.domain.accounts import (
    check_password_shape,
    clean_password,
    parse_full_name,
    parse_username,
    roles_from_text,
    roles_to_text,
)
from lib.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("lan", "lan"), (" Lan ", "lan"), ("nguyen.van-a2", "nguyen.van-a2"), ("a1", "a1")],
)
def test_username_is_taken_in_lower_case(typed, expected):
    assert parse_username(typed) == expected


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "required"), ("  ", "required"), (None, "unreadable"), ("a", "not_username"),
        ("1lan", "not_username"), ("lân", "not_username"), ("lan anh", "not_username"),
        ("lan_anh", "not_username"), ("a" * 41, "not_username"), ("-lan", "not_username"),
        ("lan@so.vn", "not_username"), ("l\nan", "control_characters"), (17, "unreadable"),
    ],
)  # fmt: skip
def test_username_is_refused(typed, reason):
    with pytest.raises(Invalid) as refusal:
        parse_username(typed)

    assert refusal.value.reason == reason


def test_full_name_gets_single_spaces_and_composed_letters():
    typed = unicodedata.normalize("NFD", "  Nguyễn   Thị Lan ")

    assert parse_full_name(typed) == "Nguyễn Thị Lan"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("", "required"), ("x" * 101, "too_long"), ("a\x07", "control_characters")],
)
def test_full_name_is_refused(typed, reason):
    with pytest.raises(Invalid) as refusal:
        parse_full_name(typed)

    assert refusal.value.reason == reason


@given(st.frozensets(st.sampled_from(Role)))
def test_roles_survive_their_text(roles):
    assert roles_from_text(roles_to_text(roles)) == roles


def test_roles_stand_in_alphabetical_order_between_commas():
    assert roles_to_text({Role.STAFF, Role.ADMIN}) == ",admin,staff,"


@given(st.text(max_size=100))
def test_any_name_is_taken_or_refused(text):
    for parse in (parse_username, parse_full_name):
        try:
            parse(text)
        except Invalid:
            continue


@pytest.mark.parametrize("password", ["0123456789", "ư" * 36, "x" * 72])
def test_a_password_may_have_ten_characters_to_72_bytes(password):
    check_password_shape(password)


@pytest.mark.parametrize(
    ("password", "reason", "limit", "length"),
    [
        ("012345678", "short_password", 10, 9),
        ("", "short_password", 10, 0),
        ("ư" * 37, "long_password", 72, 74),
        ("ế" * 25, "long_password", 72, 75),
    ],
)
def test_a_password_that_does_not_fit_is_refused_with_the_counts(password, reason, limit, length):
    with pytest.raises(Invalid) as refusal:
        check_password_shape(password)

    assert refusal.value.reason == reason
    assert refusal.value.facts == {"limit": limit, "length": length}


def test_a_password_is_the_same_however_its_letters_came():
    assert clean_password(unicodedata.normalize("NFD", " sóng vỗ ")) == "sóng vỗ"
