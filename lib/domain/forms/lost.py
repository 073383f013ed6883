"""References of a form that is built which do not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lib.domain.forms.fields import Field
from lib.domain.forms.references import fits, references


@dataclass(frozen=True, slots=True)
class Lost:
    """A reference that does not hold.

    Attributes:
        setting: show_when, at_least, at_most, of or group.
        other: the key that it names.
        is_readable: whether it is only that the other question is asked no more.
    """

    field: Field
    setting: str
    other: str
    is_readable: bool

    @property
    def known_by(self) -> tuple[object, ...]:
        return self.field.key, self.setting, self.other, self.is_readable


def lost(fields: Sequence[Field]) -> Iterator[Lost]:
    """References to what does not stand above, cannot be referred to so, or is not asked."""
    above: dict[str, Field] = {}
    for field in fields:
        for setting, key in references(field):
            other = above.get(key)
            if other is None or not fits(field, setting, other):
                yield Lost(field, setting, key, is_readable=False)
            elif other.retired and not field.retired:
                yield Lost(field, setting, key, is_readable=True)
        above[field.key] = field
