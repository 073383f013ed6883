"""The whole report as it is now: every paragraph out of data, of what was typed, or by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lib.domain.campaigns import Task
from lib.domain.forms.kinds import spec_of
from lib.domain.papers.paper_parts import paragraphs
from lib.domain.reports import hand, sentences
from lib.domain.reports.figures import fields
from lib.domain.reports.hand import Move
from lib.domain.reports.outline import Groups, Hint, Outline, Part, Sentence, Typed
from lib.domain.reports.sentences import Words
from lib.domain.reports.told import Told
from lib.domain.vietnamese import within


class LineKind(StrEnum):
    SECTION = "section"
    HEADING = "heading"
    SENTENCE = "sentence"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of the report.

    Attributes:
        key: of a sentence or a typed part, under which what is by hand is stored.
        words: as it is printed; empty for a part that nobody has written yet.
        label, help, hints, is_required: of a typed part.
        original: of a sentence changed by hand, what data make of it now; None where it is theirs.
        is_gone: changed by hand, and data make no such sentence any more.
        moves: figures of it that are others by now.
        version: of what is stored; 0 where nothing ever was.
    """

    kind: LineKind
    key: str
    words: Words
    label: str = ""
    help: str = ""
    hints: tuple[Hint, ...] = ()
    is_required: bool = False
    original: Words | None = None
    is_gone: bool = False
    moves: tuple[Move, ...] = ()
    version: int = 0

    @property
    def is_by_hand(self) -> bool:
        """A sentence that data no longer make, as far as anybody knows."""
        return self.original is not None or self.is_gone

    @property
    def is_empty(self) -> bool:
        """A part that somebody still has to write."""
        return self.kind == LineKind.TYPED and not self.words.text.strip()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return paragraphs(self.words.text)


@dataclass(frozen=True, slots=True)
class Written:
    """What is stored of a part.

    Attributes:
        is_dropped: a sentence that was given back to the data.
    """

    words: Words
    version: int
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A report as it is now."""

    subject: str
    lines: tuple[Line, ...]

    def line(self, key: str) -> Line | None:
        """The part of that key."""
        kinds = (LineKind.SENTENCE, LineKind.TYPED)
        return next((one for one in self.lines if one.key == key and one.kind in kinds), None)


def composed(outline: Outline, told: Told, written: Mapping[str, Written]) -> Document:
    """The report.

    Raises:
        KeyError: the outline names what there is not; a checked one names nothing so.
    """
    subject = sentences.compose(outline.subject, told).text
    maker = _Maker(told, written)
    lines = [line for part in outline.opening for line in maker.lines(part)]
    for number, section in enumerate(outline.sections, 1):
        maker.headings = 0
        title = f"{_roman(number)}. {section.heading}"
        lines.append(Line(LineKind.SECTION, section.key, Words(title)))
        lines += [line for part in section.parts for line in maker.lines(part)]
    lines += [line for part in outline.closing for line in maker.lines(part)]
    made = {line.key for line in lines}
    gone = [maker.gone(key) for key in written if key not in made and maker.is_by_hand(key)]
    return Document(subject, (*lines, *gone))


class _Maker:
    """Makes lines of parts, and counts the headings of a section."""

    def __init__(self, told: Told, written: Mapping[str, Written]) -> None:
        self.headings = 0
        self._told = told
        self._written = written

    def lines(self, part: Part) -> Iterator[Line]:
        if isinstance(part, Groups):
            yield from self._groups(part)
            return
        if isinstance(part, Sentence) and not self._holds(part.when):
            return
        if part.heading:
            yield self._heading(part.key, part.heading)
        yield self._typed(part) if isinstance(part, Typed) else self._sentence(part.key, part.text)

    def is_by_hand(self, key: str) -> bool:
        one = self._written.get(key)
        return one is not None and not one.is_dropped

    def gone(self, key: str) -> Line:
        """What was changed by hand and has no place any more: shown, so that nothing is lost."""
        one = self._written[key]
        return Line(LineKind.SENTENCE, key, one.words, is_gone=True, version=one.version)

    def _groups(self, part: Groups) -> Iterator[Line]:
        groups = self._told.figures.facts.groups
        for code in part.only or tuple(groups):
            if code not in groups:
                continue
            yield self._heading(f"{part.key}.{code}", groups[code].title)
            for task in self._told.figures.facts.snapshot.tasks:
                if task.group_code == code:
                    template = _task_template(part, task, self._told)
                    yield self._sentence(f"{part.key}.{task.code}", template)
            for one in part.further.get(code, ()):
                yield from self.lines(one)
            for name, template in (("chua", part.texts.missing), ("cho", part.texts.waiting)):
                if template and self._told.value(f"{code}.{name}").number:
                    key = f"{part.key}.{code}.{name}"
                    yield self._sentence(key, sentences.about(template, code))
            if part.assessment:
                hints = (Hint.GROUPS_BELOW, Hint.RETURNED_TWICE)
                label = f"{part.assessment}: {groups[code].short_title}"
                yield self._typed(Typed(f"{part.key}.{code}.nhan_xet", label, hints=hints))

    def _heading(self, key: str, title: str) -> Line:
        self.headings += 1
        return Line(LineKind.HEADING, f"{key}.h", Words(f"{self.headings}. {title}"))

    def _holds(self, when: str) -> bool:
        if not when:
            return True
        says = self._told.value(when.removeprefix("!")).says_something
        return says != when.startswith("!")

    def _sentence(self, key: str, template: str) -> Line:
        made = sentences.compose(template, self._told)
        one = self._written.get(key)
        if one is None or one.is_dropped:
            return Line(LineKind.SENTENCE, key, made, version=one.version if one else 0)
        return Line(
            LineKind.SENTENCE, key, one.words, original=made, version=one.version,
            moves=hand.moves(one.words, self._told),
        )  # fmt: skip

    def _typed(self, part: Typed) -> Line:
        one = self._written.get(part.key)
        return Line(
            LineKind.TYPED, part.key, one.words if one else Words(""), part.label, part.help,
            part.hints, part.is_required, version=one.version if one else 0,
        )  # fmt: skip


def _task_template(part: Groups, task: Task, told: Told) -> str:
    """Which template tells of the task, with its own figures in it."""
    counted, nil = (told.value(f"{task.code}.{name}").number for name in ("bao_cao", "khong"))
    if not counted:
        return sentences.about(part.texts.empty, task.code)
    if counted == nil:
        return sentences.about(part.texts.nil, task.code)
    own = part.sentences.get(task.code, part.texts.task)
    return sentences.about(own, task.code, {"chi_tieu": indicators(task)})


def indicators(task: Task) -> str:
    """What the task's form counts, as a template: "{II.1.1.so_hoi_nghi} hội nghị, …"."""
    pieces = []
    for one in fields(task):
        name = f"{task.code}.{one.key}"
        if spec_of(one).is_yes_no:
            pieces.append(f"{{{name}}}/{{{task.code}.bao_cao}} đơn vị {within(one.label)}")
        elif spec_of(one).is_share:
            pieces.append(f"{within(one.label)} đạt {{{name}}}")
        else:
            pieces.append(f"{{{name}}} {one.unit or within(one.label)}")
    return "; ".join(pieces) or "đã thực hiện"


def _roman(number: int) -> str:
    told = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            told, number = told + sign, number - value
    return told
