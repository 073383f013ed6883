"""What the Office types about a key, taken into values or refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lib.domain.connections import NAME_LIMIT, in_order, last_day
from lib.domain.forms import typed
from lib.domain.problem_collector import ProblemCollector
from lib.errors import Invalid
from lib.exports.registry import EXPORTS
from lib.text.connections import CONNECTION_FIELDS


@dataclass(frozen=True, slots=True)
class TypedKey:
    """The form as it was typed; anything may come from a browser."""

    name: object
    tables: Iterable[object]
    expires_on: object


@dataclass(frozen=True, slots=True)
class NewKey:
    """The same, taken into values."""

    name: str
    tables: tuple[str, ...]
    expires_on: date


def taken(form: TypedKey, today: date) -> NewKey:
    """The form's values.

    Raises:
        Problems: what cannot be taken.
    """
    collector, label = ProblemCollector(), CONNECTION_FIELDS
    made = NewKey(
        name=collector.take("name", lambda: _name(form.name), ""),
        tables=collector.take("tables", lambda: _tables(form.tables), ()),
        expires_on=collector.take(
            "expires_on", lambda: _day(form.expires_on, label["expires_on"], today), today
        ),
    )
    collector.finish()
    return made


def _name(raw: object) -> str:
    label = CONNECTION_FIELDS["name"]
    name = typed.line(raw, label, NAME_LIMIT)
    if not name:
        raise Invalid("required", field=label)
    return name


def _tables(raw: Iterable[object]) -> tuple[str, ...]:
    label, chosen = CONNECTION_FIELDS["tables"], list(raw)
    if not all(isinstance(one, str) and one in EXPORTS for one in chosen):
        raise Invalid("not_choice", field=label)
    if not chosen:
        raise Invalid("required", field=label)
    return in_order(map(str, chosen), EXPORTS)


def _day(raw: object, label: str, today: date) -> date:
    day = typed.day(raw, label, first=today, last=last_day(today))
    if day is None:
        raise Invalid("required", field=label)
    return day
