"""The forms of an evaluation: the unit's own words, its answer, what somebody thinks of a unit."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.evaluation_points import Scheme, taken_over
from lib.domain.evaluations import Judgement, Side, step_of
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form
from lib.services.evaluation import drafts, evaluation_edits, evaluation_forms, point_fields
from lib.services.evaluation.drafts import Asked, Place
from lib.services.evaluation.evaluation_edits import Saved
from lib.services.evaluation.evaluation_forms import ANSWER, Kind
from lib.services.evaluation.evaluations import Desk, OwnEvaluation, opinion_place
from lib.ui.evaluation import points_view
from lib.ui.kit import session
from lib.ui.kit.conflict import Other
from lib.ui.kit.open_form import Slot
from lib.ui.kit.record import FormRecord, Kept, Raw
from lib.ui.kit.step_acts import mark

UNIT: Final = "don_vi"
"""What stands in the address of the Office's list: the code of the open unit."""
OWN_SLOT: Final = Slot("own_evaluation")
ANSWER_SLOT: Final = Slot("evaluation_answer")
DESK_SLOT: Final = Slot("evaluations", (UNIT,))


@dataclass(frozen=True, slots=True)
class KeptRecord(FormRecord):
    """What the forms of evaluation share: answers that are kept and compared alike."""

    campaign: Campaign

    def redrawn(self, _actor: Actor) -> Sequence[str]:
        return ()

    @property
    @abstractmethod
    def place(self) -> Place:
        """Where its draft is kept."""

    @property
    def start(self) -> Raw:
        """What the widgets hold before anything was stored or typed."""
        return self.stored

    @property
    def scheme(self) -> Scheme | None:
        """By what the form asks for points; None where it does not."""
        return None

    @property
    def beside(self) -> Mapping[str, str]:
        """By criterion what is told above its fields."""
        return {}

    @property
    def key(self) -> str:
        return self.place.about

    @property
    def mark(self) -> str:
        return mark(self.place)

    def keep(self, actor: Actor, seen: int, raw: Raw) -> datetime | None:
        return drafts.keep(
            session.db(), actor, self.campaign, self.place, Asked(self.form, self.answers),
            seen_version=seen, raw=raw,
        )  # fmt: skip

    def drop(self, actor: Actor) -> None:
        drafts.drop(session.db(), actor, self.campaign, self.place)


@dataclass(frozen=True, slots=True)
class OwnRecord(KeptRecord):
    """What the unit says of itself."""

    opened: OwnEvaluation
    slot: ClassVar[Slot] = OWN_SLOT
    noun: ClassVar[str] = "evaluation"
    right: ClassVar[Action] = Action.EVALUATION_EDIT

    @property
    def place(self) -> Place:
        return Place(Kind.OWN, str(self.opened.line.unit.unit_id))

    @property
    def title(self) -> str:
        return "tự đánh giá"

    @property
    def scheme(self) -> Scheme | None:
        return self.opened.rules.scheme

    @property
    def version(self) -> int:
        return self.opened.line.evaluation.version

    @property
    def form(self) -> Form:
        return self.opened.form

    @property
    def draft(self) -> Kept | None:
        return self.opened.draft

    @property
    def answers(self) -> Mapping[str, Value]:
        return evaluation_forms.judged(self.opened.line.evaluation.own)

    @property
    def other(self) -> Other:
        own = self.opened.line.evaluation.own
        return Other(own.full_name if own else None, own.given_at if own else None)

    def save(self, actor: Actor, act_id: UUID, seen: int, raw: Raw) -> Saved:
        return evaluation_edits.save_own(
            session.db(), actor, self.campaign, act_id=act_id, seen_version=seen, raw=raw
        )


@dataclass(frozen=True, slots=True)
class AnswerRecord(OwnRecord):
    """What the unit answers to the conclusion."""

    slot: ClassVar[Slot] = ANSWER_SLOT
    noun: ClassVar[str] = "evaluation_answer"

    @property
    def place(self) -> Place:
        return Place(Kind.ANSWER, str(self.opened.line.unit.unit_id))

    @property
    def title(self) -> str:
        return "ý kiến của đơn vị"

    @property
    def scheme(self) -> Scheme | None:
        return None

    @property
    def form(self) -> Form:
        return self.opened.answer_form

    @property
    def draft(self) -> Kept | None:
        return self.opened.answer_draft

    @property
    def answers(self) -> Mapping[str, Value]:
        answer = self.opened.line.evaluation.answer
        return {ANSWER: answer} if answer else {}

    @property
    def other(self) -> Other:
        found = self.opened.line.evaluation
        return Other(found.answered_by_name or None, found.changed_at)

    def save(self, actor: Actor, act_id: UUID, seen: int, raw: Raw) -> Saved:
        return evaluation_edits.save_answer(
            session.db(), actor, self.campaign, act_id=act_id, seen_version=seen, raw=raw
        )


@dataclass(frozen=True, slots=True)
class OpinionRecord(KeptRecord):
    """What the viewer thinks of a unit."""

    desk: Desk
    side: Side
    slot: ClassVar[Slot] = DESK_SLOT
    noun: ClassVar[str] = "opinion"
    right: ClassVar[Action] = Action.EVALUATION_REVIEW

    @property
    def place(self) -> Place:
        return opinion_place(self.desk.line.unit.unit_id, self.side)

    @property
    def title(self) -> str:
        return self.desk.line.unit.short_name

    @property
    def scheme(self) -> Scheme | None:
        return self.desk.rules.scheme

    @property
    def before(self) -> Judgement | None:
        """What the viewer's own view is compared with."""
        return self.desk.line.evaluation.compared(step_of(self.side))

    @property
    def start(self) -> Raw:
        """The points given before, until the viewer has saved their own."""
        if self.desk.own is not None or self.before is None:
            return self.stored
        points = point_fields.answers(taken_over(self.before.scores))
        return {**self.stored, **forms.start(self.form, points)}

    @property
    def beside(self) -> Mapping[str, str]:
        if self.scheme is None:
            return {}
        title = "Đơn vị tự chấm" if self.side == Side.OFFICE else "Văn phòng đề xuất"
        return points_view.beside(self.scheme, self.before, title)

    @property
    def version(self) -> int:
        return self.desk.own.version if self.desk.own else 0

    @property
    def form(self) -> Form:
        return self.desk.form

    @property
    def draft(self) -> Kept | None:
        return self.desk.draft

    @property
    def answers(self) -> Mapping[str, Value]:
        return evaluation_forms.judged(self.desk.own.judgement if self.desk.own else None)

    @property
    def other(self) -> Other:
        own = self.desk.own
        return Other(None, own.judgement.given_at if own else None)

    def save(self, actor: Actor, act_id: UUID, seen: int, raw: Raw) -> Saved:
        return evaluation_edits.save_opinion(
            session.db(), actor, self.campaign, act_id=act_id,
            unit_id=self.desk.line.unit.unit_id, side=self.side, seen_version=seen, raw=raw,
        )  # fmt: skip
