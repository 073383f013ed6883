"""From lines to a plan: every line gets its place, and what is doubtful becomes a question."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Final

from lib.domain.plan_text import (
    bases,
    contents,
    corrections,
    doubts,
    foot,
    head,
    lines,
    opening,
    outline,
    paragraphs,
    regions,
    times,
)  # fmt: skip
from lib.domain.plan_text.corrections import Corrected, Correction
from lib.domain.plan_text.lines import Line
from lib.domain.plan_text.nouns import Annex, Deadline, Group, Head, Place, Plan
from lib.domain.plan_text.paragraphs import Paragraph
from lib.domain.plan_text.regions import Part, Regions

_FOOTNOTE: Final = re.compile(r"\[\d{1,3}\]\s*\S")
_PAGE: Final = re.compile(
    r"(?:[-–]\s*)?(?:(?:Trang|trang)\s*)?(?P<number>\d{1,3})(?:\s*/\s*\d{1,3})?(?:\s*[-–])?"
)
_PAGE_LINES: Final = 12
_MOST_GAPS: Final = 0.9


def parse(texts: Sequence[str], corrected: Sequence[Corrected] = ()) -> Plan:
    """The plan that lines of text hold.

    Args:
        texts: the lines as they came, empty ones too: their place in the list is their number.
        corrected: what a person said of single lines.
    """
    read = lines.read(texts)
    return _Reading(read, corrected).plan()


class _Reading:
    """One text while its parts are found."""

    def __init__(self, read: Sequence[Line], corrected: Sequence[Corrected]) -> None:
        self._places: dict[int, Place | None] = dict.fromkeys(one.no for one in read)
        self._corrected = corrected
        pages = _page_lines(read)
        self._place(pages, Place.PAGE)
        self._place((one.no for one in read if not one.text), Place.RULE)
        self._lines = [one for one in read if one.text and one.no not in pages]
        self._regions: Regions = regions.find(self._lines)
        after_gap = sum(one.is_after_gap for one in self._lines)
        self._gaps_tell = after_gap < len(self._lines) * _MOST_GAPS
        self._layout = paragraphs.layout_of([])
        self._annexes: tuple[Annex, ...] = ()

    def plan(self) -> Plan:
        part, cover = self._regions.plan, self._regions.cover
        letterhead, title, body = self._head_of(part)
        self._layout = paragraphs.layout_of(body)
        before_cover: list[Paragraph] = []
        covered = Head()
        cover_foot = foot.Foot()
        if cover is not None:
            covered, _, cover_body = self._head_of(cover)
            before_cover = self._cover_paragraphs(cover_body)
            cover_foot = self._foot_of(cover)
        found = self._outline(body)
        signed = self._foot_of(part)
        said = list(contents.passages(found.groups))
        rests = bases.find([*before_cover, *found.before, *_basis_groups(found.groups)])
        theme, theme_lines = opening.theme(title, found.before, found.groups)
        merged = _merged(letterhead, Head(day=signed.day, place=signed.place), covered)
        aims, needs = contents.purposes(found.groups)
        year = merged.day.year if merged.day else times.year_of(title)
        dates, impossible = contents.deadlines(said, year=year)
        kept = Plan(
            kind=part.kind or (None if cover else _letter_kind(merged)), head=merged,
            title=title or merged.subject, theme=theme, theme_lines=theme_lines,
            groups=found.groups, legal_bases=rests.bases, mentions=rests.mentions,
            grounds=rests.grounds, purposes=aims, requirements=needs,
            duties=contents.duties(found.groups), deadlines=self._narrowed(dates),
            recipients=tuple(signed.recipients or cover_foot.recipients),
            signer=doubts.main_signer(signed.signers) or doubts.main_signer(cover_foot.signers),
            annexes=self._annexes, questions=(), places=self._places,
        )  # fmt: skip
        asked = doubts.of(
            kept,
            found.questions,
            impossible,
            signed.signers or cover_foot.signers,
            self._unused(body),
        )
        return doubts.with_questions(kept, asked)

    def _head_of(self, part: Part) -> tuple[Head, str, list[Line]]:
        """The letterhead of a document, its title and the lines of its body."""
        if part.kind_at < 0:
            return self._head_without_kind(part)
        letterhead = head.read(self._lines[part.begin : part.kind_at])
        self._places.update(letterhead.places)
        self._places[self._lines[part.kind_at].no] = Place.KIND
        below = self._lines[part.kind_at + 1 : part.foot_at]
        title = opening.title(below, part.title_on_kind, gaps_tell=self._gaps_tell)
        self._places.update(title.places)
        return letterhead.head, title.text, below[title.taken :]

    def _head_without_kind(self, part: Part) -> tuple[Head, str, list[Line]]:
        """A letter names no kind: its head reaches to the addressee or the first prose."""
        own = self._lines[part.begin : part.foot_at]
        told = [at for at, one in enumerate(own[:40]) if head.is_head(one)]
        until = told[-1] + 1 if told else 0
        while told and until < len(own) and head.is_more(own[until]):
            until += 1
        letterhead = head.read(own[:until])
        self._places.update(letterhead.places)
        return letterhead.head, "", own[until:]

    def _outline(self, body: Sequence[Line]) -> outline.Outline:
        own = self._without_footnotes(body)
        forced = corrections.forced(self._corrected)
        told = list(paragraphs.Joiner(self._layout, forced).paragraphs(own))
        cut = _closing_at(told)
        headings = corrections.lines_of(self._corrected, Correction.HEADING)
        found = outline.build(
            told[:cut], headings=headings,
            not_tasks=corrections.lines_of(self._corrected, Correction.NOT_TASK),
        )  # fmt: skip
        for one in told:
            self._place(one.lines, Place.TABLE if one.is_table else Place.OUTLINE)
        for one in found.before:
            self._place(one.lines, Place.BASIS if bases.is_basis_text(one.text) else Place.OPENING)
        for one in told[cut:]:
            self._place(one.lines, Place.CLOSING)
        return found

    def _without_footnotes(self, body: Sequence[Line]) -> list[Line]:
        kept = []
        for one in body:
            if _FOOTNOTE.match(one.text):
                self._place([one.no], Place.FOOTNOTE)
            elif one.is_rule:
                self._place([one.no], Place.RULE)
            else:
                kept.append(one)
        return kept

    def _cover_paragraphs(self, body: Sequence[Line]) -> list[Paragraph]:
        """The opening of the document that brings the plan, whose articles are no parts of it."""
        told = list(paragraphs.Joiner(self._layout).paragraphs(self._without_footnotes(body)))
        before = []
        has_ruled = False
        for one in told:
            has_ruled = has_ruled or (one.mark is not None and one.mark.code.startswith("Điều"))
            is_basis = not has_ruled and bases.is_basis_text(one.text)
            self._place(one.lines, Place.BASIS if is_basis else Place.COVER)
            if not has_ruled:
                before.append(one)
        return before

    def _foot_of(self, part: Part) -> foot.Foot:
        rest = self._lines[part.foot_at : part.end]
        found = foot.read(rest) if part.has_foot else foot.Foot()
        self._places.update(found.places)
        self._place_rest(rest[found.taken :])
        return found

    def _place_rest(self, rest: Sequence[Line]) -> None:
        """What stands behind the signature: footnotes, then annexes; stray lines stay unplaced."""
        is_note = is_annex = False
        begun: list[list[Line]] = []
        for at, one in enumerate(rest):
            if one.is_rule and not is_annex:
                self._place([one.no], Place.RULE)
                continue
            is_head = regions.is_annex_head(rest, at, len(rest))
            is_annex = (
                is_annex
                or is_head
                or (lines.is_upper(one.text) and len(one.text) > 5)
                or one.is_table
            )
            is_note = not is_annex and (is_note or bool(_FOOTNOTE.match(one.text)))
            if is_annex:
                if not begun or (is_head and len(begun[-1]) > 1):
                    begun.append([])
                begun[-1].append(one)
                self._place([one.no], Place.ANNEX)
            elif is_note:
                self._place([one.no], Place.FOOTNOTE)
        self._annexes += tuple(_annex(one) for one in begun)

    def _narrowed(self, found: Sequence[Deadline]) -> tuple[Deadline, ...]:
        """Deadlines with the one line that they stand on, where it holds all of their words."""
        text = {one.no: one.text for one in self._lines}
        made = []
        for one in found:
            exact = [no for no in one.lines if one.words in text.get(no, "")]
            made.append(doubts.moved(one, tuple(exact[:1])) if exact else one)
        return tuple(made)

    def _unused(self, body: Sequence[Line]) -> list[int]:
        own = {one.no for one in body}
        return [one.line for one in self._corrected if one.line not in own]

    def _place(self, numbers: Iterable[int], place: Place) -> None:
        self._places.update(dict.fromkeys(numbers, place))


def _annex(read: Sequence[Line]) -> Annex:
    """Its title goes on where the second line is in capitals too."""
    titles = [
        one.text for one in itertools.takewhile(lambda one: lines.is_upper(one.text), read[:3])
    ]
    return Annex(". ".join(titles) or read[0].text, tuple(one.no for one in read))


def _page_lines(read: Sequence[Line]) -> frozenset[int]:
    """Lines that hold nothing but the number of a page."""
    bare = [(one.no, int(found["number"])) for one in read if (found := _PAGE.fullmatch(one.text))]
    counted = [number for _, number in bare]
    is_run = all(after == before + 1 for before, after in itertools.pairwise(counted))
    apart = all(after[0] - before[0] >= _PAGE_LINES for before, after in itertools.pairwise(bare))
    is_paged = (
        bool(bare)
        and counted[0] in (1, 2)
        and is_run
        and apart
        and (len(bare) > 1 or counted[0] == 2)
    )
    return frozenset(no for no, _ in bare) if is_paged else frozenset()


def _closing_at(told: Sequence[Paragraph]) -> int:
    """Where the words that close the plan begin, behind the last part."""
    at = len(told)
    while at and told[at - 1].mark is None and not told[at - 1].is_table:
        at -= 1
    found = next((n for n in range(at, len(told)) if regions.is_closing(told[n].text)), len(told))
    is_last = 0 < at == len(told) - 1 and told[-1].text.endswith("/.")
    # The last words, behind a sentence that was complete.
    return (
        at
        if is_last and lines.is_terminal(told[at - 1].text) and not told[at - 1].text.endswith(":")
        else found
    )


def _basis_groups(groups: Sequence[Group]) -> list[Paragraph]:
    """A part of the plan that lists its bases: "I. CĂN CỨ PHÁP LÝ"."""
    found = []
    for group in groups:
        if re.fullmatch(r"(?:các )?căn cứ\b.{0,60}", group.title, re.IGNORECASE):
            told = contents.passages([group])
            found += [
                Paragraph(None, f"Căn cứ {re.sub('^Căn cứ', '', text)}", list(at))
                for text, at, _ in list(told)[1:]
            ]
    return found


def _merged(*heads: Head) -> Head:
    """The head of the plan; what it lacks comes from above its signature, then what brings it."""
    told = (
        next((got for one in heads if (got := getattr(one, name))), None) for name in Head.__slots__
    )
    return Head(*told)


def _letter_kind(merged: Head) -> str | None:
    return "CÔNG VĂN" if merged.subject else None
