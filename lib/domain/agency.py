"""The one agency of an installation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agency:
    """The agency whose campaign this is, and the body above it, as papers name them."""

    name: str
    superior: str
