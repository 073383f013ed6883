"""Signing in: what a limit refuses costs nothing, and whoever is not refused one password check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lib.domain.accounts import Account, parse_username
from lib.domain.devices import Browser
from lib.errors import Denied, Invalid, Unavailable
from lib.services import clock
from lib.services.acts import Act
from lib.services.people import failures, hashing, passwords, sessions
from lib.services.people.hashing import Lane, Place
from lib.services.people.sessions import OpenedSession
from lib.store import accounts, attempts, devices
from lib.store.accounts import StoredPassword
from lib.store.attempts import Counted, Subject
from lib.store.devices import Recognised, Visit
from lib.store.engine.db import Database, Reader, Writer
from lib.store.engine.ids import new_id

UNKNOWN_BROWSER: Final = Browser()
_LOCAL: Final = "local"


@dataclass(frozen=True, slots=True)
class _Try:
    """One try: what was typed, and where from.

    Attributes:
        username: None for what cannot be a name.
        subjects: what it counts for.
    """

    username: str | None
    address: str | None
    browser: Browser
    device: Recognised
    subjects: tuple[Subject, ...]
    now: datetime


def sign_in(
    db: Database,
    username: str,
    password: str,
    address: str | None,
    browser: Browser = UNKNOWN_BROWSER,
) -> OpenedSession:
    """A new session for the right name and password.

    Raises:
        Denied: "credentials", the same for a wrong password and for a name that is unknown,
            closed, or whose one-time password has run out; "waiting" after wrong tries, with how
            many minutes, whether or not anybody has the name: then nothing was checked.
        Unavailable: "hashing_busy", too many wait; nothing was checked or counted.
    """
    try:
        tried, wait_until = _look(db, username, address, browser)
        if wait_until is not None:
            raise failures.waiting(wait_until, tried.now)
        lane = Lane.KNOWN if tried.device.is_known else Lane.STRANGER
        with hashing.place(lane) as place:
            stored, counted = db.write(lambda tx: _count(tx, tried))
            is_right = _is_right(password, stored, place)
    except (Denied, Unavailable) as refusal:
        failures.refused(address, refusal.reason)
        raise
    account = _account(db, stored) if is_right else None
    if account is None or stored is None:
        failures.record(db, tried.username, address, browser.name, counted)
        raise Denied("credentials")
    return sessions.opening(db, account, address).carry_out(
        lambda act: _open(act, stored, tried, counted), again=sessions.never
    )


def _look(
    db: Database, typed: str, address: str | None, browser: Browser
) -> tuple[_Try, datetime | None]:
    """The try, and until when it has to wait; nothing is written."""
    username, now = _possible_name(typed), clock.now()

    def work(tx: Reader) -> tuple[_Try, datetime | None]:
        shown = sessions.digest(browser.cookie) if browser.cookie else "none"
        device = devices.recognise(tx, username, shown, browser.device_id, now=now)
        known_id = device.device_id if device.is_known else None
        asked = attempts.subjects(username, address or _LOCAL, known_id)
        tried = _Try(username, address, browser, device, asked, now)
        return tried, attempts.waits_until(tx, asked, now=now)

    return db.read(work)


def _possible_name(username: str) -> str | None:
    try:
        return parse_username(username)
    except Invalid:
        return None


def _count(tx: Writer, tried: _Try) -> tuple[StoredPassword | None, list[Counted]]:
    """What to check the password against, None for nobody's; the try counts as wrong."""
    counted = []
    for subject in tried.subjects:
        one = attempts.count(tx, subject, now=tried.now)
        if one is None:
            # Others were counted at the same instant; what this try has counted is rolled back.
            until = attempts.waits_until(tx, tried.subjects, now=tried.now)
            raise failures.waiting(until, tried.now)
        counted.append(one)
    if tried.username is None:
        return None, counted
    return accounts.usable_password(tx, tried.username, tried.now), counted


def _is_right(password: str, stored: StoredPassword | None, place: Place) -> bool:
    hashed = stored.password_hash if stored else passwords.dummy_hash()
    return passwords.matches(password, hashed, place) and stored is not None


def _account(db: Database, stored: StoredPassword | None) -> Account | None:
    return db.read(lambda tx: accounts.account(tx, stored.account_id)) if stored else None


def _open(
    act: Act, checked: StoredPassword, tried: _Try, counted: Sequence[Counted]
) -> OpenedSession:
    tx, now = act.tx, act.now
    account = accounts.account(tx, checked.account_id)
    still = accounts.stored_password(tx, checked.account_id)
    # Closed, or given another password, while bcrypt was at work.
    if account is None or not account.is_open or still is None:
        raise Denied("credentials")
    if still.password_hash != checked.password_hash:
        raise Denied("credentials")
    for one in counted:
        attempts.clear(tx, one.subject)
    name, wrong = tried.browser.name, max(one.failures for one in counted[:2]) - 1
    is_strange = not tried.device.is_known and devices.knows_any(tx, account.account_id, now=now)
    device_id = tried.device.device_id or new_id()
    opened = sessions.begin(act, device_id, {"browser": name, "failures": wrong})
    visit = Visit(opened.session_id, account.account_id, device_id, tried.address, name)
    devices.keep(tx, visit, now=now)
    devices.end_oldest(tx, account.account_id, now=now)
    devices.note(tx, visit, is_strange=is_strange, now=now)
    if is_strange:
        act.tell("account.strange_sign_in", account.account_id, {"browser": name})
    return opened
