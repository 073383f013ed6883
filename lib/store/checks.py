"""Rows that contradict each other; each query counts them and finds none in a sound database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lib.store.engine.db import Reader

_COUNTS: Final[Mapping[str, str]] = {
    "items_without_unit": """
        SELECT count(*)
        FROM items
        LEFT JOIN units ON units.unit_id = items.unit_id
        WHERE units.unit_id IS NULL
    """,
    "items_without_task": """
        SELECT count(*)
        FROM items
        LEFT JOIN tasks ON tasks.task_id = items.task_id AND tasks.campaign_id = items.campaign_id
        WHERE tasks.task_id IS NULL
    """,
    "items_without_history": """
        SELECT count(*)
        FROM items
        LEFT JOIN item_history AS history
            ON history.unit_id = items.unit_id
            AND history.task_id = items.task_id
            AND history.version = items.version
        WHERE history.version IS NULL
            OR history.work_status <> items.work_status
            OR history.verification <> items.verification
            OR CAST(history.answers AS VARCHAR) <> CAST(items.answers AS VARCHAR)
    """,
    "history_with_gaps": """
        SELECT count(*)
        FROM (
            SELECT items.unit_id, items.task_id
            FROM items
            LEFT JOIN item_history AS history
                ON history.unit_id = items.unit_id AND history.task_id = items.task_id
            GROUP BY items.unit_id, items.task_id, items.version
            HAVING count(history.version) <> items.version
        ) AS gaps
    """,
    "revisions_ahead": """
        SELECT count(*)
        FROM item_history AS history
        JOIN campaigns ON campaigns.campaign_id = history.campaign_id
        WHERE history.revision > campaigns.revision
    """,
    "units_without_name": """
        SELECT count(*)
        FROM units
        LEFT JOIN unit_names ON unit_names.unit_id = units.unit_id
        WHERE unit_names.unit_id IS NULL
    """,
    "accounts_without_unit": """
        SELECT count(*)
        FROM accounts
        LEFT JOIN units ON units.unit_id = accounts.unit_id
        WHERE units.unit_id IS NULL
    """,
    "sessions_without_account": """
        SELECT count(*)
        FROM sessions
        LEFT JOIN accounts ON accounts.account_id = sessions.account_id
        WHERE accounts.account_id IS NULL
    """,
    "evidence_without_revision": """
        SELECT count(*)
        FROM evidence
        LEFT JOIN evidence_revisions AS revisions
            ON revisions.evidence_id = evidence.evidence_id AND revisions.revision_no = 1
        WHERE revisions.evidence_id IS NULL
    """,
    "uses_without_evidence": """
        SELECT count(*)
        FROM evidence_uses AS uses
        LEFT JOIN evidence
            ON evidence.evidence_id = uses.evidence_id AND evidence.unit_id = uses.unit_id
        WHERE evidence.evidence_id IS NULL
    """,
    "uses_without_item": """
        SELECT count(*)
        FROM evidence_uses AS uses
        LEFT JOIN items ON items.unit_id = uses.unit_id AND items.task_id = uses.task_id
        WHERE uses.task_id IS NOT NULL AND items.unit_id IS NULL
    """,
    "uses_without_nomination": """
        SELECT count(*)
        FROM evidence_uses AS uses
        LEFT JOIN nominations ON nominations.nomination_id = uses.nomination_id
        WHERE uses.nomination_id IS NOT NULL AND nominations.nomination_id IS NULL
    """,
    "tasks_without_form": """
        SELECT count(*)
        FROM tasks
        LEFT JOIN form_versions
            ON form_versions.form_key = tasks.form_key
            AND form_versions.form_version = tasks.form_version
        WHERE form_versions.form_key IS NULL
    """,
}
NAMES: Final = tuple(_COUNTS)


def counts(tx: Reader) -> dict[str, int]:
    """How many rows each check finds."""
    found: dict[str, int] = {}
    for name, sql in _COUNTS.items():
        row = tx.row(sql)
        found[name] = int(row[0]) if row else 0
    return found
