"""What holds a report back before it may be called ready to be signed, and what only warns.

Source: closing-report.md 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lib.domain.nomination_workflow import Level
from lib.domain.papers.paper_parts import BLANK
from lib.domain.quality.findings import Severity
from lib.domain.reports.document import Document, Line, LineKind
from lib.domain.reports.facts import Facts
from lib.domain.reports.sentences import split_name
from lib.domain.reports.told import Told
from lib.domain.vietnamese import format_number

_SUGGESTED: Final = "đề xuất, cần kiểm tra"
_TO_FILL: Final = "[Văn phòng bổ sung"
_SILENT: Final = frozenset({"don_vi_im_lang_ten"})
_VAGUE: Final = re.compile(r"(?:kết quả|hoàn thành|thực hiện) (?:rất )?tốt", re.IGNORECASE)


class Reason(StrEnum):
    """Why; those of WARNINGS do not hold back."""

    EMPTY = "empty"
    """A part is to be typed."""
    TO_FILL = "to_fill"
    """A place is marked as to be filled in."""
    BLANK = "blank"
    """A number or day of a cited paper is unknown."""
    SUGGESTED = "suggested"
    """A citation that nobody has confirmed."""
    MOVED = "moved"
    """A paragraph by hand has other figures than the data."""
    GONE = "gone"
    """A paragraph by hand has no place any more."""
    UNLISTED = "unlisted"
    """Units have reported nothing, and the report does not say so."""
    AWARDS = "awards"
    """More or fewer awards than the released decisions list."""
    RETURNED = "returned"
    DECISIONS = "decisions"
    """Decisions that nobody has released."""
    WAITING = "waiting"
    """Reports that wait for the Office; they are in no sum."""
    VAGUE = "vague"
    """Praise without a figure."""
    SEVERE = "severe"
    """Figures that look wrong, severely, which the Office has not accepted."""
    SUSPECT = "suspect"
    """Others that look wrong."""


WARNINGS: Final = frozenset(
    {Reason.RETURNED, Reason.DECISIONS, Reason.WAITING, Reason.VAGUE, Reason.SUSPECT}
)
OF_FIGURES: Final = frozenset({Reason.SEVERE, Reason.SUSPECT})
"""What the check of figures (“X-quang”) tells of, where each is seen and accepted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be.

    Attributes:
        key: of the part it is about; "" of the report as a whole.
        detail: a name or a count, for its sentence.
    """

    reason: Reason
    key: str = ""
    detail: str = ""

    @property
    def holds_back(self) -> bool:
        return self.reason not in WARNINGS


def findings(document: Document, told: Told) -> tuple[Finding, ...]:
    """Everything, in the order of the report; what is about the whole comes last."""
    found = [one for line in document.lines for one in _of_line(line)]
    return (*found, *_of_data(document, told))


def _of_line(line: Line) -> Iterator[Finding]:
    if line.kind not in (LineKind.SENTENCE, LineKind.TYPED):
        return
    text = line.words.text
    if line.is_empty and line.is_required:
        yield Finding(Reason.EMPTY, line.key, line.label)
    if _TO_FILL in text:
        yield Finding(Reason.TO_FILL, line.key, line.label)
    if _SUGGESTED in text:
        yield Finding(Reason.SUGGESTED, line.key)
    elif BLANK in text:
        yield Finding(Reason.BLANK, line.key)
    if line.is_gone:
        yield Finding(Reason.GONE, line.key)
    elif line.moves:
        yield Finding(Reason.MOVED, line.key)
    if line.kind == LineKind.TYPED and _VAGUE.search(text) and not re.search(r"\d", text):
        yield Finding(Reason.VAGUE, line.key, line.label)


def _of_data(document: Document, told: Told) -> Iterator[Finding]:
    facts = told.figures.facts
    unlisted = _unlisted(document, facts)
    if unlisted:
        yield Finding(Reason.UNLISTED, detail=", ".join(unlisted))
    yield from _suspect(facts)
    yield from _awards(told)
    for reason, name in ((Reason.RETURNED, "tra_lai"), (Reason.WAITING, "cho")):
        value = told.value(name)
        if value.number:
            yield Finding(reason, detail=value.text)
    prepared = sum(one.state == "prepared" for one in facts.snapshot.decisions)
    if prepared:
        yield Finding(Reason.DECISIONS, detail=str(prepared))


def _suspect(facts: Facts) -> Iterator[Finding]:
    """How many findings of the check of figures nobody has accepted."""
    severe = facts.unseen.get(Severity.SEVERE, 0)
    others = sum(facts.unseen.values()) - severe
    for reason, count in ((Reason.SEVERE, severe), (Reason.SUSPECT, others)):
        if count:
            yield Finding(reason, detail=format_number(count))


def _unlisted(document: Document, facts: Facts) -> list[str]:
    """Silent units that no sentence names; a bound list of them names all."""
    bound = {split_name(name)[0] for line in document.lines for name in line.words.names()}
    if bound & _SILENT:
        return []
    text = "\n".join(line.words.text for line in document.lines)
    return [unit.name for unit in facts.silent if unit.name not in text]


def _awards(told: Told) -> Iterator[Finding]:
    snapshot = told.figures.facts.snapshot
    for award in snapshot.award_forms:
        if award.level != Level.AGENCY:
            continue
        honoured = told.value(f"khen.{award.code}").number or 0
        listed = sum(
            one.nominations
            for one in snapshot.decisions
            if one.state == "released" and one.award_code.upper() == award.code.upper()
        )
        if honoured != listed:
            yield Finding(Reason.AWARDS, detail=f"{award.name}: {honoured} và {listed}")
