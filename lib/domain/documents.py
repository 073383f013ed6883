"""Documents that the Office publishes for units, or a unit for its people, and who has them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain.access import Action
from lib.domain.campaigns import CampaignState
from lib.domain.forms.fields import Value
from lib.domain.units import UnitType
from lib.errors import Refused

# The fields of data/forms/document.yaml and acknowledgement.yaml that rules know by their key.
NUMBER, ISSUED_ON, ISSUER, LEVEL, ABSTRACT = "so_ky_hieu", "ngay", "co_quan", "cap", "trich_yeu"
VALID_FROM, VALID_UNTIL, LINKS, DUE_ON = "hieu_luc_tu", "hieu_luc_den", "lien_ket", "han"
AUDIENCE, TYPES, UNITS = "gui_toi", "loai_don_vi", "don_vi"
ASKS_AGAIN, CHANGE = "xac_nhan_lai", "noi_dung_sua"
TOLD_COUNT, TOLD_ON, TOLD_HOW = "so_nguoi", "ngay", "hinh_thuc"
TO_WHOM: Final = (AUDIENCE, TYPES, UNITS)
OF_CORRECTIONS: Final = (ASKS_AGAIN, CHANGE)
"""What only a version after the first is asked."""
LEVELS: Final = ("trung_uong", "tinh", "co_quan", "don_vi")
"""From the highest that issues documents to the lowest."""
REASON_LIMIT: Final = 500
NAME_LIMIT: Final = 60
TEXT_LIMIT: Final = 200_000
"""So many characters of a file's text are searched."""
_ALL: Final = "all"


class Audience(StrEnum):
    """To whom, as the form's choices name it."""

    ALL = "tat_ca"
    TYPES = "theo_loai"
    UNITS = "chon"


