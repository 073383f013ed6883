"""Signing in: tries are counted first, then exactly one password check, whoever asks."""

from __future__ import annotations

from datetime import datetime, timedelta

from lib.domain.accounts import parse_username
from lib.errors import Denied, Invalid
from lib.services import clock
from lib.services.acts import Act
from lib.services.people import passwords, sessions
from lib.services.people.sessions import OpenedSession
from lib.store import accounts, attempts
from lib.store.accounts import StoredPassword
from lib.store.engine.db import Database, Writer

_LOCAL = "local"


def sign_in(db: Database, username: str, password: str, address: str | None) -> OpenedSession:
    """A new session for the right name and password.

    Raises:
        Denied: "credentials", the same for a wrong password and for a name that is unknown,
            closed, or whose one-time password has run out; "waiting" after wrong tries, with how
            many minutes, whether or not anybody has the name.
    """
    name, place, now = _possible_name(username), address or _LOCAL, clock.now()
    counted = db.write(lambda tx: _count(tx, name, place, now=now))
    stored = counted if isinstance(counted, StoredPassword) else None
    hashed = stored.password_hash if stored else passwords.dummy_hash()
    is_right = passwords.matches(password, hashed)
    if isinstance(counted, timedelta):
        raise Denied("waiting", minutes=max(1, -(-counted // timedelta(minutes=1))))
    if not is_right or stored is None or name is None:
        raise Denied("credentials")
    account = db.read(lambda tx: accounts.account(tx, stored.account_id))
    if account is None:
        raise Denied("credentials")
    return sessions.opening(db, account, address).carry_out(
        lambda act: _open(act, stored, name, place), again=sessions.never
    )


def _possible_name(username: str) -> str | None:
    try:
        return parse_username(username)
    except Invalid:
        return None


def _count(
    tx: Writer, username: str | None, place: str, *, now: datetime
) -> StoredPassword | timedelta | None:
    """What to check the password against; how long to wait first; None for no possible name."""
    # An address that has used up its tries must not make names wait.
    if not attempts.count_address(tx, place, now=now):
        return attempts.ADDRESS_WINDOW
    if username is None:
        return None
    if not attempts.count_name(tx, username, now=now):
        until = attempts.waits_until(tx, username)
        return until - now if until else None
    return accounts.usable_password(tx, username, now)


def _open(act: Act, checked: StoredPassword, username: str, place: str) -> OpenedSession:
    account = accounts.account(act.tx, checked.account_id)
    still = accounts.stored_password(act.tx, checked.account_id)
    # Closed, or given another password, while bcrypt was at work.
    if account is None or not account.is_open or still is None:
        raise Denied("credentials")
    if still.password_hash != checked.password_hash:
        raise Denied("credentials")
    attempts.clear_name(act.tx, username)
    attempts.give_back_address(act.tx, place)
    return sessions.begin(act)
