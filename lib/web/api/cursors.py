"""Where a program goes on reading: sealed with its key, so that nobody else's place is taken."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Final

from lib.domain.connections import Grant

_SEAL_BYTES: Final = 16
_LONGEST: Final = 512


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a table.

    Attributes:
        tag: of the edition.
        row: the next one, counted from 0.
        limit: how many are read at once.
    """

    table: str
    tag: str
    row: int
    limit: int


def sealed(grant: Grant, place: Place) -> str:
    """The place as it stands in an address."""
    told = json.dumps([place.table, place.tag, place.row, place.limit]).encode()
    return base64.urlsafe_b64encode(_seal(grant, told) + told).rstrip(b"=").decode()


def opened(grant: Grant, given: str, table: str) -> Place | None:
    """The place that was sealed for this key and this table; None for anything else."""
    if len(given) > _LONGEST or not given.isascii():
        return None
    try:
        whole = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))
    except (binascii.Error, ValueError):
        return None
    seal, told = whole[:_SEAL_BYTES], whole[_SEAL_BYTES:]
    if not hmac.compare_digest(seal, _seal(grant, told)):
        return None
    place = Place(*json.loads(told))
    return place if place.table == table else None


def _seal(grant: Grant, told: bytes) -> bytes:
    return hmac.digest(grant.secret_hash.encode(), told, hashlib.sha256)[:_SEAL_BYTES]