class State(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    SAVE = "save"
    """What it says, before it is published; after that what its next version will say."""
    ATTACH = "attach"
    PUBLISH = "publish"
    DROP = "drop"
    """What has been prepared and not published."""
    WITHDRAW = "withdraw"


STEPS: Final[Mapping[tuple[State, Step], State]] = {
    (State.DRAFT, Step.SAVE): State.DRAFT,
    (State.DRAFT, Step.ATTACH): State.DRAFT,
    (State.DRAFT, Step.PUBLISH): State.PUBLISHED,
    (State.DRAFT, Step.DROP): State.WITHDRAWN,
    (State.PUBLISHED, Step.SAVE): State.PUBLISHED,
    (State.PUBLISHED, Step.ATTACH): State.PUBLISHED,
    (State.PUBLISHED, Step.PUBLISH): State.PUBLISHED,
    (State.PUBLISHED, Step.DROP): State.PUBLISHED,
    (State.PUBLISHED, Step.WITHDRAW): State.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """The file of a version; `has_text` tells whether its words could be read."""

    sha256: str
    name: str
    media_type: str
    size_bytes: int
    has_text: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What a document says: the answers of its form, and its file if it has one."""

    answers: Mapping[str, Value] = field(default_factory=dict)
    file: DocumentFile | None = None

    @property
    def number(self) -> str:
        return self.line(NUMBER)

    @property
    def abstract(self) -> str:
        return self.line(ABSTRACT)

    @property
    def links(self) -> Sequence[str]:
        found = self.answers.get(LINKS)
        return found if isinstance(found, list) else ()

    @property
    def issued_on(self) -> date | None:
        return self.day(ISSUED_ON)

    @property
    def due_on(self) -> date | None:
        return self.day(DUE_ON)

    @property
    def name(self) -> str:
        """As it is called in lists: its number, else how its abstract begins."""
        begun = self.abstract[:NAME_LIMIT]
        return self.number or (begun if begun == self.abstract else f"{begun.rstrip()}…")

    def line(self, key: str) -> str:
        """An answer in words; "" where there is none."""
        return str(self.answers.get(key, ""))

    def day(self, key: str) -> date | None:
        found = self.answers.get(key)
        return date.fromisoformat(found) if isinstance(found, str) else None


@dataclass(frozen=True, slots=True)
class Version:
    """A document as it was published, for ever.

    Attributes:
        number: 1 for the first.
        fingerprint: SHA-256 of what was to be read: of the file, else of words and links.
    """

    number: int
    content: Content
    fingerprint: str
    published_by_name: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Working:
    """What is being prepared: the first version, or the next one."""

    content: Content
    saved_by_name: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it stands.

    Attributes:
        unit_id: of whoever publishes it.
        is_own: the unit's own, for its people.
        current: the number of the version in force; 0 before the first.
        asked: the oldest version whose acknowledgement counts.
        version: of the row; every change of anything moves it.
    """

    document_id: UUID
    campaign_id: UUID
    unit_id: UUID
    is_own: bool
    state: State = State.DRAFT
    current: int = 0
    asked: int = 0
    reason: str = ""
    version: int = 0

    @property
    def right(self) -> Action:
        """What it takes to publish or change it."""
        return right_to_publish(is_own=self.is_own)


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What a unit has said of one version; it may be said anew, the last word counts.

    Attributes:
        number: of the version that the person had before them.
        fingerprint: of that version.
        version: 0 while nobody has said anything.
    """

    document_id: UUID
    number: int
    unit_id: UUID
    answers: Mapping[str, Value]
    fingerprint: str = ""
    given_by_name: str = ""
    given_at: datetime | None = None
    version: int = 0

    @property
    def told_count(self) -> int:
        found = self.answers.get(TOLD_COUNT)
        return found if isinstance(found, int) else 0

    @property
    def told_on(self) -> date | None:
        found = self.answers.get(TOLD_ON)
        return date.fromisoformat(found) if isinstance(found, str) else None


def right_to_publish(*, is_own: bool) -> Action:
    """For one's own people the head's, for units the Office's."""
    return Action.DOCUMENT_PUBLISH_OWN if is_own else Action.DOCUMENT_PUBLISH


def stepped(document: Document, step: Step) -> State:
    """The state after the step.

    Raises:
        Refused: the table has no such row.
    """
    target = STEPS.get((document.state, step))
    if target is None:
        raise Refused("document_state")
    return target


def check_open(state: CampaignState) -> None:
    """Nothing while documents may be prepared: until the campaign is closed.

    Raises:
        Refused: it is.
    """
    if state == CampaignState.CLOSED:
        raise Refused("closed_campaign")


def check_running(state: CampaignState) -> None:
    """Nothing while documents go out and are acknowledged: in a campaign that runs.

    Raises:
        Refused: it does not.
    """
    check_open(state)
    if state != CampaignState.RUNNING:
        raise Refused("not_running")


def require_readable(content: Content) -> None:
    """Nothing for a document that has something to read.

    Raises:
        Refused: neither file nor link.
    """
    if content.file is None and not content.links:
        raise Refused("document_empty")


def addressees(content: Content) -> list[str]:
    """To whom it goes, as `keys_of` says of each unit; in no order."""
    audience = content.answers.get(AUDIENCE)
    if audience == Audience.ALL:
        return [_ALL]
    chosen = content.answers.get(TYPES if audience == Audience.TYPES else UNITS)
    kind = "type" if audience == Audience.TYPES else "unit"
    return [f"{kind}:{one}" for one in chosen] if isinstance(chosen, list) else []


def keys_of(unit_id: UUID, unit_type: UnitType) -> list[str]:
    """What a unit that reports is addressed by; the store says the same in SQL."""
    return [_ALL, f"type:{unit_type.value}", f"unit:{unit_id}"]


def fingerprint(content: Content) -> str:
    """SHA-256 of what is to be read: the file's, else that of number, day, abstract and links."""
    if content.file is not None:
        return content.file.sha256
    told = (content.number, content.line(ISSUED_ON), content.abstract, *content.links)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def asked_after(document: Document, content: Content) -> int:
    """Which version's acknowledgements count once this content is the next version."""
    asks = document.current == 0 or content.answers.get(ASKS_AGAIN) is True
    return document.current + 1 if asks else document.asked
