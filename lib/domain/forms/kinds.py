"""Every kind of field there is, and what can be asked of a field whatever its kind.

A new kind is a member of `Kind`, its `KindSpec` in this list, and its entry in
`ui/kit/field_widgets.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain.forms import (
    choice_kinds,
    computed_kinds,
    file_kinds,
    number_kinds,
    row_kinds,
    text_kinds,
)
from lib.domain.forms.fields import Field, Kind, Part, Value
from lib.domain.forms.kind_spec import KindSpec
from lib.errors import Invalid

KINDS: Mapping[Kind, KindSpec] = {
    spec.kind: spec
    for spec in (
        text_kinds.SHORT_TEXT,
        text_kinds.PERSON,
        text_kinds.LONG_TEXT,
        number_kinds.WHOLE,
        number_kinds.YEAR,
        number_kinds.DECIMAL,
        number_kinds.PERCENT,
        number_kinds.DATE,
        choice_kinds.YES_NO,
        choice_kinds.CHOICE,
        choice_kinds.CHOICES,
        text_kinds.LINK,
        text_kinds.PERSONAL,
        computed_kinds.SUM,
        computed_kinds.DIFFERENCE,
        computed_kinds.SHARE,
        row_kinds.ROWS,
        row_kinds.TOTAL,
        file_kinds.FILES,
        text_kinds.GROUP,
    )
}


def spec_of(field: Field) -> KindSpec:
    return KINDS[field.kind]


def parts(field: Field) -> tuple[Part, ...]:
    """What is typed and stored for the field, in the order of the screen."""
    return KINDS[field.kind].parts(field)


def parse(field: Field, raw: Mapping[str, object]) -> dict[str, Value]:
    """The field's answer as it is stored; empty parts are left out, other keys are ignored.

    Args:
        raw: what a widget, a draft or a file gave, part key -> anything.
    Raises:
        Invalid: the first problem; `field` is the label of the part, `key` the field's key.
    """
    spec = spec_of(field)
    values: dict[str, Value] = {}
    try:
        for part in spec.parts(field):
            given = raw.get(part.key)
            value = None if given is None else spec.parse(field, part.label, given)
            if value is not None:
                values[part.key] = value
        if spec.check is not None:
            spec.check(field, values)
    except Invalid as problem:
        problem.facts["key"] = field.key
        raise
    return values


def missing(field: Field, values: Mapping[str, Value]) -> Part | None:
    """The first part without which the answer is not complete.

    The denominator of an optional share may stand alone, since it starts from the head count.
    """
    needed = parts(field)
    if not field.required and not any(part.key in values for part in needed[:1]):
        return None
    return next((part for part in needed if part.key not in values), None)


def answered(field: Field, values: Mapping[str, Value]) -> bool:
    """Whether every part has a value."""
    return all(part.key in values for part in parts(field))


def show(field: Field, values: Mapping[str, Value]) -> str:
    """The answer for the eye: "3 hội nghị", "10/12 (83,3 %)", "Có", "22/11/2026"; "" if empty."""
    if not any(part.key in values for part in parts(field)):
        return ""
    return spec_of(field).show(field, values)


def raw(field: Field, values: Mapping[str, Value]) -> dict[str, object]:
    """What the field's widgets start from; `parse` gives the same answer back."""
    spec = spec_of(field)
    if not spec.is_typed:
        return {}
    return {
        part.key: spec.typed_again(field, values[part.key])
        for part in spec.parts(field)
        if part.key in values
    }


def may_be(field: Field, answer: str | bool) -> bool:
    """Whether another field may be shown while this one has that answer."""
    spec = spec_of(field)
    return spec.may_be is not None and spec.may_be(field, answer)


def formula(field: Field, others: Mapping[str, Field]) -> str:
    """What the field is worked out of: "Số nam + Số nữ"; "" of one that is answered.

    Args:
        others: the fields of the form by their keys.
    """
    told = f" {spec_of(field).sign} ".join(others[key].label for key in field.of)
    if spec_of(field).most_of != 1:
        return told
    columns = {one.key: one.label for one in others[field.of[0]].columns}
    return f"{told}: {columns.get(field.column, row_kinds.COUNT)}"
