"""The report forms that tasks out of a plan's text may be given: data of the installation."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

from lib.config import ROOT
from lib.domain.forms.forms import form_from_data
from lib.domain.plan_text.proposals import FormChoice

FILE: Final = ROOT / "data" / "forms" / "thu-vien.yaml"


@dataclass(frozen=True, slots=True)
class Library:
    """The forms in the order in which they are tried, and what is asked in every task.

    Attributes:
        fields: of each form by its key, as campaign files have them.
    """

    choices: tuple[FormChoice, ...]
    fields: Mapping[str, tuple[Mapping[str, Any], ...]]
    common: tuple[Mapping[str, Any], ...]

    def name(self, key: str) -> str:
        return next((one.name for one in self.choices if one.key == key), "")


@functools.cache
def library() -> Library:
    """As the file has it, every form tried.

    Raises:
        BadForm: a form in the file is none.
    """
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    common = tuple(told["common_fields"])
    fields = {one["key"]: tuple(one["fields"]) for one in told["forms"]}
    for key, own in fields.items():
        form_from_data({"key": key, "version": 1, "fields": [*own, *common]})
    choices = [FormChoice(one["key"], one["name"], tuple(one["words"])) for one in told["forms"]]
    return Library(tuple(choices), fields, common)
