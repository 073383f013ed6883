"""Where a request comes from, for the audit log and for counting wrong passwords."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from lib.config import settings


def client_address(forwarded_for: Sequence[str], seen: str | None) -> str | None:
    """The browser's address as far as we know.

    Args:
        forwarded_for: every header X-Forwarded-For; believed only behind a proxy of ours.
        seen: the other end of the connection; None on this machine itself.
    """
    if settings().trusted_proxy and forwarded_for:
        # The last one is what our own proxy saw; the others are the browser's word.
        said = _address(forwarded_for[-1].rsplit(",", 1)[-1].strip())
        if said is not None:
            return said
    return seen


def _address(said: str) -> str | None:
    try:
        found = ipaddress.ip_address(said)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)
