"""Rows of an XLSForm taken into a form that is built, question by question.

What has no place in a form of ours is told by sheet, row and column, and left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lib.domain.forms import building
from lib.domain.forms.building import FormDraft
from lib.domain.forms.field_data import field_to_data
from lib.domain.forms.fields import Field, Kind
from lib.domain.forms.file_kinds import IMAGE
from lib.domain.forms.kinds import KINDS
from lib.domain.forms.xlsform import listed as listed_choices
from lib.domain.forms.xlsform import outgoing, rules
from lib.domain.forms.xlsform.book import Became, Book, NotTaken, Reason, Taken
from lib.domain.forms.xlsform.sheets import (
    SURVEY,
    YES_NO_LIST,
    YES_NO_NAMES,
    ListedChoice,
    SurveyRow,
    is_mapped,
)
from lib.errors import AppError, Problems, Refused

_QUOTED: Final = 60
_SELECT: Final = re.compile(r"(select_one|select_multiple)\s+(\S+)(\s+or_other)?")
_KINDS: Final = {(spec.xls_type, spec.xls_appearance): kind for kind, spec in KINDS.items()}
_FILES: Final = next(kind for kind, spec in KINDS.items() if spec.is_files)
_YES_NO: Final = next(kind for kind, spec in KINDS.items() if spec.is_yes_no)
_CHOSEN: Final = {
    spec.xls_type: kind for kind, spec in KINDS.items() if spec.xls_type and "choices" in spec.keys
}
_TRUE: Final = frozenset({"yes", "true", "true()", "1"})
_FALSE: Final = frozenset({"", "no", "false", "false()", "0"})
_BEGIN, _END = ("begin_group", "begin_repeat"), ("end_group", "end_repeat")
_SETTINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "label": ("label",),
    "hint": ("help",),
    "required": ("required",),
    "constraint": ("minimum", "maximum", "at_least", "at_most", "max_length"),
    "relevant": ("show_when",),
}
"""What of a question's data each column says."""


def taken(draft: FormDraft, book: Book) -> Taken:
    """The form with the questions of the file: new ones at the end, known ones changed.

    A question is known by its name; questions that the file does not have stay as they are.
    """
    work = _Work(draft, book)
    for row in book.survey:
        work.take(row)
    found = sorted((*book.not_taken, *work.not_taken), key=lambda one: (one.sheet, one.row))
    return Taken(work.draft, tuple(work.became), tuple(found))


