"""Kinds of field that are answered by taking from what is offered: yes or no, one, several."""

from __future__ import annotations

from collections.abc import Mapping

from lib.domain.forms import typed
from lib.domain.forms.fields import Field, Kind, Value, active
from lib.domain.forms.kind_spec import KindSpec
from lib.errors import Invalid

YES_NO_WORDS: Mapping[bool, str] = {True: "Có", False: "Không"}
# A file or a draft gives the words that a page shows.
_ANSWERS: Mapping[str, bool | None] = {
    "": None,
    **{word.lower(): answer for answer, word in YES_NO_WORDS.items()},
}
_OFFERED = frozenset({"choices"})


def _yes_no(_field: Field, label: str, given: object) -> bool | None:
    if isinstance(given, bool):
        return given
    if not isinstance(given, str) or (word := typed.line(given, label).lower()) not in _ANSWERS:
        raise Invalid("not_choice", field=label)
    return _ANSWERS[word]


def _show_yes_no(field: Field, values: Mapping[str, Value]) -> str:
    return YES_NO_WORDS[bool(values[field.key])]


def _choice(field: Field, label: str, given: object) -> str | None:
    if not isinstance(given, str) or given not in {"", *active(field)}:
        raise Invalid("not_choice", field=label)
    return given or None


def _choices(field: Field, label: str, given: object) -> list[str] | None:
    if not isinstance(given, list | tuple):
        raise Invalid("not_choice", field=label)
    chosen = {_choice(field, label, one) for one in given}
    return [choice.key for choice in field.choices if choice.key in chosen] or None


def _show_choices(field: Field, values: Mapping[str, Value]) -> str:
    value = values[field.key]
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(choice.label for choice in field.choices if choice.key in chosen)


def _is_offered(field: Field, wanted: str | bool) -> bool:
    # Retired choices too: older answers still hold them.
    return any(choice.key == wanted for choice in field.choices)


YES_NO = KindSpec(
    kind=Kind.YES_NO,
    parse=_yes_no,
    show=_show_yes_no,
    may_be=lambda _field, wanted: isinstance(wanted, bool),
    is_brief=True,
    is_yes_no=True,
    xls_type="select_one",
)
CHOICE = KindSpec(
    kind=Kind.CHOICE,
    parse=_choice,
    show=_show_choices,
    may_be=_is_offered,
    keys=_OFFERED,
    needed=_OFFERED,
    is_brief=True,
    xls_type="select_one",
)
CHOICES = KindSpec(
    kind=Kind.CHOICES,
    parse=_choices,
    show=_show_choices,
    may_be=_is_offered,
    keys=_OFFERED,
    needed=_OFFERED,
    is_several=True,
    xls_type="select_multiple",
)
