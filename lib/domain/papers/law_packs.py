"""Which law a paper of a day stands on: citations with their days, and the form of a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

_SUGGESTED: Final = " (đề xuất, cần kiểm tra)"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One text that papers may cite.

    Attributes:
        cite: as it stands after "Căn cứ"; laws without number and issuer.
        valid_from, valid_to: first and last day; None without such a day.
        is_suggested: nobody of the Office has confirmed it yet.
    """

    cite: str
    valid_from: date | None = None
    valid_to: date | None = None
    is_suggested: bool = False

    def is_valid(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )

    @property
    def text(self) -> str:
        """The citation; one that nobody has confirmed says so in the paper as well."""
        return self.cite + (_SUGGESTED if self.is_suggested else "")


@dataclass(frozen=True, slots=True)
class LawPack:
    """What papers take from the decree of their day.

    Attributes:
        valid_to: its last day; None for the one in force.
        report_form: the number of the achievement report after a drive; "" where none was read.
        is_suggested: the number was inferred, so it is printed as a proposal.
        applies_to: what the report's form says it is for.
        drive, drive_label: what the law of the time calls a campaign of this kind.
    """

    valid_to: date | None
    report_form: str
    is_suggested: bool
    applies_to: str
    drive: str = "theo_chuyen_de"
    drive_label: str = "Thi đua theo chuyên đề"

    @property
    def form_label(self) -> str:
        """As in "Mẫu số 07"; "" when the Office has to look the number up."""
        if not self.report_form:
            return ""
        return f"Mẫu số {self.report_form}" + (_SUGGESTED if self.is_suggested else "")


# Source: DOMAIN 1.1 and 2.2. The law of 2022, article 16, has no "theo đợt" any more. The number
# under the decree of 2023 is an inference; under the one of 2025 nothing was read.
LAW_PACKS: Final = (
    LawPack(
        date(2023, 12, 31), "07", False, "khen thưởng theo đợt hoặc chuyên đề",
        "theo_dot", "Thi đua theo đợt (chuyên đề)",
    ),
    LawPack(date(2025, 6, 30), "08", True, "khen thưởng theo chuyên đề"),
    LawPack(None, "", True, "khen thưởng theo chuyên đề"),
)  # fmt: skip


def law_pack(on: date) -> LawPack:
    """The pack that is valid on the day of the paper."""
    return next(pack for pack in LAW_PACKS if pack.valid_to is None or on <= pack.valid_to)