@dataclass(slots=True)
class _Work:
    """The form so far.

    Attributes:
        keys: of questions that can be referred to, by their names in the file.
        answers: by which names a question's answers go in the file, by the question's key.
        depth: of how many repeats the row lies inside.
        note: words that stand before the next question.
    """

    draft: FormDraft
    book: Book
    became: list[tuple[Field, Became]] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    answers: dict[str, dict[str, str | bool]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    depth: int = 0
    note: str = ""

    def __post_init__(self) -> None:
        for one in self.draft.fields:
            if is_mapped(one):
                self.keys[one.key] = one.key
                self.answers[one.key] = listed_choices.own_answers(one)

    def take(self, row: SurveyRow) -> None:
        """One row; what of it cannot be taken is noted."""
        kind = row.cells.get("type", "").strip()
        word = kind.lower().replace(" ", "_")
        if self._is_inside(row, word) or not kind:
            return
        if word == "note":
            self.note = "\n".join(filter(None, [self.note, row.cells.get("label", "")]))
            return
        asked = self._asked(row, kind)
        if asked is None:
            return
        name = row.cells.get("name", "").strip()
        if name and name in self.names:
            self._leave(row, "name", Reason.NAME_TWICE, name)
            return
        self.names.add(name)
        told, self.note = self.note, ""
        hint = "\n".join(filter(None, [told, row.cells.get("hint", "")]))
        self._put(SurveyRow(row.number, {**row.cells, "hint": hint}), name, *asked)

    def _is_inside(self, row: SurveyRow, word: str) -> bool:
        """Whether the row begins or ends a group, or lies inside a repeat."""
        if word in _BEGIN:
            if word == "begin_repeat" or self.depth:
                self.depth += 1
            if self.depth < 2:
                reason = Reason.REPEAT if self.depth else Reason.GROUP
                self._leave(row, "type", reason, row.cells.get("label", ""))
            return True
        if word in _END:
            self.depth = max(self.depth - 1, 0)
            return True
        return self.depth > 0

    def _asked(self, row: SurveyRow, kind: str) -> tuple[Kind, tuple[ListedChoice, ...]] | None:
        """The kind of the question, and its choices."""
        if kind.lower() == IMAGE:
            return _FILES, ()
        look = row.cells.get("appearance", "").strip().lower()
        plain = _KINDS.get((kind.lower(), look)) or _KINDS.get((kind.lower(), ""))
        if plain is not None and kind.lower() not in _CHOSEN:
            return plain, ()
        select = _SELECT.fullmatch(kind)
        if select is None:
            self._leave(row, "type", Reason.TYPE, kind)
            return None
        if select[3]:
            self._leave(row, "type", Reason.OR_OTHER, kind)
        listed = self.book.choices.get(select[2], ())
        if not listed:
            self._leave(row, "type", Reason.LIST, select[2])
            return None
        is_yes_no = select[2] == YES_NO_LIST and {one.name for one in listed} == {
            *YES_NO_NAMES.values()
        }
        is_one = select[1] == KINDS[_YES_NO].xls_type
        return (_YES_NO if is_one and is_yes_no else _CHOSEN[select[1]]), listed

    def _put(self, row: SurveyRow, name: str, kind: Kind, listed: tuple[ListedChoice, ...]) -> None:
        old = next((one for one in self.draft.fields if one.key == name), None)
        if old is not None and old.retired:
            self._leave(row, "name", Reason.RETIRED, name)
            return
        if old is not None and old.kind != kind:
            self._leave(row, "type", Reason.OTHER_KIND, name)
            return
        data = field_to_data(old) if old else {}
        choices = listed_choices.data(kind, listed, old)
        if choices is not None:
            data["choices"] = choices
        if kind == _FILES:
            data |= _files(row.cells.get("type", "").strip().lower(), old)
        self._settle(row, kind, data, old)
        try:
            made = self._made(kind, data, name, old)
        except (Problems, Refused) as refusal:
            self._leave(row, "", Reason.REFUSED, row.cells.get("label", name), refusal)
            return
        became = Became.NEW if old is None else Became.SAME if made == old else Became.CHANGED
        self.became.append((made, became))
        self.keys[name] = made.key
        own, given = listed_choices.own_answers(made), listed_choices.answers(made, listed)
        self.answers[made.key] = own | given

    def _made(self, kind: Kind, data: dict[str, object], name: str, old: Field | None) -> Field:
        if old is not None:
            self.draft = building.changed(self.draft, old.key, data)
            return self.draft.field(old.key)
        self.draft = building.added(self.draft, kind, data, named=name)
        return self.draft.fields[-1]

    def _settle(
        self, row: SurveyRow, kind: Kind, data: dict[str, object], old: Field | None
    ) -> None:
        """Put what the cells say into the data; a cell as it went out changes nothing."""
        others = {one.key: one for one in self.draft.fields}
        went_out = outgoing.row(old, others) if old else {}
        for column, settings in _SETTINGS.items():
            told = row.cells.get(column, "").strip()
            if old is not None and told == went_out.get(column, ""):
                continue
            said = self._said(column, kind, told)
            if said is None:
                self._leave(row, column, Reason(column), told)
                continue
            for setting in settings:
                data.pop(setting, None)
            data |= said

    def _said(self, column: str, kind: Kind, told: str) -> dict[str, object] | None:
        """What a cell says of a question; None for what nothing stands for."""
        if column in ("label", "hint"):
            return {_SETTINGS[column][0]: told} if told else {}
        if column == "required":
            word = told.lower()
            return {"required": word in _TRUE} if word in _TRUE | _FALSE else None
        if column == "constraint":
            return rules.limits(KINDS[kind], told, self.keys)
        if not told:
            return {}
        show_when = rules.awaited(told, self.keys, self.answers)
        return None if show_when is None else {"show_when": show_when}

    def _leave(
        self, row: SurveyRow, column: str, reason: Reason, told: str,
        refusal: AppError | None = None,
    ) -> None:  # fmt: skip
        self.not_taken.append(
            NotTaken(SURVEY, row.number, column, reason, told[:_QUOTED], refusal)
        )  # fmt: skip


def _files(word: str, old: Field | None) -> dict[str, object]:
    """What the type says of the files that are taken; as it went out it changes nothing."""
    if old is None:
        return {"max_files": 1, "types": [IMAGE] if word == IMAGE else []}
    was_image = old.types == (IMAGE,)
    is_image = word == IMAGE
    return {} if was_image == is_image else {"types": [IMAGE] if is_image else []}
