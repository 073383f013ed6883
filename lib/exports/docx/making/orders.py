"""What the maker of a pack is told: its data as JSON, and its templates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from lib.domain.papers.papers import Paper, PaperData


@dataclass(frozen=True, slots=True)
class Order:
    """One pack to be made.

    Attributes:
        templates: the file of each paper's template.
    """

    data: PaperData
    templates: Mapping[Paper, str]


def to_json(order: Order) -> str:
    """The order as text, which a process of its own reads from its standard input."""
    return json.dumps(asdict(order), default=_plain, ensure_ascii=False)


def from_json(told: str) -> Order:
    """The same order again."""
    given = json.loads(told)
    return Order(
        _value(PaperData, given["data"]),
        {Paper(paper): str(path) for paper, path in given["templates"].items()},
    )


def data_to_json(data: PaperData) -> str:
    """What papers tell, as text."""
    return json.dumps(asdict(data), default=_plain, ensure_ascii=False)


def data_from_json(told: str) -> PaperData:
    """The same data again."""
    data: PaperData = _value(PaperData, json.loads(told))
    return data


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not for JSON")


def _value(kind: Any, given: Any) -> Any:
    """What was written, in its type again."""
    if isinstance(kind, UnionType):
        inside = next(one for one in get_args(kind) if one is not NoneType)
        return None if given is None else _value(inside, given)
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], one) for one in given)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        # What was written before there was a field is read with the field's default.
        written = [one.name for one in fields(kind) if one.name in given]
        values = {name: _value(hints[name], given[name]) for name in written}
        return kind(**values)  # type: ignore[operator]
    if issubclass(kind, date):
        return kind.fromisoformat(given)
    return kind(given) if issubclass(kind, StrEnum) else given
