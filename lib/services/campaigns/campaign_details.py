"""What a campaign was loaded with besides its plan, wherever it may lack something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from lib import text
from lib.domain.papers.law_packs import LegalBasis
from lib.domain.papers.paper_parts import Signer

_RANKS: Final = ("luat", "nghi_dinh", "thong_tu")


@dataclass(frozen=True, slots=True)
class Details:
    """What the database keeps of them, and what papers take from it."""

    data: Mapping[str, Any]

    def part(self, *path: str) -> Mapping[str, Any]:
        found: Any = self.data
        for key in path:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found if isinstance(found, Mapping) else {}

    def bases(self) -> Iterable[LegalBasis]:
        """Laws before decrees before circulars before the rest, as papers cite them."""
        keys = ("legal_basis", "legal_basis_current")
        listed = [one for key in keys for one in self.data.get(key) or ()]
        for one in sorted(listed, key=_rank):
            yield LegalBasis(
                cite=str(one["cite"]),
                valid_from=_day(one.get("valid_from")),
                valid_to=_day(one.get("valid_to")),
                is_suggested=bool(one.get("suggested")),
            )

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


def _rank(basis: Mapping[str, Any]) -> int:
    kind = basis.get("kind")
    return _RANKS.index(kind) if kind in _RANKS else len(_RANKS)


def _day(told: object) -> date | None:
    return date.fromisoformat(str(told)) if told else None
