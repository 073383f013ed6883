"""Papers of commendation: which there are, which go together, and what each may tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import UnionType
from typing import Final, get_type_hints

from lib.domain.papers.law_packs import LawPack, LegalBasis
from lib.domain.papers.paper_meetings import CouncilMeeting
from lib.domain.papers.paper_parts import (
    AgencyHead,
    Award,
    CampaignFacts,
    Collective,
    Desk,
    Individual,
    Signer,
    how_many,
    written_date,
)
from lib.domain.papers.report_paper import ReportPaper
from lib.domain.papers.standing import LeftOut
from lib.domain.papers.unit_report import UnitReport
from lib.domain.vietnamese import format_instant


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
        unit: who nominates or reports; None in the agency's packs.
        report: what a unit reports at the campaign's end; None in the other packs.
        collectives, individuals: in the order of the lists.
        left_out: whom some paper does not name.
        closing: what a campaign's report tells; None in the other packs.
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
        if paper in (Paper.COUNCIL_MINUTES, Paper.CLOSING_REPORT, Paper.UNIT_REPORT):
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


@dataclass(frozen=True, slots=True)
class Ready:
    """Phrases that papers take as they are.

    Attributes:
        date: as in "ngày     tháng     năm 2021"; `year` alone as in "2021".
        counts: as in "02 (hai) tập thể và 03 (ba) cá nhân".
        submission, submitted_by: the symbol and the writer of the letter a list belongs to.
        origin: which data the draft was made of, for its foot.
        enclosures: what the pack makes to go with its letter.
    """

    date: str
    year: str
    counts: str
    submission: str
    submitted_by: str
    origin: str
    enclosures: str = ""


_COMMON: Final[Mapping[str, object]] = {
    "agency": AgencyHead,
    "campaign": CampaignFacts,
    "ready": Ready,
    "law": LawPack,
    "office": Desk,
    "director": Signer,
    "collectives": tuple[Collective, ...],
    "individuals": tuple[Individual, ...],
    "bases": tuple[LegalBasis, ...],
}
_OF_AGENCY: Final[Mapping[str, object]] = {
    **_COMMON,
    "award": Award,
    "council": CouncilMeeting,
    "recipients": tuple[str, ...],
    "appraiser": str,
}
_OF_UNIT: Final[Mapping[str, object]] = {**_COMMON, "unit": Desk}
_OF_REPORT: Final[Mapping[str, object]] = {
    **_COMMON,
    "closing": ReportPaper,
    "recipients": tuple[str, ...],
}
_OF_UNIT_REPORT: Final[Mapping[str, object]] = {
    "agency": AgencyHead,
    "campaign": CampaignFacts,
    "ready": Ready,
    "office": Desk,
    "director": Signer,
    "unit": Desk,
    "report": UnitReport,
}
_OF_NOMINEE: Final[Mapping[str, object]] = {
    **_OF_AGENCY,
    "collective": Collective | None,
    "individual": Individual | None,
}


def fields(paper: Paper) -> Mapping[str, object]:
    """The names a template of this paper may use, with their types."""
    if paper in PER_NOMINEE:
        return _OF_NOMINEE
    if paper == Paper.CLOSING_REPORT:
        return _OF_REPORT
    if paper == Paper.UNIT_REPORT:
        return _OF_UNIT_REPORT
    return _OF_UNIT if paper in PACKS[Pack.UNIT] else _OF_AGENCY


def members(kind: type) -> Mapping[str, object]:
    """The names behind a point, with their types: fields and properties alike.

    What may be None is left out: there is a property that tells it in words.
    """
    found: dict[str, object] = dict(get_type_hints(kind))
    for name in dir(kind):
        value = getattr(kind, name, None)
        if isinstance(value, property) and value.fget and not name.startswith("_"):
            found[name] = get_type_hints(value.fget)["return"]
    return {name: told for name, told in found.items() if not isinstance(told, UnionType)}


def context(
    paper: Paper, data: PaperData, nominee: Collective | Individual | None = None
) -> dict[str, object]:
    """What a template of this paper is filled with.

    Raises:
        ValueError: the data lack what the paper is about.
    """
    enclosures = data.enclosures
    data = data.told_in(paper)
    values: dict[str, object] = {
        "ready": Ready(
            date=data.closing.date if data.closing else written_date(None, data.day.year),
            year=str(data.day.year),
            counts=how_many(len(data.collectives), len(data.individuals)),
            submission=data.submission,
            submitted_by=data.submitted_by,
            origin=_origin(data),
            enclosures=enclosures,
        ),
        "collective": nominee if isinstance(nominee, Collective) else None,
        "individual": nominee if isinstance(nominee, Individual) else None,
    }
    wanted = {
        name: values[name] if name in values else getattr(data, name) for name in fields(paper)
    }
    missing = [
        name
        for name in ("award", "council", "unit", "closing", "report")
        if wanted.get(name, data) is None
    ]
    if missing or (paper in PER_NOMINEE and nominee is None):
        raise ValueError(f"{paper} without {missing or 'nominee'}")
    return wanted


def _origin(data: PaperData) -> str:
    """Which data a draft was made of; nothing on a paper for the signature."""
    if data.closing is not None and not data.closing.is_draft:
        return ""
    return (
        f"Dự thảo lập lúc {format_instant(data.made_at)}, {data.campaign.code}, "
        f"r{data.campaign.revision}, nhật ký {data.campaign.audit}"
    )
