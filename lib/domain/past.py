"""How a campaign stood at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from lib.domain.vietnamese import TIMEZONE, local, local_day
from lib.errors import Refused

PARAM: Final = "tai"
"""By which name an address asks for an instant."""
_DAY_S: Final = "%Y-%m-%d"
_MINUTE: Final = "%Y-%m-%dT%H:%M"
_FIRST: Final = datetime(1, 1, 1, 12, tzinfo=TIMEZONE)
"""What comes before is no instant of another zone."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The last revision that a campaign had at an instant, seen on the day of that instant."""

    revision: int
    instant: datetime

    @property
    def day(self) -> date:
        return local_day(self.instant)


def instant(told: str, now: datetime) -> datetime:
    """An instant out of an address or a command, in local time; a day alone means its end.

    A day that is not over yet is taken until now.

    Args:
        told: as 2026-11-22T14:00 or 2026-11-22.
    Raises:
        Refused: `bad_instant`; `future_instant`.
    """
    given = told.strip()
    for shape in (_MINUTE, _DAY_S):
        try:
            found = datetime.strptime(given, shape).replace(tzinfo=TIMEZONE)
        except ValueError:
            continue
        break
    else:
        raise Refused("bad_instant")
    if shape == _DAY_S:
        found = end_of(found.date())
    if found < _FIRST:
        raise Refused("bad_instant")
    if local_day(found) > local_day(now) or (shape == _MINUTE and found > now):
        raise Refused("future_instant")
    return min(found, now)


def end_of(day: date) -> datetime:
    """The last instant of a local day."""
    return datetime.combine(day, time.max, TIMEZONE)


def written(one: datetime) -> str:
    """As `instant` reads it, to the minute that has begun."""
    return f"{local(one):{_MINUTE}}"
