"""What a person typed, turned into a value or refused; any object may come in."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from lib.domain.vietnamese import format_date, format_number, nfc
from lib.errors import Invalid

SHORT_LIMIT = 250
LONG_LIMIT = 5000
LINK_LIMIT = 2000
LINKS_LIMIT = 10
NUMBER_LIMIT = 10**15
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2100, 12, 31)

# Longer numbers would not survive Decimal's 28 digits, and nobody counts that far.
_NUMBER_CHARACTERS = 28
_MARGIN = 10
_BLANKS = (
    "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\u200c\u200d\u2060\ufeff"
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Lone surrogates cannot be stored as UTF-8; direction marks make a text look like another one.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069]")
_SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")
_SIGN = "(?P<sign>[-\u2212]?)"
_NUMBER = re.compile(
    _SIGN + r"(?P<whole>[1-9][0-9]{0,2}(?P<gap>[. ])[0-9]{3}(?:(?P=gap)[0-9]{3})*|[0-9]+)"
    r"(?:,(?P<decimals>[0-9]+))?"
)
_POINT = re.compile(_SIGN + r"(?P<whole>[0-9]+)\.(?P<decimals>[0-9]+)")
_DAY_FIRST = re.compile(
    r"(?P<day>[0-9]{1,2}) ?(?P<gap>[/.-]) ?(?P<month>[0-9]{1,2}) ?(?P=gap) ?"
    r"(?P<year>[0-9]{4}|[0-9]{2})"
)
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_NOT_IN_LINK = re.compile(r'[\s<>"\\^`{|}]')


def line(raw: object, label: str, limit: int = SHORT_LIMIT) -> str:
    """One line of text, NFC, without blanks at its ends; "" when nothing was typed.

    Raises:
        Invalid: not a text, longer than `limit` characters, or with control characters.
    """
    text = _text(raw, label, limit)
    if "\n" in text or "\t" in text:
        raise Invalid("control_characters", field=label)
    return text


def paragraphs(raw: object, label: str, limit: int = LONG_LIMIT) -> str:
    """Text that may have line breaks, all of them as line feeds; otherwise like `line`."""
    return _text(_LINE_ENDS.sub("\n", raw) if isinstance(raw, str) else raw, label, limit)


def number(
    raw: object,
    label: str,
    minimum: Decimal | int = -NUMBER_LIMIT,
    maximum: Decimal | int = NUMBER_LIMIT,
) -> Decimal | None:
    """The number as Vietnamese people type it; None when nothing was typed.

    The comma starts the decimals, points and spaces part thousands: 1.234,5 · 1 234 · 1234. A
    single point followed by exactly three digits parts thousands ("1.234" is 1234); followed by
    more or fewer, or after a lone zero, it starts the decimals, as calculators write ("1.5").

    Raises:
        Invalid: no such number, too many digits, or not within the limits.
    """
    if isinstance(raw, int) and not isinstance(raw, bool):
        return _within(raw, label, minimum, maximum)
    if not isinstance(raw, str):
        raise Invalid("not_number", field=label)
    text = _SPACES.sub(" ", raw.strip(_BLANKS))
    if not text:
        return None
    _refuse_longer(text, label, _NUMBER_CHARACTERS)
    return _within(_read_number(text, label), label, minimum, maximum)


def whole(
    raw: object,
    label: str,
    minimum: Decimal | int = -NUMBER_LIMIT,
    maximum: Decimal | int = NUMBER_LIMIT,
) -> int | None:
    """Like `number`, for what is counted.

    Raises:
        Invalid: "not_whole" for what is no number or has decimals, else as `number`.
    """
    try:
        counted = number(raw, label, minimum, maximum)
    except Invalid as refused:
        # An example with decimals would be refused next.
        is_none = refused.reason == "not_number"
        raise (Invalid("not_whole", field=label) if is_none else refused) from None
    if counted is None:
        return None
    if counted != counted.to_integral_value():
        raise Invalid("not_whole", field=label)
    return int(counted)


def year(raw: object, label: str, first: Decimal | int, last: Decimal | int) -> int | None:
    """A year of four digits, without a point between its thousands; None when nothing was typed.

    Raises:
        Invalid: no such number, or not within the limits.
    """
    first, last = max(first, FIRST_DAY.year), min(last, LAST_DAY.year)
    counted = whole(raw, label, 0)
    if counted is not None and counted < first:
        raise Invalid("too_small", field=label, limit=str(first))
    if counted is not None and counted > last:
        raise Invalid("too_large", field=label, limit=str(last))
    return counted


def day(raw: object, label: str, first: date = FIRST_DAY, last: date = LAST_DAY) -> date | None:
    """The calendar day; None when nothing was typed.

    Taken are 22/11/2026 · 22-11-26 · 22.11.2026 · 2026-11-22; a year of two digits lies after
    2000.

    Raises:
        Invalid: no such day, or not within the limits.
    """
    if type(raw) is date:
        return _within_days(raw, label, first, last)
    if not isinstance(raw, str):
        raise Invalid("not_date", field=label)
    text = raw.strip(_BLANKS)
    if not text:
        return None
    found = _DAY_FIRST.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    if found is None:
        raise Invalid("not_date", field=label)
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    try:
        taken = date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        raise Invalid("not_date", field=label) from None
    return _within_days(taken, label, first, last)


def links(raw: object, label: str) -> list[str]:
    """Web addresses as typed, each once; one a line, or a list of them.

    Raises:
        Invalid: more than ten, too long, or not an http or https address with a host and
            without a password.
    """
    typed = raw.split("\n") if isinstance(raw, str) else raw
    if not isinstance(typed, list | tuple):
        raise Invalid("not_link", field=label)
    found: dict[str, None] = {}
    for address in typed:
        if not isinstance(address, str):
            raise Invalid("not_link", field=label)
        if stripped := address.strip(_BLANKS):
            found[_link(stripped, label)] = None
        if len(found) > LINKS_LIMIT:
            raise Invalid("too_many_links", field=label, limit=LINKS_LIMIT)
    return list(found)


def canonical(number: Decimal) -> str:
    """The stored form of a decimal: point, no grouping, no idle zeros: "1234.5"."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _text(raw: object, label: str, limit: int) -> str:
    if not isinstance(raw, str):
        raise Invalid("unreadable", field=label)
    text = raw.strip(_BLANKS)
    # Composing shortens Vietnamese at most threefold: what can never fit is refused unread.
    if len(text) <= limit * _MARGIN:
        text = nfc(text).strip(_BLANKS)
    _refuse_longer(text, label, limit)
    if _FORBIDDEN.search(text):
        raise Invalid("control_characters", field=label)
    return text


