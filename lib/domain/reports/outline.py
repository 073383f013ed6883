"""What a closing report consists of, as data: sections, sentences, and parts that are typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ReportKind(StrEnum):
    CLOSING = "closing"
    INTERIM = "interim"
    """Of any day before the end (sơ kết)."""


class Hint(StrEnum):
    """What is told beside a typed part, so that nobody has to look for it."""

    GROUPS_BELOW = "groups_below"
    """Groups of tasks that are not complete."""
    OVERDUE = "overdue"
    RETURNED_TWICE = "returned_twice"
    SILENT = "silent"
    """Units that have completed none of what they must."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph made of data.

    Attributes:
        text: a template of `sentences`.
        when: the name of a figure that must not be nothing; "!" before it: must be nothing.
        heading: stands above it, numbered within its section; "" for none.
    """

    key: str
    text: str
    when: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A part that the Office writes.

    Attributes:
        help: what is asked for.
        hints: what is told beside it.
        heading: as of a sentence.
    """

    key: str
    label: str
    help: str = ""
    heading: str = ""
    is_required: bool = True
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupTexts:
    """The templates of a group of tasks; `{.name}` is a figure of the task or group itself.

    Attributes:
        task: of a task that something was reported of.
        nil: of one that no unit had anything to report of.
        empty: of one that no unit has reported yet.
        missing: of a group, when units have not reported all of it.
        waiting: of a group, when reports wait for the Office.
    """

    task: str
    nil: str
    empty: str
    missing: str
    waiting: str


@dataclass(frozen=True, slots=True)
class Groups:
    """What has come of the groups of tasks, one heading each.

    Attributes:
        only: their codes; empty for all.
        sentences: templates of single tasks, by code, in the place of `texts.task`.
        further: sentences behind those of a group's tasks, by the group's code.
        assessment: the label of what the Office writes about each group; "" for nothing.
    """

    key: str
    texts: GroupTexts
    only: tuple[str, ...] = ()
    sentences: Mapping[str, str] = field(default_factory=dict)
    assessment: str = ""
    further: Mapping[str, tuple[Sentence, ...]] = field(default_factory=dict)


Part = Sentence | Typed | Groups


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under a Roman number."""

    key: str
    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole report as data.

    Attributes:
        names: what each kind of report is called in sentences, as in "tổng kết".
        subject: what the report is about.
        opening: before the first section; closing: after the last.
    """

    names: Mapping[ReportKind, str]
    subject: str
    opening: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    closing: tuple[Sentence, ...]

    def parts(self) -> Iterator[Part]:
        """Every part in its order."""
        yield from self.opening
        for section in self.sections:
            yield from section.parts
        yield from self.closing
