"""What campaign and unit files may hold; the types of the errors are keys of FILE_PROBLEMS."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic import StrictBool as YesNo
from pydantic import StrictInt as Whole
from pydantic import StringConstraints as Text
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from lib.domain.campaigns import CODE, CODE_LIMIT, SHORT_TITLE_LIMIT, TITLE_LIMIT, DueSource
from lib.domain.evaluation_points import Weight
from lib.domain.evaluation_rules import MOST, Bound, Measure, bound_of, most_of
from lib.domain.forms.forms import FORM_LIMIT
from lib.domain.units import UnitType

FIRST_YEAR, LAST_YEAR = 2000, 2100
LIST_LIMIT = 1000
MOST_POINTS = 1000


def _one_line(text: str) -> str:
    if "\n" in text:
        raise PydanticCustomError("one_line", "one line only")
    return text


def _iso_day(value: object) -> date:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("day", "no such day") from None
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    raise PydanticCustomError("day", "a day like 2021-05-23")


def _amount(value: object) -> Decimal:
    # A float is written as in the file again; nothing is counted with it.
    told = str(value) if isinstance(value, int | float | str) else ""
    if not isinstance(value, bool) and re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,2})?", told):
        amount = Decimal(told)
        if 0 < amount <= MOST_POINTS:
            return amount
    raise PydanticCustomError("amount", "a number above 0 with two decimals at most")


Day = Annotated[date, BeforeValidator(_iso_day)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
DayCount = Annotated[Whole, Field(ge=-3650, le=3650)]
Line = Annotated[str, Text(min_length=1, max_length=TITLE_LIMIT), AfterValidator(_one_line)]
Short = Annotated[str, Text(min_length=1, max_length=SHORT_TITLE_LIMIT), AfterValidator(_one_line)]
Long = Annotated[str, Text(min_length=1, max_length=5000)]
Remark = Annotated[str, Text(max_length=5000)]
Number = Annotated[str, Text(pattern=r"^[A-Z0-9]{1,8}(\.[A-Z0-9]{1,8}){0,4}$")]
# Keys of the fields that ask for its points begin with letters of ours.
CriterionCode = Annotated[str, Text(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
Key = Annotated[str, Text(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
CampaignCode = Annotated[str, Text(pattern=f"^{CODE.pattern}$", max_length=CODE_LIMIT)]
UnitCode = Annotated[str, Text(pattern=r"^[A-Z0-9]{2,12}$")]
FieldData = dict[str, object]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class PassageModel(Model):
    code: Short
    text: Long
    erratum: Remark = ""


class MilestoneModel(Model):
    key: Key
    name: Line
    on: Day | None = Field(None, alias="date")
    offset_days: DayCount | None = None
    basis: Remark = ""
    suggested: YesNo = False

    @model_validator(mode="after")
    def _dated_once(self) -> MilestoneModel:
        if (self.on is None) == (self.offset_days is None):
            raise PydanticCustomError("date_or_offset", "one of date and offset_days")
        return self


class GroupModel(Model):
    code: Number
    title: Line
    short_title: Short
    plan_text: Long
    erratum: Remark = ""


class DueModel(Model):
    milestone: Key
    offset_days: DayCount
    source: DueSource


class TaskModel(Model):
    code: Number
    group: Number
    title: Line
    short_title: Short
    guidance: Remark = ""
    evidence_hint: Remark = ""
    privacy_note: Remark = ""
    due: DueModel
    applies_to: list[UnitType] = Field(min_length=1, max_length=len(UnitType))
    mandatory: YesNo
    nil_allowed: YesNo
    suggested: YesNo = False
    unit_report: YesNo = False
    form: list[FieldData] = Field(min_length=1, max_length=FORM_LIMIT)


class ConditionModel(Model):
    """One figure of a unit and its bound: a share from below, a count from above."""

    measure: Measure
    at_least: Annotated[Whole, Field(ge=0, le=100)] | None = None
    at_most: Annotated[Whole, Field(ge=0, le=MOST)] | None = None

    @model_validator(mode="after")
    def _bounded_once(self) -> ConditionModel:
        bound = bound_of(self.measure)
        given = {Bound.AT_LEAST: self.at_least, Bound.AT_MOST: self.at_most}
        if given.pop(bound) is None or any(one is not None for one in given.values()):
            raise PydanticCustomError(f"wants_{bound}", "one bound, of the measure's side")
        if (self.at_most or 0) > most_of(self.measure):
            raise PydanticCustomError("wants_zero", "a count that is 0 or 1 is bounded by 0")
        return self


class LabelModel(Model):
    code: Key
    name: Short
    conditions: list[ConditionModel] = Field([], max_length=len(Measure))


class CriterionModel(Model):
    code: CriterionCode
    title: Line
    most: Amount
    step: Amount = Decimal(1)
    weight: Weight = Weight.REGULAR
    groups: list[Number] = Field([], max_length=LIST_LIMIT)


class RankedGroupModel(Model):
    """Units ranked among themselves: those named, and those of the types."""

    code: Key
    name: Short
    types: list[UnitType] = Field([], max_length=len(UnitType))
    units: list[UnitCode] = Field([], max_length=LIST_LIMIT)

    @model_validator(mode="after")
    def _holds_somebody(self) -> RankedGroupModel:
        if not self.types and not self.units:
            raise PydanticCustomError("group_empty", "types or units")
        return self


class PointsModel(Model):
    suggested: YesNo = False
    criteria: list[CriterionModel] = Field(min_length=1, max_length=20)
    groups: list[RankedGroupModel] = Field([], max_length=20)
    ties: list[Measure] = Field([], max_length=len(Measure))


class EvaluationModel(Model):
    suggested: YesNo = False
    labels: list[LabelModel] = Field(min_length=2, max_length=10)
    points: PointsModel | None = None


class NominationFormsModel(TypedDict, total=False):
    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    collective: Annotated[list[FieldData], Field(min_length=1, max_length=FORM_LIMIT)]
    individual: Annotated[list[FieldData], Field(min_length=1, max_length=FORM_LIMIT)]


class EvaluationFormsModel(TypedDict, total=False):
    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    own: Annotated[list[FieldData], Field(min_length=1, max_length=FORM_LIMIT)]


class OpinionFormsModel(TypedDict, total=False):
    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    opinion: Annotated[list[FieldData], Field(min_length=1, max_length=FORM_LIMIT)]


class DetailsModel(TypedDict, total=False):
    """What a campaign settles besides its plan, most of which nobody has to say."""

    __pydantic_config__ = ConfigDict(extra="allow")  # type: ignore[misc]

    nomination_forms: NominationFormsModel
    evaluation_forms: EvaluationFormsModel
    opinion_forms: OpinionFormsModel


class CampaignModel(Model):
    kind: Literal["campaign"]
    schema_version: Literal[1] = Field(alias="schema")
    code: CampaignCode
    title: Line
    short_title: Short
    theme: Line
    anchor: Key
    preface: list[PassageModel] = Field([], max_length=LIST_LIMIT)
    errata: list[PassageModel] = Field([], max_length=LIST_LIMIT)
    milestones: list[MilestoneModel] = Field(min_length=1, max_length=LIST_LIMIT)
    groups: list[GroupModel] = Field(max_length=LIST_LIMIT)
    common_fields: list[FieldData] = Field([], max_length=FORM_LIMIT)
    tasks: list[TaskModel] = Field(max_length=LIST_LIMIT)
    evaluation: EvaluationModel | None = None
    details: DetailsModel = {}


class UnitModel(Model):
    code: UnitCode
    name: Line
    short_name: Short
    unit_type: UnitType = Field(alias="type")
    sort_order: Annotated[Whole, Field(alias="order", ge=0, le=10_000)]
    is_office: YesNo = Field(False, alias="office")
    own_seal: YesNo | None = None
    headcount: Annotated[Whole, Field(ge=0, le=100_000)] | None = None
    active: YesNo = True
    suggested: YesNo = False
    source: Remark = ""


class UnitsModel(Model):
    kind: Literal["units"]
    schema_version: Literal[1] = Field(alias="schema")
    note: Remark = ""
    units: list[UnitModel] = Field(min_length=1, max_length=LIST_LIMIT)
