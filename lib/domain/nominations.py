"""A nomination of a collective or a person, and what a save or a step makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from lib.domain.campaigns import CampaignState
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form
from lib.domain.forms.kinds import missing
from lib.domain.forms.typed import paragraphs
from lib.domain.nomination_workflow import (
    PAST_VOTE,
    WHILE_RUNNING,
    Level,
    State,
    Step,
    Transition,
    transition,
)
from lib.domain.person_names import is_same_person, person_key, words_key
from lib.errors import Invalid, Problems, Refused

NOTE = "Lý do"
OPINION = "Ý kiến Văn phòng"
PASSED_OVER = "Lý do vẫn chấp nhận khi có cảnh báo"
RETURN_DUE = "Hạn bổ sung"
NOTE_LIMIT = 1000
OPINION_LIMIT = 3000

# The fields of data/forms/nomination-*.yaml that rules, lists and papers know by their key.
AWARD = "hinh_thuc"
CATEGORY = "nhom_doi_tuong"
CITATION = "noi_dung_khen_thuong"
ACHIEVEMENT = "thanh_tich"
UNDER_REVIEW = "dang_xem_xet"
EARLIER_AWARDS = "da_khen"
DIRECT_WORKER = "truc_tiep"


class Subject(StrEnum):
    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"


class PassBase(StrEnum):
    """What the share of votes is taken of."""

    PRESENT = "present"
    ALL = "all"


NAME: Mapping[Subject, str] = {Subject.COLLECTIVE: "ten_tap_the", Subject.INDIVIDUAL: "ho_ten"}
WORKPLACE: Mapping[Subject, str] = {
    Subject.COLLECTIVE: "don_vi_quan_ly",
    Subject.INDIVIDUAL: "don_vi_cong_tac",
}


@dataclass(frozen=True, slots=True)
class AwardForm:
    """One of the campaign's forms of commendation.

    Attributes:
        code: "GK"; the choice of a nomination's form is the same in small letters.
        decided_by: the office that decides, as papers name it.
    """

    code: str
    name: str
    level: Level
    subjects: frozenset[Subject]
    decided_by: str
    is_suggested: bool = False


@dataclass(frozen=True, slots=True)
class AwardRules:
    """What a campaign settles about awards; None where nobody has settled it.

    Attributes:
        direct_share: the least percentage of direct workers among the persons nominated.
        quorum: the part of the council that must be present, as "2/3".
        pass_percent: the share of votes that passes; None judges nothing.
        warns_of_twice, warns_of_review: which warnings are wanted, of two that need not be.
    """

    award_forms: tuple[AwardForm, ...]
    direct_share: int | None = None
    quorum: str = "2/3"
    pass_percent: str | None = None
    pass_base: PassBase = PassBase.ALL
    legal_basis: str = ""
    warns_of_twice: bool = True
    warns_of_review: bool = True

    def award(self, code: str) -> AwardForm | None:
        return next((one for one in self.award_forms if one.code.lower() == code.lower()), None)


@dataclass(frozen=True, slots=True)
class Nomination:
    """A nomination as stored now.

    Attributes:
        answers: flat, part key -> value.
        name: of the collective or person; "" until it is typed.
        award_code: as the form's choice has it, "gk"; "" until it is chosen.
        opinion, passed_over: what the Office wrote when it checked.
        due_on: the day the Office gave with a return.
        person_id, listed_name: who of the unit's list is nominated; no collective has them.
        nominee_account: the account of the same person, where there is one.
    """

    nomination_id: UUID
    campaign_id: UUID
    unit_id: UUID
    subject: Subject
    state: State
    form_key: str
    form_version: int
    answers: Mapping[str, Value]
    opinion: str | None = None
    passed_over: str | None = None
    return_reason: str | None = None
    due_on: date | None = None
    meeting_id: UUID | None = None
    decision_id: UUID | None = None
    drafted_by: UUID | None = None
    drafted_by_name: str | None = None
    sent_by: UUID | None = None
    sent_at: datetime | None = None
    saved_by: UUID | None = None
    saved_by_name: str | None = None
    saved_at: datetime | None = None
    version: int = 0
    person_id: UUID | None = None
    listed_name: str = ""
    nominee_account: UUID | None = None

    @property
    def name(self) -> str:
        return str(self.answers.get(NAME[self.subject], ""))

    @property
    def workplace(self) -> str:
        return str(self.answers.get(WORKPLACE[self.subject], ""))

    @property
    def award_code(self) -> str:
        return str(self.answers.get(AWARD, ""))

    @property
    def category(self) -> str:
        return str(self.answers.get(CATEGORY, ""))

    @property
    def citation(self) -> str:
        return str(self.answers.get(CITATION, ""))

    @property
    def achievement(self) -> str:
        return str(self.answers.get(ACHIEVEMENT, ""))

    @property
    def is_past_vote(self) -> bool:
        """Whether a council has voted on it."""
        return self.state in PAST_VOTE

    @property
    def is_under_review(self) -> bool:
        return self.answers.get(UNDER_REVIEW) is True


def begun(
    nomination_id: UUID, campaign_id: UUID, unit_id: UUID, subject: Subject, form: Form
) -> Nomination:
    """A nomination that nobody has saved yet: at version 0, without an answer."""
    return Nomination(
        nomination_id, campaign_id, unit_id, subject, State.DRAFT, form.key, form.version, {}
    )


def name_key(subject: Subject, name: str) -> str:
    """The same for every spelling of a nominee's name, to look for doubles by."""
    return person_key(name) if subject == Subject.INDIVIDUAL else words_key(name)


