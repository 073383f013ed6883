"""The audit log as a chain: each event's hash covers the event and the hash before it.

One chain per campaign and one for the installation. What names a person or where they sat is hashed
by itself, with a salt, and only its digest goes into the chain: what is erased later leaves its
digest behind, and the chain stays whole.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain.audit import AuditEvent

FORMAT: Final = "tdkt-audit-1"
"""What the hash of an event begins with; another way of hashing needs another name."""
WHO: Final = frozenset(
    {"username", "name", "signer", "members", "before", "after", "tie", "assignee"}
)
"""Keys of a detail that may name a person."""
WHERE: Final = frozenset({"browser"})
"""Keys of a detail that say on what somebody worked."""
SHOWN_DIGITS: Final = 16
"""So many digits of a hash stand on paper: nobody finds a second event for them."""
_SALT_BYTES: Final = 12
_SALT, _ERASED = "s", "d"
_HIDDEN: Final = WHO | WHERE
# Made once: a chain of years has a million events, and `json.dumps` makes one each time.
_encode: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
).encode
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends: the number of its last event, from 1, and the hash of that event."""

    number: int = 0
    sha256: str = ""

    @property
    def shown(self) -> str:
        """As it stands on papers: 1234-0f3a…, so many digits that nobody forges them."""
        return f"{self.number}-{self.sha256[:SHOWN_DIGITS]}"


@dataclass(frozen=True, slots=True)
class Link:
    """An event in its place in the chain.

    Attributes:
        number: the event's in its chain, one more than that of the event before.
        about: ids of the records that the event is about, with blanks around each.
        who: the seal of what names a person: a salt, or a digest once that has been erased.
        where: the same of address and browser.
        sha256: over all this and the hash before it.
    """

    event: AuditEvent
    number: int
    about: str
    who: str
    where: str
    sha256: str

    @property
    def head(self) -> Head:
        return Head(self.number, self.sha256)


class Fault(StrEnum):
    """What is wrong at a place of a chain."""

    CHANGED = "changed"
    """The event, or its hash, is not what it was."""
    MISSING = "missing"
    """An event is not there, or not in its place."""
    CUT = "cut"
    """The chain ends before its head."""
    FORKED = "forked"
    """The chain is another one than that of which a head was kept elsewhere."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first bad place of a chain."""

    number: int
    fault: Fault


def key_of(campaign_id: UUID | None) -> str:
    """What a chain is called in notes and files: the campaign's id, or `installation`."""
    return str(campaign_id) if campaign_id else "installation"


def link(head: Head, event: AuditEvent, unit_id: UUID | None) -> Link:
    """The event as the next one of a chain that ends at `head`.

    Args:
        unit_id: the unit whose record it is about, where the event's own words do not name it.
    """
    # What is hashed now must be what is read later.
    detail = json.loads(json.dumps(dict(event.detail), default=str))
    event = replace(event, detail=detail)
    unsealed = Link(
        event=event,
        number=head.number + 1,
        about=about(event, unit_id),
        who=_salt(_who(event)),
        where=_salt(_where(event)),
        sha256="",
    )
    return sealed(unsealed, head.sha256)


def sealed(one: Link, before: str) -> Link:
    """The same with its hash after the hash `before`."""
    return replace(one, sha256=_hash(one, before))


def about(event: AuditEvent, unit_id: UUID | None) -> str:
    """Ids of the records that an event is about, with blanks around each.

    A unit's item is <unit id>/<code of the task>.
    """
    found: dict[str, None] = {}
    items = event.detail.get("items")
    if event.event == "item.save" and unit_id is not None:
        found[f"{unit_id}/{event.subject}"] = None
    elif isinstance(items, Mapping):
        found.update((f"{unit}/{code}", None) for unit, codes in items.items() for code in codes)
    else:
        found.update((one, None) for one in ([str(unit_id)] if unit_id else []))
        found.update((one, None) for one in _ids([event.subject, event.detail]))
    return f" {' '.join(found)} " if found else ""


def erased(one: Link, *, who: bool = False, where: bool = False) -> Link:
    """The same event without what names a person, or without what says where they sat."""
    event = one.event
    gone = (WHO if who else frozenset()) | (WHERE if where else frozenset())
    bare = replace(
        event,
        actor_name="" if who else event.actor_name,
        address=None if where else event.address,
        detail={key: value for key, value in event.detail.items() if key not in gone},
    )
    return replace(
        one,
        event=bare,
        who=_forgotten(one.who, _who(event)) if who else one.who,
        where=_forgotten(one.where, _where(event)) if where else one.where,
    )


def first_fault(
    links: Iterable[Link], head: Head, kept: Mapping[int, str] | None = None
) -> Broken | None:
    """The first bad place of a whole chain; None where it is whole.

    Args:
        links: from the first event on, in the order of their numbers.
        head: as the database has it.
        kept: heads kept elsewhere: number -> the hash, or its first digits.
    """
    kept = kept or {}
    last = Head()
    for one in links:
        if one.number != last.number + 1:
            return Broken(last.number + 1, Fault.MISSING)
        if one.sha256 != _hash(one, last.sha256):
            return Broken(one.number, Fault.CHANGED)
        if not one.sha256.startswith(kept.get(one.number, "")):
            return Broken(one.number, Fault.FORKED)
        last = one.head
    if last.number < max([head.number, *kept]):
        return Broken(last.number + 1, Fault.CUT)
    if last != head:
        return Broken(last.number, Fault.CHANGED)
    return None


def _hash(one: Link, before: str) -> str:
    event = one.event
    covered = _joined(
        FORMAT,
        key_of(event.campaign_id),
        str(one.number),
        before,
        str(event.act_id),
        event.happened_at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(event.account_id or ""),
        event.event,
        event.subject,
        one.about,
        "" if event.revision is None else str(event.revision),
        _told(event, event.detail.keys() - _HIDDEN),
        _digest(one.who, _who(event)),
        _digest(one.where, _where(event)),
    )
    return hashlib.sha256(covered).hexdigest()


def _who(event: AuditEvent) -> tuple[str, str]:
    return event.actor_name, _told(event, event.detail.keys() & WHO)


def _where(event: AuditEvent) -> tuple[str, str]:
    return event.address or "", _told(event, event.detail.keys() & WHERE)


def _told(event: AuditEvent, keys: Collection[str]) -> str:
    """The same text for the same part of a detail, also after it has been stored and read."""
    return _encode({key: event.detail[key] for key in keys}) if keys else ""


def _salt(part: tuple[str, str]) -> str:
    return f"{_SALT}{secrets.token_hex(_SALT_BYTES)}" if any(part) else ""


def _digest(seal: str, part: tuple[str, str]) -> str:
    if seal.startswith(_ERASED):
        # Nothing may come back in the place of what has been erased.
        return seal[1:] if not any(part) else "?"
    return hashlib.sha256(_joined(seal, *part)).hexdigest() if seal or any(part) else ""


def _forgotten(seal: str, part: tuple[str, str]) -> str:
    return f"{_ERASED}{_digest(seal, part)}" if seal.startswith(_SALT) else seal


def _joined(*parts: str) -> bytes:
    """The parts one after the other, each behind its length, so that none runs into the next."""
    return "".join([f"{len(part)}:{part}" for part in parts]).encode()


def _ids(value: object) -> Iterator[str]:
    if isinstance(value, str | UUID):
        yield from _ID.findall(str(value))
    elif isinstance(value, Mapping):
        yield from _ids([*value.keys(), *value.values()])
    elif isinstance(value, Iterable):
        for one in value:
            yield from _ids(one)
