"""What an answer must not be beside those before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lib.domain.forms.fields import Field, Value
from lib.domain.forms.kind_spec import in_order
from lib.domain.forms.kinds import show, spec_of
from lib.errors import Invalid


def out_of_bounds(
    field: Field, shown: Mapping[str, Field], values: Mapping[str, Value]
) -> list[Invalid]:
    """What is wrong with an answer beside those before it."""
    limits, found = spec_of(field).limits, []
    for other, reason, is_least in (
        (field.at_least, "below_other", True),
        (field.at_most, "above_other", False),
    ):
        if limits is None or not {field.key, other} <= values.keys() or other not in shown:
            continue
        mine, theirs = limits.read(values[field.key]), limits.read(values[other])
        if mine is None or theirs is None:
            continue
        if not in_order(*((theirs, mine) if is_least else (mine, theirs))):
            reason += "_day" if isinstance(mine, date) else ""
            limit = show(shown[other], values)
            found.append(
                Invalid(
                    reason, field=field.label, key=field.key, other=shown[other].label, limit=limit
                )
            )
    return found
