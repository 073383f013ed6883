"""Files made beside everybody's work: which there are, for whom, and how long they wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor


class Kind(StrEnum):
    """What can be asked for; `lib/exports/making` knows what makes a file of each kind.

    Rows name them for a month after they are over: so long one that is no longer asked for stays.
    """

    PAPERS = "papers"
    UNIT_PAPERS = "unit_papers"
    UNIT_REPORT = "unit_report"
    UNIT_REPORT_PDF = "unit_report_pdf"
    UNIT_REPORTS = "unit_reports"
    WORKBOOK = "workbook"
    REPORT = "report"
    REPORT_PDF = "report_pdf"
    RESULT_NOTICE = "result_notice"
    LEADER_BRIEF = "leader_brief"
    LEADER_BRIEF_PDF = "leader_brief_pdf"
    ACKNOWLEDGEMENT_LIST = "acknowledgement_list"
    URGING_LETTER = "urging_letter"
    URGING_LETTERS = "urging_letters"
    BUNDLE = "bundle"
    GUIDE = "guide"
    GUIDE_PDF = "guide_pdf"


class State(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    """It was done, and nobody may take it any more."""


class Failure(StrEnum):
    """Why there is no file."""

    BROKEN = "broken"
    """Its maker ended with an error, which the log tells under the job's number."""
    STALLED = "stalled"
    """Its maker came no step further."""
    STOPPED = "stopped"
    """It was stopped in the middle twice, as by a server that stops."""
    FULL = "full"
    """The disk has no room for it."""
    LOST = "lost"
    """What it was to be made of is not there, as after a restored backup."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for a kind.

    Attributes:
        right: needed to ask for a file, and again to take it.
        besides: a second right that is needed as well.
    """

    right: Action
    media_type: str
    besides: Action | None = None

    def check(self, actor: Actor, unit_id: UUID | None) -> None:
        """Raise Denied unless the actor has all rights to such a file of the unit."""
        access.check(actor, self.right, unit_id=unit_id)
        if self.besides is not None:
            access.check(actor, self.besides)

    def allows(self, actor: Actor, unit_id: UUID | None) -> bool:
        return access.can(actor, self.right, unit_id=unit_id) and (
            self.besides is None or access.can(actor, self.besides)
        )


_ZIP: Final = "application/zip"
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PDF: Final = "application/pdf"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RULES: Final[Mapping[Kind, Rule]] = {
    Kind.PAPERS: Rule(Action.PAPERS_MAKE, _ZIP),
    Kind.UNIT_PAPERS: Rule(Action.PAPERS_UNIT, _ZIP),
    Kind.UNIT_REPORT: Rule(Action.UNIT_REPORT_MAKE, _DOCX),
    Kind.UNIT_REPORT_PDF: Rule(Action.UNIT_REPORT_MAKE, _PDF),
    # Of no one unit, so by a right that is for any.
    Kind.UNIT_REPORTS: Rule(Action.PAPERS_MAKE, _ZIP),
    Kind.WORKBOOK: Rule(Action.EXPORT_CSV, _XLSX),
    Kind.REPORT: Rule(Action.REPORT_VIEW, _DOCX),
    Kind.REPORT_PDF: Rule(Action.REPORT_VIEW, _PDF),
    Kind.RESULT_NOTICE: Rule(Action.REPORT_VIEW, _DOCX),
    Kind.LEADER_BRIEF: Rule(Action.REPORT_VIEW, _DOCX),
    Kind.LEADER_BRIEF_PDF: Rule(Action.REPORT_VIEW, _PDF),
    Kind.ACKNOWLEDGEMENT_LIST: Rule(Action.DOCUMENT_OVERVIEW, _DOCX),
    Kind.URGING_LETTER: Rule(Action.PAPERS_MAKE, _DOCX),
    Kind.URGING_LETTERS: Rule(Action.PAPERS_MAKE, _ZIP),
    # All that the Office reads, and all that an admin reads: neither reads all of it.
    Kind.BUNDLE: Rule(Action.EXPORT_CSV, _ZIP, besides=Action.BACKUP_MAKE),
    Kind.GUIDE: Rule(Action.ACCOUNT_SELF, _DOCX),
    Kind.GUIDE_PDF: Rule(Action.ACCOUNT_SELF, _PDF),
}
UNDER_WAY: Final = frozenset({State.WAITING, State.RUNNING})
PER_PERSON: Final = 3
"""How many one person may have under way."""
TRIES: Final = 2
"""How often a file is begun before it counts as failed."""
KEPT_FOR: Final = timedelta(days=3)
"""How long a finished file waits; over a weekend too."""
REMEMBERED_FOR: Final = timedelta(days=30)
"""How long the list tells of what is over."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file that somebody asked for.

    Attributes:
        account_id: who asked, and alone may take it.
        unit_id: the unit that the right is needed for; None where it is one for any unit.
        parameters: what was asked for; for people and for asking again, not for making it.
        revision: the campaign's, at which everything in the file was read.
        tries: how often it was begun.
        done, total: steps.
        error_no: of what failed, as the log has it.
        expires_at: until when the file can be taken.
    """

    job_id: UUID
    account_id: UUID
    kind: Kind
    campaign_id: UUID
    campaign_code: str
    unit_id: UUID | None
    parameters: Mapping[str, str]
    revision: int
    state: State
    total: int
    file_name: str
    asked_at: datetime
    tries: int = 0
    done: int = 0
    size_bytes: int | None = None
    sha256: str | None = None
    failure: Failure | None = None
    error_no: str | None = None
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    expires_at: datetime | None = None

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY
