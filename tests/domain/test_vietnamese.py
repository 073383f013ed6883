from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.vietnamese import (
    format_date,
    format_instant,
    format_number,
    format_share,
    format_time,
    given_name,
    local_day,
    nfc,
    search_key,
    share_in_text,
    share_number,
)

LATE_EVENING = datetime(2026, 11, 22, 17, 3, 22, tzinfo=UTC)


def test_text_is_composed():
    assert nfc("Nguye\u0302\u0303n") == "Nguyễn"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Nguyễn  Đông", "nguyen dong"),
        (" ĐƯỜNG\tLÊ LỢI\n", "duong le loi"),
        ("Nguye\u0302\u0303n", "nguyen"),
        ("QLXD-01", "qlxd-01"),
        ("", ""),
    ],
)
def test_search_key_has_no_accents_and_single_spaces(text, key):
    assert search_key(text) == key


@given(st.text())
def test_search_key_of_a_search_key_is_itself(text):
    assert search_key(search_key(text)) == search_key(text)


@pytest.mark.parametrize(
    ("full", "name"), [("Nguyễn Văn An", "An"), ("Lan ", "Lan"), ("", ""), ("  ", "")]
)
def test_the_given_name_is_the_last_word(full, name):
    assert given_name(full) == name


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (1234567, "1.234.567"),
        (-1234, "-1.234"),
        (Decimal("1234.5"), "1.234,5"),
        (Decimal("1234.50"), "1.234,5"),
        (Decimal("-0.05"), "-0,05"),
        (Decimal("12.000"), "12"),
        (Decimal("1E+3"), "1.000"),
    ],
)
def test_numbers_have_points_between_thousands_and_a_comma(number, shown):
    assert format_number(number) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (None, "–"),
        (Fraction(10, 12), "83,3 %"),
        (Fraction(0), "0 %"),
        (Fraction(2, 3), "66,7 %"),
        (Fraction(1, 8), "12,5 %"),
        (Fraction(1, 2000), "0,1 %"),
        (Fraction(1), "100 %"),
        (Fraction(9996, 10_000), "99,96 %"),
        (Fraction(99_999, 100_000), "99,99 %"),
        (Fraction(5, 4), "125,0 %"),
        (Fraction(20), "2.000,0 %"),
        (0.29, "29,0 %"),
        (0.9999, "99,99 %"),
        (1, "100 %"),
        (1e-9, "0 %"),
    ],
)
def test_shares_have_one_decimal_and_are_rounded_half_up(share, shown):
    assert format_share(share) == shown


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_only_all_is_a_hundred_per_cent(part, rest):
    assert format_share(Fraction(part, part + rest)) != "100 %"


def test_a_float_is_the_share_that_was_meant_and_not_the_fraction_that_it_is():
    """They are equal to Python, which must not take one for the other."""
    given = 0.0045
    exact = Fraction(given)

    assert exact == given < Fraction(45, 10_000)
    assert [share_number(one) for one in (exact, given, exact)] == ["0,4", "0,5", "0,4"]


def test_a_share_in_a_sentence_has_no_space_and_one_under_per_cent_no_sign():
    assert share_in_text(Fraction(9996, 10_000)) == "99,96%"
    assert share_number(Fraction(2, 3)) == "66,7"


def test_days_have_the_day_first():
    assert format_date(date(2026, 1, 2)) == "02/01/2026"


def test_instants_are_shown_on_vietnamese_clocks():
    assert local_day(LATE_EVENING) == date(2026, 11, 23)
    assert format_time(LATE_EVENING) == "00:03:22"
    assert format_instant(LATE_EVENING) == "23/11/2026 00:03"


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 11, 22, 12))  # noqa: DTZ001 a naive time is what is tested
