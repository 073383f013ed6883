"""An XLSForm as it was read, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lib.domain.forms.building import FormDraft
from lib.domain.forms.fields import Field
from lib.domain.forms.xlsform.sheets import ListedChoice, SurveyRow
from lib.errors import AppError


class Reason(StrEnum):
    """Why something was not taken."""

    TYPE = "type"
    GROUP = "group"
    """A group is let go of; its questions are taken."""
    REPEAT = "repeat"
    """With all questions in it."""
    OR_OTHER = "or_other"
    LIST = "list"
    """No choice of that list is there."""
    REQUIRED = "required"
    CONSTRAINT = "constraint"
    RELEVANT = "relevant"
    NAME_TWICE = "name_twice"
    OTHER_KIND = "other_kind"
    """The form has a question of that name and another kind."""
    RETIRED = "retired"
    """The form has a question of that name that is asked no more."""
    REFUSED = "refused"
    """The builder does not take it; `refusal` says why."""
    COLUMN = "column"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class NotTaken:
    """What of the file was left out.

    Attributes:
        column: the head; "" for the row as a whole.
        told: what stands there, shortened.
    """

    sheet: str
    row: int
    column: str
    reason: Reason
    told: str = ""
    refusal: AppError | None = None


class Became(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of an XLSForm, read.

    Attributes:
        not_taken: what reading its cells has left out already.
    """

    file: str
    survey: tuple[SurveyRow, ...]
    choices: Mapping[str, tuple[ListedChoice, ...]]
    not_taken: tuple[NotTaken, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """The form with what was taken.

    Attributes:
        became: each question that the file has, with what became of it.
    """

    draft: FormDraft
    became: tuple[tuple[Field, Became], ...]
    not_taken: tuple[NotTaken, ...]

    @property
    def writes(self) -> int:
        return sum(one != Became.SAME for _, one in self.became)
