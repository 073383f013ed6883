"""The parts of a plan as its text gives them; every part knows the numbers of its lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Lines = tuple[int, ...]
"""Numbers of lines, from 1, ascending."""


class Place(StrEnum):
    """Where a line was found to belong; a line has one place or is unplaced."""

    AGENCY = "agency"
    MOTTO = "motto"
    NUMBER = "number"
    DATE = "date"
    SUBJECT = "subject"
    ADDRESSEE = "addressee"
    KIND = "kind"
    TITLE = "title"
    ATTACHED = "attached"
    BASIS = "basis"
    OPENING = "opening"
    OUTLINE = "outline"
    TABLE = "table"
    CLOSING = "closing"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    FOOTNOTE = "footnote"
    ANNEX = "annex"
    COVER = "cover"
    """Of the decision or letter that brings the plan: its articles."""
    RULE = "rule"
    PAGE = "page"


class TitleKind(StrEnum):
    HEADING = "heading"
    RUN_IN = "run-in"
    """Title, colon and body in one paragraph."""
    SENTENCE = "sentence"
    """Numbered, without a title."""


class Doubt(StrEnum):
    """Why a person should look; each has its sentence in the texts."""

    NO_KIND = "no_kind"
    NO_NUMBER = "no_number"
    NO_DATE = "no_date"
    NO_TITLE = "no_title"
    NO_OUTLINE = "no_outline"
    NO_BASIS = "no_basis"
    NO_RECIPIENTS = "no_recipients"
    NO_SIGNER = "no_signer"
    DOUBLED = "doubled"
    MISSING = "missing"
    RESTARTED = "restarted"
    NOT_FROM_ONE = "not_from_one"
    OTHER_PARENT = "other_parent"
    LATE_BASIS = "late_basis"
    BLANK_BASIS = "blank_basis"
    IMPOSSIBLE_DATE = "impossible_date"
    EARLY_DEADLINE = "early_deadline"
    SEVERAL_SIGNERS = "several_signers"
    EMPTY_GROUP = "empty_group"
    UNUSED_CORRECTION = "unused_correction"


@dataclass(frozen=True, slots=True)
class Point:
    """A paragraph under a group: a bullet, a row of a table, or words without a mark."""

    mark: str
    text: str
    lines: Lines
    is_table: bool = False
    is_task: bool = True
    """False where a person said that nobody is asked to do it."""


@dataclass(frozen=True, slots=True)
class Group:
    """A numbered part.

    Attributes:
        code: its number without what stands around it: "II", "1", "1.1", "a".
        title: "" for a sentence.
        text: the words after the colon of a run-in title, or the sentence.
        lines: of its own first paragraph, not of what is under it.
    """

    code: str
    title: str
    kind: TitleKind
    text: str
    lines: Lines
    points: tuple[Point, ...] = ()
    children: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """A document that the plan rests on, or names.

    Attributes:
        kind: "Quyết định"; a law with its name, as laws are cited without a number.
    """

    kind: str
    number: str | None
    day: date | None
    issuer: str | None
    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Saying:
    """A passage, and the codes of the group it stands in: ("I", "1")."""

    text: str
    lines: Lines
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """What a unit is to do."""

    unit: str
    texts: tuple[str, ...]
    lines: Lines
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time named in the text: a candidate for a milestone.

    Attributes:
        begins, ends: the same day for a single one; `begins` is None for "trước ngày".
        words: as written.
        is_limit: the text says that something is to be done by then.
    """

    begins: date | None
    ends: date
    words: str
    is_limit: bool
    lines: Lines
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recipient:
    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Signer:
    """Attributes: title: "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"; rank: "Thượng tá", "ThS."."""

    title: str
    name: str | None
    rank: str | None = None
    office: str | None = None
    """A second office written under the name."""
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class Annex:
    title: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Question:
    """Something doubtful; `told` fills the sentence of its doubt."""

    doubt: Doubt
    lines: Lines = ()
    told: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Attributes: symbol: what stands behind the number, also when that is blank."""

    agency: str | None = None
    superior: str | None = None
    number: str | None = None
    symbol: str | None = None
    day: date | None = None
    place: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that was understood.

    Attributes:
        places: for every line that is not empty its place, None when unplaced.
        mentions: documents that are named in the opening but are no bases.
        grounds: bases that are no documents ("tình hình thực tế").
    """

    kind: str | None
    head: Head
    title: str | None
    theme: str | None
    theme_lines: Lines
    groups: tuple[Group, ...]
    legal_bases: tuple[Basis, ...]
    mentions: tuple[Basis, ...]
    grounds: tuple[Saying, ...]
    purposes: tuple[Saying, ...]
    requirements: tuple[Saying, ...]
    duties: tuple[Duty, ...]
    deadlines: tuple[Deadline, ...]
    recipients: tuple[Recipient, ...]
    signer: Signer | None
    annexes: tuple[Annex, ...]
    questions: tuple[Question, ...]
    places: dict[int, Place | None] = field(default_factory=dict)

    @property
    def unplaced(self) -> Lines:
        return tuple(no for no, place in self.places.items() if place is None)

    def lines_at(self, *places: Place) -> Lines:
        return tuple(no for no, place in self.places.items() if place in places)
