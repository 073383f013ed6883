"""What the audit log tells: page by page, of one record from its first event on, or as CSV."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.audit_chain import Link
from lib.domain.campaigns import Campaign
from lib.domain.exports import Options
from lib.domain.list_choices import pages_of
from lib.domain.units import Unit
from lib.domain.vietnamese import format_instant, local
from lib.errors import NotFound
from lib.exports import cells, csv
from lib.services import acts, clock
from lib.services.acts import CampaignRevision, Queue
from lib.services.checklist import kept
from lib.store import audit_log as store
from lib.store import campaigns as campaigns_store
from lib.store.audit_log import Wanted
from lib.store.engine.db import Database, Reader
from lib.text import audit as audit_words
from lib.text import audit_codes

PAGE_ROWS: Final = 50
_ROLES: Final[Mapping[str, str]] = {role.value: words for role, words in text.ROLES.items()}
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_RECORD = re.compile(rf"{_ID.pattern}(?:/[\w.-]{{1,40}})?")


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows a log; what is empty narrows nothing.

    Attributes:
        record: an id, or <unit id>/<code of the task>.
        kind: a key of text.AUDIT_KINDS.
    """

    person: str = ""
    unit_id: UUID | None = None
    record: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in words.

    Attributes:
        about: what the records are called that it is about, beside the unit.
        detail: label and words.
        address: in the installation's log alone.
    """

    number: int
    happened_at: datetime
    person: str
    event: str
    about: str
    unit: str
    detail: tuple[tuple[str, str], ...]
    revision: int | None
    address: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a log.

    Attributes:
        people: the names to choose from.
        record: what the record of the filter is called.
        total: events on all pages.
        page_rows: how many events a page has.
    """

    entries: tuple[Entry, ...]
    people: tuple[str, ...]
    record: str
    page: int
    total: int
    page_rows: int

    @property
    def pages(self) -> int:
        return pages_of(self.total, self.page_rows)


@dataclass(frozen=True, slots=True)
class Made:
    """A CSV file on its way."""

    name: str
    pieces: Iterator[bytes]


def check(actor: Actor, campaign: Campaign | None) -> None:
    """Nothing for whoever may read the log of the campaign, or of the installation.

    Raises:
        Denied: the actor may not.
    """
    access.check(actor, Action.AUDIT_CAMPAIGN if campaign else Action.AUDIT_INSTALLATION)


def units(db: Database, actor: Actor) -> Sequence[Unit]:
    """All units with today's names, to narrow a log by."""
    access.check(actor, Action.AUDIT_VIEW)
    return tuple(kept.units(db, clock.today()).values())


def entries(
    db: Database, actor: Actor, campaign: Campaign | None, wanted: Filter, *, page: int = 1
) -> Found:
    """A page of the campaign's log, or of the installation's, the newest first.

    Args:
        page: counted from 1; beyond the last it is the first.
    """
    check(actor, campaign)
    asked, page_rows = _wanted(campaign, wanted), actor.lists.page_rows(PAGE_ROWS)

    def read(tx: Reader) -> tuple[list[Link], list[str], int, int]:
        total = store.count(tx, asked)
        shown = page if 0 < page <= pages_of(total, page_rows) else 1
        links = store.page(tx, asked, limit=page_rows, offset=(shown - 1) * page_rows)
        return links, store.people(tx, asked.campaign_id), shown, total

    links, people, shown, total = db.read(read)
    words = _words(db, links, wanted.record)
    return Found(
        tuple(words.entry(one, is_whole=campaign is None) for one in links),
        tuple(people),
        words.record(wanted.record) if wanted.record else "",
        shown,
        total,
        page_rows,
    )


def as_csv(
    db: Database,
    actor: Actor,
    campaign: Campaign | None,
    wanted: Filter,
    options: Options,
    *,
    address: str | None = None,
) -> Made:
    """What the filter keeps, the oldest first; that it was taken is on record before."""
    check(actor, campaign)
    asked = _wanted(campaign, wanted)

    def read(tx: Reader) -> tuple[list[Link], int]:
        links = list(store.all_of(tx, asked))
        counter = campaigns_store.revision(tx, campaign.campaign_id) if campaign else None
        return links, counter[0] if counter else 0

    links, revision = db.read(read)
    words = _words(db, links, "")
    intent = acts.intend_as(db, actor, act_id=acts.new_act(), queue=Queue.NONE, address=address)
    detail = {"what": "audit", "rows": len(links)}
    place = CampaignRevision(campaign.campaign_id, revision) if campaign else None
    name = campaign.code if campaign else text.INSTALLATION_CHAIN
    intent.carry_out(lambda act: act.tell("export.csv", name, detail, of=place), again=acts.nothing)
    code = re.sub(r"[^A-Za-z0-9-]+", "-", campaign.code) if campaign else "he-thong"
    is_whole = campaign is None
    columns = [key for key in audit_words.COLUMNS if is_whole or key != "address"]
    rows = (_row(words.entry(one, is_whole=is_whole), columns) for one in links)
    headings = [audit_words.COLUMNS[key] for key in columns]
    file_name = f"TDKT_{code}_nhat-ky_{local(clock.now()):%Y%m%d-%H%M}.csv"
    return Made(file_name, csv.written(headings, rows, options))


