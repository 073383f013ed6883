"""What a campaign was loaded with besides its plan, wherever it may lack something."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from lib import text
from lib.domain.campaigns import Campaign, Milestone
from lib.domain.papers.law_packs import LegalBasis
from lib.domain.papers.paper_parts import BLANK, AgencyHead, Signer, written_date
from lib.services.campaigns.campaigns import Handle
from lib.store import campaigns as store
from lib.store.engine.db import Database

_LAW: Final = "luat"
_CALL: Final = "chi_thi"
_MATTER: Final = "Thi đua, khen thưởng"
_IN_BRACKETS: Final = re.compile(r" *\([^()]*\)$")
_RANKS: Final = (_LAW, "nghi_dinh", "thong_tu")


@dataclass(frozen=True, slots=True)
class Details:
    """What the database keeps of them, and what papers take from it."""

    data: Mapping[str, Any]

    def part(self, *path: str) -> Mapping[str, Any]:
        found: Any = self.data
        for key in path:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found if isinstance(found, Mapping) else {}

    def bases(self, on: date) -> Iterable[LegalBasis]:
        """Laws before decrees before circulars before the rest, as papers of a day cite them.

        A law of another matter is no ground of an award, though the plan may rest on it.
        """
        keys = ("legal_basis", "legal_basis_current")
        listed = [one for key in keys for one in self.data.get(key) or ()]
        for one in sorted(listed, key=_rank):
            if one.get("kind") == _LAW and _MATTER not in str(one["cite"]):
                continue
            basis = LegalBasis(
                cite=_cited(one, on),
                valid_from=_day(one.get("valid_from")),
                valid_to=_day(one.get("valid_to")),
                is_suggested=bool(one.get("suggested")),
            )
            if basis.is_valid(on):
                yield basis

    def of_plan(self) -> tuple[str, ...]:
        """The texts that the plan itself names as those it rests on."""
        listed = self.data.get("legal_basis") or ()
        return tuple(str(one["cite"]) for one in listed if one.get("in_plan"))

    def plan(self, agency: AgencyHead, title: str) -> LegalBasis:
        """The campaign's own paper, with room for what the Office has not entered yet."""
        told = self.part("document")
        kind = str(told.get("kind") or "Kế hoạch")
        symbol = text.PLAN_SYMBOLS.get(kind, text.PLAN_SYMBOLS["Kế hoạch"])
        number = str(told.get("number") or f"{BLANK}/{symbol}-{agency.abbreviation}")
        day = _day(told.get("date"))
        dated = written_date(day, day.year if day else None)
        about = title[:1].lower() + title[1:]
        joined = about if about.startswith("phát động ") else f"về {about}"
        return LegalBasis(f"{kind} số {number} {dated} của {agency.name} {joined}")

    def signer(self) -> Signer:
        told = self.part("document", "signer")
        return Signer(
            position=str(told.get("position") or "GIÁM ĐỐC"),
            name=str(told.get("name") or ""),
            authority=str(told.get("authority") or ""),
        )

    def recipients(self) -> tuple[str, ...]:
        listed = self.part("document").get("recipients") or ()
        return tuple(str(one) for one in listed if not str(one).startswith("Lưu"))

    def appraiser(self) -> str:
        names = list(self.part("report_addressees").get("names") or [])
        return str(names[1]) if len(names) > 1 else text.APPRAISER

    def addressees(self) -> tuple[str, ...]:
        """Whom the agency reports to."""
        names = self.part("report_addressees").get("names") or []
        return tuple(str(one) for one in names)

    def called_by(self, on: date) -> tuple[LegalBasis, ...]:
        """The texts of the agency's superiors that the campaign answers."""
        listed = [one for one in self.data.get("legal_basis") or () if one.get("kind") == _CALL]
        return tuple(
            LegalBasis(cite=_cited(one, on), is_suggested=bool(one.get("suggested")))
            for one in listed
        )


@dataclass(frozen=True, slots=True)
class PlanWords:
    """Words of the plan's paper; "" and None for what it does not say.

    Attributes:
        bases: the documents that the plan itself rests on, as it cites them.
        form: what kind of emulation it calls for.
        scope: whom it calls upon.
        starts_on, ends_on: first and last day.
        is_suggested: whether nobody has confirmed these days.
    """

    opening: str
    closing: str
    bases: tuple[str, ...]
    form: str
    scope: str
    starts_on: date | None
    ends_on: date | None
    is_suggested: bool


def plan_words(db: Database, campaign: Campaign) -> PlanWords:
    """Of the plan in force; read once per version of the campaign."""
    return _plan_words(Handle(db), campaign.campaign_id, campaign.version)


@functools.lru_cache(maxsize=16)
def _plan_words(handle: Handle, campaign_id: UUID, _version: int) -> PlanWords:
    details, milestones = handle.db.read(
        lambda tx: (store.details(tx, campaign_id), store.milestones(tx, campaign_id))
    )
    return words_of(details, milestones)


def words_of(details: Mapping[str, Any], milestones: Sequence[Milestone]) -> PlanWords:
    """Those that a campaign's details hold; whatever is not there or not usable is left out."""
    told = Details(details)
    document, emulation = told.part("document"), told.part("emulation")
    days = {one.key: one.due_on for one in milestones}
    period = told.part("emulation", "period")
    return PlanWords(
        opening=str(document.get("opening") or ""),
        closing=str(document.get("closing") or ""),
        bases=told.of_plan(),
        form=str(emulation.get("form_label") or ""),
        scope=str(emulation.get("scope") or ""),
        starts_on=_counted(told.part("emulation", "period", "starts"), days),
        ends_on=_counted(told.part("emulation", "period", "ends"), days),
        is_suggested=bool(period.get("suggested")),
    )


def _counted(told: Mapping[str, Any], days: Mapping[str, date]) -> date | None:
    milestone, offset = days.get(str(told.get("milestone"))), told.get("offset_days")
    return milestone + timedelta(days=offset) if milestone and isinstance(offset, int) else None


def _cited(basis: Mapping[str, Any], on: date) -> str:
    """The text with its amendment from that one's day on.

    Older data have the amendment in brackets behind the citation.
    """
    cite, amendment = str(basis["cite"]), str(basis.get("amendment") or "")
    begins = _day(basis.get("amended_from"))
    if begins is not None and on < begins:
        return _IN_BRACKETS.sub("", cite)
    return f"{cite}; {amendment}" if amendment else cite


def _rank(basis: Mapping[str, Any]) -> int:
    kind = basis.get("kind")
    return _RANKS.index(kind) if kind in _RANKS else len(_RANKS)


def _day(told: object) -> date | None:
    return date.fromisoformat(str(told)) if told else None
