"""Who and what papers speak of, with the words that forms want of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from lib.domain.papers.number_words import counted
from lib.domain.papers.standing import IN_ALL, Standing
from lib.domain.papers.votes import EMPTY, Vote, VoteCells

BLANK: Final = "     "
"""Room for a person to write; never dots or lines."""


def written_date(day: date | None, year: int | None) -> str:
    """As in "ngày 05 tháng 01 năm 2021": zeros before days below ten and months 1 and 2 alone.

    Args:
        day: None leaves room for day and month.
        year: of the paper, for a day that is left open; None leaves room for it as well.
    """
    if day is None:
        return f"ngày{BLANK}tháng{BLANK}năm{f' {year}' if year else BLANK}"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


@dataclass(frozen=True, slots=True)
class AgencyHead:
    """The agency as heads of papers and their sentences name it.

    Attributes:
        governing_body: as in "UBND tỉnh Cao Bằng"; `governing_body_header` for the head.
        header: as in "SỞ XÂY DỰNG".
        name: in full, as in "Sở Xây dựng tỉnh Cao Bằng".
        abbreviation: as in "SXD", for symbols.
        place: as in "Cao Bằng", before the date.
    """

    governing_body: str
    governing_body_header: str
    name: str
    header: str
    abbreviation: str
    place: str

    @property
    def province(self) -> str:
        """As in "Ủy ban nhân dân tỉnh Cao Bằng"."""
        return self.governing_body.replace("UBND", "Ủy ban nhân dân", 1)

    @property
    def director_title(self) -> str:
        """The line between a decision's subject and its grounds."""
        return f"GIÁM ĐỐC {self.name.upper()}"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: "KT. GIÁM ĐỐC" over "PHÓ GIÁM ĐỐC", or no authority but one's own."""

    position: str
    name: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A unit that writes papers: the Office, or the one that nominates.

    Attributes:
        header: as in "PHÒNG QUẢN LÝ XÂY DỰNG".
        abbreviation: as in "QLXD", for symbols.
        has_seal: whether it writes letters under a number and a seal of its own.
    """

    name: str
    header: str
    abbreviation: str
    signer: Signer
    has_seal: bool = False

    @property
    def chief(self) -> str:
        """The signer's position in a sentence, as in "Chánh Văn phòng Sở"."""
        return f"{self.signer.position.split()[0].capitalize()} {self.name}"


@dataclass(frozen=True, slots=True)
class Award:
    """A form of commendation that the campaign offers, as in "Giấy khen của Giám đốc Sở"."""

    code: str
    name: str
    decided_by: str

    @property
    def short_name(self) -> str:
        """As in "Giấy khen"."""
        return self.name.split(" của ")[0]


@dataclass(frozen=True, slots=True)
class CampaignFacts:
    """The campaign as sentences name it, and the revision the paper was made of.

    Attributes:
        audit: where the campaign's audit log ended then, as on paper.
    """

    code: str
    title: str
    revision: int
    audit: str

    @property
    def movement(self) -> str:
        """As in "phong trào thi đua thực hiện …", for the middle of a sentence."""
        name = self.title.removeprefix("Phát động ")
        return name[:1].lower() + name[1:]


@dataclass(frozen=True, slots=True)
class Collective:
    """A nominated collective.

    Attributes:
        managed_by: the unit directly above it.
        summary: the one line "nội dung khen thưởng"; `achievement` is the long text.
        recused: who of the council does not vote on it and why, as in "ông (bà) … không tham gia
            biểu quyết do …".
        standing: which papers name it.
        has_seal: whether it is a unit with a seal of its own.
    """

    name: str
    managed_by: str
    summary: str
    achievement: str
    award_name: str
    staff_count: int | None = None
    women_count: int | None = None
    vote: Vote | None = None
    conclusion: str = ""
    note: str = ""
    recused: str = ""
    standing: Standing = IN_ALL
    has_seal: bool = False

    @property
    def is_proposed(self) -> bool:
        return self.standing.is_proposed

    @property
    def sign_note(self) -> str:
        """What its head is asked for under the title: a division has no seal."""
        return "(ký, đóng dấu)" if self.has_seal else "(ký, ghi rõ họ tên)"

    @property
    def header(self) -> str:
        return self.name.upper()

    @property
    def staff(self) -> str:
        """As in "12 (nữ 5)"."""
        if self.staff_count is None:
            return EMPTY
        women = "" if self.women_count is None else f" (nữ {self.women_count})"
        return f"{self.staff_count}{women}"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return _ended(paragraphs(self.achievement))

    @property
    def votes(self) -> VoteCells:
        return self.vote.cells if self.vote else VoteCells()


@dataclass(frozen=True, slots=True)
class Individual:
    """A nominated person.

    Attributes:
        address: "Ông" or "Bà".
        category: the statistical form's group of persons, in words.
        recused, standing: as of a Collective.
    """

    name: str
    address: str
    is_woman: bool
    position: str
    unit: str
    summary: str
    achievement: str
    award_name: str
    birth_year: int | None = None
    category: str = ""
    vote: Vote | None = None
    conclusion: str = ""
    note: str = ""
    recused: str = ""
    standing: Standing = IN_ALL

    @property
    def is_proposed(self) -> bool:
        return self.standing.is_proposed

    @property
    def full_name(self) -> str:
        return f"{self.address} {self.name}"

    @property
    def header(self) -> str:
        return self.unit.upper()

    @property
    def sex(self) -> str:
        return "Nữ" if self.is_woman else "Nam"

    @property
    def birth(self) -> str:
        return EMPTY if self.birth_year is None else str(self.birth_year)

    @property
    def born(self) -> str:
        """As in "Sinh năm 1988"; "" when it is not known. The database keeps no more."""
        return "" if self.birth_year is None else f"Sinh năm {self.birth_year}"

    @property
    def birth_man(self) -> str:
        """The year in the men's column."""
        return "" if self.is_woman else self.birth

    @property
    def birth_woman(self) -> str:
        return self.birth if self.is_woman else ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return _ended(paragraphs(self.achievement))

    @property
    def votes(self) -> VoteCells:
        return self.vote.cells if self.vote else VoteCells()


def paragraphs(long_text: str) -> tuple[str, ...]:
    """The lines of a long text that say something."""
    return tuple(line.strip() for line in long_text.splitlines() if line.strip())


def _ended(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The same with the mark after which a paper says no more."""
    return (*lines[:-1], f"{''.join(lines[-1:]).rstrip('./;, ')}./.")


def how_many(collectives: int, individuals: int) -> str:
    """As in "02 (hai) tập thể và 03 (ba) cá nhân"; one kind alone where the other has none."""
    kinds = [(collectives, "tập thể"), (individuals, "cá nhân")]
    some = [f"{counted(count)} {kind}" for count, kind in kinds if count]
    return " và ".join(some) or f"{counted(0)} tập thể, cá nhân"
