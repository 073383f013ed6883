"""Comments of a YAML file, found while it is read and laid into another text of the same data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from lib.domain.file_comments import FileComment

MOST: Final = 200_000
"""Letters of all comments of a file; those of a longer one are not kept."""
_CODES: Final = ("code", "key")
_NAMED_BY: Final = "="
_NUMBERED: Final = "#"
Loc = tuple[str | int, ...]


@dataclass(slots=True)
class Spans:
    """Where the tokens of a text stand, which no comment is within.

    Attributes:
        ends: of each line that a token ends on, the column behind the last one.
        inner: lines, or beginnings of lines, that belong to a text of several.
    """

    ends: dict[int, int] = field(default_factory=dict)
    inner: set[int] = field(default_factory=set)

    def add(self, token: yaml.Token) -> None:
        """A token as the scanner gives it."""
        start, end = token.start_mark, token.end_mark
        if not isinstance(token, yaml.ScalarToken):
            self.ends[end.line] = max(self.ends.get(end.line, 0), end.column)
            return
        self.inner.update(range(start.line, end.line))
        if end.column:
            self.ends[end.line] = max(self.ends.get(end.line, 0), end.column)


def found(
    text: str, spans: Spans, lines: Mapping[Loc, int], data: Mapping[str, Any]
) -> tuple[FileComment, ...]:
    """The comments, in the order of the file.

    Args:
        lines: of every part of the data, from 1.
    """
    places = _first_places(lines)
    above: dict[int, list[str]] = {}
    beside: dict[int, str] = {}
    waiting: list[str] = []
    for number, line in enumerate(text.splitlines()):
        told = _comment(line, spans.ends.get(number, 0)) if number not in spans.inner else ""
        if told and number + 1 in places:
            beside[number + 1] = told
        elif told:
            waiting.append(told)
        if number + 1 in places and waiting:
            above[number + 1], waiting = waiting, []
    kept = [
        FileComment(named(places[at], data), tuple(above.get(at, ())), beside.get(at, ""))
        for at in sorted({*above, *beside})
    ]
    if waiting:
        kept.append(FileComment((), tuple(waiting)))
    size = sum(len(one.beside) + sum(map(len, one.above)) for one in kept)
    return tuple(kept) if size <= MOST else ()


def laid(
    text: str, comments: Sequence[FileComment], lines: Mapping[Loc, int], data: Mapping[str, Any]
) -> str:
    """The text with those of the comments whose places it has.

    Args:
        lines: of every part of the data in this text, from 1.
    """
    places = {named(place, data): line for place, line in lines.items()}
    taken = {*lines.values()}
    made = text.splitlines()
    for one in sorted(comments, key=lambda one: places.get(one.place, 0), reverse=True):
        if not one.place:
            made.extend(one.above)
        elif one.place in places:
            _put(made, places[one.place] - 1, one, is_short=places[one.place] + 1 in taken)
    return "\n".join([*made, ""])


def named(place: Loc, data: Mapping[str, Any]) -> tuple[str, ...]:
    """A place by the codes of the records on the way to it, wherever these stand."""
    return tuple(_steps(place, data))


def _steps(place: Loc, data: object) -> Iterator[str]:
    here = data
    for step in place:
        if isinstance(step, int) and isinstance(here, list):
            here = here[step]
            told = here if isinstance(here, Mapping) else {}
            code = next((told[key] for key in _CODES if isinstance(told.get(key), str)), None)
            yield f"{_NUMBERED}{step}" if code is None else f"{_NAMED_BY}{code}"
        else:
            here = here.get(step) if isinstance(here, Mapping) else None
            yield str(step)


def _first_places(lines: Mapping[Loc, int]) -> dict[int, Loc]:
    """The outermost part that begins on each line."""
    found: dict[int, Loc] = {}
    for place, line in lines.items():
        if place and (line not in found or len(place) < len(found[line])):
            found[line] = place
    return found


def _comment(line: str, behind: int) -> str:
    """What a line says behind its last token, if it is a comment."""
    rest = line[behind:].strip()
    return rest if rest.startswith("#") else ""


def _put(made: list[str], at: int, one: FileComment, *, is_short: bool) -> None:
    """Lay a comment at a line.

    Args:
        is_short: whether what stands there is over on that line; a text that goes on is spoilt by
            a comment within it.
    """
    indent = " " * (len(made[at]) - len(made[at].lstrip()))
    above = [*one.above]
    if one.beside and is_short:
        made[at] = f"{made[at]}  {one.beside}"
    elif one.beside:
        above.append(one.beside)
    made[at:at] = [f"{indent}{line}" for line in above]
