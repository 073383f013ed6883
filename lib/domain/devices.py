"""The browsers that an account knows, and the sign-ins from others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

KNOWN_FOR: Final = timedelta(days=180)
"""How long after its last sign-in a device is known, and a sign-in remembered."""
TOLD_FOR: Final = timedelta(days=7)
"""How long a strange sign-in is told to devices that came after it."""
MOST_DEVICES: Final = 20

_AGENT_LIMIT: Final = 512
# In this order: what builds on another names that one too.
_BROWSERS: Final = (
    ("coc_coc_browser/", "Cốc Cốc"),
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Browser:
    """What a browser shows of itself before anybody has signed in.

    Attributes:
        cookie: the value of its long-lived cookie; any text may come in.
        device_id: the device that this very connection has already turned out to be.
        name: as of `browser_name`.
    """

    cookie: str | None = None
    device_id: UUID | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A browser that has signed in to an account.

    Attributes:
        is_this: whether the person who asks sits at it.
    """

    device_id: UUID
    browser: str
    address: str | None
    first_seen_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in.

    Attributes:
        is_strange: from a device that the account did not know, while it knew others.
        is_confirmed: the person has said that it was them.
    """

    sign_in_id: UUID
    device_id: UUID
    happened_at: datetime
    address: str | None
    browser: str
    is_strange: bool
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class StrangeSignIn:
    """A strange sign-in to be told to the person.

    Attributes:
        may_confirm: whether this device was known before it, and so may vouch for it.
    """

    sign_in: SignIn
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class Handed:
    """The values of the cookies that a browser gets for the ticket of a sign-in."""

    session: str
    device: str | None


def browser_name(user_agent: str) -> str:
    """As in "Edge, Windows"; "" for what is no browser that we know."""
    agent = user_agent[:_AGENT_LIMIT]
    found = (
        next((name for mark, name in known if mark in agent), "") for known in (_BROWSERS, _SYSTEMS)
    )
    return ", ".join(name for name in found if name)
