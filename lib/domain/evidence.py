"""Evidence: what is known of each file that backs something, and how it may be named."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain.dossier import Part
from lib.domain.files import MEDIA_TYPES, FileKind
from lib.domain.vietnamese import nfc
from lib.errors import Invalid

TITLE: Final = "Tên minh chứng"
EFFECTIVE_ON: Final = "Ngày của văn bản"
QUESTION: Final = "Trả lời câu hỏi"
TITLE_LIMIT: Final = 200
UNDO_WITHIN: Final = timedelta(days=30)


class EvidenceAct(StrEnum):
    ADD = "add"
    REVISE = "revise"
    RENAME = "rename"
    REMOVE = "remove"
    RESTORE = "restore"
    REUSE = "reuse"


@dataclass(frozen=True, slots=True)
class Holder:
    """What evidence backs: an item, by unit and task, or a nomination."""

    unit_id: UUID | None = None
    task_id: UUID | None = None
    nomination_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One file of an item or a nomination, in its newest revision.

    Attributes:
        unit_id: the unit that owns it; the Office's own files of a nomination are the Office's.
        part: which part of a nomination's dossier it is; None is any other evidence.
        revision_no: how many times it was uploaded.
        removed_at: when it was taken off its holder; None while it backs it.
        question: the key of the question of an item's form that it answers.
    """

    use_id: UUID
    evidence_id: UUID
    campaign_id: UUID
    unit_id: UUID
    task_id: UUID | None
    nomination_id: UUID | None
    part: Part | None
    title: str
    effective_on: date
    version: int
    revision_no: int
    sha256: str
    size_bytes: int
    media_type: str
    file_name: str
    uploaded_by_name: str
    uploaded_at: datetime
    removed_by_name: str | None
    removed_at: datetime | None
    question: str | None = None

    @property
    def holder(self) -> Holder:
        if self.nomination_id is not None:
            return Holder(nomination_id=self.nomination_id)
        return Holder(self.unit_id, self.task_id)

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def is_pdf(self) -> bool:
        return self.media_type == MEDIA_TYPES[FileKind.PDF]


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """One act on the evidence of an item or a nomination.

    Attributes:
        question: the key of the question that it answered from then on, "" for none; None where
            the act left that as it was.
    """

    act: EvidenceAct
    title: str
    revision_no: int
    done_by_name: str
    done_at: datetime
    part: Part | None
    question: str | None = None


def title_of(file_name: str) -> str:
    """What an evidence is called until somebody names it."""
    return file_name.rpartition(".")[0] or file_name


def check_title(typed: object) -> str:
    """The title as it is stored.

    Raises:
        Invalid: it is empty, too long, or holds what cannot be seen.
    """
    title = " ".join(nfc(typed if isinstance(typed, str) else "").split())
    if not title:
        raise Invalid("required", field=TITLE)
    if len(title) > TITLE_LIMIT:
        raise Invalid("too_long", field=TITLE, limit=TITLE_LIMIT, length=len(title))
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in title):
        raise Invalid("control_characters", field=TITLE)
    return title


def check_day(day: date | None, today: date) -> date:
    """The effective date as it is stored.

    Raises:
        Invalid: there is none, or it has not come yet.
    """
    if day is None:
        raise Invalid("required", field=EFFECTIVE_ON)
    if day > today:
        raise Invalid("date_too_late", field=EFFECTIVE_ON, limit=f"{today:%d/%m/%Y}")
    return day
