"""How many findings there are of which kind, counted once for all who look at the same ones."""

from __future__ import annotations

import threading
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary

from lib.domain.campaigns import Campaign, Task
from lib.domain.quality.findings import RuleKey, Severity
from lib.domain.quality.reviews import Review
from lib.domain.units import Unit
from lib.domain.vietnamese import search_key
from lib.services.campaigns import campaigns
from lib.services.quality.looking import Looked
from lib.store import quality_reviews
from lib.store.engine.db import Database, Reader

_UNITS: Final = 30
_VIEWS: Final = 64


class Show(StrEnum):
    """Which findings a list keeps; those by severity keep what nobody has accepted."""

    UNSEEN = "unseen"
    SEVERE = "severe"
    MEDIUM = "medium"
    LIGHT = "light"
    SEEN = "seen"


SEVERITIES: Final[Mapping[Show, Severity]] = {
    Show.SEVERE: Severity.SEVERE,
    Show.MEDIUM: Severity.MEDIUM,
    Show.LIGHT: Severity.LIGHT,
}
_SHOWS: Final = {severity: show for show, severity in SEVERITIES.items()}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows the list; what is empty narrows nothing.

    Attributes:
        unit_code: of one unit.
        words: parts of the unit's or the task's name or code, accents or not.
    """

    show: Show = Show.UNSEEN
    rule: RuleKey | None = None
    unit_code: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """The findings that are wanted, by their places, and the counts beside them."""

    places: Sequence[int]
    by_show: Mapping[Show, int]
    by_rule: Mapping[RuleKey, int]
    by_unit: tuple[tuple[Unit, int], ...]


@dataclass(slots=True)
class Tally:
    """What was found, with what was said of it by then.

    Attributes:
        without_heads: how many units have no head count.
        _reviewed: what reviews are about: of all others no fingerprint has to be worked out.
    """

    looked: Looked
    tasks: Mapping[UUID, Task]
    reviews: Mapping[str, Review]
    without_heads: int = 0
    _views: dict[Wanted, View] = field(default_factory=dict)
    _reviewed: frozenset[tuple[UUID, UUID | None]] = frozenset()

    def __post_init__(self) -> None:
        self.without_heads = sum(not one.headcount for one in self.looked.units.values())
        self._reviewed = frozenset((one.unit_id, one.task_id) for one in self.reviews.values())

    def place_of(self, fingerprint: str) -> int | None:
        return self.looked.places([fingerprint])[fingerprint]

    def view(self, wanted: Wanted) -> View:
        """Counted at the first asking."""
        known = self._views.get(wanted)
        if known is None:
            known = self._counted(wanted)
            if len(self._views) >= _VIEWS:
                self._views.clear()
            self._views[wanted] = known
        return known

    def _counted(self, wanted: Wanted) -> View:
        places = array("I")
        by_show: Counter[Show] = Counter()
        by_rule: Counter[RuleKey] = Counter()
        by_unit: Counter[UUID] = Counter()
        unit_id = self._unit_id(wanted.unit_code)
        for place in self._sought(wanted.words):
            one = self.looked.findings[place]
            is_of_rule = wanted.rule in (None, one.rule)
            is_of_unit = not wanted.unit_code or one.unit_id == unit_id
            shows = self._shows(place)
            if is_of_rule and is_of_unit:
                by_show.update(shows)
            if wanted.show not in shows:
                continue
            by_rule[one.rule] += is_of_unit
            by_unit[one.unit_id] += is_of_rule
            if is_of_rule and is_of_unit:
                places.append(place)
        units = self.looked.units
        first = tuple((units[one], count) for one, count in by_unit.most_common(_UNITS) if count)
        return View(places, by_show, {key: count for key, count in by_rule.items() if count}, first)

    def _shows(self, place: int) -> tuple[Show, ...]:
        one = self.looked.findings[place]
        if (one.unit_id, one.task_id) in self._reviewed:
            said = self.reviews.get(one.fingerprint)
            if said is not None and said.is_accepted:
                return (Show.SEEN,)
        return Show.UNSEEN, _SHOWS[one.severity]

    def _sought(self, typed: str) -> Sequence[int]:
        """The places of what the words name, each by its unit or its task, in their order."""
        parts = frozenset(search_key(typed).split())
        if not parts:
            return range(len(self.looked.findings))
        tasks = {
            one.task_id: search_key(f"{one.code} {one.short_title} {one.title}")
            for one in self.tasks.values()
        }
        found: list[int] = []
        named: dict[frozenset[str], set[UUID]] = {}
        of_unit: dict[UUID, list[int]] = {}
        for place, one in enumerate(self.looked.findings):
            of_unit.setdefault(one.unit_id, []).append(place)
        for unit_id, places in of_unit.items():
            unit = self.looked.units[unit_id]
            told = search_key(f"{unit.code} {unit.short_name} {unit.name}")
            left = frozenset(part for part in parts if part not in told)
            if not left:
                found += places
                continue
            if left not in named:
                named[left] = {
                    one for one, words in tasks.items() if all(part in words for part in left)
                }
            if named[left]:
                found += (one for one in places if self.looked.findings[one].task_id in named[left])
        return sorted(found)

    def _unit_id(self, code: str) -> UUID | None:
        return next((one.unit_id for one in self.looked.units.values() if one.code == code), None)


@dataclass(frozen=True, slots=True)
class _Kept:
    looked: Looked
    mark: tuple[int, int]
    tally: Tally


_kept: WeakKeyDictionary[Database, dict[UUID, _Kept]] = WeakKeyDictionary()
_lock = threading.Lock()


def of(db: Database, campaign: Campaign, looked: Looked) -> Tally:
    """The tally of what was found, with what has been said of it up to now."""
    campaign_id = campaign.campaign_id
    mark = db.kept(
        ("quality reviews", campaign_id),
        ("quality_reviews",),
        lambda tx: quality_reviews.mark(tx, campaign_id),
    )
    with _lock:
        known = _kept.setdefault(db, {}).get(campaign_id)
    if known is not None and known.looked is looked and known.mark == mark:
        return known.tally

    def read(tx: Reader) -> tuple[tuple[int, int], Mapping[str, Review]]:
        return quality_reviews.mark(tx, campaign_id), quality_reviews.latest(tx, campaign_id)

    mark, reviews = db.kept(
        ("quality reviews in force", campaign_id), ("quality_reviews", "accounts"), read
    )
    made = Tally(looked, campaigns.plan(db, campaign).tasks_by_id, reviews)
    with _lock:
        _kept[db][campaign_id] = _Kept(looked, mark, made)
    return made
