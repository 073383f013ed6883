"""The list of units that are evaluated, page by page, for the Office and the leaders."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.evaluation_rules import Rules, UnitFigures
from lib.domain.evaluations import Evaluation, State
from lib.domain.list_choices import pages_of, rows_before
from lib.domain.units import Unit
from lib.services import clock
from lib.services.checklist import kept
from lib.services.evaluation import evaluations, measured, ranking
from lib.services.evaluation import rules as rules_service
from lib.services.evaluation.evaluations import Line
from lib.services.evaluation.ranking import GroupRanking
from lib.store import evaluation_lists as lists_store
from lib.store import evaluations as store
from lib.store.engine.db import Database, Reader

PAGE_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is asked for.

    Attributes:
        states: None for all.
        page: from 1.
        page_rows: how many rows it has; None for as many as the actor has chosen.
    """

    states: Collection[State] | None = None
    page: int = 1
    page_rows: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the units that report, in the agency's order.

    Attributes:
        total: rows on all pages.
        by_state: counts of all units, whatever the filter.
        units: all there are, by id.
        page_rows: how many rows a page has.
    """

    lines: tuple[Line, ...]
    total: int
    by_state: Mapping[State, int]
    units: Mapping[UUID, Unit]
    rules: Rules
    page_rows: int

    @property
    def pages(self) -> int:
        return pages_of(self.total, self.page_rows)


@dataclass(frozen=True, slots=True)
class _Page:
    """Which units stand on a page, and how many are in each state."""

    unit_ids: Sequence[UUID]
    total: int
    by_state: Mapping[State, int]


@dataclass(frozen=True, slots=True)
class _Read:
    """What is told of the units of a page."""

    rules: Rules
    said: Mapping[UUID, Evaluation]
    figures: Mapping[UUID, UnitFigures]


def listed(db: Database, actor: Actor, campaign: Campaign, asked: Filter) -> Listed:
    """One page of all units; only of these it is read what was said, and judged what it means."""
    access.check(actor, Action.EVALUATION_REVIEW)
    campaign_id, today = campaign.campaign_id, clock.today()
    of_file = rules_service.from_file(db, campaign)
    page_rows = asked.page_rows or actor.lists.page_rows(PAGE_ROWS)
    page = _page(db, campaign_id, asked, page_rows)

    def read(tx: Reader) -> _Read:
        return _Read(
            rules_service.read(tx, campaign_id, of_file),
            store.of_units(tx, campaign_id, page.unit_ids),
            measured.figures(tx, campaign_id, today, page.unit_ids),
        )

    found = db.read(read)
    units = kept.units(db, today)
    lines = (
        evaluations.seen(
            units[one], found.said.get(one) or Evaluation(campaign_id, one), found.figures[one],
            found.rules, actor,
        )
        for one in page.unit_ids
        if one in found.figures
    )  # fmt: skip
    return Listed(
        tuple(lines), page.total, page.by_state, units, found.rules, page_rows
    )  # fmt: skip


def rankings(db: Database, actor: Actor, campaign: Campaign) -> tuple[GroupRanking, ...]:
    """By points, of all units; nothing where the campaign gives none."""
    access.check(actor, Action.EVALUATION_REVIEW)
    return ranking.of_all(db, campaign, rules_service.from_file(db, campaign))


def _page(db: Database, campaign_id: UUID, asked: Filter, page_rows: int) -> _Page:
    """The page that is asked for; the first one where a shorter list no longer has it."""
    today = clock.today()
    states = frozenset(State if asked.states is None else asked.states)

    def read(tx: Reader) -> _Page:
        by_state = lists_store.count_by_state(tx, campaign_id)
        total = sum(count for state, count in by_state.items() if state in states)
        offset = rows_before(asked.page, page_rows)
        shown = lists_store.page(
            tx, campaign_id, states, today, offset=offset if offset < total else 0, limit=page_rows
        )
        return _Page(shown, total, by_state)

    key = ("evaluated units", campaign_id, states, asked.page, page_rows, today)
    return db.kept(key, lists_store.READS, read)
