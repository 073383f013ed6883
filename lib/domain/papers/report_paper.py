"""A closing or interim report as its paper tells it: addressees, paragraphs, annexes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from lib.domain.vietnamese import share_in_text

MOST_BARS: Final = 40
"""More do not fit on a page, and the table tells the same."""
BY_GROUP, BY_UNIT, BY_DAY = "groups", "units", "days"


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
class DocumentRow:
    """A document that the Office has published.

    Attributes:
        symbol: number and symbol.
        acknowledged: as in "8/9", units.
        address: where it is read; "-" of one that is a file alone.
    """

    number: str
    symbol: str
    issued_on: str
    issuer: str
    abstract: str
    published_on: str
    acknowledged: str
    address: str


@dataclass(frozen=True, slots=True)
class ReportBar:
    """One bar of a chart.

    Attributes:
        hundredths: of a per cent; None where nothing was asked for, which has no bar.
    """

    label: str
    hundredths: int | None

    @property
    def share(self) -> str:
        """As the table tells it: "54,5%", "-"."""
        return "-" if self.hundredths is None else share_in_text(Fraction(self.hundredths, 10_000))


@dataclass(frozen=True, slots=True)
class ReportChart:
    """A chart in an annex: bars, or the points of a line.

    Attributes:
        key: what the template says where it is to stand.
        description: what it shows, in sentences, for who cannot see it.
        is_line: whether the bars are points of a line, from left to right.
    """

    key: str
    title: str
    bars: tuple[ReportBar, ...]
    description: str
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """Everything that the paper of a report tells.

    Attributes:
        subject: what it is about, as in "Kết quả phong trào …".
        symbol: number and symbol as printed, with room where there is none yet.
        date: as in "ngày 05 tháng 6 năm 2021", with room as well.
        is_draft: whether the foot tells of which data the draft was made.
        indicators, units, honours: of the first three annexes.
        charts: of the first two; none for more bars than a page has room for, nor of days while
            nothing is complete.
        documents: of the fourth annex, which there is none without.
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
    charts: tuple[ReportChart, ...] = ()
    documents: tuple[DocumentRow, ...] = ()

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

    @property
    def group_chart(self) -> str:
        """The key of the chart of groups; "" where there is none."""
        return self._chart(BY_GROUP)

    @property
    def unit_chart(self) -> str:
        """The key of the chart of units; "" where there is none."""
        return self._chart(BY_UNIT)

    @property
    def day_chart(self) -> str:
        """The key of the chart over time; "" where there is none."""
        return self._chart(BY_DAY)

    @property
    def has_nothing_complete(self) -> bool:
        return any(row.is_total and row.complete == "0" for row in self.units)

    @property
    def has_too_many_groups(self) -> bool:
        return sum(row.is_heading for row in self.indicators) > MOST_BARS

    @property
    def has_too_many_units(self) -> bool:
        return sum(not row.is_total for row in self.units) > MOST_BARS

    def _chart(self, key: str) -> str:
        return next((one.key for one in self.charts if one.key == key), "")
