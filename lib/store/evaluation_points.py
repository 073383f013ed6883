"""How points stand in columns of JSON: decimals as their words, so that none is ever a float."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from lib.domain.evaluation_points import Score, Scores
from lib.domain.evaluation_ranking import Figure
from lib.domain.evaluation_rules import Measure
from lib.domain.forms.typed import canonical
from lib.store.engine.db import Reader


def told(scores: Sequence[Score]) -> list[Mapping[str, object]]:
    """The scores as plain data."""
    return [
        {
            "code": one.code,
            "points": canonical(one.points),
            "note": one.note,
            "evidence": [str(each) for each in one.evidence],
        }
        for one in scores
    ]


def told_figures(figures: Sequence[Figure]) -> list[Mapping[str, object]]:
    """The figures as plain data."""
    return [{"measure": one.measure, "part": one.part, "whole": one.whole} for one in figures]


def column(plain: Sequence[Mapping[str, object]]) -> str | None:
    """What stands in the column; None for nothing."""
    return json.dumps(plain, ensure_ascii=False) if plain else None


def scores(stored: str | None) -> Scores:
    """What was stored."""
    return tuple(
        Score(one["code"], Decimal(one["points"]), one["note"], tuple(map(UUID, one["evidence"])))
        for one in json.loads(stored or "[]")
    )


def figures(stored: str | None) -> tuple[Figure, ...]:
    """What was stored."""
    return tuple(
        Figure(Measure(one["measure"]), one["part"], one["whole"])
        for one in json.loads(stored or "[]")
    )


def are_given(tx: Reader, campaign_id: UUID) -> bool:
    """Whether anybody has given points in the campaign."""
    row = tx.row(
        """
        SELECT
            EXISTS (
                SELECT 1
                FROM evaluations
                WHERE campaign_id = $1 AND (
                    own_points IS NOT NULL OR proposed_points IS NOT NULL
                    OR concluded_points IS NOT NULL
                )
            )
            OR EXISTS (
                SELECT 1
                FROM evaluation_opinions
                WHERE campaign_id = $1 AND points IS NOT NULL
            )
        """,
        [campaign_id],
    )
    return row is not None and bool(row[0])
