"""Roman numerals, as plans and their papers number parts and sessions."""

from __future__ import annotations

from typing import Final

_NUMERALS: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def to_roman(number: int) -> str:
    """In capitals; "" for what is not above zero."""
    told = ""
    for value, numeral in _NUMERALS:
        times, number = divmod(number, value)
        told += numeral * times
    return told


def from_roman(told: str) -> int | None:
    """The number of capitals; None for what no number is written as."""
    left, number = told, 0
    for value, numeral in _NUMERALS:
        while left.startswith(numeral):
            left, number = left.removeprefix(numeral), number + value
    return number if told and not left and to_roman(number) == told else None
