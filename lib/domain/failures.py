"""The short number of something that went wrong: read out by a person, found in the log."""

from __future__ import annotations

import secrets
from typing import Final

# Letters and digits that nobody confuses on the telephone.
_ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_number() -> str:
    """A short number for one failure, fit to be read out."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(6))
