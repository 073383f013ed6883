"""What a sheet of paper holds, and the page a browser prints it from."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from lib.config import ROOT
from lib.domain.agency import Agency
from lib.domain.vietnamese import format_instant
from lib.text import DEMO, PRODUCT

NUMBER: Final = "number"
"""Marks a column whose cells stand to the right."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; cells are text.

    Attributes:
        kind: NUMBER, or nothing.
    """

    label: str
    cells: Sequence[str]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with lines of text and a table below it, whichever there are."""

    title: str
    lines: Sequence[str] = ()
    columns: Sequence[Column] = ()

    @property
    def rows(self) -> list[tuple[tuple[str, str], ...]]:
        """The cells row by row, each with its column's kind."""
        kinds = [column.kind for column in self.columns]
        return [
            tuple(zip(cells, kinds, strict=True))
            for cells in zip(*(column.cells for column in self.columns), strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is printed.

    Attributes:
        about: what of, below the title; "" for nothing.
        is_wide: printed on its side.
        revision: of the campaign, which everything printed is true of; None for what is of none.
    """

    title: str
    about: str
    sections: Sequence[Section]
    revision: int | None
    is_wide: bool = False

    @property
    def rows(self) -> int:
        """How many lines its tables have."""
        return sum(len(section.rows) for section in self.sections)


def page(sheet: Sheet, agency: Agency | None, printed_at: datetime, *, is_demo: bool) -> str:
    """The whole page in HTML; everything in it is escaped."""
    of = "" if sheet.revision is None else f" · r{sheet.revision}"
    return _template().render(
        sheet=sheet,
        agency=agency,
        as_of=f"Số liệu lúc {format_instant(printed_at)}{of}",
        demo=DEMO if is_demo else "",
        product=PRODUCT,
    )


@functools.cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(ROOT / "static"),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("sheet.html")
