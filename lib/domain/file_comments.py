"""Remarks that people write into a campaign's file, each at what it stands by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileComment:
    """What a file says for its readers alone.

    Attributes:
        place: keys from the top of the file; of a record in a list "=" and its code, of another
            part of one "#" and its number from 0. () for the end of the file.
        above: lines above it, each beginning with "#".
        beside: what stands behind it on its own line; "" for nothing.
    """

    place: tuple[str, ...]
    above: tuple[str, ...] = ()
    beside: str = ""
