"""The Office's list of findings, narrowed and page by page, with what was said of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.list_choices import pages_of
from lib.domain.quality.findings import Finding, RuleKey
from lib.domain.quality.reviews import Review
from lib.domain.units import Unit
from lib.services.campaigns import campaigns
from lib.services.quality import looking, tallies
from lib.services.quality.tallies import Show, Wanted
from lib.store import quality_reviews
from lib.store.engine.db import Database

PAGE_LINES: Final = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as the list shows it.

    Attributes:
        task: None for what is about the unit as a whole.
        review: the last step about it; None where nothing was said yet.
        is_own_work: the viewer saved or sent the report, which bars them from accepting it.
    """

    finding: Finding
    unit: Unit
    task: Task | None
    review: Review | None
    is_own_work: bool

    @property
    def is_seen(self) -> bool:
        return self.review is not None and self.review.is_accepted

    @property
    def version(self) -> int:
        """How many steps were taken on it."""
        return self.review.version if self.review else 0


@dataclass(frozen=True, slots=True)
class Board:
    """One page of the findings that are asked for, by rule, the severe rules first.

    Attributes:
        page: which one it is; the last where fewer are left than were asked for.
        by_show: how many each filter keeps of what the others ask for; likewise the next two.
        by_unit: the units with the most first.
        without_heads: how many units have no head count: nothing is compared per head there.
    """

    revision: int
    day: date
    lines: tuple[Line, ...]
    page: int
    pages: int
    by_show: Mapping[Show, int]
    by_rule: Mapping[RuleKey, int]
    by_unit: tuple[tuple[Unit, int], ...]
    without_heads: int


def board(
    db: Database, actor: Actor, campaign: Campaign, wanted: Wanted, *, page: int = 1
) -> Board:
    """The Office's list, as far as it is asked for."""
    access.check(actor, Action.QUALITY_REVIEW)
    looked = looking.now(db, campaign)
    tally = tallies.of(db, campaign, looked)
    view = tally.view(wanted)
    length = actor.lists.page_rows(PAGE_LINES)
    pages = pages_of(len(view.places), length)
    at = min(max(1, page), pages)
    shown = [looked.findings[one] for one in view.places[(at - 1) * length : at * length]]
    return Board(
        looked.revision,
        looked.day,
        _lines(db, actor, campaign, looked.units, shown, tally.reviews),
        at,
        pages,
        view.by_show,
        view.by_rule,
        view.by_unit,
        tally.without_heads,
    )


def found(db: Database, actor: Actor, campaign: Campaign, fingerprint: str) -> Line | None:
    """One finding, whatever the list keeps; None once it is no more."""
    access.check(actor, Action.QUALITY_REVIEW)
    looked = looking.now(db, campaign)
    tally = tallies.of(db, campaign, looked)
    place = tally.place_of(fingerprint)
    if place is None:
        return None
    [line] = _lines(
        db, actor, campaign, looked.units, [looked.findings[place]], tally.reviews
    )  # fmt: skip
    return line


def history(db: Database, actor: Actor, campaign: Campaign, fingerprint: str) -> list[Review]:
    """Every step about one finding, the newest first."""
    access.check(actor, Action.QUALITY_REVIEW)
    return db.read(lambda tx: quality_reviews.steps(tx, campaign.campaign_id, fingerprint))


def _lines(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    units: Mapping[UUID, Unit],
    findings: list[Finding],
    reviews: Mapping[str, Review],
) -> tuple[Line, ...]:
    tasks = campaigns.plan(db, campaign).tasks_by_id
    among = {one.unit_id for one in findings}
    own = db.read(
        lambda tx: quality_reviews.authored(tx, campaign.campaign_id, actor.account_id, among)
    )
    return tuple(
        Line(
            one,
            units[one.unit_id],
            tasks[one.task_id] if one.task_id else None,
            reviews.get(one.fingerprint),
            (one.unit_id, one.task_id) in own,
        )
        for one in findings
    )
