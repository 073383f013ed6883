"""What is written, only the account that the program runs as may read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lib import config


def keep_private() -> None:
    """Make every file from now on 0600 and every folder 0700, and narrow those that are there.

    The database, its log and copies beside it, backups, evidence and the log hold what people
    wrote; also the copier of a safety pair, a process of its own, goes by this.
    """
    os.umask(0o077)
    for path in _there():
        # Another account's, or on a file system that knows no modes: left as it is.
        with suppress(OSError):
            path.chmod(0o700 if path.is_dir() else 0o600)


def _there() -> Iterator[Path]:
    settings = config.settings()
    # A folder that nobody may enter keeps what is in it.
    folders = (
        settings.backups_dir, settings.evidence_dir, settings.jobs_dir, settings.logs_dir,
        settings.opinions_dir,
    )  # fmt: skip
    yield from (folder for folder in folders if folder.is_dir())
    if "://" not in settings.database_address:
        database = Path(settings.database_address)
        if database.parent.is_dir():
            names = database.name, f"{database.name}."
            yield from (
                one
                for one in database.parent.iterdir()
                if one.is_file() and (one.name == names[0] or one.name.startswith(names[1]))
            )