def _wanted(campaign: Campaign | None, given: Filter) -> Wanted:
    if given.record and not _RECORD.fullmatch(given.record):
        raise NotFound("page")
    return Wanted(
        campaign.campaign_id if campaign else None,
        given.person,
        given.unit_id,
        given.record,
        given.kind if given.kind in text.AUDIT_KINDS else "",
        given.first,
        given.last,
    )


def _row(entry: Entry, columns: list[str]) -> list[str]:
    told = {
        "number": str(entry.number),
        "at": format_instant(entry.happened_at),
        "person": entry.person,
        "event": entry.event,
        "about": entry.about,
        "unit": entry.unit,
        "detail": "; ".join(f"{label}: {words}" for label, words in entry.detail),
        "revision": "" if entry.revision is None else f"r{entry.revision}",
        "address": entry.address,
        "sha256": entry.sha256,
    }
    return [cells.safe(told[key]) for key in columns]


def _words(db: Database, links: Sequence[Link], record: str) -> _Words:
    """Read after the events themselves, so that whatever they are about is there."""
    units = kept.units(db, clock.today())
    told = {UUID(one) for link in links for one in _ID.findall(f"{link.about} {link.event.detail}")}
    told |= {UUID(one) for one in _ID.findall(record)}
    return _Words(units, db.read(lambda tx: store.names(tx, told - units.keys())))


@dataclass(frozen=True, slots=True)
class _Words:
    """The names behind the ids of some events."""

    units: Mapping[UUID, Unit]
    names: Mapping[UUID, str]

    def entry(self, one: Link, *, is_whole: bool) -> Entry:
        event, keys = one.event, one.about.split()
        units = dict.fromkeys(
            self.units[key].short_name for key in map(_unit_of, keys) if key in self.units
        )
        codes = [code for key in keys if (code := key.partition("/")[2])]
        others = [self.record(key) for key in keys if UUID(key[:36]) not in self.units]
        about = [f"{text.AUDIT_TASK} {', '.join(dict.fromkeys(codes))}"] if codes else []
        about += filter(None, dict.fromkeys(others))
        return Entry(
            number=one.number,
            happened_at=event.happened_at,
            person=event.actor_name or audit_words.NOBODY,
            event=text.AUDIT_EVENTS.get(event.event, event.event),
            about=", ".join(about) or ("" if _ID.fullmatch(event.subject) else event.subject),
            unit=", ".join(units),
            detail=tuple(
                (text.AUDIT_DETAILS.get(key, key), self._told(event.event, key, value))
                for key, value in event.detail.items()
                if value not in (None, "", [], {})
            ),
            revision=event.revision,
            address=(event.address or "") if is_whole else "",
            sha256=one.sha256,
        )

    def record(self, key: str) -> str:
        """What a record is called now; "" for one that nobody knows any more."""
        unit_id, _, code = key.partition("/")
        if code:
            return f"{text.AUDIT_TASK} {code}"
        found = UUID(unit_id)
        return self.units[found].short_name if found in self.units else self.names.get(found, "")

    def _told(self, event: str, key: str, value: object) -> str:
        """A value of an event's detail; fields of forms by their names there."""
        fields = audit_words.FIELDS.get(event.partition(".")[0], {})
        if isinstance(value, Mapping):
            return "; ".join(
                f"{fields.get(field) or self._shown(field)}: "
                f"{self._told(event, field, one) or audit_words.EMPTY}"
                for field, one in value.items()
            )
        if isinstance(value, list) and key == "changed":
            return ", ".join(fields.get(str(one)) or self._shown(one) for one in value)
        if key == "what":
            named = audit_codes.what(event)
        else:
            named = _ROLES if key == "roles" else audit_words.VALUES.get(key, {})
        told = value if isinstance(value, list) else [value]
        return ", ".join(named.get(str(one)) or self._shown(one) for one in told)

    def _shown(self, value: object) -> str:
        if isinstance(value, Mapping):
            return "; ".join(f"{self._shown(k)}: {self._shown(v)}" for k, v in value.items())
        if isinstance(value, list):
            return ", ".join(self._shown(one) for one in value)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "có" if value else "không"
        told = str(value)
        return (self.record(told) or told) if _ID.fullmatch(told) else told


def _unit_of(key: str) -> UUID:
    return UUID(key.partition("/")[0])
