"""The notice of results, and what it cannot tell yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import CampaignState
from lib.domain.jobs import Kind
from lib.domain.papers.papers import Pack, PaperData
from lib.domain.reports import notice
from lib.domain.unit_reports import Ending
from lib.services.closing.composing import Composed
from lib.services.closing.counted_papers import Counted, CountedPaper


def unconcluded(actor: Actor, made: Composed) -> tuple[str, ...]:
    """The units for whose want of a conclusion the notice tells of no evaluation."""
    access.check(actor, Action.REPORT_VIEW)
    if made.reading is not None:
        return notice.unconcluded(made.reading.unit_rows)
    told = made.kept.closing if made.kept else None
    return notice.unconcluded(told.units if told else ())


def _tell(counted: Counted) -> PaperData:
    told = notice.told(
        counted.figures, counted.paper, counted.kind,
        has_ended=counted.campaign.state == CampaignState.CLOSED, is_draft=counted.is_draft,
    )  # fmt: skip
    return replace(counted.paper, pack=Pack.NOTICE, closing=None, notice=told)


NOTICE: Final = CountedPaper(Pack.NOTICE, {Ending.DOCX: Kind.RESULT_NOTICE}, _tell)
