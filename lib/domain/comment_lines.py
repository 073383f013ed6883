"""Comments on items as exports list them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment on an item.

    Attributes:
        task_code, task: the task's code and short title, also of one that the plan asks no more.
        thread_id: the same for a question and all that came of it.
        step, side: as `lib.domain.comments` has them.
        home: the unit where the writer worked.
        done_at: local time without its zone.
    """

    unit_id: UUID
    task_code: str
    task: str
    thread_id: str
    step: str
    side: str
    body: str
    home: str
    done_by: str
    done_at: str
