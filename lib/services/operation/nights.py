"""When what a server does by itself once a night is due."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from lib.domain.vietnamese import TIMEZONE
from lib.services import clock

AT: Final = time(2, 30)
TOO_OLD: Final = timedelta(hours=36)
# A server that is off at night does it soon after it has started.
SOON: Final = timedelta(minutes=15)


def until_next(last: datetime | None) -> timedelta:
    """How long until the next time.

    Args:
        last: when it was done, also before a restart; None before the first time.
    """
    now = clock.now().astimezone(TIMEZONE)
    if last is None or now - last > TOO_OLD:
        return SOON
    tonight = datetime.combine(now.date(), AT, TIMEZONE)
    return (tonight if tonight > now else tonight + timedelta(days=1)) - now
