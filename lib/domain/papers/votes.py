"""The counted result of a vote, and the cells that papers show of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from lib.domain.vietnamese import share_number

EMPTY: Final = "-"
"""A cell for which there is nothing to say."""
OPEN: Final = ""
"""A cell that is filled in by hand."""


@dataclass(frozen=True, slots=True)
class VoteCells:
    """A counted vote as cells; without one they are filled in by hand."""

    issued: str = OPEN
    returned: str = OPEN
    valid: str = OPEN
    invalid: str = OPEN
    agreed: str = OPEN
    against: str = OPEN
    abstained: str = OPEN
    share_present: str = OPEN
    share_members: str = OPEN
    both_shares: str = OPEN


@dataclass(frozen=True, slots=True)
class Vote:
    """The counted result for one nominee.

    Attributes:
        present, members: the two bases of a share, without who is recused from the case.
        issued, returned, valid: ballots; None where hands were shown.
    """

    agreed: int
    against: int
    abstained: int
    present: int
    members: int
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None

    @property
    def cells(self) -> VoteCells:
        of_present, of_members = self._share(self.present), self._share(self.members)
        unfit = None
        if self.returned is not None and self.valid is not None:
            unfit = self.returned - self.valid
        said = "ý kiến" if self.issued is None else "phiếu"
        return VoteCells(
            _count(self.issued),
            _count(self.returned),
            _count(self.valid),
            _count(unfit),
            str(self.agreed),
            str(self.against),
            str(self.abstained),
            of_present,
            of_members,
            f"{self.agreed} {said}\n{of_present}% dự họp\n{of_members}% tổng số",
        )

    def _share(self, of: int) -> str:
        return share_number(Fraction(self.agreed, of)) if of else EMPTY


def _count(count: int | None) -> str:
    return EMPTY if count is None else str(count)
