"""What a campaign was loaded with besides its plan, wherever it may lack something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from lib import text
from lib.domain.papers.law_packs import LegalBasis
from lib.domain.papers.paper_parts import BLANK, AgencyHead, Signer, written_date

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
