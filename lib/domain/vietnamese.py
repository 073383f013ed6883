"""How Vietnamese text is compared, and how numbers, shares, days and hours are shown."""

from __future__ import annotations

import functools
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

TIMEZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOTHING = "–"


def nfc(text: str) -> str:
    """The text with composed letters, as everything is stored."""
    return unicodedata.normalize("NFC", text)


def search_key(text: str) -> str:
    """Lower case, no accents, đ as d, single spaces: "Nguyễn  Đông" gives "nguyen dong"."""
    letters = unicodedata.normalize("NFD", text.lower())
    bare = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    return " ".join(bare.replace("đ", "d").split())


def given_name(full_name: str) -> str:
    """The last word, by which Vietnamese people are called and sorted; "" without a name."""
    words = full_name.split()
    return words[-1] if words else ""


def format_number(number: Decimal | int) -> str:
    """Point between thousands, comma before decimals, no idle zeros: "1.234,5"."""
    if isinstance(number, int):
        return f"{number:,}".replace(",", ".")
    if number == number.to_integral_value():
        return format_number(int(number))
    whole, _, decimals = f"{number:,f}".partition(".")
    return f"{whole.replace(',', '.')},{decimals.rstrip('0')}"


@functools.lru_cache(maxsize=4096, typed=True)
def share_percent(share: Fraction | float) -> Decimal:
    """A ratio in hundredths: the one place where shares are rounded, half up to one decimal.

    What is not all never looks like all: 0.9996 gives 99.96, and 0.99999 gives 99.99. Kept, since
    fractions are slow and a live page rounds the same ones each time.

    Args:
        share: not negative, usually at most 1.
    """
    # A float's shortest text is the ratio that was meant: 0.29 is 29 %, not 28,9 %.
    exact = share if isinstance(share, Fraction) else Fraction(repr(float(share)))
    rounded = _half_up(exact * 100, 1)
    if exact >= 1 or rounded < 100:
        return rounded
    return min(_half_up(exact * 100, 2), Decimal("99.99"))


def _half_up(number: Fraction, decimals: int) -> Decimal:
    scale = 10**decimals
    return Decimal((number * scale * 2 + 1) // 2).scaleb(-decimals)


def share_number(share: Fraction | float | None) -> str:
    """A ratio in hundredths under a heading that says "%": "66,7", "100"; "–" without one."""
    if share is None:
        return NOTHING
    percent = share_percent(share)
    if percent in (0, 100):
        return str(int(percent))
    whole, _, decimals = f"{percent:,f}".partition(".")
    return f"{whole.replace(',', '.')},{decimals}"


def format_share(share: Fraction | float | None) -> str:
    """A ratio as a figure of a page: "66,7 %"; "100 %" only when all is there.

    Args:
        share: None when there is nothing to divide by.
    """
    return NOTHING if share is None else f"{share_number(share)} %"


def share_in_text(share: Fraction | float) -> str:
    """The same within the sentences of a paper: "66,7%"."""
    return f"{share_number(share)}%"


def local(instant: datetime) -> datetime:
    """The same instant on Vietnamese clocks.

    Raises:
        ValueError: no time zone, so it is no instant.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(TIMEZONE)


def local_day(instant: datetime) -> date:
    """The calendar day in Vietnam on which the instant lies."""
    return local(instant).date()


def capital(words: str) -> str:
    """The words as at the start of a sentence; the others keep their letters."""
    return words[:1].upper() + words[1:]


def within(title: str) -> str:
    """The title in the middle of a sentence: its first letter small, but of names in capitals."""
    first = title.split(" ", 1)[0]
    return title if first.isupper() and len(first) > 1 else title[:1].lower() + title[1:]


def format_date(day: date) -> str:
    """As in 22/11/2026."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_time(instant: datetime) -> str:
    """As in 14:03:22, on Vietnamese clocks."""
    return f"{local(instant):%H:%M:%S}"


def format_instant(instant: datetime) -> str:
    """As in 22/11/2026 14:03, on Vietnamese clocks."""
    here = local(instant)
    return f"{format_date(here.date())} {here:%H:%M}"
