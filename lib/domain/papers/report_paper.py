"""A closing or interim report as its paper tells it: addressees, paragraphs, annexes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A paragraph, or one of two kinds of headings."""

    text: str
    is_section: bool = False
    is_heading: bool = False

    @property
    def is_body(self) -> bool:
        return not (self.is_section or self.is_heading)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """What one indicator came to, or a group's heading.

    Attributes:
        number: counts the indicators; "" of a heading.
        reporting: as in "8/9", units whose verified report gives it.
    """

    number: str
    text: str
    measure: str = ""
    result: str = ""
    reporting: str = ""
    note: str = ""

    @property
    def is_heading(self) -> bool:
        return not self.number


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What one unit did, or without a number all of them together."""

    number: str
    name: str
    assigned: str
    complete: str
    on_time: str
    overdue: str
    nil: str
    share: str
    own_label: str = ""
    result: str = ""

    @property
    def is_total(self) -> bool:
        return not self.number


@dataclass(frozen=True, slots=True)
class HonourRow:
    """A collective or a person that was honoured, or without a number a heading."""

    number: str
    name: str
    workplace: str = ""
    basis: str = ""

    @property
    def is_heading(self) -> bool:
        return not self.number


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """Everything that the paper of a report tells.

    Attributes:
        subject: what it is about, as in "Kết quả phong trào …".
        symbol: number and symbol as printed, with room where there is none yet.
        date: as in "ngày 05 tháng 6 năm 2021", with room as well.
        is_draft: whether the foot tells of which data the draft was made.
        indicators, units, honours: of the three annexes.
    """

    subject: str
    symbol: str
    date: str
    is_draft: bool
    addressees: tuple[str, ...]
    lines: tuple[ReportLine, ...]
    indicators: tuple[IndicatorRow, ...]
    units: tuple[UnitRow, ...]
    honours: tuple[HonourRow, ...]

    @property
    def only_addressee(self) -> str:
        """The one; "" where there are several."""
        return self.addressees[0] if len(self.addressees) == 1 else ""

    @property
    def first_addressee(self) -> str:
        """As in "- Ủy ban nhân dân tỉnh Cao Bằng;", of several."""
        return f"- {self.addressees[0]};" if len(self.addressees) > 1 else ""

    @property
    def next_addressees(self) -> tuple[str, ...]:
        """The others, each with the mark it ends with."""
        others = self.addressees[1:]
        return tuple(
            f"- {name}{'.' if place == len(others) else ';'}"
            for place, name in enumerate(others, 1)
        )

    @property
    def annex_of(self) -> str:
        """As in "Báo cáo số      /BC-SXD ngày      tháng      năm 2021"."""
        return f"Báo cáo số {self.symbol} {self.date}"

    @property
    def indicator_count(self) -> str:
        return str(sum(not row.is_heading for row in self.indicators))
