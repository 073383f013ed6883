"""What the admin types about a person, taken into values or refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from lib import text
from lib.domain import emails
from lib.domain.access import Role
from lib.domain.accounts import parse_full_name, parse_username
from lib.domain.problem_collector import ProblemCollector
from lib.errors import Invalid


@dataclass(frozen=True, slots=True)
class Typed:
    """A person's form, taken into values."""

    full_name: str
    unit_id: UUID
    roles: frozenset[Role]
    username: str = ""
    email: str = ""


def typed(full_name: object, unit_id: object, roles: Iterable[object], email: object) -> Typed:
    collector = ProblemCollector()
    taken = _take(collector, full_name, unit_id, roles, email)
    collector.finish()
    return taken


def typed_new(
    username: object,
    full_name: object,
    unit_id: object,
    roles: Iterable[object],
    email: object,
) -> Typed:
    collector = ProblemCollector()
    made = taken(
        collector,
        username=username,
        full_name=full_name,
        unit_id=unit_id,
        roles=roles,
        email=email,
    )
    collector.finish()
    return made


def typed_email(raw: object) -> str:
    """Where somebody's letters go, "" for none.

    Raises:
        Invalid: no address.
    """
    return emails.parse(raw, text.PERSON_FIELDS["email"])


def taken(
    collector: ProblemCollector,
    *,
    username: object,
    full_name: object,
    unit_id: object,
    roles: Iterable[object],
    email: object,
) -> Typed:
    """The values of a new person's form; what is wrong is with the collector."""
    label = text.PERSON_FIELDS["username"]
    name = collector.take("username", lambda: parse_username(username, label), "")
    return replace(_take(collector, full_name, unit_id, roles, email), username=name)


def _take(
    collector: ProblemCollector,
    full_name: object,
    unit_id: object,
    roles: Iterable[object],
    email: object,
) -> Typed:
    label = text.PERSON_FIELDS["full_name"]
    return Typed(
        full_name=collector.take("full_name", lambda: parse_full_name(full_name, label), ""),
        unit_id=collector.take("unit", lambda: _unit_id(unit_id), UUID(int=0)),
        roles=collector.take("roles", lambda: _roles(roles), frozenset()),
        email=collector.take("email", lambda: typed_email(email), ""),
    )


def _unit_id(raw: object) -> UUID:
    if not isinstance(raw, UUID):
        raise Invalid("not_choice", field=text.PERSON_FIELDS["unit"])
    return raw


def _roles(raw: Iterable[object]) -> frozenset[Role]:
    chosen = list(raw)
    if not all(isinstance(one, str) and one in set(Role) for one in chosen):
        raise Invalid("not_choice", field=text.PERSON_FIELDS["roles"])
    if not chosen:
        raise Invalid("no_role")
    return frozenset(Role(str(one)) for one in chosen)
