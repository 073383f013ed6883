"""What lists of the check of figures are made of."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class QualityLine:
    """Something that looks wrong, as the Office's check of figures tells it.

    Attributes:
        rule, severity: of lib/domain/quality/findings.py.
        task_id: None for what is about the unit as a whole.
        is_seen: whether the Office has accepted it; who did and when and why is "" else.
        seen_at: local time without its zone.
    """

    rule: str
    severity: str
    unit_id: UUID
    task_id: UUID | None
    sentence: str
    is_seen: bool = False
    reason: str = ""
    seen_by: str = ""
    seen_at: str = ""
