"""Failed sign-ins on record, in the audit log and in the log, without letting them fill either."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from lib.domain.access import Actor
from lib.errors import Denied
from lib.services import acts, clock
from lib.services.acts import Act, Doer, Queue
from lib.store import accounts, attempts
from lib.store.attempts import Counted
from lib.store.engine.db import Database, Writer

TOLD_AN_HOUR: Final = 10
"""Failures of one account; the first of the next hour tells how many were left out."""
UNKNOWN_TOLD_AN_HOUR: Final = 30
"""Failures of all names that nobody has."""
LINES_A_MINUTE: Final = 30
_HOUR: Final = timedelta(hours=1)
_MINUTE: Final = timedelta(minutes=1)
_NOBODY: Final = "nobody"
_KEYS: Final = "keys"

_log = structlog.get_logger(__name__)


class _Lines:
    """So many lines of the log a minute; the first of the next one tells how many it left out."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since: datetime | None = None
        self._count = 0

    def write(self, event: str, facts: Mapping[str, object]) -> None:
        now = clock.now()
        with self._lock:
            left_out = 0
            if self._since is None or now - self._since >= _MINUTE:
                left_out = max(0, self._count - LINES_A_MINUTE)
                self._since, self._count = now, 0
            self._count += 1
            may_write = self._count <= LINES_A_MINUTE
        if may_write:
            more = {"left_out": left_out} if left_out else {}
            _log.warning(event, **facts, **more)


_lines: Final = _Lines()


def waiting(until: datetime | None, now: datetime) -> Denied:
    """The refusal of a try that comes too early; None for a wait that is just over."""
    return Denied("waiting", minutes=max(1, -((now - (until or now)) // _MINUTE)))


def record(
    db: Database,
    username: str | None,
    address: str | None,
    browser: str,
    counted: Sequence[Counted],
) -> None:
    """Tell of a sign-in whose password was wrong, and of the waits that begin with it.

    A name that nobody has is not told: people type their password there.
    """
    intent = acts.intend_as(
        db, acts.STRANGER, act_id=acts.new_act(), queue=Queue.NONE, address=address
    )

    def work(act: Act) -> UUID | None:
        account = accounts.by_username(act.tx, username) if username else None
        about = account.account_id if account else None
        left_out = _left_out(act.tx, about, act.now)
        if left_out is not None:
            _tell(act, about, browser, counted, left_out)
        return about

    known = intent.carry_out(work, again=lambda _: None)
    waits = [one.subject.kind for one in counted if one.wait_until]
    facts = {
        "account": str(known) if known else None,
        "address": address,
        "failures": counted[0].failures,
    }
    _lines.write("sign_in_failed", facts | ({"locked": waits} if waits else {}))


def refused(address: str | None, reason: str) -> None:
    """Note in the log that a try was refused before any password was checked."""
    _lines.write("sign_in_refused", {"address": address, "reason": reason})


def wrong_password(db: Database, actor: Actor, address: str | None, counted: Counted) -> None:
    """Tell that somebody who is signed in did not know the account's password."""
    intent = acts.intend_as(db, actor, act_id=acts.new_act(), queue=Queue.NONE, address=address)

    def work(act: Act) -> None:
        left_out = _left_out(act.tx, actor.account_id, act.now)
        if left_out is not None:
            detail = {"failures": counted.failures, "left_out": left_out}
            act.tell("account.wrong_password", actor.account_id, detail)

    intent.carry_out(work, again=acts.nothing)
    facts = {"address": address, "failures": counted.failures}
    _lines.write("wrong_password", {"account": str(actor.account_id), **facts})


def wrong_second_factor(db: Database, holder: Doer, address: str | None, counted: Counted) -> None:
    """Tell that somebody who knew the password did not have the code."""
    intent = acts.intend_as(db, holder, act_id=acts.new_act(), queue=Queue.NONE, address=address)

    def work(act: Act) -> None:
        left_out = _left_out(act.tx, holder.account_id, act.now)
        if left_out is not None:
            detail = {"failures": counted.failures, "left_out": left_out}
            act.tell("account.wrong_second_factor", holder.account_id, detail)

    intent.carry_out(work, again=acts.nothing)
    facts = {"address": address, "failures": counted.failures}
    _lines.write("wrong_second_factor", {"account": str(holder.account_id), **facts})


def wrong_key(db: Database, address: str | None, counted: Counted) -> None:
    """Tell that a program came with a key that opens nothing: a wrong one, or one that is over."""
    intent = acts.intend_as(
        db, acts.STRANGER, act_id=acts.new_act(), queue=Queue.NONE, address=address
    )

    def work(act: Act) -> None:
        left_out = attempts.count_telling(
            act.tx, _KEYS, most=UNKNOWN_TOLD_AN_HOUR, window=_HOUR, now=act.now
        )
        if left_out is not None:
            detail = {"failures": counted.failures, "left_out": left_out}
            act.tell("connection.refuse", _NOBODY, detail)

    intent.carry_out(work, again=acts.nothing)
    _lines.write("wrong_key", {"address": address, "failures": counted.failures})


def _left_out(tx: Writer, account_id: UUID | None, now: datetime) -> int | None:
    return attempts.count_telling(
        tx,
        str(account_id or _NOBODY),
        most=TOLD_AN_HOUR if account_id else UNKNOWN_TOLD_AN_HOUR,
        window=_HOUR,
        now=now,
    )


def _tell(
    act: Act, account_id: UUID | None, browser: str, counted: Sequence[Counted], left_out: int
) -> None:
    subject = account_id or _NOBODY
    detail = {"browser": browser, "failures": counted[0].failures, "left_out": left_out}
    act.tell("account.sign_in_failed", subject, detail)
    for one in counted:
        if one.wait_until is not None:
            act.tell(
                "account.sign_in_locked",
                subject,
                {
                    "what": one.subject.kind,
                    "failures": one.failures,
                    "until": one.wait_until.astimezone(UTC).isoformat(),
                },
            )
