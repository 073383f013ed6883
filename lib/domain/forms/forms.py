"""A form as data: which fields are asked, what was answered, and what changed between answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from decimal import Decimal

from lib.domain.forms import kinds, references
from lib.domain.forms.bounds import out_of_bounds
from lib.domain.forms.field_data import BadForm, field_from_data, field_to_data, refuse_unknown
from lib.domain.forms.fields import Field, Value
from lib.domain.forms.file_kinds import Files
from lib.domain.forms.kinds import parts, show, spec_of
from lib.domain.vietnamese import NOTHING, format_number
from lib.errors import Invalid, Problems

FORM_LIMIT = 60
"""Questions that a task may have of its own, and that all may have in common."""


@dataclass(frozen=True, slots=True)
class Form:
    """A published version of a form; it never changes, answers keep the version they used.

    Attributes:
        asked: the fields that are not retired.
        figures: those a list shows: the numbers, or without any the short answers.
        totals: the running totals.
        computed: those that are worked out of others.
        files: those that files answer.
        masked: those whose answers are shown but for their end, retired ones too.
    """

    key: str
    version: int
    fields: tuple[Field, ...]
    asked: tuple[Field, ...] = attribute(init=False, repr=False, compare=False)
    figures: tuple[Field, ...] = attribute(init=False, repr=False, compare=False)
    totals: tuple[Field, ...] = attribute(init=False, repr=False, compare=False)
    computed: tuple[Field, ...] = attribute(init=False, repr=False, compare=False)
    files: tuple[Field, ...] = attribute(init=False, repr=False, compare=False)
    masked: tuple[Field, ...] = attribute(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        asked = tuple(field for field in self.fields if not field.retired)
        numeric = tuple(field for field in asked if spec_of(field).is_numeric)
        brief = tuple(field for field in asked if spec_of(field).is_brief)
        object.__setattr__(self, "asked", asked)
        object.__setattr__(self, "figures", numeric or brief)
        object.__setattr__(self, "totals", tuple(field for field in numeric if field.running))
        worked_out = tuple(field for field in asked if spec_of(field).work_out is not None)
        object.__setattr__(self, "computed", worked_out)
        files = tuple(field for field in asked if spec_of(field).is_files)
        object.__setattr__(self, "files", files)
        masked = tuple(field for field in self.fields if spec_of(field).is_masked)
        object.__setattr__(self, "masked", masked)


@dataclass(frozen=True, slots=True)
class Worked:
    """What a computed question comes to.

    Attributes:
        shown: for the eye; "" while something of it is missing.
        how: "Số nam + Số nữ".
    """

    shown: str
    how: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which two people's answers differ; "–" where one of them is empty."""

    key: str
    label: str
    mine_text: str
    theirs_text: str


def form_from_data(data: Mapping[str, object]) -> Form:
    """The form that plain values from JSON or YAML describe.

    Raises:
        BadForm: a ValueError that names the field and its key.
    """
    refuse_unknown("", data, {"key", "version", "fields"})
    key, version, listed = data.get("key"), data.get("version"), data.get("fields")
    if not isinstance(key, str) or not key:
        raise BadForm("", "key", "missing")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise BadForm("", "version", "wrong_type")
    if not isinstance(listed, list | tuple):
        raise BadForm("", "fields", "wrong_type")
    fields = tuple(field_from_data(one) for one in listed)
    references.check(fields)
    return Form(key, version, fields)


def form_to_data(form: Form) -> dict[str, object]:
    """Plain values, from which `form_from_data` makes the same form."""
    return {
        "key": form.key,
        "version": form.version,
        "fields": [field_to_data(field) for field in form.fields],
    }


def visible(
    form: Form, given: Mapping[str, object], *, without: Collection[Field] = ()
) -> tuple[Field, ...]:
    """The fields to ask now; headings that nothing would stand under are left out.

    Args:
        given: stored values or raw input, whatever its types.
        without: fields that are not to be asked.
    """
    shown: dict[str, Field] = {}
    for field in form.asked:
        if _is_shown(field, shown, given):
            shown[field.key] = field
    found = [field for field in shown.values() if field not in without]
    filled = {field.group for field in found}
    return tuple(one for one in found if one.key in filled or not spec_of(one).is_group)


def parse_answers(
    form: Form,
    raw: Mapping[str, object],
    *,
    complete: bool,
    files: Files | None = None,
    held: Mapping[str, Value] | None = None,
) -> dict[str, Value]:
    """The answers to be stored; fields that are hidden or retired are left out.

    Args:
        raw: part key -> what a widget, a draft or a file gave; unknown keys are ignored.
        complete: whether required fields must have their answers.
        files: what answers the questions for files, of which nothing is stored here.
        held: the answers that are replaced: what comes back masked stays as it is there.
    Raises:
        Problems: one for each field that cannot be taken, in the order of the form.
    """
    whole = _unmasked(form, raw, held or {})
    values, problems = _taken(form, whole, complete=complete, files=files or {})
    if problems:
        raise Problems(problems)
    return values


