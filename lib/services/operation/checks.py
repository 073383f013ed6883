"""What the operator asks a stopped installation: is the data sound, which settings hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import SecretStr

from lib import text
from lib.services.files import stored_files
from lib.store import checks as store
from lib.store.engine.db import Database

_PASSWORD = re.compile(r"(?<=:)[^:@/]+(?=@)")


@dataclass(frozen=True, slots=True)
class Problem:
    """Rows that contradict others."""

    name: str
    rows: int


def problems(db: Database) -> list[Problem]:
    """What is wrong; nothing in a sound database."""
    found = {**db.read(store.counts), "evidence_without_file": stored_files.missing(db)}
    return [Problem(text.CHECKS[name], rows) for name, rows in found.items() if rows]


def masked(value: object) -> str:
    """A setting's value, fit to be shown to anybody."""
    if isinstance(value, SecretStr):
        return "********"
    return "" if value is None else _PASSWORD.sub("********", str(value))
