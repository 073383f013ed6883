"""Keys of second factors, sealed with a key that lies in a file and in no backup."""

from __future__ import annotations

import functools
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

from lib.config import settings
from lib.errors import disk_refusal

FILE_NAME: Final = "second_factor.key"


def seal(text: str) -> str:
    """The text as only this installation can read it.

    Raises:
        Unavailable: the key's file can be neither read nor made.
    """
    return _fernet(settings().data_dir / FILE_NAME).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str | None:
    """The text of `seal`; None where another key sealed it, as after a restore elsewhere."""
    try:
        return _fernet(settings().data_dir / FILE_NAME).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


@functools.cache
def _fernet(path: Path) -> Fernet:
    try:
        return Fernet(_read_or_make(path))
    except OSError as error:
        raise disk_refusal(error, path) from error


def _read_or_make(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(Fernet.generate_key())
            file.flush()
            os.fsync(file.fileno())
        # Whoever is first has made the key, and nobody ever reads half of one.
        with suppress(FileExistsError):
            path.hardlink_to(fresh)
        fresh.unlink()
    return path.read_bytes()
