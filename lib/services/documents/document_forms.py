"""The forms of documents and of acknowledgements, as data, with the units to choose from."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import yaml

from lib import text
from lib.config import ROOT
from lib.domain import documents
from lib.domain.forms.fields import Choice, Value
from lib.domain.forms.forms import Form, form_from_data
from lib.domain.units import REPORTING_TYPES, Unit
from lib.services import clock
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader

_FOLDER: Final = ROOT / "data" / "forms"
_OURS: Final = {"key": "ours", "label": "ours"}
"""What stands in a form's file for choices that are ours."""
_TYPES: Final = tuple(
    Choice(one.value, words) for one, words in text.UNIT_TYPES.items() if one in REPORTING_TYPES
)


@dataclass(frozen=True, slots=True)
class Reporting:
    """The units that a document may go to, in the agency's order, and as choices of a question."""

    units: tuple[Unit, ...] = ()
    choices: tuple[Choice, ...] = ()


def reporting(db: Database) -> Reporting:
    """Those of today."""
    today = clock.today()

    def read(tx: Reader) -> Reporting:
        every = units_store.units(tx, today)
        found = tuple(one for one in every if one.is_open(today) and one.reports)
        return Reporting(found, tuple(Choice(str(one.unit_id), one.name) for one in found))

    return db.kept(("reporting units", today), ("units", "unit_names"), read)


def document(among: Reporting, *, is_own: bool, is_correction: bool) -> Form:
    """What is asked of a document.

    Args:
        among: the units to choose from.
        is_own: a unit's own, which goes to its people and needs no number.
        is_correction: a version after the first.
    """
    left_out = {*(documents.TO_WHOM if is_own else ()), documents.LEVEL if is_own else ""}
    if not is_correction:
        left_out |= set(documents.OF_CORRECTIONS)
    offered = {documents.TYPES: _TYPES, documents.UNITS: among.choices}
    asked = [
        replace(
            field,
            choices=offered.get(field.key, field.choices),
            required=field.required and not (is_own and field.key == documents.NUMBER),
        )
        for field in _written("document").fields
        if field.key not in left_out
    ]
    return replace(_written("document"), fields=tuple(asked))


def acknowledgement() -> Form:
    """What a unit is asked that acknowledges a document."""
    return _written("acknowledgement")


def fitting(form: Form, answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers as far as the form still offers them: a unit may have been closed since."""
    offered = {
        field.key: {choice.key for choice in field.choices}
        for field in form.fields
        if field.choices
    }
    kept: dict[str, Value] = {}
    for key, value in answers.items():
        if isinstance(value, list) and key in offered:
            value = [one for one in value if one in offered[key]]
        if value != []:
            kept[key] = value
    return kept


@functools.cache
def _written(name: str) -> Form:
    """The form as its file has it; what is offered of ours comes into it afterwards."""
    path = _FOLDER / f"{name}.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["fields"] = [
        {**field, "choices": [_OURS]} if isinstance(field.get("choices"), str) else field
        for field in data["fields"]
    ]
    return form_from_data(data)
