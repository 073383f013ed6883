"""The database that a command works on, and what several commands say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from lib.config import ROOT, settings
from lib.services.demo import demo
from lib.services.operation import runtime
from lib.services.people import passwords

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
    """The file or the address that the command is for; the demo's is built where it is missing."""
    if arguments.demo:
        if not DEMO_FILE.exists():
            build_demo(sys.stderr)
        return DEMO_FILE
    address = settings().database_address
    return address if "://" in address else Path(address)


def build_demo(told: TextIO) -> None:
    """Build the demo's file anew.

    Args:
        told: where it says that this takes a while; what a command prints may be read by machines.
    """
    print("Đang dựng dữ liệu mẫu, mất khoảng nửa phút…", file=told, flush=True)
    wanted = settings().demo_password
    password = wanted.get_secret_value() if wanted else passwords.one_time_password()
    demo.build(DEMO_FILE, password)


def name_missing(names: Sequence[str]) -> None:
    """Say which evidence files are not there; a script sees it by the exit code."""
    for name in names:
        print(f"Thiếu tệp minh chứng: {name}", file=sys.stderr)
    if names:
        raise SystemExit(1)