def saved(nomination: Nomination, form: Form, raw: Mapping[str, object]) -> Nomination:
    """The nomination after its form is saved; only the name must be there before it is sent.

    Raises:
        Problems: every value that cannot be taken, in the order of the form.
        Refused: the nomination is locked.
    """
    target = transition(nomination.state, Step.SAVE).target
    answers = forms.parse_answers(form, raw, complete=False, held=nomination.answers)
    key = NAME[nomination.subject]
    if key not in answers:
        label = next(field.label for field in form.fields if field.key == key)
        raise Problems([Invalid("required", field=label, key=key)])
    return replace(
        nomination, state=target, answers=answers, form_key=form.key, form_version=form.version
    )


def stepped(
    nomination: Nomination,
    form: Form,
    rules: AwardRules,
    step: Step,
    today: date,
    *,
    note: object = "",
    due_on: date | None = None,
) -> Nomination:
    """The nomination after a step of the workflow.

    Args:
        note: why, where the step needs a reason; else anything worth keeping.
        due_on: the new day of a return, today or later.
    Raises:
        Refused: the table, or a condition of it, does not allow the step now.
        Invalid: the reason or the day cannot be taken.
    """
    row = transition(nomination.state, step)
    _check_level(nomination, rules, row)
    if row.needs_ready and not is_ready(nomination, form):
        raise Refused("nomination_not_ready")
    reason = clean_note(note)
    if row.needs_note and not reason:
        raise Refused("reason_needed")
    moved = replace(nomination, state=row.target)
    if row.needs_deadline:
        if due_on is None:
            raise Refused("deadline_needed")
        if due_on < today:
            raise Invalid("past_deadline", field=RETURN_DUE)
        return replace(moved, return_reason=reason, due_on=due_on, meeting_id=None)
    if step == Step.SEND:
        return replace(moved, return_reason=None, due_on=None, opinion=None, passed_over=None)
    if step == Step.UNTABLE:
        return replace(moved, meeting_id=None)
    return moved


def is_ready(nomination: Nomination, form: Form) -> bool:
    """Whether everything that the form requires is answered."""
    return not unanswered(nomination, form)


def unanswered(nomination: Nomination, form: Form) -> list[str]:
    """The labels of required fields without an answer, in the order of the form."""
    return [
        part.label
        for field in forms.visible(form, nomination.answers)
        if (part := missing(field, nomination.answers)) is not None
    ]


def check_open(state: CampaignState, step: Step) -> None:
    """Nothing while the campaign allows the step.

    Units nominate while it runs; what the Office, the council and the leader do comes at its end,
    and often after it.

    Raises:
        Refused: it has not begun, or it is closed.
    """
    if state == CampaignState.PREPARING:
        raise Refused("not_running")
    if state == CampaignState.CLOSED and step in WHILE_RUNNING:
        raise Refused("closed_campaign")


def clean_note(note: object) -> str | None:
    """A reason as it is stored; None without one."""
    return paragraphs(note or "", NOTE, NOTE_LIMIT) or None


def is_nominee(nomination: Nomination, account_id: UUID | None, full_name: str) -> bool:
    """Whether that person is nominated: by account first, by any spelling next (decision 0029)."""
    named = (nomination.name, nomination.listed_name)
    return nomination.subject == Subject.INDIVIDUAL and (
        (account_id is not None and account_id == nomination.nominee_account)
        or any(is_same_person(one, full_name) for one in named)
    )


def _check_level(nomination: Nomination, rules: AwardRules, row: Transition) -> None:
    if row.level is None:
        return
    award = rules.award(nomination.award_code)
    if award is None or award.level != row.level:
        raise Refused("award_level")
