"""The web layer's questions, answered by the services on the database of this process."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action
from lib.domain.accounts import SESSION_LIFE
from lib.domain.devices import KNOWN_FOR, Handed
from lib.services.connections import editions
from lib.services.files import stored_files
from lib.services.files.inspection import pool
from lib.services.jobs import lapsing
from lib.services.jobs.runner import Runner
from lib.services.operation import audit_check, file_check, health, job_cleaning, runtime, setup
from lib.services.opinions import batches, box
from lib.services.people import sessions
from lib.services.people.sessions import Left
from lib.services.reminders import scheduler
from lib.web.health import Status
from lib.web.nightly import Nightly
from lib.web.server import Services


def start() -> None:
    """Open and migrate the database; an empty one asks for its set-up on the console."""
    db = runtime.database()
    setup.announce(db)
    stored_files.clean_up(db)
    lapsing.clean(db)
    pool.pool().start()
    runner = Runner(db)
    _runners.append(runner)
    runner.start()
    for task in _nightly:
        task.start()


def stop() -> None:
    """End what goes on by itself, and close the database with a checkpoint."""
    for task in _nightly:
        task.stop()
    while _runners:
        _runners.pop().stop()
    pool.pool().close()
    editions.SHELF.clear()
    box.close(runtime.database())
    runtime.close()


def find(cookie: object) -> UUID | None:
    """The key of the live session of a cookie's value."""
    found = sessions.find(runtime.database(), cookie)
    return found.session_id if found else None


def left(cookie: object) -> Left | None:
    """How long the session of a cookie's value still lives."""
    return sessions.left(runtime.database(), cookie)


def renew(cookie: object) -> Left | None:
    """The same once it was noted as used."""
    return sessions.renew(runtime.database(), cookie)


def redeem(ticket: str, device_cookie: str | None) -> Handed | None:
    """The cookies for a ticket, once."""
    return sessions.redeem(runtime.database(), ticket, device_cookie)


def is_admin(cookie: object) -> bool:
    """Whether the cookie belongs to somebody who may see the details of the health check."""
    session_id = find(cookie)
    if session_id is None:
        return False
    actor = sessions.actor(runtime.database(), session_id)
    return actor is not None and access.can(actor, Action.HEALTH_DETAIL)


def status() -> Status:
    """Whether this process can serve."""
    return health.status(runtime.database())


_SWEPT_EVERY: Final = timedelta(minutes=1)
_STIRRED_EVERY: Final = timedelta(minutes=1)
_nightly: Final = (
    Nightly(
        "file",
        wait=lambda: file_check.wait(runtime.database()),
        run=lambda stopping: file_check.run(runtime.database(), stopping),
    ),
    Nightly(
        "audit log",
        wait=lambda: audit_check.wait(runtime.database()),
        run=lambda stopping: audit_check.run(runtime.database(), stopping),
    ),
    Nightly(
        "files that were asked for",
        wait=lambda: job_cleaning.wait(runtime.database()),
        run=lambda stopping: job_cleaning.run(runtime.database(), stopping),
    ),
    Nightly(
        "opinions",
        wait=lambda: _STIRRED_EVERY,
        run=lambda stopping: batches.run(runtime.database(), stopping),
    ),
    Nightly(
        "reminders",
        wait=scheduler.wait,
        run=lambda stopping: scheduler.run(runtime.database(), stopping),
    ),
    Nightly("editions", wait=lambda: _SWEPT_EVERY, run=lambda _: editions.SHELF.sweep()),
)
_runners: Final[list[Runner]] = []
SERVICES: Final = Services(
    find=find,
    left=left,
    renew=renew,
    redeem=redeem,
    is_admin=is_admin,
    status=status,
    start=start,
    stop=stop,
    cookie_life_s=int(SESSION_LIFE.total_seconds()),
    device_life_s=int(KNOWN_FOR.total_seconds()),
)
