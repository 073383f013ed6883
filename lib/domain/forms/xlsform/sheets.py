"""The sheets of an XLSForm as both ways know them. Source: xlsform.org, reference table of 2024."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lib.domain.forms.fields import Field
from lib.domain.forms.kinds import spec_of

SURVEY: Final = "survey"
CHOICES: Final = "choices"
SETTINGS: Final = "settings"
SURVEY_COLUMNS: Final = (
    "type", "name", "label", "hint", "required", "constraint", "relevant", "appearance",
)  # fmt: skip
CHOICE_COLUMNS: Final = ("list_name", "name", "label")
YES_NO_LIST: Final = "co_khong"
YES_NO_NAMES: Final[Mapping[bool, str]] = {True: "co", False: "khong"}
INTEGER: Final = "integer"
RESERVED: Final = frozenset({"meta"})
"""Names that no question may have there."""


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A row of `survey`: its number in the sheet, and its cells by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ListedChoice:
    """A row of `choices`."""

    number: int
    name: str
    label: str


def is_mapped(field: Field) -> bool:
    """Whether the question goes out: it is asked, and there are its kind and its name."""
    return bool(spec_of(field).xls_type) and not field.retired and field.key not in RESERVED
