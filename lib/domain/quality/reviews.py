"""What the Office says of a finding: seen and accepted for a reason, or no longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain.forms.typed import paragraphs
from lib.errors import Refused

REASON: Final = "Lý do chấp nhận"
REASON_LIMIT: Final = 1000


class Step(StrEnum):
    ACCEPT = "accept"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Review:
    """One step about a finding; the latest of a finding is in force.

    Attributes:
        version: how many steps there were, this one included.
        sentence: what was found, in the words that were seen.
        reason: of an acceptance.
    """

    fingerprint: str
    version: int
    step: Step
    sentence: str
    reason: str | None
    done_by: UUID
    done_by_name: str | None
    done_at: datetime
    unit_id: UUID
    task_id: UUID | None

    @property
    def note(self) -> str | None:
        """As histories call the words of a step."""
        return self.reason

    @property
    def is_accepted(self) -> bool:
        return self.step == Step.ACCEPT


def given_reason(typed: object) -> str:
    """Why a finding is accepted, as it is stored.

    Raises:
        Refused: `reason_needed`.
        Invalid: it is too long.
    """
    reason = paragraphs(typed or "", REASON, REASON_LIMIT)
    if not reason:
        raise Refused("reason_needed")
    return reason
