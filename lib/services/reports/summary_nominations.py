"""Nominations in the live summary, counted anew only when one of them has changed."""

from __future__ import annotations

import functools
from datetime import date
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.list_choices import pages_of
from lib.domain.nominations import DIRECT_WORKER, Subject
from lib.domain.past import Cut
from lib.domain.summary import Summary
from lib.domain.summary_nominations import (
    NominatingUnit,
    NominatingUnits,
    NominationSummary,
)
from lib.services.campaigns.campaigns import Handle
from lib.services.nominations import discretion
from lib.services.reports import past
from lib.services.reports.summary_figures import LOWEST
from lib.store import nomination_reports as store
from lib.store import report_lists
from lib.store.engine.db import Database, Reader

_NOBODY = NominatingUnits((), 0, 1, is_all=True)


def nominations(db: Database, actor: Actor, shown: Summary) -> NominationSummary:
    """The counts that belong to a summary; names of nominees are in none of them.

    Who does not see every unit's nominations is told nothing of what is decided and not released.
    """
    access.check(actor, Action.SUMMARY_VIEW)
    # Reports change a hundred times as often, and the count costs as much as theirs.
    standing = (shown.nominated, shown.units_moved)
    found = _counted(Handle(db), shown.campaign_id, shown.at, standing, shown.day)
    return found if discretion.sees_all(actor) else found.discreet()


@functools.lru_cache(maxsize=8)
def _counted(
    handle: Handle,
    campaign_id: UUID,
    at: Cut | None,
    _standing: tuple[int | None, int],
    day: date,
) -> NominationSummary:
    def read(tx: Reader) -> NominationSummary:
        counts = store.counts(tx, campaign_id)
        persons = [one for one in counts.awards if one.subject == Subject.INDIVIDUAL]
        return NominationSummary(
            counts.states,
            counts.awards,
            persons=sum(one.standing for one in persons),
            direct=sum(one.standing for one in persons if one.category == DIRECT_WORKER),
            units=_units(tx, campaign_id, day) if counts.states else _NOBODY,
        )

    return past.read_at(handle.db, campaign_id, at, read)


def _units(tx: Reader, campaign_id: UUID, day: date) -> NominatingUnits:
    """The units with the most nominations; what is sent does not grow with their number."""
    found = store.most_nominating(tx, campaign_id, offset=0, limit=LOWEST)
    labels = report_lists.unit_labels(tx, [row.unit_id for row in found.rows], day)
    lines = tuple(NominatingUnit(labels[row.unit_id], row.by_stage) for row in found.rows)
    return NominatingUnits(
        lines, found.units, pages_of(found.units, LOWEST), is_all=found.units <= LOWEST
    )