def with_files(form: Form, values: Mapping[str, Value], files: Files) -> Mapping[str, Value]:
    """The answers as they are read: the names of files stand where files answer."""
    if not files:
        return values
    asked = (field.key for field in form.fields if spec_of(field).is_files)
    return {**values, **{key: [*files[key]] for key in asked if files.get(key)}}


def worked_out(form: Form, raw: Mapping[str, object]) -> dict[str, Worked]:
    """What each computed question comes to by what is typed, as far as that can be taken."""
    if not form.computed:
        return {}
    values, _ = _taken(form, raw, complete=False, files={})
    others = {field.key: field for field in form.fields}
    return {
        field.key: Worked(show(field, values), kinds.formula(field, others))
        for field in form.computed
    }


def says_the_same(form: Form, raw: Mapping[str, object], stored: Mapping[str, Value]) -> bool:
    """Whether the raw input would be stored as what is stored already."""
    try:
        return parse_answers(form, raw, complete=False, held=stored) == stored
    except Problems:
        return False


def start(
    form: Form, values: Mapping[str, Value], *, head_count: int | None = None
) -> dict[str, object]:
    """The raw input that the form's widgets start from.

    Args:
        values: stored answers, {} for none.
        head_count: the unit's; an empty denominator that means head count starts from it.
    """
    raw: dict[str, object] = {}
    for field in form.asked:
        raw |= kinds.raw(field, values)
        if field.headcount and head_count:
            raw.setdefault(parts(field)[1].key, format_number(head_count))
    return raw


def lowered(form: Form, before: Mapping[str, Value], after: Mapping[str, Value]) -> list[Field]:
    """Running totals that went down or were emptied; of a share its numerator."""
    return [
        field
        for field in form.totals
        if (last := _total(field, before)) is not None
        and ((now := _total(field, after)) is None or now < last)
    ]


def figure(form: Form, values: Mapping[str, Value]) -> str:
    """The figures for a column of a list: "3 hội nghị · 40 lượt người", "10/12 (83,3 %)".

    What an earlier version asked for stands there too while it is the answer.
    """
    earlier = (one for one in form.fields if one.retired and spec_of(one).is_numeric)
    shown = (one for one in (*form.figures, *earlier) if kinds.answered(one, values))
    return " · ".join(show(one, values) for one in shown)


def differences(
    form: Form, mine: Mapping[str, Value], theirs: Mapping[str, Value]
) -> list[Difference]:
    """The fields that were answered otherwise, in the order of the form."""
    return [
        Difference(
            field.key, field.label, show(field, mine) or NOTHING, show(field, theirs) or NOTHING
        )
        for field in form.asked
        if spec_of(field).is_typed
        and any(mine.get(part.key) != theirs.get(part.key) for part in parts(field))
    ]


def has_link(form: Form, answers: Mapping[str, Value]) -> bool:
    """Whether a field for links is answered."""
    return any(show(field, answers) for field in form.fields if spec_of(field).is_link)


def _unmasked(
    form: Form, raw: Mapping[str, object], held: Mapping[str, Value]
) -> Mapping[str, object]:
    """The raw input, in which the answer that is held stands for its masked one."""
    same = {
        field.key: held[field.key]
        for field in form.masked
        if field.key in held and raw.get(field.key) == show(field, held)
    }
    return {**raw, **same} if same else raw


def _taken(
    form: Form, raw: Mapping[str, object], *, complete: bool, files: Files
) -> tuple[dict[str, Value], list[Invalid]]:
    """The answers as far as they can be taken, and what is wrong with the others."""
    values: dict[str, Value] = {}
    shown: dict[str, Field] = {}
    problems: list[Invalid] = []
    for field in form.asked:
        if not _is_shown(field, shown, values):
            continue
        shown[field.key] = field
        work_out = spec_of(field).work_out
        if work_out is not None:
            values |= work_out(field, values, shown)
            continue
        try:
            answer = kinds.parse(field, raw)
        except Invalid as problem:
            problems.append(problem)
            continue
        values |= answer
        problems += out_of_bounds(field, shown, values)
        lacks = kinds.missing(field, with_files(form, answer, files)) if complete else None
        if lacks is not None:
            reason = "file_needed" if spec_of(field).is_files else "required"
            problems.append(Invalid(reason, field=lacks.label, key=field.key))
    return values, problems


def _is_shown(field: Field, shown: Mapping[str, Field], given: Mapping[str, object]) -> bool:
    if field.group and field.group not in shown:
        return False
    if field.show_when is None:
        return True
    other, wanted = field.show_when
    if other not in shown:
        return False
    answer = given.get(other)
    if isinstance(answer, list):
        return any(isinstance(one, str) and one == wanted for one in answer)
    # True == 1, and an answer of another type means something else.
    return isinstance(answer, str | bool) and type(answer) is type(wanted) and answer == wanted


def _total(field: Field, values: Mapping[str, Value]) -> Decimal | None:
    value = values.get(parts(field)[0].key)
    return None if value is None else Decimal(str(value))
