"""Everybody who tries: nobody's role, each single role, each two of them, and the cast."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from lib.domain.access import Actor, Role
from tests import cast
from tests.cast import CAST, Person
from tests.services.rights.rulebook import AT_HOME, Place

OWNER, OFFICE, OTHER = "QLXD", "VP", "QHKT"
"""The unit that owns what is acted on, unless it is the Office; and a third one."""
NOMINEE = "Hoàng Văn Đức"

DRAFTER = Person("nguoisoan", "Nguyễn Thị Soạn", "TTR", frozenset({Role.STAFF}))
SAVER = Person("nguoiluu", "Trần Văn Lưu", "TTR", frozenset({Role.STAFF}))
SENDER = Person("nguoigui", "Lê Thị Gửi", "TTR", frozenset({Role.HEAD}))
STRANGER = Person("nguoila", "Phạm Văn Lạ", "TTR", frozenset())
HANDS = (DRAFTER, SAVER, SENDER, STRANGER)
_TIED = {"drafter": DRAFTER, "saver": SAVER, "sender": SENDER, "shown": STRANGER, AT_HOME: STRANGER}

SINGLE: Sequence[frozenset[Role]] = (frozenset(), *(frozenset({role}) for role in Role))
PAIRS: Sequence[frozenset[Role]] = tuple(
    frozenset(pair) for pair in itertools.combinations(Role, 2)
)
# Whose, and where the actor is at home.
_PLACED: Sequence[tuple[Place, str, str]] = (
    ("own", OWNER, OWNER),
    ("other", OWNER, OTHER),
    ("office", OFFICE, OTHER),
    ("own_office", OFFICE, OFFICE),
)


@dataclass(frozen=True, slots=True)
class Try:
    """An actor before a thing of `owner`'s."""

    name: str
    actor: Actor
    owner: str
    place: Place
    tie: str | None = None

    @property
    def thing(self) -> str:
        """Which nomination of the owner's is acted on."""
        return collective_of(self.owner) if self.tie == AT_HOME else self.owner


def collective_of(owner: str) -> str:
    """The nomination of a collective of the unit, beside that of a person."""
    return f"{owner} tập thể"


def tries(
    units: dict[str, UUID], roles: Sequence[frozenset[Role]], tie: str | None = None
) -> Iterator[Try]:
    """Somebody with each set of roles, before a thing of their own unit and of others."""
    person = STRANGER if tie is None else _TIED[tie]
    full_name = NOMINEE if tie == "shown" else person.full_name
    for given in roles:
        for place, owner, home in _PLACED:
            actor = Actor(person.account_id, person.username, full_name, units[home], home, given)
            name = "+".join(sorted(given)) or "nobody"
            yield Try(f"{name} {place} {tie or ''}".strip(), actor, owner, place, tie)


def tries_of_cast(units: dict[str, UUID]) -> Iterator[Try]:
    """Each of the cast, before a thing of either unit."""
    for person in CAST:
        actor = replace(
            Actor(
                person.account_id, person.username, person.full_name, units[person.unit],
                person.unit, person.roles,
            )
        )  # fmt: skip
        for owner in (OWNER, OFFICE):
            yield Try(f"{person.username} {owner}", actor, owner, _place(person.unit, owner))


def _place(home: str, owner: str) -> Place:
    if owner == OFFICE:
        return "own_office" if home == OFFICE else "office"
    return "own" if home == owner else "other"


def at(person: Person, units: dict[str, UUID], unit: str) -> Actor:
    """One of the hands, at home in the unit."""
    return Actor(
        person.account_id, person.username, person.full_name, units[unit], unit, person.roles
    )


PEOPLE = (*cast.CAST, *HANDS)
