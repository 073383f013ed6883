"""A request of a program: its key, and what it may say in the address."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from lib.domain import past as moments
from lib.domain.campaigns import Campaign
from lib.domain.connections import PREFIX, Grant
from lib.services import clock
from lib.services.connections import reading
from lib.services.operation.runtime import Database
from lib.services.reports import past
from lib.web.api.problems import Problem, no_key

# Names by which other tools hand over their keys in an address, where logs keep them.
_SECRET_NAMES: Final = frozenset(
    {"token", "access_token", "key", "api_key", "apikey", "secret", "password", "khoa"}
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with what its key opens."""

    request: Request
    db: Database
    grant: Grant
    address: str | None

    @property
    def campaign(self) -> Campaign:
        return reading.campaign_of(self.db, self.grant)

    def campaign_at(self, told: str | None) -> Campaign:
        """The campaign as the address asks for it, None being the present.

        Raises:
            Refused: as `past.instant` and `past.at`.
        """
        now = clock.now()
        instant = moments.instant(told, now) if told else now
        # A day that is not over is the present, which has one edition for all who ask.
        return self.campaign if instant == now else past.at(self.db, self.campaign, instant)

    def matches(self, etag: str) -> bool:
        """Whether the program has just this already."""
        given = self.request.headers.get("if-none-match", "")
        return etag in {one.strip().removeprefix("W/") for one in given.split(",")}


def refuse_secrets(request: Request) -> None:
    """Raise Problem where the address holds a key: histories and logs keep addresses."""
    query = request.query_params
    is_named = any(name.lower().lstrip("$") in _SECRET_NAMES for name in query)
    if is_named or PREFIX in f"{request.url.path}?{request.url.query}":
        raise Problem(400, "key_in_address")


def secret(request: Request) -> str | None:
    """The key that the request shows; "" for what cannot be one, None without any."""
    shown = request.headers.getlist("authorization")
    if not shown:
        return None
    scheme, _, given = shown[0].partition(" ")
    given = given.strip()
    if len(shown) > 1:
        return ""
    if scheme.lower() == "bearer":
        return given
    return _password(given) if scheme.lower() == "basic" else ""


def required_secret(request: Request) -> str:
    """The same, of an address that opens to keys alone."""
    found = secret(request)
    if found is None:
        raise no_key()
    return found


def parameters(request: Request, allowed: Iterable[str]) -> dict[str, str]:
    """What the address asks for, each once and nothing else.

    Raises:
        Problem: 400.
    """
    names = tuple(allowed)
    given = request.query_params.multi_items()
    for name, _ in given:
        if name not in names:
            known = ", ".join(names) or "không có"
            raise Problem(400, "unknown_parameter", name=_shown(name), known=known)
    found = dict(given)
    if len(found) != len(given):
        raise Problem(400, "twice")
    return found


def carried(given: Mapping[str, str], *names: str) -> dict[str, str]:
    """What of these the address of the next part says too."""
    return {name: given[name] for name in names if name in given}


def whole(given: str | None, name: str, *, usual: int, least: int, most: int) -> int:
    """A number of the address."""
    if given is None:
        return usual
    if not (given.isascii() and given.isdigit() and len(given) < 10) or not (
        least <= int(given) <= most
    ):
        raise Problem(400, "bad_number", name=name, least=least, most=most)
    return int(given)


def _password(given: str) -> str:
    try:
        return base64.b64decode(given, validate=True).decode().partition(":")[2]
    except (binascii.Error, ValueError):
        return ""


def _shown(name: str) -> str:
    return "".join(letter for letter in name[:40] if letter.isprintable())
