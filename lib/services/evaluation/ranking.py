"""The ranking of each group of units, of those whose evaluation has been concluded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lib.domain import evaluation_points, evaluation_ranking
from lib.domain.campaigns import Campaign
from lib.domain.evaluation_points import RankedGroup
from lib.domain.evaluation_ranking import Entrant, Placed
from lib.domain.evaluation_rules import Rules
from lib.domain.evaluations import Evaluation
from lib.domain.units import Unit
from lib.services import clock
from lib.store import evaluations as store
from lib.store import units
from lib.store.engine.db import Database, Reader
from lib.store.evaluation_lists import READS


@dataclass(frozen=True, slots=True)
class GroupRanking:
    """One group of units.

    Attributes:
        placed: the concluded ones, the first first.
        units: all of the group that report, by unit id.
    """

    group: RankedGroup
    placed: tuple[Placed, ...]
    units: Mapping[UUID, Unit]

    @property
    def is_whole(self) -> bool:
        """Whether nobody of the group is still to be concluded."""
        return len(self.placed) == len(self.units)


def rankings(
    rules: Rules, units: Sequence[Unit], said: Mapping[UUID, Evaluation]
) -> tuple[GroupRanking, ...]:
    """Each group of the scheme in which somebody reports.

    Args:
        units: those that report, in the agency's order.
    """
    scheme = rules.scheme
    if scheme is None:
        return ()
    found = []
    for group in scheme.groups:
        of_group = {one.unit_id: one for one in units if scheme.group_of(one) == group}
        entrants = [
            Entrant(unit_id, place, evaluation_points.total(scheme, one.conclusion.scores),
                    one.figures)
            for place, unit_id in enumerate(of_group)
            if (one := said.get(unit_id)) is not None and one.is_concluded and one.conclusion
        ]  # fmt: skip
        if of_group:
            placed = evaluation_ranking.ranked(entrants, rules.ties)
            found.append(GroupRanking(group, placed, of_group))
    return tuple(found)


def of_all(db: Database, campaign: Campaign, of_file: Rules) -> tuple[GroupRanking, ...]:
    """All groups as they stand; nothing is read where the campaign gives no points.

    Args:
        of_file: the rules that this version of the campaign was loaded with.
    """
    if of_file.scheme is None:
        return ()
    today = clock.today()
    return db.kept(
        ("rankings", campaign.campaign_id, campaign.version, today),
        READS,
        lambda tx: _read(tx, campaign.campaign_id, of_file, today),
    )


def of_unit(rankings: Sequence[GroupRanking], unit_id: UUID) -> GroupRanking | None:
    """The group that the unit is ranked in."""
    return next((one for one in rankings if unit_id in one.units), None)


def seen_by_unit(
    db: Database, campaign: Campaign, of_file: Rules, said: Evaluation
) -> GroupRanking | None:
    """What a unit may know of its group's: nothing before all of it is concluded."""
    if not said.is_concluded:
        return None
    found = of_unit(of_all(db, campaign, of_file), said.unit_id)
    return found if found and found.is_whole else None


def _read(tx: Reader, campaign_id: UUID, rules: Rules, today: date) -> tuple[GroupRanking, ...]:
    asked = store.asked_units(tx, campaign_id)
    known = [one for one in units.units(tx, today) if one.unit_id in asked]
    return rankings(rules, known, store.evaluations(tx, campaign_id))
