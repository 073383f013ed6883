"""Who of a council does not vote on a case, and what ties them to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lib.domain.forms.typed import line
from lib.domain.nominations import Nomination, Subject
from lib.domain.persons import Named, is_written_alike
from lib.errors import Refused

TIE = "Lý do không tham gia biểu quyết"
TIE_LIMIT = 200


class Tie(StrEnum):
    """The first that holds is told."""

    SELF = "self"
    """The nominee."""
    AUTHOR = "author"
    """Drafted, saved or sent the nomination, or worked on its files."""
    UNIT = "unit"
    """Belongs to the unit whose collective is nominated."""
    STATED = "stated"
    """Entered by the Office with its reason."""


@dataclass(frozen=True, slots=True)
class Recusal:
    """A member who does not vote on a case.

    Attributes:
        note: the reason of a stated tie, as typed.
    """

    full_name: str
    account_id: UUID | None
    tie: Tie
    note: str = ""

    def fits(self, full_name: str, account_id: UUID | None) -> bool:
        """Whether it is that member's."""
        return is_same_member((self.full_name, self.account_id), (full_name, account_id))


@dataclass(frozen=True, slots=True)
class Seated:
    """A member as far as ties go.

    Attributes:
        accounts: the member's own; without one, all that the name may be that of.
    """

    full_name: str
    account_id: UUID | None
    accounts: Sequence[Named]

    def tie(self, nomination: Nomination, authors: Collection[UUID]) -> Tie | None:
        """What ties the member to the nomination; None where nothing does.

        Accents tell people apart here: a vote is lost for good, other than with an act that
        somebody else can do.
        """
        own = {one.account_id for one in self.accounts}
        if nomination.subject == Subject.INDIVIDUAL and (
            nomination.nominee_account in own or self._is_named(nomination)
        ):
            return Tie.SELF
        if not own.isdisjoint(authors):
            return Tie.AUTHOR
        if any(is_own_collective(nomination, one.unit_id) for one in self.accounts):
            return Tie.UNIT
        return None

    def _is_named(self, nomination: Nomination) -> bool:
        names = {self.full_name}
        if self.account_id is not None:
            names |= {one.full_name for one in self.accounts}
        return any(
            is_written_alike(one, other)
            for one in names
            for other in (nomination.name, nomination.listed_name)
        )


def is_same_member(one: tuple[str, UUID | None], other: tuple[str, UUID | None]) -> bool:
    """Whether both are one person of a list: by the accounts where both have one, else by the name.

    Accents count, so that two people stay two; who gets an account later stays one.
    """
    (name, account_id), (other_name, other_id) = one, other
    if account_id is not None and other_id is not None:
        return account_id == other_id
    return name.casefold() == other_name.casefold()


def stated(full_name: str, account_id: UUID | None, why: object) -> Recusal:
    """A tie that the Office enters.

    Raises:
        Invalid: a reason that cannot be taken.
        Refused: no reason.
    """
    note = line(why or "", TIE, TIE_LIMIT)
    if not note:
        raise Refused("tie_needed")
    return Recusal(full_name, account_id, Tie.STATED, note)


def is_own_collective(nomination: Nomination, unit_id: UUID) -> bool:
    """Whether a collective of that very unit is nominated."""
    return nomination.subject == Subject.COLLECTIVE and nomination.unit_id == unit_id
