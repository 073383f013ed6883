"""The second factor of an account: how long its parts hold, and how a typed code is read."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from lib.domain.access import Role
from lib.domain.confirmations import is_guarded

STEP_S: Final = 30
SKEW: Final = 1
"""How many steps an authenticator's clock may be off, either way."""
HALF_LIFE: Final = timedelta(minutes=5)
"""From the right password to the code."""
FRESH_FOR: Final = timedelta(minutes=5)
"""How long after a code decisions may be released."""
RECOVERY_CODES: Final = 10

_BETWEEN = re.compile(r"[\s-]+")
_CODE = re.compile(r"[0-9]{6}")


@dataclass(frozen=True, slots=True)
class Factor:
    """An account's second factor as stored.

    Attributes:
        sealed_key: what the authenticator shares with us, sealed.
        confirmed_at: since when it is asked for; None until a first code was right.
        last_step: of the last code taken.
    """

    account_id: UUID
    sealed_key: str
    confirmed_at: datetime | None
    last_step: int


@dataclass(frozen=True, slots=True)
class Half:
    """A sign-in whose password was right, as stored.

    Attributes:
        failures: how often the password was wrong before.
    """

    account_id: UUID
    account_version: int
    failures: int


def step_of(now: datetime) -> int:
    """The number of the 30 seconds since 1970."""
    return int(now.timestamp()) // STEP_S


def possible_code(typed: str) -> str | None:
    """Six digits out of what was typed, with or without blanks; None for anything else."""
    code = _BETWEEN.sub("", typed)
    return code if code.isascii() and _CODE.fullmatch(code) else None


def possible_recovery_code(typed: str) -> str:
    """A recovery code as it was given out, however its groups were typed."""
    return _BETWEEN.sub("", typed).lower()


def may_have(roles: Collection[Role]) -> bool:
    """Whether people with these roles set one up, and have to where that is the rule."""
    return is_guarded(frozenset(roles))
