"""What exports are made of: one revision of a campaign, and how its cells are to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from lib.domain.campaigns import ContentGroup, Task
from lib.domain.comment_lines import CommentLine
from lib.domain.document_lines import AcknowledgementLine, DocumentLine
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form
from lib.domain.nominations import AwardForm, Subject
from lib.domain.opinion_lines import NoticeLine, OpinionLine
from lib.domain.progress import Progress
from lib.domain.quality_lines import QualityLine
from lib.domain.units import Unit

# Typed text holds no control characters, and JSON writes them as escapes.
FIELD = "\x1f"
RECORD = "\x1e"
NAMED = "\x1d"
NAME = "\x1c"


class Dates(StrEnum):
    ISO = "iso"
    """2026-11-22"""
    VI = "vi"
    """22/11/2026"""


class Decimals(StrEnum):
    POINT = "."
    COMMA = ","


@dataclass(frozen=True, slots=True)
class Options:
    """How dates and decimals are written; with decimal commas, semicolons part the cells."""

    dates: Dates = Dates.ISO
    decimals: Decimals = Decimals.POINT


class ItemLine(NamedTuple):
    """An item with every value as text: a year's instants cost seconds to make into objects.

    Attributes:
        timeliness: "on_time", "late", "overdue" or, not complete and not overdue, "open".
        saved_at: local time without its zone, as in 2026-11-22 14:03:22; so are the other instants.
        answers: the JSON object of the answers.
        evidence: how many files back the item.
        answering: the names of files with the key of the question that each answers, parted by
            NAME and NAMED.
    """

    task_id: str
    status: str
    verification: str
    due_on: str
    timeliness: str
    first_complete_on: str
    lower_reason: str
    return_reason: str
    saved_by: str
    saved_at: str
    sent_by: str
    sent_at: str
    updated_by: str
    updated_at: str
    answers: str
    evidence: str
    answering: str = ""

    @property
    def files(self) -> dict[str, list[str]]:
        """The names of the files that answer questions, by the question's key."""
        found: dict[str, list[str]] = {}
        for one in self.answering.split(NAMED) if self.answering else ():
            key, _, name = one.partition(NAME)
            found.setdefault(key, []).append(name)
        return found


@dataclass(frozen=True, slots=True)
class PackedItems:
    """The items of one unit in the plan's order, in one text; RECORD and FIELD part them."""

    unit_id: UUID
    text: str

    @property
    def count(self) -> int:
        return self.text.count(RECORD) + 1

    def lines(self) -> Iterator[ItemLine]:
        for record in self.text.split(RECORD):
            yield ItemLine(*record.split(FIELD))


