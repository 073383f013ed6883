"""The database that a command works on, and what several commands say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from lib.config import ROOT, settings
from lib.services.operation import runtime

DEMO_FILE: Final = ROOT / "data" / "demo.duckdb"


@contextmanager
def database(address: Path | str, *, create: bool = False) -> Iterator[runtime.Database]:
    """The stopped database, closed again with a checkpoint.

    Args:
        create: whether it may be one that is not there yet.
    """
    db = runtime.open_migrated(str(address), create=create)
    try:
        yield db
    finally:
        db.close()


def chosen(arguments: argparse.Namespace) -> Path | str:
    """The file or the address that the command is for."""
    if arguments.demo:
        return DEMO_FILE
    address = settings().database_address
    return address if "://" in address else Path(address)


def name_missing(names: Sequence[str]) -> None:
    """Say which evidence files are not there; a script sees it by the exit code."""
    for name in names:
        print(f"Thiếu tệp minh chứng: {name}", file=sys.stderr)
    if names:
        raise SystemExit(1)
