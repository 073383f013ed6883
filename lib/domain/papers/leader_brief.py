"""The one page for leaders, as its paper tells it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BriefGroup:
    """What one group of content came to, or all of them together."""

    name: str
    assigned: str
    complete: str
    overdue: str
    share: str
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class LeaderBrief:
    """Everything that the page tells; never more than fits on it.

    Attributes:
        subject: as in "Tóm tắt kết quả phong trào …".
        addressee: as in "Lãnh đạo Sở Xây dựng".
        opening: of which day the figures are.
        results, late: sentences.
        waiting: what is for a leader to decide, to the end of the text.
        groups: in the plan's order, the total last.
        is_draft: whether the foot tells of which data the draft was made.
    """

    subject: str
    addressee: str
    opening: str
    results: tuple[str, ...]
    groups: tuple[BriefGroup, ...]
    late: tuple[str, ...]
    waiting: str
    is_draft: bool
