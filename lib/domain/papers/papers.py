"""Papers of commendation: which there are, which go together, and what each may tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from lib.domain.papers.acknowledgement_list import AcknowledgementList
from lib.domain.papers.law_packs import LawPack, LegalBasis
from lib.domain.papers.leader_brief import LeaderBrief
from lib.domain.papers.paper_meetings import CouncilMeeting
from lib.domain.papers.paper_parts import (
    AgencyHead,
    Award,
    CampaignFacts,
    Collective,
    Desk,
    Individual,
    Signer,
)
from lib.domain.papers.report_paper import ReportPaper
from lib.domain.papers.result_notice import ResultNotice
from lib.domain.papers.standing import LeftOut
from lib.domain.papers.unit_report import UnitReport
from lib.domain.papers.urging import UrgingLetter


class Paper(StrEnum):
    AWARD_LIST = "award_list"
    COUNCIL_MINUTES = "council_minutes"
    OFFICE_SUBMISSION = "office_submission"
    DECISION = "decision"
    PROVINCE_SUBMISSION = "province_submission"
    ACHIEVEMENT_REPORT = "achievement_report"
    UNIT_MINUTES = "unit_minutes"
    UNIT_LIST = "unit_list"
    UNIT_SUBMISSION = "unit_submission"
    """Instead of the list, of a unit that has a seal: its letter, with the list as an annex."""
    CLOSING_REPORT = "closing_report"
    """Or an interim one."""
    UNIT_REPORT = "unit_report"
    """A unit's own report at the campaign's end."""
    RESULT_NOTICE = "result_notice"
    """Of a campaign, to everybody."""
    LEADER_BRIEF = "leader_brief"
    """Of a report, on one page."""
    ACKNOWLEDGEMENT_LIST = "acknowledgement_list"
    """Of a document that the Office has published."""
    URGING_LETTER = "urging_letter"
    """To a unit, about what is overdue or due soon."""


class Pack(StrEnum):
    GIAY_KHEN = "giay_khen"
    """Decided by the Director."""
    BANG_KHEN = "bang_khen"
    """Decided by the chairman of the province, to whom the agency proposes."""
    UNIT = "unit"
    """For a unit to print and sign."""
    REPORT = "report"
    """Of a whole campaign."""
    UNIT_REPORT = "unit_report"
    NOTICE = "notice"
    BRIEF = "brief"
    DOCUMENTS = "documents"
    URGING = "urging"


PACKS: Final[Mapping[Pack, tuple[Paper, ...]]] = {
    Pack.GIAY_KHEN: (
        Paper.AWARD_LIST,
        Paper.COUNCIL_MINUTES,
        Paper.OFFICE_SUBMISSION,
        Paper.DECISION,
    ),
    Pack.BANG_KHEN: (
        Paper.PROVINCE_SUBMISSION,
        Paper.AWARD_LIST,
        Paper.COUNCIL_MINUTES,
        Paper.ACHIEVEMENT_REPORT,
    ),
    Pack.UNIT: (Paper.UNIT_MINUTES, Paper.UNIT_LIST, Paper.UNIT_SUBMISSION),
    Pack.REPORT: (Paper.CLOSING_REPORT,),
    Pack.UNIT_REPORT: (Paper.UNIT_REPORT,),
    Pack.NOTICE: (Paper.RESULT_NOTICE,),
    Pack.BRIEF: (Paper.LEADER_BRIEF,),
    Pack.DOCUMENTS: (Paper.ACKNOWLEDGEMENT_LIST,),
    Pack.URGING: (Paper.URGING_LETTER,),
}

PER_NOMINEE: Final = frozenset({Paper.ACHIEVEMENT_REPORT})
"""Papers that are made once for each nominee."""
_ENCLOSED: Final[Mapping[Paper, str]] = {
    Paper.AWARD_LIST: "danh sách đề nghị khen thưởng",
    Paper.COUNCIL_MINUTES: "biên bản họp Hội đồng Thi đua - Khen thưởng",
    Paper.ACHIEVEMENT_REPORT: "báo cáo thành tích của từng trường hợp",
    Paper.DECISION: "dự thảo quyết định khen thưởng",
    Paper.UNIT_MINUTES: "biên bản họp bình xét",
    Paper.UNIT_SUBMISSION: "danh sách đề nghị khen thưởng",
}
_LETTERS: Final = frozenset({Paper.OFFICE_SUBMISSION, Paper.PROVINCE_SUBMISSION})
"""Papers that rest on what the council has said."""
_ALWAYS: Final = frozenset(
    {
        Paper.COUNCIL_MINUTES,
        Paper.CLOSING_REPORT,
        Paper.UNIT_REPORT,
        Paper.RESULT_NOTICE,
        Paper.LEADER_BRIEF,
        Paper.ACKNOWLEDGEMENT_LIST,
        Paper.URGING_LETTER,
    }
)
"""Papers that tell something whoever is nominated."""


@dataclass(frozen=True, slots=True)
class PaperData:
    """Everything the papers of one pack tell, read at one revision.

    Attributes:
        day: of the papers: it chooses the law and the year beside the blanks.
        made_at: when this was read.
        recipients: whom a decision goes to, without the file copy.
        appraiser: who appraises for the province, as in "Sở Nội vụ (Ban Thi đua - Khen thưởng)".
        award: what is proposed; None in a unit's pack, whose nominees may have different ones.
        council: None in a unit's pack.
        unit: who nominates, reports or is written to; None in the agency's packs.
        report: what a unit reports at the campaign's end; None in the other packs.
        collectives, individuals: in the order of the lists.
        left_out: whom some paper does not name.
        closing: what a campaign's report tells; None in the other packs.
        notice: what the notice of results tells; None in the other packs.
        brief: what the one page for leaders tells; None in the other packs.
        acknowledged: which units have acknowledged a document; None in the other packs.
        urging: what a unit is urged to do; None in the other packs.
    """

    pack: Pack
    day: date
    made_at: datetime
    campaign: CampaignFacts
    agency: AgencyHead
    law: LawPack
    bases: tuple[LegalBasis, ...]
    director: Signer
    office: Desk
    recipients: tuple[str, ...] = ()
    appraiser: str = ""
    award: Award | None = None
    council: CouncilMeeting | None = None
    unit: Desk | None = None
    collectives: tuple[Collective, ...] = ()
    individuals: tuple[Individual, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    closing: ReportPaper | None = None
    report: UnitReport | None = None
    notice: ResultNotice | None = None
    brief: LeaderBrief | None = None
    acknowledged: AcknowledgementList | None = None
    urging: UrgingLetter | None = None

    @property
    def nominees(self) -> tuple[Collective | Individual, ...]:
        return (*self.collectives, *self.individuals)

    def told_in(self, paper: Paper) -> PaperData:
        """The same for one paper, with those alone whom it is about."""
        return replace(
            self,
            collectives=tuple(one for one in self.collectives if _is_named(one, paper)),
            individuals=tuple(one for one in self.individuals if _is_named(one, paper)),
        )

    @property
    def papers(self) -> tuple[Paper, ...]:
        """What the pack makes: minutes always, a letter after the vote, no paper about nobody."""
        return tuple(paper for paper in self.offered if self._has_matter(paper))

    @property
    def not_made(self) -> tuple[Paper, ...]:
        return tuple(paper for paper in self.offered if not self._has_matter(paper))

    @property
    def offered(self) -> tuple[Paper, ...]:
        """What the pack consists of: a unit with a seal writes a letter, another one a list."""
        has_seal = self.unit is not None and self.unit.has_seal
        other = Paper.UNIT_LIST if has_seal else Paper.UNIT_SUBMISSION
        return tuple(paper for paper in PACKS[self.pack] if paper != other)

    @property
    def enclosures(self) -> str:
        """What goes with the pack's letter, as the letter names it."""
        return "; ".join(_ENCLOSED[paper] for paper in self.papers if paper in _ENCLOSED)

    def _has_matter(self, paper: Paper) -> bool:
        if paper in _ALWAYS:
            return True
        if paper in _LETTERS and not (self.council and self.council.is_held):
            return False
        return bool(self.told_in(paper).nominees)

    @property
    def submission(self) -> str:
        """The letter that the list belongs to: its symbol, and whose it is."""
        if self.pack == Pack.BANG_KHEN:
            return f"TTr-{self.agency.abbreviation}"
        return f"TTr-{self.office.abbreviation}"

    @property
    def submitted_by(self) -> str:
        return self.agency.name if self.pack == Pack.BANG_KHEN else self.office.name


def _is_named(one: Collective | Individual, paper: Paper) -> bool:
    if paper == Paper.COUNCIL_MINUTES:
        return one.standing.is_tabled
    return one.standing.is_decided if paper == Paper.DECISION else one.standing.is_proposed
