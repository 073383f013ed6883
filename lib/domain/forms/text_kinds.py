"""Kinds of field that are answered in words: a line, paragraphs, links."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lib.domain.forms import personal, typed
from lib.domain.forms.fields import Field, Kind, Value
from lib.domain.forms.kind_spec import KindSpec


def _text(
    kind: Kind,
    read: Callable[[object, str, int], str],
    longest: int,
    xls_type: str = "",
    xls_appearance: str = "",
) -> KindSpec:
    def parse(field: Field, label: str, given: object) -> str | None:
        return read(given, label, field.max_length or longest) or None

    return KindSpec(
        kind=kind, parse=parse, keys=frozenset({"max_length"}), longest=longest, is_text=True,
        xls_type=xls_type, xls_appearance=xls_appearance,
    )  # fmt: skip


def _links(_field: Field, label: str, given: object) -> list[str] | None:
    return typed.links(given, label) or None


def _one_a_line(value: Value) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)


def _show_links(field: Field, values: Mapping[str, Value]) -> str:
    return _one_a_line(values[field.key])


def _personal(_field: Field, label: str, given: object) -> str | None:
    return personal.read(given, label) or None


def _show_masked(field: Field, values: Mapping[str, Value]) -> str:
    return personal.masked(values[field.key])


def _nothing(_field: Field, _label: str, _given: object) -> None:
    """A heading takes no answer."""


GROUP = KindSpec(kind=Kind.GROUP, parse=_nothing, parts=lambda _field: (), is_group=True)
SHORT_TEXT = _text(Kind.SHORT_TEXT, typed.line, typed.SHORT_LIMIT, "text")
PERSON = _text(Kind.PERSON, typed.line, typed.SHORT_LIMIT)
LONG_TEXT = _text(Kind.LONG_TEXT, typed.paragraphs, typed.LONG_LIMIT, "text", "multiline")
PERSONAL = KindSpec(
    kind=Kind.PERSONAL,
    parse=_personal,
    show=_show_masked,
    typed_again=lambda _, value: personal.masked(value),
    is_masked=True,
    xls_type="text",
    xls_appearance="masked",
)
LINK = KindSpec(
    kind=Kind.LINK,
    parse=_links,
    show=_show_links,
    typed_again=lambda _, value: _one_a_line(value),
    is_text=True,
    is_link=True,
)
