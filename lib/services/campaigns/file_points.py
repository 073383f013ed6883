"""The points of evaluation in a campaign's file: what is wrong between its parts, line by line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, Final

from lib.domain.evaluation_points import Criterion, RankedGroup, Scheme, Weight
from lib.domain.evaluation_rules import Measure
from lib.domain.units import REPORTING_TYPES, UnitType
from lib.domain.vietnamese import format_number
from lib.services.campaigns.file_models import PointsModel
from lib.services.campaigns.file_problems import Problems
from lib.services.campaigns.yaml_lines import Loc

PART: Final = "points"
"""What it is called within the evaluation, in the file and among the details."""


def check(
    model: PointsModel, content_groups: Collection[str], problems: Problems, *, at: Loc
) -> None:
    """Add what is wrong between criteria, groups and measures, which each alone does not show.

    Args:
        content_groups: codes of those of the campaign.
        at: where the points stand in the file.
    """
    once = _Once(problems)
    for place, one in enumerate(model.criteria):
        where = (*at, "criteria", place)
        once.check((*where, "code"), "code_twice", one.code)
        if one.most % one.step:
            facts = {"most": format_number(one.most), "step": format_number(one.step)}
            problems.add((*where, "most"), "reference", "step_of_most", **facts)
        for index, group in enumerate(one.groups):
            if group not in content_groups:
                problems.add((*where, "groups", index), "reference", "no_group", key=group)
    if all(one.weight != Weight.REGULAR for one in model.criteria):
        problems.add((*at, "criteria"), "reference", "no_regular")
    for place, ranked in enumerate(model.groups):
        where = (*at, "groups", place)
        once.check((*where, "code"), "code_twice", ranked.code, among="groups")
        once.check((*where, "name"), "ranked_twice", ranked.name.casefold(), told=ranked.name)
        for index, unit_type in enumerate(ranked.types):
            spot = (*where, "types", index)
            once.check(spot, "type_in_two", unit_type.value)
            if unit_type not in REPORTING_TYPES:
                problems.add(spot, "reference", "not_ranked", key=unit_type.value)
        for index, code in enumerate(ranked.units):
            once.check((*where, "units", index), "unit_in_two", code)
    for index, measure in enumerate(model.ties):
        once.check((*at, "ties", index), "tie_twice", measure.value)


def told(details: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The points among a campaign's details; None where it gives none."""
    evaluation = details.get("evaluation")
    found = evaluation.get(PART) if isinstance(evaluation, Mapping) else None
    return found if isinstance(found, Mapping) else None


def scheme(points: Mapping[str, Any]) -> Scheme:
    """The scheme that they describe."""
    return Scheme(
        tuple(
            Criterion(
                one["code"], one["title"], Decimal(one["most"]), Decimal(one["step"]),
                Weight(one["weight"]), tuple(one["groups"]),
            )
            for one in points["criteria"]
        ),
        tuple(
            RankedGroup(
                one["code"], one["name"], frozenset(map(UnitType, one["types"])),
                frozenset(one["units"]),
            )
            for one in points["groups"]
        ),
        is_suggested=bool(points["suggested"]),
    )  # fmt: skip


def ties(points: Mapping[str, Any]) -> tuple[Measure, ...]:
    """The measures of the tie rule, in their order."""
    return tuple(map(Measure, points["ties"]))


class _Once:
    """Tells of what stands in two places of one kind."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._first: dict[tuple[str, str, str], int] = {}

    def check(
        self, place: Loc, problem: str, value: str, *, among: str = "", told: str | None = None
    ) -> None:
        key = (problem, among, value)
        if key in self._first:
            facts = {"key": told or value, "first": self._first[key]}
            self._problems.add(place, "reference", problem, **facts)
        self._first.setdefault(key, self._problems.line(place))
