"""What templates of papers may name, with types, and what they are filled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Final, get_type_hints

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
    how_many,
    written_date,
)
from lib.domain.papers.papers import PACKS, PER_NOMINEE, Pack, Paper, PaperData
from lib.domain.papers.report_paper import ReportPaper
from lib.domain.papers.result_notice import ResultNotice
from lib.domain.papers.unit_report import UnitReport
from lib.domain.papers.urging import UrgingLetter
from lib.domain.vietnamese import format_instant


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
_FROM_OFFICE: Final[Mapping[str, object]] = {
    "agency": AgencyHead,
    "campaign": CampaignFacts,
    "ready": Ready,
    "office": Desk,
}
_OF_NOTICE: Final[Mapping[str, object]] = {
    **_FROM_OFFICE,
    "director": Signer,
    "notice": ResultNotice,
    "recipients": tuple[str, ...],
}
_OF_BRIEF: Final[Mapping[str, object]] = {
    **_FROM_OFFICE,
    "brief": LeaderBrief,
}
_OF_DOCUMENT: Final[Mapping[str, object]] = {
    **_FROM_OFFICE,
    "acknowledged": AcknowledgementList,
}
_TO_UNIT: Final[Mapping[str, object]] = {**_FROM_OFFICE, "director": Signer, "unit": Desk}
_OF_UNIT_REPORT: Final[Mapping[str, object]] = {**_TO_UNIT, "report": UnitReport}
_OF_URGING: Final[Mapping[str, object]] = {**_TO_UNIT, "urging": UrgingLetter}
_OF_NOMINEE: Final[Mapping[str, object]] = {
    **_OF_AGENCY,
    "collective": Collective | None,
    "individual": Individual | None,
}

_OF_ONE: Final[Mapping[Paper, Mapping[str, object]]] = {
    **dict.fromkeys(PER_NOMINEE, _OF_NOMINEE),
    Paper.CLOSING_REPORT: _OF_REPORT,
    Paper.UNIT_REPORT: _OF_UNIT_REPORT,
    Paper.RESULT_NOTICE: _OF_NOTICE,
    Paper.LEADER_BRIEF: _OF_BRIEF,
    Paper.ACKNOWLEDGEMENT_LIST: _OF_DOCUMENT,
    Paper.URGING_LETTER: _OF_URGING,
}
"""Papers whose names no other kind of paper has."""


def fields(paper: Paper) -> Mapping[str, object]:
    """The names a template of this paper may use, with their types."""
    if paper in _OF_ONE:
        return _OF_ONE[paper]
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
        for name in (
            "award",
            "council",
            "unit",
            "closing",
            "report",
            "notice",
            "brief",
            "acknowledged",
            "urging",
        )
        if wanted.get(name, data) is None
    ]
    if missing or (paper in PER_NOMINEE and nominee is None):
        raise ValueError(f"{paper} without {missing or 'nominee'}")
    return wanted


def _origin(data: PaperData) -> str:
    """Which data a draft was made of; nothing on a paper for the signature."""
    told = data.closing or data.notice or data.brief
    if told is not None and not told.is_draft:
        return ""
    return (
        f"Dự thảo lập lúc {format_instant(data.made_at)}, {data.campaign.code}, "
        f"r{data.campaign.revision}, nhật ký {data.campaign.audit}"
    )
