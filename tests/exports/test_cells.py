"""How one value stands in a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.exports import Dates, Decimals, Options
from lib.exports import cells

VIETNAMESE = Options(Dates.VI, Decimals.COMMA)


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(first: str) -> None:
    assert cells.safe(f"{first}1+1") == f"'{first}1+1"


@pytest.mark.parametrize("text", ["0912345678", "007", "00"])
def test_first_zeros_stay(text: str) -> None:
    assert cells.safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["0", "0,5", "0 ngày", "10", "0.5"])
def test_a_zero_that_a_spreadsheet_keeps_stands_alone(text: str) -> None:
    assert cells.safe(text) == text


@pytest.mark.parametrize("text", ["", "1=1", "a-b", " = 1", "'ba'", "Đã xong"])
def test_other_text_stays(text: str) -> None:
    assert cells.safe(text) == text


@given(st.text(st.sampled_from("'=0-1a\t "), max_size=5))
def test_a_format_that_tells_text_from_formulas_gets_back_what_was_typed(text: str) -> None:
    assert cells.bare(cells.safe(text)) == text


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("", ""),
        ("2026-11-22", "22/11/2026"),
        ("2026-11-22 14:03:22", "22/11/2026 14:03:22"),
    ],
)
def test_days(iso: str, shown: str) -> None:
    assert (cells.day(iso, Options()), cells.day(iso, VIETNAMESE)) == (iso, shown)


@pytest.mark.parametrize(
    ("number", "shown"), [("1234", "1234"), ("12.5", "12,5"), ("-0.5", "-0,5")]
)
def test_numbers(number: str, shown: str) -> None:
    assert (cells.number(number, Options()), cells.number(number, VIETNAMESE)) == (number, shown)


@pytest.mark.parametrize(
    ("share", "plain", "shown"),
    [
        (None, "", ""),
        (0.0, "0.0", "0,0"),
        (5 / 6, "83.3", "83,3"),
        (0.9999, "99.99", "99,99"),
        (1.0, "100.0", "100,0"),
    ],
)
def test_percent_has_the_digits_of_the_pages(share: float | None, plain: str, shown: str) -> None:
    assert (cells.percent(share, Options()), cells.percent(share, VIETNAMESE)) == (plain, shown)
