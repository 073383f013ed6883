"""The outline of a campaign's reports as the Office has saved it, and what somebody types of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lib.store.checklist import Author
from lib.store.engine.db import Reader, Writer
from lib.store.engine.json_column import to_json
from lib.store.item_drafts import Draft


@dataclass(frozen=True, slots=True)
class StoredOutline:
    """The newest outline that the Office has saved."""

    version: int
    source: str
    saved_by_name: str
    saved_at: datetime


def outline(tx: Reader, campaign_id: UUID) -> StoredOutline | None:
    """The newest one; None while none has been saved."""
    row = tx.row(
        """
        SELECT outlines.version, outlines.source, accounts.full_name, outlines.saved_at
        FROM report_outlines AS outlines
        JOIN accounts ON accounts.account_id = outlines.saved_by
        WHERE outlines.campaign_id = $1
        ORDER BY outlines.version DESC
        LIMIT 1
        """,
        [campaign_id],
    )
    return None if row is None else StoredOutline(*row)


def put_outline(
    tx: Writer, campaign_id: UUID, source: str, *, version: int, author: Author
) -> None:
    """Store the next version of the campaign's outline."""
    tx.run(
        """
        INSERT INTO report_outlines (campaign_id, version, source, saved_by, saved_at)
        VALUES ($1, $2, $3, $4, $5)
        """,
        [campaign_id, version, source, author.account_id, author.done_at],
    )


def draft(tx: Reader, account_id: UUID, campaign_id: UUID) -> Draft | None:
    """What the account has typed and not saved."""
    row = tx.row(
        """
        SELECT answers, seen_version, kept_at
        FROM report_outline_drafts
        WHERE account_id = $1 AND campaign_id = $2
        """,
        [account_id, campaign_id],
    )
    return None if row is None else Draft(json.loads(row[0]), row[1], row[2])


def keep_draft(
    tx: Writer,
    account_id: UUID,
    campaign_id: UUID,
    answers: Mapping[str, object],
    *,
    seen_version: int,
    now: datetime,
) -> None:
    tx.run(
        """
        INSERT INTO report_outline_drafts (account_id, campaign_id, answers, seen_version, kept_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (account_id, campaign_id) DO UPDATE
        SET answers = excluded.answers, seen_version = excluded.seen_version,
            kept_at = excluded.kept_at
        """,
        [account_id, campaign_id, to_json(answers), seen_version, now],
    )


def drop_draft(tx: Writer, account_id: UUID, campaign_id: UUID) -> None:
    tx.run(
        """
        DELETE FROM report_outline_drafts
        WHERE account_id = $1 AND campaign_id = $2
        """,
        [account_id, campaign_id],
    )
