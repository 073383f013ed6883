"""A typed code of the second factor: counted before it is looked at, and taken once."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

import pyotp

from lib.domain.second_factor import (
    SKEW,
    STEP_S,
    Factor,
    possible_code,
    possible_recovery_code,
    step_of,
)
from lib.errors import Denied, Refused
from lib.services import clock
from lib.services.acts import Act
from lib.services.people import failures, sealing, sessions
from lib.store import attempts
from lib.store import second_factors as store
from lib.store.attempts import Counted
from lib.store.engine.db import Database, Writer


class Holder(Protocol):
    """Whose code it is."""

    @property
    def account_id(self) -> UUID: ...

    @property
    def username(self) -> str: ...

    @property
    def full_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """A code that was right.

    Attributes:
        codes_left: recovery codes left, if it was one of these.
    """

    codes_left: int | None = None


def take(
    db: Database, holder: Holder, typed: str, address: str | None, *, is_new: bool = False
) -> Taken:
    """Take the code, which nobody can use again; a wrong one counts.

    Args:
        is_new: the factor has just been begun, and has no recovery codes yet.
    Raises:
        Denied: "wrong_second"; "waiting" after wrong tries, and then nothing was looked at.
        Refused: "no_second_factor".
    """
    now, asked = clock.now(), attempts.second_factor(holder.username)
    find = store.factor if is_new else store.in_force

    def work(tx: Writer) -> tuple[Counted, Taken | None]:
        factor = find(tx, holder.account_id)
        if factor is None:
            raise Refused("no_second_factor")
        counted = attempts.count(tx, asked, now=now)
        if counted is None:
            raise failures.waiting(attempts.waits_until(tx, [asked], now=now), now)
        taken = _take(tx, factor, typed, now)
        if taken is not None:
            attempts.clear(tx, asked)
        return counted, taken

    counted, taken = db.write(work)
    if taken is None:
        failures.wrong_second_factor(db, holder, address, counted)
        raise Denied("wrong_second")
    return taken


def tell(act: Act, account_id: UUID, taken: Taken) -> None:
    """Tell of a recovery code, in the act that it was taken for."""
    if taken.codes_left is not None:
        act.tell("account.use_recovery_code", account_id, {"left": taken.codes_left})


def _take(tx: Writer, factor: Factor, typed: str, now: datetime) -> Taken | None:
    code = possible_code(typed)
    if code is not None:
        step = _step(factor, code, now)
        return Taken() if step and store.take_step(tx, factor.account_id, step) else None
    hashed = sessions.digest(possible_recovery_code(typed))
    if store.use_code(tx, factor.account_id, hashed, now=now):
        return Taken(store.codes_left(tx, factor.account_id))
    return None


def _step(factor: Factor, code: str, now: datetime) -> int | None:
    """Of which step the code is; None for a wrong one."""
    key = sealing.unseal(factor.sealed_key)
    if key is None:
        return None
    totp, here = pyotp.TOTP(key), step_of(now)
    fitting = [
        step
        for step in range(here - SKEW, here + SKEW + 1)
        if hmac.compare_digest(totp.at(step * STEP_S), code)
    ]
    return fitting[-1] if fitting else None
