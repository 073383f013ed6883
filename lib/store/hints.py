"""The table dismissed_hints: which first hints a person has put away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from lib.store.engine.db import Reader, Writer


def dismissed(tx: Reader, account_id: UUID) -> frozenset[str]:
    """The keys of what the account has put away."""
    rows = tx.rows(
        """
        SELECT hint
        FROM dismissed_hints
        WHERE account_id = $1
        """,
        [account_id],
    )
    return frozenset(hint for (hint,) in rows)


def dismiss(tx: Writer, account_id: UUID, hint: str, *, now: datetime) -> None:
    """Put a hint away; one that is away already stays so."""
    tx.run(
        """
        INSERT INTO dismissed_hints (account_id, hint, dismissed_at)
        VALUES ($1, $2, $3)
        ON CONFLICT (account_id, hint) DO NOTHING
        """,
        [account_id, hint, now],
    )


def bring_back(tx: Writer, account_id: UUID) -> None:
    """Forget what the account has put away."""
    tx.run(
        """
        DELETE FROM dismissed_hints
        WHERE account_id = $1
        """,
        [account_id],
    )
