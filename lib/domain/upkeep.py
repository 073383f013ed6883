"""What people are told of maintenance, and what goes on while nothing may be changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lib.errors import Refused

WORDS_LIMIT: Final = 300
GOES_ON: Final = frozenset(
    {
        # Coming in and leaving, with what has to be done before anything else.
        "account.sign_in", "account.sign_in_failed", "account.sign_in_locked",
        "account.strange_sign_in", "account.confirm_sign_in", "account.wrong_password",
        "account.sign_out", "account.end_sessions", "account.forget_device",
        "account.wrong_second_factor", "account.prove_second_factor", "account.use_recovery_code",
        "account.change_password", "account.set_up_second_factor",
        # Looking, taking away, keeping a copy.
        "evidence.open", "document.open", "report.open_scan", "template.open",
        "number.show",
        "export.zip", "export.ask", "export.cancel", "export.take", "export.heads", "export.print",
        "export.bundle", "export.campaign", "export.package", "export.csv", "export.xlsx",
        "connection.read", "connection.refuse", "backup.make",
        # What was taken in before.
        "opinion.receive",
        "upkeep.announce", "upkeep.take_down", "upkeep.freeze", "upkeep.thaw",
    }
)  # fmt: skip
"""Events of acts that read-only mode lets pass: they change nothing that anybody works on."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What every page says, from one instant until another."""

    words: str
    starts_at: datetime
    ends_at: datetime

    def is_shown(self, now: datetime) -> bool:
        return self.starts_at <= now < self.ends_at


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What is stored of maintenance.

    Attributes:
        announcement: the one that was written last, also before and after it is shown.
        version: of the announcement; 0 before the first.
    """

    announcement: Announcement | None = None
    version: int = 0
    is_frozen: bool = False


def require_going_on(events: Iterable[str]) -> None:
    """Nothing if read-only mode lets an act pass that tells these events.

    Raises:
        Refused: `frozen`.
    """
    if not GOES_ON.issuperset(events):
        raise Refused("frozen")
