"""Accounts: what a user name, a name and a password may be, and how roles are stored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from lib.domain.access import Role
from lib.domain.forms import typed
from lib.domain.vietnamese import nfc
from lib.errors import Invalid

SESSION_LIFE = timedelta(hours=12)
IDLE_LIFE = timedelta(hours=4)
TICKET_LIFE = timedelta(seconds=30)
ONE_TIME_LIFE = timedelta(hours=24)

NAME_LIMIT = 100
PASSWORD_MIN_CHARACTERS = 10
PASSWORD_MAX_BYTES = 72
"""What bcrypt reads; a Vietnamese letter takes two or three bytes."""

_USERNAME = re.compile(r"[a-z][a-z0-9.-]{1,39}")


@dataclass(frozen=True, slots=True)
class Account:
    """An account as stored, without its password."""

    account_id: UUID
    username: str
    full_name: str
    unit_id: UUID
    roles: frozenset[Role]
    is_open: bool
    must_change: bool
    password_expires_at: datetime | None
    """Until when a one-time password is good; None for a password the person chose."""
    version: int
    email: str = ""
    """Where letters go; "" for none."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be stored; its given name and search key are made from the rest."""

    account_id: UUID
    username: str
    full_name: str
    unit_id: UUID
    roles: frozenset[Role]
    password_hash: str
    must_change: bool
    password_expires_at: datetime | None
    created_at: datetime
    email: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whose live session a cookie belongs to."""

    session_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of a person's live sessions."""

    session_id: UUID
    created_at: datetime
    seen_at: datetime


def parse_username(raw: object, label: str = "Tên đăng nhập") -> str:
    """A user name in lower case.

    Raises:
        Invalid: "required", or "not_username" for anything but 2 to 40 of a-z, 0-9, "." and "-".
    """
    username = typed.line(raw, label).lower()
    if not username:
        raise Invalid("required", field=label)
    if not _USERNAME.fullmatch(username):
        raise Invalid("not_username", field=label)
    return username


def parse_full_name(raw: object, label: str = "Họ và tên") -> str:
    """A person's name with single spaces.

    Raises:
        Invalid: nothing typed, or a text that cannot be a name.
    """
    full_name = " ".join(typed.line(raw, label, NAME_LIMIT).split())
    if not full_name:
        raise Invalid("required", field=label)
    return full_name


def roles_to_text(roles: Iterable[Role]) -> str:
    """As the database holds them: in alphabetical order between commas, ",admin,staff,"."""
    codes = sorted({role.value for role in roles})
    return f",{','.join(codes)}," if codes else ","


def roles_from_text(stored: str) -> frozenset[Role]:
    """The roles of roles_to_text."""
    return frozenset(Role(code) for code in stored.split(",") if code)


def clean_password(text: str) -> str:
    """A password as it is hashed: composed letters, whichever way the keyboard sent them."""
    # No keyboard sends half a surrogate pair, but a program may, and it has no bytes to hash.
    return nfc(text.encode(errors="replace").decode()).strip()


def check_password_shape(text: str) -> None:
    """Refuse a new password that is too short for us or too long for bcrypt.

    Raises:
        Invalid: with `limit` and `length`, in characters when too short, in bytes when too long.
    """
    if len(text) < PASSWORD_MIN_CHARACTERS:
        raise Invalid("short_password", limit=PASSWORD_MIN_CHARACTERS, length=len(text))
    length = len(text.encode())
    if length > PASSWORD_MAX_BYTES:
        raise Invalid("long_password", limit=PASSWORD_MAX_BYTES, length=length)
