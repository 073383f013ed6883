"""What the rules find at the revision of a snapshot, as exports and the closing report tell it."""

from __future__ import annotations

from uuid import UUID

from lib.domain.exports import Snapshot
from lib.domain.quality.findings import Finding
from lib.domain.quality.reviews import Review
from lib.domain.quality_lines import QualityLine
from lib.domain.vietnamese import local
from lib.services.quality import reading
from lib.store import quality_reviews
from lib.store.engine.db import Reader
from lib.text import quality as words


def of_all(tx: Reader, campaign_id: UUID, taken: Snapshot) -> tuple[QualityLine, ...]:
    """Everything found, in the order of the Office's list.

    Args:
        taken: its units, tasks and day; its items too, if it has any.
    """
    raw = reading.read(
        tx, campaign_id, taken.day, units=taken.units, tasks=taken.tasks, items=tuple(taken.items)
    )
    reviews = quality_reviews.latest(tx, campaign_id)
    return tuple(_line(one, reviews.get(one.fingerprint)) for one in reading.found(raw))


def _line(finding: Finding, said: Review | None) -> QualityLine:
    about = (
        finding.rule.value,
        finding.severity.value,
        finding.unit_id,
        finding.task_id,
        words.sentence(finding),
    )
    if said is None or not said.is_accepted:
        return QualityLine(*about)
    return QualityLine(
        *about,
        is_seen=True,
        reason=said.reason or "",
        seen_by=said.done_by_name or "",
        seen_at=f"{local(said.done_at):%Y-%m-%d %H:%M:%S}",
    )