def _refuse_longer(text: str, label: str, limit: int) -> None:
    if len(text) > limit:
        raise Invalid("too_long", field=label, limit=limit, length=len(text))


def _read_number(text: str, label: str) -> Decimal:
    found = _NUMBER.fullmatch(text)
    if found is None:
        found = _POINT.fullmatch(text)
        if found is None or (len(found["decimals"]) == 3 and found["whole"] != "0"):
            raise Invalid("not_number", field=label)
    digits = found["whole"].replace(".", "").replace(" ", "")
    read = Decimal(f"{digits}.{found['decimals'] or 0}")
    return -read if found["sign"] and read else read


def _within(
    read: Decimal | int, label: str, minimum: Decimal | int, maximum: Decimal | int
) -> Decimal:
    if read < minimum:
        raise Invalid("too_small", field=label, limit=format_number(minimum))
    if read > maximum:
        raise Invalid("too_large", field=label, limit=format_number(maximum))
    return Decimal(read)


def _within_days(taken: date, label: str, first: date, last: date) -> date:
    if taken < first:
        raise Invalid("date_too_early", field=label, limit=format_date(first))
    if taken > last:
        raise Invalid("date_too_late", field=label, limit=format_date(last))
    return taken


def _link(address: str, label: str) -> str:
    _refuse_longer(address, label, LINK_LIMIT)
    if _FORBIDDEN.search(address) or _NOT_IN_LINK.search(address):
        raise Invalid("not_link", field=label)
    try:
        split = urlsplit(address)
        reachable = bool(split.hostname) and (split.port is None or split.port > 0)
    except ValueError:
        raise Invalid("not_link", field=label) from None
    if split.scheme not in {"http", "https"} or not reachable or "@" in split.netloc:
        raise Invalid("not_link", field=label)
    return address
