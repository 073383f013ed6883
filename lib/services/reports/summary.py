"""The live summary: counted once per campaign, revision and day, whoever looks."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar, cast
from uuid import UUID
from weakref import WeakKeyDictionary

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import forms
from lib.domain.list_choices import pages_of
from lib.domain.past import Cut
from lib.domain.summary import (
    Change,
    IndicatorTotal,
    ListedItem,
    Row,
    RowPage,
    Slice,
    Summary,
    UnitPage,
)
from lib.domain.vietnamese import search_key
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.checklist import kept
from lib.services.reports import past, summary_live
from lib.services.reports import summary_figures as figures
from lib.services.reports.summary_live import Live
from lib.store import accounts, report_lists
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader
from lib.store.report_lists import ItemRow, Wanted

T = TypeVar("T")

CAMPAIGNS_KEPT = 8
VIEWS_KEPT = 64
PAST_VIEWS_KEPT = 16


@dataclass(frozen=True, slots=True)
class Asked:
    """Which items a person wants to see behind a figure; empty means any."""

    slice: Slice
    group_code: str | None = None
    unit: str = ""
    """A unit's code, which means that unit alone, or a part of a name."""


@dataclass(slots=True)
class _Board:
    """What has been counted of one campaign; the lock makes others wait instead of counting."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    live: Live | None = None
    latest: Summary | None = None
    views_of: tuple[int, date] | None = None
    views: OrderedDict[Hashable, object] = field(default_factory=OrderedDict)
    past_views: OrderedDict[Hashable, object] = field(default_factory=OrderedDict)


_boards: WeakKeyDictionary[Database, OrderedDict[UUID, _Board]] = WeakKeyDictionary()
_boards_lock = threading.Lock()


def summary(db: Database, actor: Actor, campaign: Campaign) -> Summary:
    """The figures of the campaign, at least as new as the campaign that was read."""
    access.check(actor, Action.SUMMARY_VIEW)
    if campaign.at is not None:
        return _past_summary(db, campaign, campaign.at)
    board = _board(db, campaign.campaign_id)
    today = clock.today()
    if (known := _still_good(board, campaign, today)) is not None:
        return known
    plan = campaigns.plan(db, campaign)
    with board.lock:
        if (known := _still_good(board, campaign, today)) is not None:
            return known
        # Gone while it is worked on: what fails half-way must not be carried on.
        live, board.live = board.live, None
        if live is None:
            live = db.read(lambda tx: summary_live.whole(tx, campaign.campaign_id, plan, today))
        else:
            live = summary_live.carried_on(db, live, campaign, plan, today)
        board.live = live
        # Names move a hundred times as seldom as reports.
        names = kept.names(db)
        board.latest = figures.summary(live, campaign.campaign_id, clock.now(), names)
        return board.latest


def units(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    search: str = "",
    page: int = 1,
    length: int | None = None,
) -> UnitPage:
    """One page of the units whose name or code holds the words, the lowest completion first.

    Args:
        length: as of `rows`.
    """
    access.check(actor, Action.SUMMARY_VIEW)
    key = search_key(search) or None
    today, length = past.day(campaign), length or actor.lists.page_rows(figures.LOWEST)
    return _view(
        db,
        campaign,
        ("units", key, page, length),
        lambda tx: figures.lowest_units(
            tx,
            campaign.campaign_id,
            today=today,
            search_key=key,
            page=max(1, page),
            length=length,
        ),
    )


def rows(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    asked: Asked,
    *,
    page: int = 1,
    length: int | None = None,
) -> RowPage:
    """One page of the items behind a figure, with the figures of those the actor may look into.

    Args:
        length: how many stand on a page; None for as many as the actor has chosen.
    """
    access.check(actor, Action.SUMMARY_VIEW)
    today = past.day(campaign)
    length = length or actor.lists.page_rows(figures.LIST_LENGTH)
    found, count = _view(
        db,
        campaign,
        (asked, page, length),
        lambda tx: _rows(tx, campaign.campaign_id, today, asked, max(1, page), length),
    )
    tasks = past.plan(db, campaign).tasks_by_id
    shown = []
    for item, row in found:
        may_look = access.can(actor, Action.ITEM_VIEW, unit_id=item.unit.unit_id)
        task = tasks.get(item.task_id)
        figure = forms.figure(task.form, figures.answers_of(row)) if may_look and task else ""
        shown.append(Row(item, figure))
    return RowPage(tuple(shown), count, pages_of(count, length))


def changes(actor: Actor, shown: Summary) -> tuple[Change, ...]:
    """The latest changes, with the names of those whose reports the actor may look into."""
    access.check(actor, Action.SUMMARY_VIEW)
    return tuple(
        change
        if access.can(actor, Action.ITEM_VIEW, unit_id=change.unit.unit_id)
        else replace(change, done_by=None)
        for change in shown.changes
    )


def indicators(db: Database, actor: Actor, campaign: Campaign) -> tuple[IndicatorTotal, ...]:
    """Every figure the tasks ask for, added up over the units that report."""
    access.check(actor, Action.SUMMARY_VIEW)
    tasks = past.plan(db, campaign).tasks_by_id
    return _view(
        db,
        campaign,
        "indicators",
        lambda tx: figures.indicator_totals(
            report_lists.part_totals(tx, campaign.campaign_id), tasks
        ),
    )


def _rows(
    tx: Reader, campaign_id: UUID, today: date, asked: Asked, page: int, length: int
) -> tuple[list[tuple[ListedItem, ItemRow]], int]:
    words = asked.unit.strip()
    unit_id = units_store.id_by_code(tx, words.upper()) if words else None
    key = None if unit_id else search_key(words) or None
    wanted = Wanted(asked.slice, unit_id, asked.group_code, key)
    count = report_lists.count_items(tx, campaign_id, today, wanted)
    # A list that has become shorter is shown from its beginning.
    offset = (page - 1) * length if page <= pages_of(count, length) else 0
    found = report_lists.items(tx, campaign_id, today, wanted, offset=offset, limit=length)
    labels = figures.labels_of(tx, found, today)
    return [(figures.listed_item(row, labels), row) for row in found], count


def _past_summary(db: Database, campaign: Campaign, cut: Cut) -> Summary:
    plan = past.plan(db, campaign)

    def count(tx: Reader) -> Summary:
        live = summary_live.whole(tx, campaign.campaign_id, plan, cut.day)
        names = accounts.names(tx)
        return replace(figures.summary(live, campaign.campaign_id, cut.instant, names), at=cut)

    return _view(db, campaign, "summary", count)


def _board(db: Database, campaign_id: UUID) -> _Board:
    with _boards_lock:
        boards = _boards.setdefault(db, OrderedDict())
        board = boards.setdefault(campaign_id, _Board())
        boards.move_to_end(campaign_id)
        if len(boards) > CAMPAIGNS_KEPT:
            boards.popitem(last=False)
        return board


def _still_good(board: _Board, campaign: Campaign, today: date) -> Summary | None:
    known = board.latest
    if known is None or known.revision < campaign.revision or known.day != today:
        return None
    return known


def _view(db: Database, campaign: Campaign, key: Hashable, count: Callable[[Reader], T]) -> T:
    """What `count` gives, or gave for the same revision and day."""
    board = _board(db, campaign.campaign_id)
    if campaign.at is not None:
        return _past_view(db, board, campaign, key, count)
    asked_of = (campaign.revision, clock.today())
    with board.lock:
        if board.views_of != asked_of:
            board.views.clear()
            board.views_of = asked_of
        if key not in board.views:
            board.views[key] = db.read(count)
            if len(board.views) > VIEWS_KEPT:
                board.views.popitem(last=False)
        return cast(T, board.views[key])


def _past_view(
    db: Database,
    board: _Board,
    campaign: Campaign,
    key: Hashable,
    count: Callable[[Reader], T],
) -> T:
    """The same of a past that is asked for again; what plan and units are called may move it."""
    units_moved = summary_live.beside(db, campaign.campaign_id).units
    asked_of = (campaign.at, campaign.version, units_moved, key)
    with board.lock:
        if asked_of not in board.past_views:
            board.past_views[asked_of] = past.read(db, campaign, count)
            if len(board.past_views) > PAST_VIEWS_KEPT:
                board.past_views.popitem(last=False)
        return cast(T, board.past_views[asked_of])
