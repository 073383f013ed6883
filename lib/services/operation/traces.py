"""What tells that there was a database whose file is gone: its evidence and its backups."""

from __future__ import annotations

from pathlib import Path

from lib import config
from lib.errors import Unavailable
from lib.services.files import stored_files
from lib.services.operation import backup


def require_none(path: Path) -> None:
    """Nothing where a database may be begun at the path.

    Raises:
        Unavailable: `lost_file`, evidence or backups of one are there.
    """
    if path.exists():
        return
    evidence = stored_files.folder(path)
    if evidence.is_dir() and any(one.is_file() for one in evidence.rglob("*")):
        raise Unavailable("lost_file", path=str(path), sign=str(evidence))
    for copy in backup.copies_of(config.settings().backups_dir, path):
        raise Unavailable("lost_file", path=str(path), sign=str(copy))
