"""The choices of an XLSForm's question as those of ours."""

from __future__ import annotations

from collections.abc import Sequence

from lib.domain.forms.field_data import is_key
from lib.domain.forms.fields import Field, Kind
from lib.domain.forms.keys import key_of
from lib.domain.forms.kinds import KINDS, spec_of
from lib.domain.forms.xlsform import outgoing
from lib.domain.forms.xlsform.sheets import YES_NO_NAMES, ListedChoice


def data(
    kind: Kind, listed: Sequence[ListedChoice], old: Field | None
) -> list[dict[str, object]] | None:
    """The choices as a question's data has them; None where they stay as they are."""
    if "choices" not in KINDS[kind].keys:
        return None
    given = [(one.name, one.label) for one in listed]
    if old is not None and given == outgoing.offered(old):
        return None
    made: list[dict[str, object]] = []
    for choice, key in zip(listed, _keys(listed), strict=True):
        made.append({"key": key, "label": choice.label})
    held = {one["key"] for one in made}
    retired = [one for one in old.choices if one.retired] if old else []
    made += [
        {"key": one.key, "label": one.label, "retired": True}
        for one in retired
        if one.key not in held
    ]
    return made


def _keys(listed: Sequence[ListedChoice]) -> list[str]:
    """The names that can be keys, and for the others keys made of their labels."""
    taken = {one.name for one in listed if is_key(one.name)}
    keys = []
    for one in listed:
        key = one.name if is_key(one.name) else key_of(one.label, lambda key: key not in taken)
        taken.add(key)
        keys.append(key)
    return keys


def own_answers(asked: Field) -> dict[str, str | bool]:
    """The answers of a question that can be waited for, by their names as it goes out."""
    if spec_of(asked).is_yes_no:
        return {name: answer for answer, name in YES_NO_NAMES.items()}
    return {one.key: one.key for one in asked.choices if not one.retired}


def answers(asked: Field, listed: Sequence[ListedChoice]) -> dict[str, str | bool]:
    """The same by their names in a file."""
    if spec_of(asked).is_yes_no:
        return {}
    keys = _keys(listed)
    return {one.name: key for one, key in zip(listed, keys, strict=True)}
