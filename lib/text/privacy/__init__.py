"""Which personal data are stored, what for, who sees them, how long: for “Tài khoản” and docs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lib.text.privacy.accounts import OF_ACCOUNTS
from lib.text.privacy.personal_data import PersonalData
from lib.text.privacy.records import OF_RECORDS

PERSONAL_DATA: Final[Sequence[PersonalData]] = (*OF_ACCOUNTS, *OF_RECORDS)
"""Nothing else of persons: no citizen-card numbers, health, voters' lists, single ballots."""
