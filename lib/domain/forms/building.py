"""A form as it is built: questions added, changed, put in order, retired and removed.

A question that is referred to stays above those that refer to it, and is asked as long as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lib.domain.forms import order
from lib.domain.forms.field_data import BadForm, field_from_data, field_to_data, is_key
from lib.domain.forms.fields import Field, Kind, active
from lib.domain.forms.fixed import NOTHING_KEPT, Kept
from lib.domain.forms.forms import FORM_LIMIT, Form, form_from_data
from lib.domain.forms.keys import key_of
from lib.domain.forms.kinds import may_be, parts, spec_of
from lib.domain.forms.lost import lost
from lib.domain.forms.references import are_comparable, has_rows, is_number, keeps_columns
from lib.errors import Invalid, NotFound, Problems, Refused

FieldData = Mapping[str, object]
_REASONS: Final = {
    "missing": "required",
    "duplicate": "choice_twice",
    "out_of_range": "limit_range",
    "operand_count": "operand_count",
    "column_count": "column_count",
}
_STAYS: Final = frozenset({"key", "kind", "retired"})


@dataclass(frozen=True, slots=True)
class FormDraft:
    """The questions of one form.

    Attributes:
        fields: in order, with those that are retired.
        used: keys of the questions that somebody has answered.
        reserved: keys that a new question must not have, as of an earlier version.
        kept: what of it is not to be changed.
    """

    fields: tuple[Field, ...]
    used: frozenset[str] = frozenset()
    reserved: frozenset[str] = frozenset()
    kept: Kept = NOTHING_KEPT

    @property
    def form(self) -> Form:
        """The form as it would be asked."""
        return Form("draft", 1, self.fields)

    def field(self, key: str) -> Field:
        """The question of that key.

        Raises:
            NotFound: `question`.
        """
        return self.fields[self.place(key)]

    def place(self, key: str) -> int:
        """Where the question stands, from 0.

        Raises:
            NotFound: `question`.
        """
        for place, field in enumerate(self.fields):
            if field.key == key:
                return place
        raise NotFound("question")

    def data(self) -> list[dict[str, object]]:
        """The questions as a campaign file has them."""
        return [field_to_data(field) for field in self.fields]


def read(
    fields: Sequence[object],
    *,
    used: frozenset[str] = frozenset(),
    reserved: frozenset[str] = frozenset(),
) -> FormDraft:
    """The draft of a form whose questions stand as in a campaign file.

    Raises:
        BadForm: they make no form.
    """
    return FormDraft(_form(fields).fields, used, reserved)


def added(draft: FormDraft, kind: Kind, settings: FieldData, *, named: str = "") -> FormDraft:
    """With another question at the end of the form or of its group; its key comes from its label.

    Args:
        settings: what a field's data says of it, but for key and kind.
        named: the name it brings along, which is its key where it can be and is free.
    Raises:
        Refused: `form_full`.
        Problems: a setting cannot be used; `key` of each names it.
    """
    if len(draft.fields) >= FORM_LIMIT:
        raise Refused("form_full", limit=FORM_LIMIT)
    is_kept = is_key(named) and _free(draft)(named)
    key = named if is_kept else new_key(draft, named or str(settings.get("label", "")))
    made = _made({**_without(settings), "key": key, "kind": kind.value})
    return _checked(draft, order.placed(draft.fields, made), key)


def changed(draft: FormDraft, key: str, settings: FieldData) -> FormDraft:
    """With other settings of a question; key, kind and whether it is retired stay.

    Choices and columns that are left out are gone, or retired where the question has been answered.

    Args:
        settings: everything a field's data says of it, but for those three.
    Raises:
        NotFound: `question`.
        Refused: `field_awaited`, another question waits for a choice that would be gone.
        Problems: a setting cannot be used; `key` of each names it.
    """
    old = draft.field(key)
    stays = {"key": key, "kind": old.kind.value, "retired": old.retired}
    made = _made({**_without(settings), **stays})
    if not keeps_columns(old, made):
        raise Problems([Invalid("unreadable", key="columns")])
    if key in draft.kept.offered:
        made = replace(made, choices=old.choices)
    elif key in draft.used:
        given = {choice.key for choice in made.choices}
        gone = (replace(one, retired=True) for one in old.choices if one.key not in given)
        left = {column.key for column in made.columns}
        off = (replace(one, retired=True) for one in old.columns if one.key not in left)
        made = replace(made, choices=(*made.choices, *gone), columns=(*made.columns, *off))
    if made.group == old.group:
        return _checked(draft, _with(draft, key, made), key)
    others = tuple(one for one in draft.fields if one.key != key)
    return _checked(draft, order.placed(others, made, old.group), key)


def moved(draft: FormDraft, key: str, by: int) -> FormDraft:
    """With a question as many places further down, up if negative; the ends hold it.

    One of a group moves within it; a heading takes its group along, past whole groups.

    Raises:
        NotFound: `question`.
        Refused: `field_awaited`.
    """
    draft.place(key)
    return _checked(draft, order.moved(draft.fields, key, by))


def retired(draft: FormDraft, key: str) -> FormDraft:
    """With a question that is asked no more; what was answered stays.

    Raises:
        NotFound: `question`.
        Refused: `field_awaited`.
    """
    return _checked(draft, _with(draft, key, replace(draft.field(key), retired=True)))


def asked_again(draft: FormDraft, key: str) -> FormDraft:
    """With a retired question that is asked again.

    Raises:
        NotFound: `question`.
        Refused: `field_awaited`, it refers to one that is not asked.
    """
    return _checked(draft, _with(draft, key, replace(draft.field(key), retired=False)))


def removed(draft: FormDraft, key: str) -> FormDraft:
    """Without a question that nobody has answered.

    Raises:
        NotFound: `question`.
        Refused: `field_used`, `field_last`, `field_awaited`.
    """
    field = draft.field(key)
    if key in draft.used:
        raise Refused("field_used", field=field.label)
    if len(draft.fields) == 1:
        raise Refused("field_last")
    return _checked(draft, tuple(one for one in draft.fields if one.key != key))


def new_key(draft: FormDraft, label: str) -> str:
    """A free key in the letters of the question: "Số hội nghị" gives so_hoi_nghi."""
    return key_of(label, _free(draft))


def before(draft: FormDraft, key: str = "") -> tuple[Field, ...]:
    """The questions asked above one; above a new one without a key."""
    upto = draft.place(key) if key else len(draft.fields)
    return tuple(field for field in draft.fields[:upto] if not field.retired)


def awaitable(field: Field) -> tuple[str | bool, ...]:
    """The answers of a question that a later one may wait for."""
    offered: tuple[str | bool, ...] = (True, False, *active(field))
    return tuple(answer for answer in offered if may_be(field, answer))


def bounding(kind: Kind, above: Sequence[Field]) -> tuple[Field, ...]:
    """Those whose answers can be bounds of a question of that kind."""
    asked = Field("x", "", kind)
    return tuple(field for field in above if are_comparable(asked, field))


def countable(above: Sequence[Field]) -> tuple[Field, ...]:
    """Those of which a computed question can be worked out."""
    return tuple(field for field in above if is_number(field))


def tables(above: Sequence[Field]) -> tuple[Field, ...]:
    """Those of whose rows a total can be worked out."""
    return tuple(field for field in above if has_rows(field))


def headings(draft: FormDraft) -> tuple[Field, ...]:
    """The groups that a question can be put into."""
    return tuple(one for one in draft.fields if spec_of(one).is_group and not one.retired)


def _free(draft: FormDraft) -> Callable[[str], bool]:
    taken = {part.key for one in draft.fields for part in parts(one)}
    taken |= {one.key for one in draft.fields} | draft.used | draft.reserved
    return lambda key: taken.isdisjoint({key, f"{key}_num", f"{key}_den"})


def _checked(draft: FormDraft, fields: tuple[Field, ...], touched: str = "") -> FormDraft:
    """The draft with these questions, unless they make no form.

    References that were lost before do not hold back what has nothing to do with them.

    Args:
        touched: whose settings were given; what is wrong with them is said there.
    """
    made = replace(draft, fields=fields)
    known = {one.known_by for one in lost(draft.fields)}
    for one in lost(made.fields):
        if one.field.key == touched:
            raise Problems([Invalid("rule_lost", key=one.setting)])
        if one.known_by not in known:
            other = next(field for field in draft.fields if field.key == one.other)
            raise Refused("field_awaited", field=one.field.label, other=other.label)
    _form([field_to_data(field) for field in made.fields])
    draft.kept.check(draft.fields, fields)
    return made


def _made(data: FieldData) -> Field:
    try:
        return field_from_data(data)
    except BadForm as error:
        reason = _REASONS.get(error.reason, "unreadable")
        raise Problems(
            [Invalid(reason, key="label" if error.key == "key" else error.key)]
        ) from error


def _form(fields: Sequence[object]) -> Form:
    return form_from_data({"key": "draft", "version": 1, "fields": [*fields]})


def _with(draft: FormDraft, key: str, made: Field) -> tuple[Field, ...]:
    return tuple(made if one.key == key else one for one in draft.fields)


def _without(settings: FieldData) -> dict[str, object]:
    return {name: value for name, value in settings.items() if name not in _STAYS}
