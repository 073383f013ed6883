"""The persons whom units nominate: a list per unit, and which account is whose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lib.domain.person_names import is_same_person
from lib.domain.vietnamese import nfc, search_key

_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a unit's list.

    Attributes:
        account_id: of the same person; None where there is none or it cannot be told.
    """

    person_id: UUID
    unit_id: UUID
    full_name: str
    account_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """An account as far as a name can be compared with it."""

    account_id: UUID
    unit_id: UUID
    full_name: str


def list_key(full_name: str) -> str:
    """What makes two entries of a unit's list one: the name whatever its case and blanks."""
    return " ".join(nfc(full_name).lower().split())


def account_of(full_name: str, unit_id: UUID, accounts: Iterable[Named]) -> UUID | None:
    """The one account that the name can only mean, of the unit before all others."""
    alike = [one for one in accounts if is_written_alike(full_name, one.full_name)]
    for found in ([one for one in alike if one.unit_id == unit_id], alike):
        if found:
            return found[0].account_id if len(found) == 1 else None
    return None


def is_written_alike(one: str, other: str) -> bool:
    """Whether both name the same person, and no accent speaks against it.

    Titles, posts and punctuation are passed over; a name typed without accents fits any.
    """
    if not is_same_person(one, other):
        return False
    marked, others = _marked(one), _marked(other)
    return not marked or not others or marked <= others or others <= marked


def _marked(name: str) -> set[str]:
    """The words of the name that bear accents."""
    words = _WORD.findall(nfc(unicodedata.normalize("NFKC", name)).lower())
    return {one for one in words if search_key(one) != one}
