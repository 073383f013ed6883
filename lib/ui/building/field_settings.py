"""What can be said of a question: its settings, which are themselves a form by the kind's spec."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lib.domain.forms import typed
from lib.domain.forms.building import FormDraft, awaitable, before, bounding, countable, headings
from lib.domain.forms.field_data import FEWEST_OF, field_to_data
from lib.domain.forms.fields import Choice, Field, Kind, Value
from lib.domain.forms.form_changes import condition
from lib.domain.forms.forms import Form, parse_answers, start
from lib.domain.forms.keys import key_of
from lib.domain.forms.kinds import KINDS
from lib.errors import Invalid, Problems
from lib.text.forms import OPERANDS, setting_hint, setting_name

MAIN: Final = (
    "label", "numerator", "denominator", "of", "unit", "choices", "help", "required", "group",
    "show_when",
)  # fmt: skip
LIMITS: Final = (
    "minimum", "maximum", "at_least", "at_most", "max_length", "headcount", "running",
)  # fmt: skip
_FLAGS: Final = ("required", "headcount", "running")
_LONGEST: Final = {"unit": 40, "help": 1000}
_CHOICE, _AGAIN = "choice_", "choices_again"
_SECOND: Final = "of_second"


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
        known = KINDS[self.old.kind].says
        asked = [field for name in names if name in known for field in self._asked(name)]
        return Form("settings", 1, tuple(asked))

    @property
    def is_short_of_numbers(self) -> bool:
        """Whether it would be worked out of numbers that are not asked for above."""
        spec = KINDS[self.old.kind]
        return bool(spec.most_of) and len(countable(self._above(self.old.of))) < FEWEST_OF

    def start(self) -> dict[str, object]:
        """What the widgets start from."""
        values: dict[str, Value] = {name: getattr(self.old, name) for name in _FLAGS}
        for name, value in field_to_data(self.old).items():
            if isinstance(value, int | str):
                values[name] = value
        for one in self.old.choices:
            values[f"{_CHOICE}{one.key}"] = one.label
        if self.old.of:
            values |= self._operands_now()
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
            name: value for name, value in values.items() if not name.startswith(_CHOICE)
        }
        told.pop(_AGAIN, None)
        if second := told.pop(_SECOND, None):
            told["of"] = [told["of"], second]
        if "show_when" in values:
            field, answer = self._conditions()[str(values["show_when"])]
            told["show_when"] = {"field": field.key, "is": answer}
        if "choices" in KINDS[self.old.kind].keys:
            told["choices"] = [*self._kept(values), *self._more(values)]
        return told

    def _asked(self, name: str) -> list[Field]:
        label, hint = setting_name(self.old, name), setting_hint(self.old, name)
        if name in _FLAGS:
            return [Field(name, label, Kind.YES_NO, hint)]
        if name == "choices":
            return self._asked_choices(label, hint)
        if name == "group":
            groups = {one.key: one.label for one in self._headings()}
            return _offered(name, label, hint, groups)
        if name == "of":
            return self._asked_operands()
        if name == "show_when":
            waited = self._conditions().items()
            return _offered(name, label, hint, {code: condition(*one) for code, one in waited})
        if name in {"at_least", "at_most"}:
            bounds = bounding(self.old.kind, self._above((getattr(self.old, name),)))
            return _offered(name, label, hint, {field.key: field.label for field in bounds})
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

    def _asked_operands(self) -> list[Field]:
        """One question for all that are added up, else one for each of the two."""
        numbers = {one.key: one.label for one in countable(self._above(self.old.of))}
        names = OPERANDS[self.old.kind]
        kind = Kind.CHOICE if len(names) > 1 else Kind.CHOICES
        keys = ("of", _SECOND)
        return [
            replace(asked, required=True)
            for key, name in zip(keys, names, strict=False)
            for asked in _offered(key, name, "", numbers, kind)
        ]

    def _operands_now(self) -> dict[str, Value]:
        if len(OPERANDS[self.old.kind]) == 1:
            return {"of": [*self.old.of]}
        return dict(zip(("of", _SECOND), self.old.of, strict=True))

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
    times: dict[str, int] = {}
    choices = []
    for key, words in offered.items():
        times[words] = times.get(words, 0) + 1
        choices.append(Choice(key, words if times[words] == 1 else f"{words} ({times[words]})"))
    return [Field(name, label, kind, hint, choices=tuple(choices))] if choices else []


def _code(key: str, answer: str | bool) -> str:
    return f"{key}={answer}"
