"""The process that is killed: a server that sends letters as long as any waits, and says when."""

from __future__ import annotations

import sys
import threading
import time
from datetime import timedelta

import structlog

from lib.services.reminders import channels, delivering
from lib.services.reminders.delivering import Pass
from lib.store import reminder_mail
from lib.store.engine.db import open_database
from lib.store.engine.ids import new_id
from tests.support import post
from tests.support.post import PostOffice

# So short that the other server soon goes on; its own letters take much less.
LEASE = timedelta(seconds=1)
_LOOK_S = 0.02


def main(address: str, port: int) -> None:
    """Until no letter waits."""
    # Nobody reads what this process says but for its first line.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    delivering.LEASE = LEASE  # type: ignore[misc]
    db, holder = open_database(address), new_id()
    channel = channels.Letters(post.settings(PostOffice(port)), threading.Event())
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while db.read(reminder_mail.is_any_waiting):
        delivering.deliver(db, channel, Pass(holder))
        time.sleep(_LOOK_S)
    db.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
