"""Addresses of electronic mail: one, as a server takes it, or none."""

from __future__ import annotations

import re
from typing import Final

from lib.domain.forms import typed
from lib.errors import Invalid

LIMIT: Final = 254
"""Characters of a whole address (RFC 5321)."""
_LOCAL_LIMIT: Final = 64
_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_HOST_PART: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def parse(raw: object, label: str) -> str:
    """One address in ASCII, its host in lower case; "" when nothing was typed.

    A host with other letters is taken as the domain name system writes it (xn--…). Quoted names,
    comments, lists and hosts given by number are not: nobody in an office has such an address.

    Raises:
        Invalid: "not_email", or as a line of text.
    """
    address = typed.line(raw, label, LIMIT)
    if not address:
        return ""
    local, _, host = address.rpartition("@")
    ascii_host = _ascii_host(host)
    whole = f"{local}@{ascii_host}"
    if not ascii_host or len(local) > _LOCAL_LIMIT or not _LOCAL.fullmatch(local):
        raise none(label)
    if len(whole) > LIMIT:
        raise Invalid("too_long", field=label, limit=LIMIT, length=len(whole))
    return whole


def none(label: str) -> Invalid:
    """The refusal of what has to be an address and is not."""
    return Invalid("not_email", field=label)


def _ascii_host(host: str) -> str:
    """The host as the domain name system writes it; "" for what is none."""
    try:
        written = host.encode("idna").decode().lower()
    except UnicodeError:
        return ""
    parts = written.split(".")
    is_whole = len(parts) > 1 and all(_HOST_PART.fullmatch(one) for one in parts)
    return written if is_whole and not parts[-1].isdigit() else ""
