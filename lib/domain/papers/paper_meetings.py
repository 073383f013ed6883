"""The council's meeting as its minutes tell of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from lib.domain.papers.paper_parts import BLANK, paragraphs, written_date

_HOUR: Final = re.compile(r"(\d{1,2})\s*(?::|h|g|giờ)\s*(\d{2})?")


class Presence(StrEnum):
    PRESENT = "present"
    WRITTEN = "written"
    """Absent, with an opinion in writing."""
    ABSENT = "absent"


class Ballot(StrEnum):
    SECRET = "secret"  # noqa: S105 the ballot is secret, not a word
    SHOW_OF_HANDS = "show_of_hands"


_BALLOTS: Final = {Ballot.SECRET: "bỏ phiếu kín", Ballot.SHOW_OF_HANDS: "biểu quyết"}


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the council at one meeting.

    Attributes:
        role: in the council, as in "Ủy viên".
        reason: why an absent one was absent.
    """

    name: str
    position: str
    role: str
    presence: Presence = Presence.PRESENT
    reason: str = ""
    is_chair: bool = False
    is_secretary: bool = False

    @property
    def line(self) -> str:
        """As in "Trần Văn Nam, Phó Giám đốc, Phó Chủ tịch Hội đồng"."""
        return ", ".join(part for part in (self.name, self.position, self.role) if part)

    @property
    def absence(self) -> str:
        """The same for one who was not there."""
        opinion = "có ý kiến bằng văn bản" if self.presence == Presence.WRITTEN else ""
        told = "; ".join(part for part in (self.reason, opinion) if part)
        return f"{self.line} ({told})" if told else self.line


_NOBODY: Final = Member("", "", "")


@dataclass(frozen=True, slots=True)
class CouncilMeeting:
    """A meeting; what is not known yet is left open in the minutes.

    Attributes:
        year: of the paper, for a day that is left open.
        quorum, passing: what is needed, in words; "" while the Office has entered nothing.
        rules: the text that these rest on.
        began, ended: as typed, best as in "08:30".
        discussion, conclusion: what was said, and the chair's last word, as typed.
        is_held: whether it has voted; before that the minutes tell nothing of its course.
    """

    year: int
    place: str = ""
    held_on: date | None = None
    began: str = ""
    ended: str = ""
    members: tuple[Member, ...] = ()
    ballot: Ballot = Ballot.SECRET
    quorum: str = ""
    passing: str = ""
    rules: str = ""
    discussion: str = ""
    conclusion: str = ""
    is_held: bool = False

    @property
    def day(self) -> str:
        return written_date(self.held_on, self.year)

    @property
    def begins(self) -> str:
        return _hour(self.began)

    @property
    def ends(self) -> str:
        return _hour(self.ended)

    @property
    def chair(self) -> Member:
        return next((member for member in self.members if member.is_chair), _NOBODY)

    @property
    def secretary(self) -> Member:
        return next((member for member in self.members if member.is_secretary), _NOBODY)

    @property
    def present(self) -> tuple[Member, ...]:
        return tuple(one for one in self.members if one.presence == Presence.PRESENT)

    @property
    def away(self) -> tuple[Member, ...]:
        return tuple(one for one in self.members if one.presence != Presence.PRESENT)

    @property
    def taking_part(self) -> int:
        """How many votes there can be: of those present, and of written opinions."""
        return sum(one.presence != Presence.ABSENT for one in self.members)

    @property
    def attendance(self) -> str:
        """As in "08/11"."""
        return f"{len(self.present):02}/{len(self.members):02}"

    @property
    def absences(self) -> str:
        """How many were away, and how many of these wrote their opinion."""
        written = sum(one.presence == Presence.WRITTEN for one in self.away)
        return f"{len(self.away):02}, trong đó có ý kiến bằng văn bản: {written:02}"

    @property
    def ballot_name(self) -> str:
        return _BALLOTS[self.ballot]

    @property
    def is_secret(self) -> bool:
        """Whether ballots were counted; hands are shown, and a meeting to come has neither."""
        return self.is_held and self.ballot == Ballot.SECRET

    @property
    def opinions(self) -> tuple[str, ...]:
        """The discussion, line by line."""
        return paragraphs(self.discussion)

    @property
    def conclusions(self) -> tuple[str, ...]:
        return paragraphs(self.conclusion)


def _hour(typed: str) -> str:
    """As in "08 giờ 30 phút", or room for it; words that tell no hour stay as they are."""
    if not typed.strip():
        return f"{BLANK}giờ{BLANK}phút"
    found = _HOUR.fullmatch(typed.strip())
    return f"{int(found[1]):02} giờ {found[2] or '00'} phút" if found else typed.strip()
