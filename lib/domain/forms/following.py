"""The next version of a form: what is asked from now on, and what was asked before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lib.domain.forms.field_data import BadForm
from lib.domain.forms.fields import Field
from lib.domain.forms.forms import Form, form_from_data, form_to_data
from lib.domain.forms.references import keeps_columns
from lib.errors import Refused


def followed(fields: Sequence[Field], old: Form, code: str) -> Form:
    """The form of these fields, with those that they leave out kept as asked no more.

    Args:
        old: the version before; key and version are its own.
        code: of what is asked with it, for a refusal.
    Raises:
        Refused: `field_kind`, a field asks for another kind of answer under the same key.
    """
    before = {field.key: field for field in old.fields}
    for field in fields:
        old_field = before.get(field.key, field)
        if old_field.kind != field.kind or not keeps_columns(old_field, field):
            raise Refused("field_kind", code=code, field=field.label)
    asked = {field.key for field in fields}
    left = [_retired(one) for key, one in before.items() if key not in asked]
    form = Form(old.key, old.version, (*fields, *left))
    try:
        return form_from_data(form_to_data(form))
    except BadForm as error:
        raise Refused("field_kind", code=code, field=error.field) from error


def _retired(field: Field) -> Field:
    return replace(
        field, retired=True, show_when=None, at_least="", at_most="", group="", column=""
    )
