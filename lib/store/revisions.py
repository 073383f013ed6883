"""A campaign's write counter: the queue of its writers, and where its audit log ends."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain.audit_chain import Head
from lib.domain.campaigns import CampaignHead, CampaignState
from lib.errors import NotFound
from lib.store.engine.db import Reader, Writer

REVISIONS: Final = "campaign revisions"
"""What moves with each act on a campaign, for kept reads."""
READS: Final = ("campaigns", REVISIONS)
HEADS: Final = "heads"
"""The key of what is kept of all campaigns' heads."""

Turn = tuple[int, CampaignState, Head]


def turn(tx: Writer, campaign_id: UUID) -> Turn:
    """What `at` says, for a writer: not read again where the write before has told it.

    It need not lock the row: one transaction writes at a time on either engine.

    Raises:
        NotFound: no such campaign.
    """
    return tx.kept(_turn_key(campaign_id), READS, lambda reader: at(reader, campaign_id))


def at(tx: Reader, campaign_id: UUID) -> Turn:
    """The revision, the state, and where the campaign's audit log ends.

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

    def ended(known: Turn) -> Turn:
        return revision, known[1], end

    def moved(heads: Sequence[CampaignHead]) -> list[CampaignHead]:
        return [
            replace(one, revision=revision) if one.campaign_id == campaign_id else one
            for one in heads
        ]

    tx.amend(REVISIONS, _turn_key(campaign_id), ended)
    tx.amend(REVISIONS, HEADS, moved)


def _turn_key(campaign_id: UUID) -> Hashable:
    return "turn", campaign_id


def move(tx: Writer, campaign_id: UUID, now: datetime) -> int:
    """The new revision of a campaign that an act changes which is told elsewhere.

    Raises:
        NotFound: no such campaign.
    """
    revision, _, end = turn(tx, campaign_id)
    end_write(tx, campaign_id, revision + 1, now, end)
    return revision + 1
