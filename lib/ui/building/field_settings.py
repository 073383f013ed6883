"""What can be said of a question: its settings, which are themselves a form by the kind's spec."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lib.domain.forms import typed
from lib.domain.forms.building import FormDraft, awaitable, before, bounding, headings
from lib.domain.forms.field_data import field_to_data
from lib.domain.forms.fields import Choice, Field, Kind, Value
from lib.domain.forms.file_kinds import FILES_LIMIT, TYPES
from lib.domain.forms.form_changes import condition
from lib.domain.forms.forms import Form, parse_answers, start
from lib.domain.forms.keys import key_of
from lib.domain.forms.kinds import KINDS
from lib.domain.forms.number_kinds import COUNTED
from lib.domain.vietnamese import capital
from lib.errors import Invalid, Problems
from lib.text.forms import setting_hint, setting_name, unique
from lib.ui.building import column_settings, operand_settings

MAIN: Final = (
    "label", "numerator", "denominator", "of", "unit", "choices", "columns", "help", "required",
    "types", "group",
    "show_when",
)  # fmt: skip
LIMITS: Final = (
    "minimum", "maximum", "at_least", "at_most", "max_length", "max_files", "headcount",
    "running", "counts",
)  # fmt: skip
_FLAGS: Final = ("required", "headcount", "running")
_LONGEST: Final = {"unit": 40, "help": 1000}
_CHOICE, _AGAIN = "choice_", "choices_again"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one question.

    Attributes:
        draft: the form that it belongs to.
        old: the question as it is; one without a key is to be added.
    """

    draft: FormDraft
    old: Field

    def form(self, names: Sequence[str] = (*MAIN, *LIMITS)) -> Form:
        """Those of the settings that a question of this kind has, as a form that asks for them."""
        known = KINDS[self.old.kind].says - self.draft.kept.settings(self.old.key)
        asked = [field for name in names if name in known for field in self._asked(name)]
        return Form("settings", 1, tuple(asked))

    @property
    def lacks_operands(self) -> bool:
        """Whether it would be worked out of what is not asked for above."""
        return operand_settings.lacks(self.old, self._above(self.old.of))

    def start(self) -> dict[str, object]:
        """What the widgets start from."""
        values: dict[str, Value] = {name: getattr(self.old, name) for name in _FLAGS}
        values |= column_settings.start(self.old) | operand_settings.start(self.old)
        values |= {"types": [*self.old.types]} if self.old.types else {}
        for name, value in field_to_data(self.old).items():
            if isinstance(value, int | str):
                values[name] = value
        for one in self.old.choices:
            values[f"{_CHOICE}{one.key}"] = one.label
        if self.old.show_when is not None:
            values["show_when"] = _code(*self.old.show_when)
        return start(self.form(), values)

    def read(self, raw: Mapping[str, object]) -> dict[str, object]:
        """What the question's data says from now on, but for key and kind.

        Raises:
            Problems: a setting cannot be taken as typed; `key` of each names it.
        """
        values = parse_answers(self.form(), raw, complete=True)
        told: dict[str, object] = {
            name: value
            for name, value in values.items()
            if not name.startswith((_CHOICE, column_settings.PREFIX))
            and name not in operand_settings.KEYS
        }
        told.pop(_AGAIN, None)
        if KINDS[self.old.kind].most_of:
            told |= operand_settings.read(self.old, values)
        if "show_when" in values:
            field, answer = self._conditions()[str(values["show_when"])]
            told["show_when"] = {"field": field.key, "is": answer}
        if "choices" in KINDS[self.old.kind].keys:
            told["choices"] = [*self._kept(values), *self._more(values)]
        if "columns" in KINDS[self.old.kind].keys:
            told["columns"] = column_settings.read(self.old, values)
        stays = self.draft.kept.settings(self.old.key)
        before = field_to_data(self.old).items()
        return told | {name: value for name, value in before if name in stays}

    def _asked(self, name: str) -> list[Field]:
        label, hint = setting_name(self.old, name), setting_hint(self.old, name)
        if name in _FLAGS:
            return [Field(name, label, Kind.YES_NO, hint)]
        if name == "choices":
            return self._asked_choices(label, hint)
        if name == "counts":
            return _offered(name, label, hint, {one.value: words for one, words in COUNTED.items()})
        if name == "group":
            groups = {one.key: one.label for one in self._headings()}
            return _offered(name, label, hint, groups)
        if name == "columns":
            return column_settings.asked(self.old, hint)
        if name == "column":
            return []
        if name == "of":
            return operand_settings.asked(self.old, self._above(self.old.of))
        if name == "show_when":
            waited = self._conditions().items()
            return _offered(name, label, hint, {code: condition(*one) for code, one in waited})
        if name in {"at_least", "at_most"}:
            bounds = bounding(self.old.kind, self._above((getattr(self.old, name),)))
            return _offered(name, label, hint, {field.key: field.label for field in bounds})
        if name == "types":
            types = {key: capital(words) for key, words in TYPES.items()}
            return _offered(name, label, hint, types, Kind.CHOICES)
        if name == "max_files":
            most = FILES_LIMIT
            return [Field(name, label, Kind.WHOLE, hint, unit="tệp", minimum=1, maximum=most)]
        if name in {"minimum", "maximum", "max_length"}:
            return [self._limit(name, label, hint)]
        kind = Kind.LONG_TEXT if name == "help" else Kind.SHORT_TEXT
        is_needed = name not in _LONGEST
        return [Field(name, label, kind, hint, is_needed, max_length=_LONGEST.get(name))]

    def _limit(self, name: str, label: str, hint: str) -> Field:
        spec = KINDS[self.old.kind]
        if spec.limits is None:
            most = spec.longest
            return Field(name, label, Kind.WHOLE, hint, unit="ký tự", minimum=1, maximum=most)
        kind = Kind.DECIMAL if spec.is_share else self.old.kind
        lowest, highest = spec.limits.lowest, spec.limits.highest
        return Field(name, label, kind, hint, minimum=lowest, maximum=highest)

    def _asked_choices(self, label: str, hint: str) -> list[Field]:
        had = [one for one in self.old.choices if not one.retired]
        gone = {one.key: one.label for one in self.old.choices if one.retired}
        lines = [
            Field(f"{_CHOICE}{one.key}", f"Lựa chọn {place}", Kind.SHORT_TEXT)
            for place, one in enumerate(had, start=1)
        ]
        more = Field(
            "choices", "Thêm lựa chọn" if had else label, Kind.LONG_TEXT, hint, not self.old.choices
        )
        return [*lines, more, *_offered(_AGAIN, "Dùng lại lựa chọn", "", gone, Kind.CHOICES)]

    def _kept(self, values: Mapping[str, Value]) -> list[dict[str, object]]:
        """The choices that there were, by other words; one whose words were emptied is left out."""
        again = values.get(_AGAIN)
        kept: list[dict[str, object]] = []
        for one in self.old.choices:
            is_again = isinstance(again, list) and one.key in again
            label = one.label if one.retired else values.get(f"{_CHOICE}{one.key}")
            if label:
                is_gone = one.retired and not is_again
                kept.append({"key": one.key, "label": label, "retired": is_gone})
        return kept

    def _more(self, values: Mapping[str, Value]) -> list[dict[str, object]]:
        """The choices that are typed line by line."""
        taken = {one.key for one in self.old.choices}
        more: list[dict[str, object]] = []
        for line in str(values.get("choices", "")).split("\n"):
            try:
                label = typed.line(line, "Lựa chọn")
            except Invalid as problem:
                problem.facts["key"] = "choices"
                raise Problems([problem]) from problem
            if label:
                key = key_of(label, lambda key: key not in taken)
                taken.add(key)
                more.append({"key": key, "label": label})
        return more

    def _conditions(self) -> dict[str, tuple[Field, str | bool]]:
        """What the question can wait for, by a code of each; what it waits for now among them."""
        waits = self.old.show_when
        found = {
            _code(field.key, answer): (field, answer)
            for field in before(self.draft, self.old.key)
            for answer in awaitable(field)
        }
        named = next((one for one in self.draft.fields if waits and one.key == waits[0]), None)
        return {**found, _code(*waits): (named, waits[1])} if waits and named else found

    def _headings(self) -> list[Field]:
        """The groups there are, and the one it stands in, be it asked no more."""
        there = headings(self.draft)
        lost = (one for one in self.draft.fields if one.key == self.old.group)
        return [*there, *(one for one in lost if one not in there)]

    def _above(self, named: Sequence[str]) -> list[Field]:
        """The questions above, and those that are named now, be they asked no more."""
        above = before(self.draft, self.old.key)
        lost = (one for one in self.draft.fields if one.key in named and one not in above)
        return [*above, *lost]


def new(kind: Kind) -> Field:
    """The question that is to be added, before anything is said of it."""
    return Field("", "", kind)


def _offered(
    name: str, label: str, hint: str, offered: Mapping[str, str], kind: Kind = Kind.CHOICE
) -> list[Field]:
    """One question for all of them; none without any. Two of the same words bear numbers."""
    choices = [Choice(key, words) for key, words in unique(offered).items()]
    return [Field(name, label, kind, hint, choices=tuple(choices))] if choices else []


def _code(key: str, answer: str | bool) -> str:
    return f"{key}={answer}"
