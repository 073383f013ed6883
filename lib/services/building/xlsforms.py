"""The questions of a record as an XLSForm, and the sheets of an uploaded one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.forms.xlsform.book import Book, NotTaken, Reason
from lib.domain.forms.xlsform.outgoing import Outgoing, as_words
from lib.domain.forms.xlsform.sheets import (
    CHOICE_COLUMNS,
    CHOICES,
    SURVEY,
    SURVEY_COLUMNS,
    ListedChoice,
    SurveyRow,
)
from lib.domain.plan_drafts import Part
from lib.errors import BadUpload
from lib.exports.workbook import xlsform_book
from lib.services.building.drafts import OpenRecord
from lib.services.files import tables
from lib.services.files.file_checks import Upload
from lib.services.files.tables import Line
from lib.text import plan_drafts as words

ROW_LIMIT: Final = 2000
COLUMN_LIMIT: Final = 200
_NEEDED: Final = ("type", "label")
_CALLED: Final[Mapping[Part, str]] = {
    Part.TASK: "nhiem_vu", Part.NOMINATION: "de_nghi", Part.EVALUATION: "danh_gia",
    Part.OPINION: "y_kien",
}  # fmt: skip
_QUOTED: Final = 60
_SAME: Final = {"list name": "list_name", "value": "name", "bind::required": "required",
                "bind::constraint": "constraint", "bind::relevant": "relevant"}  # fmt: skip
"""Heads that say the same in other words."""


def workbook(actor: Actor, record: OpenRecord, told: Outgoing) -> bytes:
    """The XLSForm of a record's questions, without what has no place in it."""
    access.check(actor, Action.CAMPAIGN_LOAD)
    form_id = f"{_CALLED[record.name.part]}_{record.name.code.replace('.', '_')}"
    title = as_words(str(record.body.get("short_title") or words.named(record.name, record.body)))
    return xlsform_book.written(told, title=title, form_id=form_id, version=str(record.version))


def read(upload: Upload) -> Book:
    """The questions and choices of an XLSForm; what of its cells cannot be read is told with it.

    Raises:
        BadUpload: why it is not taken; `no_survey`.
    """
    name, lines = tables.sheets(
        upload, (SURVEY, CHOICES), rows=ROW_LIMIT, columns=COLUMN_LIMIT
    )  # fmt: skip
    survey = _Sheet(SURVEY, lines.get(SURVEY, []), SURVEY_COLUMNS)
    if not set(_NEEDED) <= {*survey.places.values()}:
        raise BadUpload("no_survey", file=name)
    choices = _Sheet(CHOICES, lines.get(CHOICES, []), CHOICE_COLUMNS)
    return Book(
        file=name,
        survey=tuple(SurveyRow(number, cells) for number, cells in survey.rows()),
        choices=_listed(choices),
        not_taken=(*survey.not_taken, *choices.not_taken),
    )


class _Sheet:
    """A sheet whose first row are heads.

    Attributes:
        places: the column that stands in each place.
    """

    def __init__(self, name: str, lines: Sequence[Line], columns: Sequence[str]) -> None:
        self.name = name
        head_number, heads, _ = lines[0] if lines else (1, {}, [])
        self._lines = lines[1:]
        self.places: dict[int, str] = {}
        self.not_taken: list[NotTaken] = []
        filled = {place for _, cells, formulas in self._lines for place in (*cells, *formulas)}
        for place, head in sorted(heads.items()):
            plain = _plain(head)
            column = plain if plain in columns else plain.partition("::")[0]
            if column in columns and column not in self.places.values():
                self.places[place] = column
            elif place in filled:
                told = head[:_QUOTED]
                self.not_taken.append(NotTaken(name, head_number, told, Reason.COLUMN, told))

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Number and cells by column of each row that has some."""
        for number, cells, formulas in self._lines:
            for place in formulas:
                if place in self.places:
                    head = self.places[place]
                    self.not_taken.append(NotTaken(self.name, number, head, Reason.FORMULA))
            found = {
                self.places[place]: words for place, words in cells.items() if place in self.places
            }
            if found:
                yield number, found


def _plain(head: str) -> str:
    told = " ".join(head.lower().split())
    return _SAME.get(told, told)


def _listed(sheet: _Sheet) -> Mapping[str, tuple[ListedChoice, ...]]:
    found: dict[str, list[ListedChoice]] = {}
    for number, cells in sheet.rows():
        listed, name = cells.get("list_name", ""), cells.get("name", "")
        if not (listed and name and cells.get("label")):
            told = cells.get("label", name)[:_QUOTED]
            sheet.not_taken.append(NotTaken(CHOICES, number, "", Reason.LIST, told))
            continue
        found.setdefault(listed, []).append(ListedChoice(number, name, cells["label"]))
    return {name: tuple(choices) for name, choices in found.items()}
