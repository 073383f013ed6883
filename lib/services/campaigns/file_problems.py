"""What is wrong with a file, line by line, in the words of a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from lib import text
from lib.errors import BadFile
from lib.services.campaigns.yaml_lines import LinedYaml, Loc, shortened

SHOWN = 5
"""Problems that one refusal names."""

_Model = TypeVar("_Model", bound=BaseModel)

# Kinds of pydantic's errors -> FILE_PROBLEMS; those of our own models bear the key themselves.
_PROBLEMS: Mapping[str, str] = {
    "string_type": "text",
    "string_too_short": "empty",
    "string_too_long": "too_long",
    "string_pattern_mismatch": "code",
    "int_type": "whole",
    "bool_type": "yes_no",
    "greater_than_equal": "range",
    "less_than_equal": "range",
    "literal_error": "one_of",
    "enum": "one_of",
    "list_type": "list",
    "too_short": "empty",
    "too_long": "too_many",
    "model_type": "group",
    "dict_type": "group",
}


class Problems:
    """What is wrong with a file, line by line."""

    def __init__(self, lined: LinedYaml) -> None:
        self._lined = lined
        self._found: dict[tuple[int, str, str], Loc] = {}

    def add(self, place: Loc, reason: str, problem: str, **facts: object) -> None:
        # What is not a file has no lines.
        facts["where"] = f" ở dòng {facts['first']}" if facts.get("first") else ""
        facts |= {name: shortened(str(facts[name])) for name in ("key", "part") if name in facts}
        detail = text.FILE_PROBLEMS[problem].format_map(facts)
        self._found.setdefault((self._lined.line(place), reason, detail), place)

    @property
    def placed(self) -> list[tuple[Loc, str]]:
        """Where what is wrong stands, and what it is."""
        return [(place, detail) for (_, _, detail), place in self._found.items()]

    def line(self, place: Loc) -> int:
        """Where a part of the file stands."""
        return self._lined.line(place)

    def add_repeated(
        self, part: str, key: str, values: Iterable[str], problem: str = "code_twice"
    ) -> None:
        first: dict[str, int] = {}
        for index, value in enumerate(values):
            place = (part, index, key)
            if value in first:
                self.add(place, "reference", problem, key=value, first=first[value])
            first.setdefault(value, self._lined.line(place))

    def refusal(self) -> BadFile:
        (line, reason, detail), *others = sorted(self._found)[:SHOWN]
        for other_line, _, other in others:
            detail = text.FILE_PROBLEMS["more"].format(first=detail, line=other_line, detail=other)
        return BadFile(reason, file=self._lined.name, line=line, detail=detail)

    def refuse_any(self) -> None:
        if self._found:
            raise self.refusal()


def validated(lined: LinedYaml, model: type[_Model]) -> _Model:
    """The file's data as the model has it.

    Raises:
        BadFile: `schema`, with the first problems.
    """
    problems = Problems(lined)
    found = tried(lined, model, problems)
    if found is None:
        raise problems.refusal()
    return found


def tried(lined: LinedYaml, model: type[_Model], problems: Problems) -> _Model | None:
    """The file's data as the model has it; None with what is wrong among the problems."""
    try:
        return model.model_validate(lined.data)
    except ValidationError as refused:
        errors = refused.errors(include_url=False, include_input=False)
    # A file of the other kind would have every possible problem.
    wrong_kind = [error for error in errors if error["loc"] == ("kind",)]
    for error in wrong_kind or errors:
        problem, facts = _translated(error)
        problems.add(error["loc"], "schema", problem, **facts)
    return None


def _translated(error: ErrorDetails) -> tuple[str, dict[str, object]]:
    limits: Mapping[str, Any] = error.get("ctx", {})
    facts: dict[str, object] = {
        "key": next((part for part in reversed(error["loc"]) if isinstance(part, str)), "")
    }
    problem = _PROBLEMS.get(error["type"], error["type"])
    if problem in {"too_long", "too_many"}:
        facts["limit"] = limits["max_length"]
    elif problem == "part_lacks":
        facts["part"] = limits["part"]
    elif problem == "range":
        facts["limit"] = f"≥ {limits['ge']}" if "ge" in limits else f"≤ {limits['le']}"
    elif problem == "one_of":
        expected = str(limits["expected"])
        facts["choices"] = ", ".join(re.findall(r"[\w-]+", expected.replace(" or ", " ")))
    return problem if problem in text.FILE_PROBLEMS else "invalid", facts
