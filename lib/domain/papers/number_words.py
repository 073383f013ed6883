"""Numbers in Vietnamese words, as papers repeat them in brackets."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES: Final = ("", " nghìn", " triệu")
_LIMIT: Final = 1_000_000_000


def in_words(number: int) -> str:
    """As in 21 "hai mươi mốt", 105 "một trăm linh năm", 15 "mười lăm".

    Raises:
        ValueError: negative, or a thousand millions and more, which no paper of ours counts.
    """
    if not 0 <= number < _LIMIT:
        raise ValueError(f"no words for {number}")
    if number == 0:
        return _DIGITS[0]
    groups = [number // 1000**power % 1000 for power in range(len(_SCALES))]
    highest = max(power for power, group in enumerate(groups) if group)
    words = [
        _group(groups[power], is_first=power == highest) + _SCALES[power]
        for power in range(highest, -1, -1)
        if groups[power]
    ]
    return " ".join(words)


def counted(number: int) -> str:
    """As in "05 (năm)": papers write counts below ten with a zero and repeat them in words."""
    return f"{number:02} ({in_words(number)})"


def _group(number: int, *, is_first: bool) -> str:
    """Three digits; inside a longer number hundreds are said even when there are none."""
    hundreds, rest = divmod(number, 100)
    said = [f"{_DIGITS[hundreds]} trăm"] if hundreds or not is_first else []
    if rest:
        said.append(_below_hundred(rest, follows=bool(said)))
    return " ".join(said)


def _below_hundred(number: int, *, follows: bool) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return f"linh {_DIGITS[ones]}" if follows else _DIGITS[ones]
    ten = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if ones == 0:
        return ten
    return f"{ten} {_last_digit(tens, ones)}"


def _last_digit(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    if tens > 1 and ones == 1:
        return "mốt"
    if tens > 1 and ones == 4:
        return "tư"
    return _DIGITS[ones]
