"""A campaign's write counter: the queue of its writers, and where its audit log ends."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain.audit_chain import Head
from lib.domain.campaigns import CampaignState
from lib.errors import NotFound
from lib.store.engine.db import Reader, Writer

REVISIONS: Final = "campaign revisions"
"""What moves with each act on a campaign, for kept reads."""


def at(tx: Reader, campaign_id: UUID) -> tuple[int, CampaignState, Head]:
    """The revision, the state, and where the campaign's audit log ends.

    A writer need not lock the row: one transaction writes at a time on either engine.

    Raises:
        NotFound: no such campaign.
    """
    row = tx.row(
        """
        SELECT revision, state, audit_number, audit_hash
        FROM campaigns
        WHERE campaign_id = $1
        """,
        [campaign_id],
    )
    if row is None:
        raise NotFound("campaign")
    return row[0], CampaignState(row[1]), Head(row[2], row[3])


def end_write(tx: Writer, campaign_id: UUID, revision: int, now: datetime, end: Head) -> None:
    """The new revision, and where the audit log ends now.

    Raises:
        Conflict: somebody else has moved them meanwhile, which no engine allows.
    """
    tx.change(
        """
        UPDATE campaigns
        SET revision = $2, revised_at = $3, audit_number = $4, audit_hash = $5
        WHERE campaign_id = $1
            AND revision = $2 - 1
        """,
        [campaign_id, revision, now, end.number, end.sha256],
        only=REVISIONS,
    )


def move(tx: Writer, campaign_id: UUID, now: datetime) -> int:
    """The new revision of a campaign that an act changes which is told elsewhere.

    Raises:
        NotFound: no such campaign.
    """
    revision, _, end = at(tx, campaign_id)
    end_write(tx, campaign_id, revision + 1, now, end)
    return revision + 1
