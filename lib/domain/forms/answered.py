"""What was answered to a campaign's own questions, as it is shown beside ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lib.domain.forms import kinds
from lib.domain.forms.fields import Field, Value
from lib.domain.forms.kinds import parts


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, and what was answered, in the words of the version it was answered in."""

    label: str
    words: str


def answered(asked: Iterable[Field], answers: Mapping[str, Value]) -> tuple[Answered, ...]:
    """Those of the questions that were answered, in order."""
    return tuple(
        Answered(one.label, kinds.show(one, answers))
        for one in asked
        if any(part.key in answers for part in parts(one))
    )
