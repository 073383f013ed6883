"""The one page for leaders."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lib.domain.jobs import Kind
from lib.domain.papers.papers import Pack, PaperData
from lib.domain.reports import brief
from lib.domain.unit_reports import Ending
from lib.services.closing.counted_papers import Counted, CountedPaper


def _tell(counted: Counted) -> PaperData:
    state = counted.report.state if counted.report else None
    told = brief.told(
        counted.figures, counted.paper, counted.kind, state=state, is_draft=counted.is_draft
    )
    return replace(counted.paper, pack=Pack.BRIEF, closing=None, brief=told)


BRIEF: Final = CountedPaper(
    Pack.BRIEF, {Ending.DOCX: Kind.LEADER_BRIEF, Ending.PDF: Kind.LEADER_BRIEF_PDF}, _tell
)
