"""Who receives the plan and who signed it, in the order and the columns that come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from lib.domain.plan_text import head, words
from lib.domain.plan_text.lines import LOWER, UPPER, Line, begins_small, is_upper, joined
from lib.domain.plan_text.nouns import Place, Recipient, Signer

_DASH: Final = re.compile(r"[-–—•*+]\s*")
_FILED: Final = re.compile(r"[-–—•*+\s]*Lưu\b", re.IGNORECASE)
_FOOTNOTE: Final = re.compile(r"\[\d{1,3}\]")
# Title and name in one cell: "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Vi Văn Hòa".
_SIGNED_CELL: Final = re.compile(
    rf"(?P<title>[{UPPER}][{UPPER} .,/&–-]+?)\s+(?P<name>[{UPPER}][{LOWER}'’]+(?:\s\S+){{1,5}})"
)
_DONE: Final = re.compile(r"[.;]\s*$")
_MOST_LETTERS: Final = 1000
_LOOK_AHEAD: Final = 12


@dataclass(slots=True)
class Foot:
    """Attributes: taken: how many of the lines belong to it; signers in the order of columns."""

    recipients: list[Recipient] = field(default_factory=list)
    signers: list[Signer] = field(default_factory=list)
    taken: int = 0
    places: dict[int, Place] = field(default_factory=dict)
    place: str | None = None
    day: date | None = None


def start_of(lines: Sequence[Line], begin: int, end: int) -> int:
    """Where recipients or the signature begin; `end` when there are none."""
    for at in range(begin, end):
        for cell in cells_of(lines[at]):
            if words.RECIPIENTS.match(cell):
                return _title_above(lines, begin, at)
            if words.SIGNATURE.fullmatch(cell.strip(" .,;:*")) and is_upper(cell[3:]):
                return _date_above(lines, begin, at)
            if words.is_signature_title(cell) and _is_followed_by_name(lines, at + 1, end):
                return _date_above(lines, begin, at)
    return end


def cells_of(line: Line) -> list[str]:
    """What stands beside each other on a line of the foot."""
    found = []
    for cell in line.cells:
        if line.is_table and (signed := _SIGNED_CELL.fullmatch(cell)):
            found += [signed["title"], signed["name"]]
        elif line.is_table or is_upper(cell):
            found.append(cell)
        else:
            found += words.BEHIND_COLUMN.split(cell, maxsplit=1)
    return found


def _title_above(lines: Sequence[Line], begin: int, at: int) -> int:
    """Where a signature, or its date, that stands above the recipients begins."""
    while at > begin and words.is_signature_title(lines[at - 1].text):
        at -= 1
    return _date_above(lines, begin, at)


def _date_above(lines: Sequence[Line], begin: int, at: int) -> int:
    return at - 1 if at > begin and head.dated(lines[at - 1].text) else at


def _is_followed_by_name(lines: Sequence[Line], at: int, end: int) -> bool:
    for line in lines[at : min(at + _LOOK_AHEAD, end)]:
        for cell in cells_of(line):
            if words.name_in(cell) or words.RECIPIENTS.match(cell):
                return True
            is_more = words.is_signature_title(cell) or words.SIGNED.fullmatch(cell)
            if not is_more and not line.is_rule and not _DASH.match(cell):
                return False
    return False


class _Reader:
    def __init__(self) -> None:
        self.found = Foot()
        self._is_open = False
        self._is_filed = False
        self._titles: list[list[str]] = []
        self._title_lines: list[int] = []
        self._names: list[tuple[str, str | None]] = []
        self._last = ""
        self._column = 0
        self._office: str | None = None

    def takes(self, line: Line) -> bool:
        """Whether the line belongs to the foot."""
        if line.is_rule:
            self.found.places[line.no] = Place.RULE
            return True
        self._column = 0
        taken = [self._took(cell, line) for cell in cells_of(line)]
        if not any(taken):
            return False
        self.found.places[line.no] = next(one for one in taken if one)
        return True

    def _took(self, cell: str, line: Line) -> Place | None:
        if found := words.RECIPIENTS.match(cell):
            self._is_open, self._last = True, ""
            for one in (found["rest"] or "").split(";"):
                if one.strip():
                    self._receive(f"{one.strip()};", line)
            return Place.RECIPIENTS
        if _FOOTNOTE.match(cell):
            return None
        return self._took_signature(cell, line) or self._took_recipient(cell, line)

    def _took_signature(self, cell: str, line: Line) -> Place | None:
        if _DASH.match(cell):
            return None
        is_title = words.is_signature_title(cell)
        if self._names and not is_title:
            named = words.name_in(cell)
            if named and len(self._names) < len(self._titles):
                self._names.append(named)
                return self._sign(line)
            return None
        if self._names:
            if not self._is_open or self._is_filed:
                self._office = cell
            return self._sign(line)
        is_other = bool(words.OTHER_SIGNER.fullmatch(cell)) and is_upper(cell)
        if is_title or is_other or (self._titles and is_upper(cell) and not words.name_in(cell)):
            self._entitle(cell, is_title=is_title or is_other, line=line)
            return self._sign(line)
        if not self._titles:
            return None
        if words.SIGNED.fullmatch(cell):
            return self._sign(line)
        if named := words.name_in(cell):
            self._names.append(named)
            return self._sign(line)
        return None

    def _sign(self, line: Line) -> Place:
        self._title_lines.append(line.no)
        names = [*self._names, *self._nobody()]
        lines = tuple(dict.fromkeys(self._title_lines))
        made = [
            Signer(" / ".join(" ".join(one.split()) for one in titles), name, rank, None, lines)
            for titles, (name, rank) in zip(self._titles, names, strict=False)
        ]
        if self._names:
            at = len(self._names) - 1
            made[at] = replace(made[at], office=self._office)
        self.found.signers = made
        return Place.SIGNATURE

    def _nobody(self) -> list[tuple[str | None, str | None]]:
        return [(None, None)] * len(self._titles)

    def _entitle(self, cell: str, *, is_title: bool, line: Line) -> None:
        plain = cell.strip(" *,;:")
        is_in_columns = len(cells_of(line)) > 1 and not line.is_stacked
        column = self._column if is_in_columns else len(self._titles) - 1
        self._column += 1
        if not self._titles or column >= len(self._titles):
            self._titles.append([plain])
        elif is_title:
            self._titles[column].append(plain)
        else:
            self._titles[column][-1] = joined(self._titles[column][-1], plain)

    def _took_recipient(self, cell: str, line: Line) -> Place | None:
        if not self._is_open:
            return None
        is_new = bool(_DASH.match(cell)) or (
            bool(_FILED.match(cell)) and bool(_DONE.search(self._last))
        )
        goes_on = bool(self._last) and (
            begins_small(cell) or cell[:1] in "(+" or not _DONE.search(self._last)
        )
        if self._is_filed and not _DASH.match(cell):
            if not goes_on or line.is_after_gap or _DONE.search(self._last):
                return None
        elif self._is_filed and line.is_after_gap:
            return None
        self._receive(cell, line, goes_on=goes_on and not (is_new and cell[:1] != "+"))
        return Place.RECIPIENTS

    def _receive(self, cell: str, line: Line, *, goes_on: bool = False) -> None:
        self._is_filed = self._is_filed or bool(_FILED.match(cell))
        self._last = cell
        made = self.found.recipients
        if goes_on and made and len(made[-1].text) < _MOST_LETTERS:
            text = joined(made[-1].text, cell)
            made[-1] = Recipient(text, tuple(dict.fromkeys((*made[-1].lines, line.no))))
        else:
            made.append(Recipient(_DASH.sub("", cell, count=1), (line.no,)))

    def is_done(self) -> bool:
        return bool(self._names) and len(self._names) >= len(self._titles)


def read(lines: Sequence[Line]) -> Foot:
    """The foot that begins with the first of the lines."""
    reader = _Reader()
    at = 0
    for at, line in enumerate(lines):
        if at and words.SURE_ANNEX.fullmatch(line.text) and reader.found.recipients:
            break
        if (told := head.dated(line.text)) is not None:
            reader.found.place, reader.found.day = told
            reader.found.places[line.no] = Place.DATE
        elif not reader.takes(line):
            if reader.is_done() or not _is_more(lines[at : at + 4]):
                break
            reader.found.places[line.no] = Place.SIGNATURE
    else:
        at = len(lines)
    reader.found.taken = at
    made = reader.found.recipients
    reader.found.recipients = [
        Recipient(one.text.rstrip(" .;,"), one.lines) for one in made if one.text.strip(" .;,")
    ]
    return reader.found


def _is_more(lines: Sequence[Line]) -> bool:
    """Whether recipients, a title or a name come soon after words that fit nowhere."""
    cells = [cell for line in lines[1:] for cell in cells_of(line)]
    return any(
        words.is_signature_title(one) or words.name_in(one) or words.RECIPIENTS.match(one)
        for one in cells
    )
