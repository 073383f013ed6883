"""What is told of one kind of personal data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One kind of personal data.

    Attributes:
        what: the fields.
        tables: where they are stored.
        is_proposed: whether the period is a proposal that the agency has to confirm.
        is_own: whether it is data of whoever has an account.
    """

    what: str
    tables: frozenset[str]
    purpose: str
    seen_by: str
    kept: str
    is_proposed: bool = True
    is_own: bool = True
