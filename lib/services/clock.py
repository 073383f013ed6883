"""The time that services act at: the real one, unless the demo writes its past."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from lib.domain.vietnamese import local_day

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day in Asia/Ho_Chi_Minh."""
    return local_day(now())


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Let services of this thread act at a past instant; only demo data and tests do this."""
    token = _frozen.set(instant)
    try:
        yield
    finally:
        _frozen.reset(token)
