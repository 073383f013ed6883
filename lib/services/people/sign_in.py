"""Signing in: what a limit refuses costs nothing, who is not refused one password check."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lib.domain.accounts import Account, parse_username
from lib.domain.devices import Browser
from lib.domain.second_factor import Half
from lib.errors import Denied, Invalid, Unavailable
from lib.services import clock
from lib.services.acts import Act
from lib.services.people import codes, failures, hashing, passwords, sessions
from lib.services.people.hashing import Lane, Place
from lib.services.people.sessions import OpenedSession
from lib.store import accounts, attempts, devices, second_factors
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


@dataclass(frozen=True, slots=True)
class HalfSignIn:
    """The password was right, and the account has a second factor: there is no session yet.

    Attributes:
        token: what `finish` wants to see beside the code, within minutes.
    """

    token: str


def sign_in(
    db: Database,
    username: str,
    password: str,
    address: str | None,
    browser: Browser = UNKNOWN_BROWSER,
) -> OpenedSession | HalfSignIn:
    """A new session for the right name and password; half of one where a code is asked for too.

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


def finish(
    db: Database,
    token: str,
    code: str,
    address: str | None,
    browser: Browser = UNKNOWN_BROWSER,
) -> OpenedSession:
    """The session of a half sign-in whose code is right.

    Raises:
        Denied: "half_over", it is not one, or not any more; "wrong_second"; "waiting" after wrong
            codes, and then none was looked at.
    """
    hashed, now = sessions.digest(token), clock.now()

    def look(tx: Reader) -> tuple[Account, Recognised]:
        account, _ = _of_half(tx, hashed, now)
        shown = sessions.digest(browser.cookie) if browser.cookie else "none"
        return account, devices.recognise(tx, account.username, shown, browser.device_id, now=now)

    account, device = db.read(look)
    taken = codes.take(db, account, code, address)

    def work(act: Act) -> OpenedSession:
        _, half = _of_half(act.tx, hashed, now)
        second_factors.end_half(act.tx, hashed, now=act.now)
        opened = _enter(act, device, address, browser, wrong=half.failures)
        codes.tell(act, account.account_id, taken)
        second_factors.note_proof(act.tx, opened.session_id, now=act.now)
        return opened

    return sessions.opening(db, account, address).carry_out(work, again=sessions.never)


def _of_half(tx: Reader, token_hash: str, now: datetime) -> tuple[Account, Half]:
    """Whose sign-in waits for its code, if the account is as it was when its password was typed."""
    half = second_factors.half(tx, token_hash, now=now)
    account = accounts.account(tx, half.account_id) if half else None
    if half is None or account is None or not account.is_open:
        raise Denied("half_over")
    if account.version != half.account_version:
        raise Denied("half_over")
    return account, half


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
) -> OpenedSession | HalfSignIn:
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
    wrong = max(one.failures for one in counted[:2]) - 1
    if second_factors.in_force(tx, account.account_id) is not None:
        half = HalfSignIn(secrets.token_urlsafe(32))
        waits = Half(account.account_id, account.version, wrong)
        second_factors.insert_half(tx, sessions.digest(half.token), waits, now=now)
        return half
    return _enter(act, tried.device, tried.address, tried.browser, wrong=wrong)


def _enter(
    act: Act, device: Recognised, address: str | None, browser: Browser, *, wrong: int
) -> OpenedSession:
    """The session of the account that acts, and what is remembered of where it began."""
    tx, now, account_id = act.tx, act.now, act.author.account_id
    is_strange = not device.is_known and devices.knows_any(tx, account_id, now=now)
    device_id = device.device_id or new_id()
    opened = sessions.begin(act, device_id, {"browser": browser.name, "failures": wrong})
    visit = Visit(opened.session_id, account_id, device_id, address, browser.name)
    devices.keep(tx, visit, now=now)
    devices.end_oldest(tx, account_id, now=now)
    devices.note(tx, visit, is_strange=is_strange, now=now)
    if is_strange:
        act.tell("account.strange_sign_in", account_id, {"browser": browser.name})
    return opened
