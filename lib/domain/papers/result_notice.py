"""The notice of a campaign's results as its paper tells it."""

from __future__ import annotations

from dataclasses import dataclass

from lib.domain.papers.report_paper import HonourRow


@dataclass(frozen=True, slots=True)
class EvaluatedUnit:
    """A unit with the label that a leader has concluded."""

    number: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A unit in the ranking of its group, or without a rank the group's heading."""

    rank: str
    name: str
    points: str = ""

    @property
    def is_heading(self) -> bool:
        return not self.rank


@dataclass(frozen=True, slots=True)
class ResultNotice:
    """Everything that the notice tells.

    Attributes:
        subject: as in "Kết quả phong trào …".
        opening: what has ended, and of which day the figures are.
        results, awards: sentences.
        honours: of the annex, which there is none without; `honoured` counts them in words.
        units: evaluated ones in the agency's order; none unless all of them are concluded.
        is_draft: whether the foot tells of which data the draft was made.
        ranking: by group, the first first, of a campaign that gives points; none without `units`.
    """

    subject: str
    opening: str
    results: tuple[str, ...]
    awards: tuple[str, ...]
    honours: tuple[HonourRow, ...]
    honoured: str
    units: tuple[EvaluatedUnit, ...]
    is_draft: bool
    ranking: tuple[RankedRow, ...] = ()
