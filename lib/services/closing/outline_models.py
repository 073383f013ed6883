"""What the file of a report's outline may hold; error types are keys of FILE_PROBLEMS."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic import StrictBool as YesNo
from pydantic import StringConstraints as Text
from pydantic_core import PydanticCustomError

from lib.domain.reports import sentences
from lib.domain.reports.outline import Hint
from lib.services.campaigns.file_models import CampaignCode, Key, Line, Model, Number, Remark

_PART_LIMIT = 200


def _template(text: str) -> str:
    problem = sentences.fault(text)
    if problem:
        raise PydanticCustomError(f"template_{problem}", "a template with wrong signs")
    return text


Template = Annotated[str, Text(min_length=1, max_length=5000), AfterValidator(_template)]
FigureName = Annotated[str, Text(pattern=r"^!?[A-Za-z0-9_.]{1,80}$")]


class SentenceModel(Model):
    sentence: Key
    text: Template
    when: FigureName | None = None
    heading: Line | None = None


class PartModel(Model):
    """One of the three kinds; which one says the key that it has."""

    sentence: Key | None = None
    typed: Key | None = None
    groups: Key | None = None
    heading: Line | None = None
    text: Template | None = None
    when: FigureName | None = None
    label: Line | None = None
    help: Remark = ""
    required: YesNo = True
    hints: list[Hint] = Field([], max_length=len(Hint))
    only: list[Number] = Field([], max_length=_PART_LIMIT)
    sentences: dict[Number, Template] = Field({}, max_length=_PART_LIMIT)
    task: Template | None = None
    nil: Template | None = None
    empty: Template | None = None
    missing: Template | None = None
    waiting: Template | None = None
    assessment: Line | None = None
    further: dict[Number, list[SentenceModel]] = Field({}, max_length=_PART_LIMIT)

    @model_validator(mode="after")
    def _of_one_kind(self) -> PartModel:
        named = [one for one in (self.sentence, self.typed, self.groups) if one is not None]
        if len(named) != 1:
            raise PydanticCustomError("part_kind", "one of sentence, typed, groups")
        needed = {
            "text": self.sentence, "label": self.typed, "task": self.groups, "nil": self.groups,
            "empty": self.groups,
        }  # fmt: skip
        for field, kind in needed.items():
            if kind is not None and getattr(self, field) is None:
                raise PydanticCustomError("part_lacks", "a part lacks {part}", {"part": field})
        return self


class SectionModel(Model):
    key: Key
    heading: Line
    parts: list[PartModel] = Field(min_length=1, max_length=_PART_LIMIT)


class NamesModel(Model):
    closing: Line
    interim: Line


class OutlineModel(Model):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    kind: Literal["report_outline"]
    schema_version: Literal[1] = Field(alias="schema")
    campaign: CampaignCode | None = None
    names: NamesModel
    subject: Template
    opening: list[SentenceModel] = Field(min_length=1, max_length=_PART_LIMIT)
    sections: list[SectionModel] = Field(min_length=1, max_length=20)
    closing: list[SentenceModel] = Field(min_length=1, max_length=_PART_LIMIT)
