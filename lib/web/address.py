"""Where a request comes from, for the audit log and for counting wrong passwords."""

from __future__ import annotations

from lib.config import settings


def client_address(forwarded_for: str, seen: str | None) -> str | None:
    """The browser's address as far as we know.

    Args:
        forwarded_for: the header X-Forwarded-For; believed only behind a proxy of ours.
        seen: the other end of the connection; None on this machine itself.
    """
    if settings().trusted_proxy and forwarded_for:
        # The last one is what our own proxy saw; the others are the browser's word.
        return forwarded_for.rsplit(",", 1)[-1].strip()
    return seen
