"""The order of questions while a form is built: those of a group stand behind their heading."""

from __future__ import annotations

from collections.abc import Sequence

from lib.domain.forms.fields import Field

Fields = tuple[Field, ...]


def moved(fields: Sequence[Field], key: str, by: int) -> Fields:
    """With a question as many places further down, up if negative; the ends hold it.

    One of a group moves within it; a heading takes its group along, past whole groups.
    """
    pieces, place = _siblings(fields, key)
    start = fields.index(pieces[0][0])
    pieces.insert(max(place + by, 0), pieces.pop(place))
    ordered = [field for piece in pieces for field in piece]
    return (*fields[:start], *ordered, *fields[start + len(ordered) :])


def room(fields: Sequence[Field], key: str) -> tuple[int, int]:
    """How many places a question can go up, and down."""
    pieces, place = _siblings(fields, key)
    return place, len(pieces) - 1 - place


def placed(others: Sequence[Field], made: Field, left: str = "") -> Fields:
    """With a question at the end of its group, else behind the group that it has left."""
    heading = made.group or left
    place = next((n for n, one in enumerate(others) if one.key == heading), None)
    end = len(others) if place is None else _end(others, place)
    return (*others[:end], made, *others[end:])


def _siblings(fields: Sequence[Field], key: str) -> tuple[list[Fields], int]:
    """The pieces among which a question moves, side by side in the form, and its place."""
    group = next(one.group for one in fields if one.key == key)
    within: list[Fields] = [(one,) for one in fields if one.group == group]
    pieces = within if group else _pieces(fields)
    return pieces, next(n for n, piece in enumerate(pieces) if piece[0].key == key)


def _pieces(fields: Sequence[Field]) -> list[Fields]:
    """Questions that stand alone and whole groups, in order."""
    found: list[Fields] = []
    place = 0
    while place < len(fields):
        end = _end(fields, place)
        found.append(tuple(fields[place:end]))
        place = end
    return found


def _end(fields: Sequence[Field], place: int) -> int:
    """Where what begins at a place ends: behind the question, or the last one under a heading."""
    under = (n for n, one in enumerate(fields) if one.group == fields[place].key)
    return max([place, *under]) + 1
