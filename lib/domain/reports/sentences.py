"""Templates of sentences, and paragraphs in which every figure stays bound to its name.

`{name}` is a figure or a word; `{name|02}` writes it with a zero below ten, `{name|chu}` repeats
it in words as in "05 (năm)". `[[ … ]]` is left out when a figure inside is nothing or unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Protocol

from lib.domain.papers.number_words import counted

FORMATS: Final = frozenset({"02", "chu"})
_PIECE: Final = re.compile(r"\{([^{}|]*)(?:\|([^{}|]*))?\}")
_OPTIONAL: Final = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_WIDE: Final = re.compile(r"[ \t\n]{2,}")


@dataclass(frozen=True, slots=True)
class Value:
    """What stands for a name.

    Attributes:
        text: as it is printed.
        number: of a figure; None of words, and of a figure that nothing is known of.
        is_figure: whether it is counted, so that a click shows of what.
    """

    text: str
    number: Fraction | None = None
    is_figure: bool = True

    @property
    def says_something(self) -> bool:
        """Whether there is anything to tell of: a number above nothing, or words."""
        return bool(self.number) if self.is_figure else bool(self.text)


class Values(Protocol):
    """Values by name."""

    def value(self, name: str) -> Value:
        """What stands for the name.

        Raises:
            KeyError: no such name.
        """
        ...


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a text a figure stands.

    Attributes:
        name: of the figure, with its format.
    """

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph with its bound figures, in their order."""

    text: str
    spans: tuple[Span, ...] = ()

    def names(self) -> tuple[str, ...]:
        return tuple(span.name for span in self.spans)


def compose(template: str, values: Values) -> Words:
    """The paragraph.

    Raises:
        KeyError: the template names what there is not.
    """
    text, spans = "", []
    for name, shape, plain in _parts(_without_empty(template, values)):
        if not name:
            text += plain
            continue
        value = values.value(name)
        said = shaped(value, shape)
        if value.is_figure and said:
            spans.append(Span(len(text), len(text) + len(said), _full(name, shape)))
        text += said
    return Words(text, tuple(spans))


def shaped(value: Value, shape: str) -> str:
    """The value as the format wants it; what is no whole number stays as it is."""
    number = value.number
    if number is None or number.denominator != 1 or number < 0:
        return value.text
    if shape == "chu":
        return counted(int(number))
    return f"{int(number):02}" if shape == "02" and number < 10 else value.text


def split_name(full: str) -> tuple[str, str]:
    """The name of a figure and its format."""
    name, _, shape = full.partition("|")
    return name, shape


def said(full: str, values: Values) -> str:
    """A figure as a sentence writes it.

    Raises:
        KeyError: no such figure.
    """
    name, shape = split_name(full)
    return shaped(values.value(name), shape)


def names(template: str) -> Iterator[tuple[str, str]]:
    """Every name of a template with its format."""
    for name, shape, _ in _parts(template.replace("[[", "").replace("]]", "")):
        if name:
            yield name, shape


def fault(template: str) -> str:
    """What is wrong with the signs of a template: a key of OUTLINE_FAULTS, "" for nothing."""
    bare = _OPTIONAL.sub(lambda found: found[1], template)
    if "[[" in bare or "]]" in bare:
        return "brackets"
    rest = _PIECE.sub("", bare)
    if "{" in rest or "}" in rest:
        return "braces"
    found = list(names(template))
    if any(shape and shape not in FORMATS for _, shape in found):
        return "format"
    return ""


def about(template: str, prefix: str, extra: Mapping[str, str] | None = None) -> str:
    """The template with `{.name}` as a name of its own subject.

    Args:
        prefix: of the subject's figures, as in "II.1.1".
        extra: templates that stand for some of the names.
    """

    def named(found: re.Match[str]) -> str:
        name, shape = found[1], found[2]
        if not name.startswith("."):
            return found[0]
        if extra and name[1:] in extra:
            return extra[name[1:]]
        return "{" + _full(prefix + name, shape or "") + "}"

    return _PIECE.sub(named, template)


def _without_empty(template: str, values: Values) -> str:
    """The template without the optional pieces that would tell nothing."""

    def kept(found: re.Match[str]) -> str:
        inside = found[1]
        tells = all(values.value(name).says_something for name, _ in names(inside))
        return inside if tells else ""

    return _WIDE.sub(" ", _OPTIONAL.sub(kept, template)).strip()


def _parts(template: str) -> Iterator[tuple[str, str, str]]:
    """Pieces in their order: a name with its format, or plain text."""
    place = 0
    for found in _PIECE.finditer(template):
        if found.start() > place:
            yield "", "", template[place : found.start()]
        yield found[1].strip(), (found[2] or "").strip(), ""
        place = found.end()
    if place < len(template):
        yield "", "", template[place:]


def _full(name: str, shape: str) -> str:
    return f"{name}|{shape}" if shape else name
