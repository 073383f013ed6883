"""What stands where in a bundle, and what never leaves in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

import pyarrow as pa

from lib.store import tables
from lib.store.engine.db import Reader
from lib.store.tables import TableColumn

FORMAT: Final = "tdkt-bundle-1"
MANIFEST: Final = "manifest.json"
GUIDE: Final = "DOC-TRUOC.txt"
SCHEMA: Final = "bang/CAU-TRUC.md"
TABLES: Final = PurePosixPath("bang")
CSV: Final = PurePosixPath("csv")
FILES: Final = PurePosixPath("tep")

LEFT_OUT: Final = frozenset(
    {
        # Of the program and of this server, not of the office.
        "schema_version", "settings", "health_checks", "jobs",
        "reminder_digests", "reminder_history", "reminder_days", "reminder_leases",
        # What lets somebody in, or says from where somebody came.
        "sessions", "sign_in_attempts", "sign_ins", "known_devices", "second_factors",
        "recovery_codes", "half_sign_ins", "connections", "connection_tables",
        # What its writer alone may read.
        "drafts", "nomination_drafts", "evaluation_drafts", "closing_report_drafts",
        "report_outline_drafts", "plan_draft_typing", "document_drafts",
        "comment_drafts",
        # What colleagues may not read before they have said what they think themselves.
        "evaluation_opinions",
    }
)  # fmt: skip
"""Tables that stay where they are."""
MASKED: Final[Mapping[tuple[str, str], str]] = {("accounts", "password_hash"): "!"}
"""Columns that leave with something else in them: no password has such a hash."""

_TYPES: Final[Mapping[str, pa.DataType]] = {
    "UUID": pa.string(),
    "VARCHAR": pa.string(),
    "JSON": pa.string(),
    "BOOLEAN": pa.bool_(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DATE": pa.date32(),
    "TIMESTAMPTZ": pa.timestamp("us", tz="UTC"),
}


def leaving(tx: Reader) -> list[str]:
    """The tables that go into a bundle, by name."""
    return [table for table in tables.names(tx) if table not in LEFT_OUT]


def arrow_schema(columns: Sequence[TableColumn]) -> pa.Schema:
    """The columns as Parquet has them; keys and JSON are text."""
    return pa.schema([(one.name, _TYPES[one.kind]) for one in columns])


def table_path(table: str) -> str:
    return str(TABLES / f"{table}.parquet")


def file_path(sha256: str) -> str:
    return str(FILES / sha256[:2] / sha256)
