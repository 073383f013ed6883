"""Opinions and notices of a snapshot, for exports and reports."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from lib.domain.exports import Snapshot
from lib.services.opinions import opinion_forms
from lib.store import opinion_lists
from lib.store.engine.db import Reader


def with_opinions(tx: Reader, campaign_id: UUID, bare: Snapshot) -> Snapshot:
    """With the opinions that have been written; those that wait in the box are in nothing."""
    topics = opinion_forms.topics_in(tx, campaign_id, bare.campaign_code)
    return replace(bare, opinions=opinion_lists.opinion_lines(tx, campaign_id, topics))


def with_notices(tx: Reader, campaign_id: UUID, bare: Snapshot) -> Snapshot:
    """With the notices of false information."""
    return replace(bare, notices=opinion_lists.notice_lines(tx, campaign_id))