@dataclass(frozen=True, slots=True)
class NominationLine:
    """A nomination as its list shows it; what is not there yet is empty or None.

    Attributes:
        answers: the JSON object of the answers.
        saved_at, sent_at: local time without its zone.
        decision_number, decided_on: of a decision that has been released.
        members: of the meeting it was put before, all of them.
        recused: how many of these do not vote on it.
        taking_part: how many do, being present or with a written opinion.
    """

    nomination_id: UUID
    unit_id: UUID
    state: str
    answers: str
    opinion: str
    return_reason: str
    saved_by: str
    saved_at: str
    sent_by: str
    sent_at: str
    issued: int | None
    returned: int | None
    valid: int | None
    votes_for: int | None
    votes_against: int | None
    votes_none: int | None
    conclusion: str
    decision_number: str
    decided_on: str
    members: int | None = None
    recused: int | None = None
    taking_part: int | None = None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision on awards, with how many nominations are on its list.

    Attributes:
        released_at: local time without its zone; "" before the release.
    """

    number: str
    signed_on: str
    title: str
    award_code: str
    state: str
    signer: str
    signer_position: str
    nominations: int
    released_by: str
    released_at: str
    rescind_reason: str


@dataclass(frozen=True, slots=True)
class EvaluationLine:
    """What has been said of a unit, by the labels' names; "" where nothing has.

    Attributes:
        self_label, self_reason: once the unit has sent them.
        state: of lib/domain/evaluations.py.
        hint: what the rule said when the proposal was made.
        proposed_at, concluded_at: local time without its zone.
        answer: once the unit has sent it.
        self_answers: to the Office's own questions, by their keys.
        self_points, proposed_points, concluded_points: sums, with a point before the decimals.
        ranked_group: where the unit is ranked, in a campaign that gives points.
        rank: once it is concluded; "" before.
    """

    self_label: str = ""
    proposed_label: str = ""
    concluded_label: str = ""
    state: str = "none"
    self_reason: str = ""
    self_answers: Mapping[str, Value] = field(default_factory=dict)
    hint: str = ""
    proposed_reason: str = ""
    proposed_by: str = ""
    proposed_at: str = ""
    concluded_reason: str = ""
    concluded_by: str = ""
    concluded_at: str = ""
    answer: str = ""
    self_points: str = ""
    proposed_points: str = ""
    concluded_points: str = ""
    ranked_group: str = ""
    rank: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A file in its newest revision, once for each thing that it backs.

    Attributes:
        task_id: of the item; "" for the evidence of a nomination, which `nomination` names.
        question: the key of the question of the task's form that it answers; "" for none.
        uploaded_at: local time without its zone.
    """

    unit_id: UUID
    task_id: str
    nomination: str
    title: str
    file_name: str
    media_type: str
    size_bytes: int
    revision_no: int
    effective_on: str
    uploaded_by: str
    uploaded_at: str
    sha256: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class ExemplarLine:
    """A collective or person on the honour board who has agreed to be shown."""

    unit_id: UUID
    subject: Subject
    name: str


@dataclass(frozen=True, slots=True)
class AwardCount:
    """Nominations of one category for one award.

    Attributes:
        proposed: those that the unit has sent and not withdrawn.
        published: of these, the decided and released ones.
    """

    subject: Subject
    category: str
    award_code: str
    proposed: int
    published: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A campaign at one revision, seen on one day.

    Attributes:
        head: where the campaign's audit log ended, as it stands on papers.
        units: those with today's names, in the agency's order.
        people: full names by account id.
        items: of each unit that has some; read once.
        by_unit, by_group: the figures, by unit id and by group code.
        award_forms, nomination_forms: what columns of nominations follow.
        evaluations: by unit id, of every unit that reports.
        nominations: those of collectives and those of persons, as far as they were read.
        as_of: the instant that was asked for; None for the present.
        exemplars: in the order of the honour board; read for reports alone.
        has_points: whether the campaign gives units points.
        documents, acknowledgements: of the Office; by the issuing level, then by day.
        findings: of the check of figures.
        opinions, notices: without names; by topic, and by number.
        comments: oldest first. What is added stands at the end: kept ones hold values by place.
    """

    campaign_code: str
    revision: int
    day: date
    units: tuple[Unit, ...]
    groups: tuple[ContentGroup, ...]
    tasks: tuple[Task, ...]
    people: Mapping[str, str] = field(default_factory=dict)
    items: Iterable[PackedItems] = ()
    by_unit: Mapping[UUID, Progress] = field(default_factory=dict)
    by_group: Mapping[str, Progress] = field(default_factory=dict)
    award_forms: tuple[AwardForm, ...] = ()
    evaluation_form: Form | None = None
    nomination_forms: Mapping[Subject, Form] = field(default_factory=dict)
    nominations: Mapping[Subject, tuple[NominationLine, ...]] = field(default_factory=dict)
    awards: tuple[AwardCount, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    evidence: tuple[EvidenceLine, ...] = ()
    evaluations: Mapping[UUID, EvaluationLine] = field(default_factory=dict)
    head: str = ""
    as_of: datetime | None = None
    exemplars: tuple[ExemplarLine, ...] = ()
    has_points: bool = False
    documents: tuple[DocumentLine, ...] = ()
    acknowledgements: tuple[AcknowledgementLine, ...] = ()
    findings: tuple[QualityLine, ...] = ()
    opinions: tuple[OpinionLine, ...] = ()
    notices: tuple[NoticeLine, ...] = ()
    comments: tuple[CommentLine, ...] = ()
