"""The one database of this process: opened and migrated once, closed with a checkpoint."""

from __future__ import annotations

import threading
from pathlib import Path

from lib import config
from lib.errors import disk_refusal
from lib.services.operation import traces
from lib.store import migrations
from lib.store.engine import db as store
from lib.store.engine.paircopy import make_folder

Database = store.Database
"""What pages hand on to services, which alone look inside."""

_lock = threading.Lock()
_database: store.Database | None = None


def database() -> store.Database:
    """The open, migrated database.

    Raises:
        Unavailable: it cannot be opened; the sentence says what the operator must do.
    """
    global _database
    if _database is None:
        with _lock:
            if _database is None:
                _database = open_migrated(config.settings().database_address, create=True)
    return _database


def open_migrated(address: str, *, create: bool) -> store.Database:
    """A database at the newest schema level; a copy is made before a migration."""
    backups = config.settings().backups_dir
    if create and "://" not in address:
        traces.require_none(Path(address))
        try:
            make_folder(Path(address).parent)
        except OSError as error:
            raise disk_refusal(error, Path(address).parent) from error
    least = config.settings().min_free_mb << 20
    opened = store.open_database(address, create=create, backups=backups, least_free_bytes=least)
    try:
        migrations.migrate(opened)
    except BaseException:
        opened.close()
        raise
    return opened


def use(database: store.Database) -> None:
    """Serve this database instead of the configured one, as tests and the bench do."""
    global _database
    _database = database


def close() -> None:
    """Checkpoint and close for good: whoever still asks is told that the program stops."""
    with _lock:
        if _database is not None:
            _database.close()
