"""Connections: keys by which programs read a campaign's tables, made by the Office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain.access import Actor

PREFIX: Final = "tdkt_"
"""What every key begins with, so that searches for lost secrets know it."""
SECRET_BYTES: Final = 32
DEFAULT_DAYS: Final = 90
LONGEST_DAYS: Final = 365
NAME_LIMIT: Final = 80
MOST_LIVE: Final = 50
"""Keys of one campaign that read at the same time."""
SHORTEST_KEY, LONGEST_KEY = 40, 100


class State(StrEnum):
    LIVE = "live"
    EXPIRED = "expired"
    REVOKED = "revoked"
    BARRED = "barred"
    """Whoever made it may not any more."""


@dataclass(frozen=True, slots=True)
class Use:
    """How often one table was read by a key.

    Attributes:
        requests, rows: since the key was made; counted with a delay of a minute.
    """

    table: str
    requests: int = 0
    rows: int = 0
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Connection:
    """A key as it is known once its secret has been shown.

    Attributes:
        tables: keys of the exports it may read, with what was read of each.
        maker: the name of who made it.
    """

    connection_id: UUID
    campaign_id: UUID
    name: str
    tables: tuple[Use, ...]
    expires_on: date
    made_by: UUID
    maker: str
    made_at: datetime
    revoked_at: datetime | None = None
    revoked_by: UUID | None = None

    @property
    def used_at(self) -> datetime | None:
        return max((one.used_at for one in self.tables if one.used_at), default=None)

    @property
    def opens(self) -> frozenset[str]:
        """The tables by their keys."""
        return frozenset(one.table for one in self.tables)

    @property
    def requests(self) -> int:
        return sum(one.requests for one in self.tables)

    def state(self, today: date, *, may: bool) -> State:
        """How it stands.

        Args:
            may: whether its maker may still read what it reads.
        """
        if self.revoked_at is not None:
            return State.REVOKED
        if today > self.expires_on:
            return State.EXPIRED
        return State.LIVE if may else State.BARRED


@dataclass(frozen=True, slots=True)
class Grant:
    """What a right key opens.

    Attributes:
        actor: who made it, with today's rights.
        campaign: its code.
        secret_hash: what is stored of the key; also signs what it is given to come back with.
    """

    connection: Connection
    actor: Actor
    campaign: str
    secret_hash: str = field(repr=False)

    @property
    def tables(self) -> frozenset[str]:
        return self.connection.opens


def last_day(today: date) -> date:
    """The latest day on which a key made today may end."""
    return today + timedelta(days=LONGEST_DAYS)


def is_key(given: str) -> bool:
    """Whether a text looks like a key at all."""
    return (
        given.startswith(PREFIX) and SHORTEST_KEY <= len(given) <= LONGEST_KEY and given.isascii()
    )


def in_order(tables: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """The tables in the order in which all are listed, each once."""
    wanted = frozenset(tables)
    return tuple(one for one in known if one in wanted)
