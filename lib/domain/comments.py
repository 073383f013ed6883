"""What a unit and the Office ask each other about an item: questions, each with its answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain.access import Action
from lib.domain.forms.typed import paragraphs
from lib.errors import Conflict, Invalid, Refused

LABEL: Final = "Nội dung trao đổi"
LETTERS: Final = 1000
MOST: Final = 200
"""Comments on one item."""


class Side(StrEnum):
    """On whose behalf somebody writes; a person may have both, as in the Office's own unit."""

    UNIT = "unit"
    OFFICE = "office"

    @property
    def other(self) -> Side:
        return Side.OFFICE if self == Side.UNIT else Side.UNIT

    @property
    def right(self) -> Action:
        """The right to write on this side, for the item's unit."""
        return Action.COMMENT_UNIT if self == Side.UNIT else Action.COMMENT_OFFICE


class Step(StrEnum):
    SAY = "say"
    SEEN = "seen"
    """Read, and nothing to answer."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment, for ever as it was written.

    Attributes:
        thread_id: of the comment that began it, whose own key it is.
        body: plain text; empty for what only says that the last one was seen.
        home: the short name of the writer's unit.
    """

    comment_id: UUID
    thread_id: UUID
    step: Step
    side: Side
    body: str
    done_by_name: str
    home: str
    done_at: datetime


@dataclass(frozen=True, slots=True)
class Thread:
    """A question and what came after it, the oldest first."""

    comments: tuple[Comment, ...]

    @property
    def thread_id(self) -> UUID:
        return self.comments[0].thread_id

    @property
    def last(self) -> Comment:
        return self.comments[-1]

    @property
    def waits_for(self) -> Side | None:
        """Who has neither answered nor seen the last comment."""
        return self.last.side.other if self.last.step == Step.SAY else None

    def check_last(self, seen: UUID | None) -> None:
        """Nothing, if the last comment is the one that was seen.

        Raises:
            Conflict: somebody has written meanwhile.
        """
        if self.last.comment_id != seen:
            raise Conflict("changed")


def threads(comments: Iterable[Comment]) -> tuple[Thread, ...]:
    """The threads, in the order in which they began.

    Args:
        comments: of one item, the oldest first.
    """
    found: dict[UUID, list[Comment]] = {}
    for one in comments:
        found.setdefault(one.thread_id, []).append(one)
    return tuple(Thread(tuple(some)) for some in found.values())


def waits(found: Iterable[Thread]) -> Mapping[Side, bool]:
    """Whether any thread waits for each of the two sides."""
    sides = {one.waits_for for one in found}
    return {side: side in sides for side in Side}


def taken(raw: object) -> str:
    """The text of a comment as it is stored.

    Raises:
        Invalid: it is empty, too long, or holds what nobody can type.
    """
    body = paragraphs(raw or "", LABEL, LETTERS)
    if not body:
        raise Invalid("required", field=LABEL)
    return body


def check_room(count: int) -> None:
    """Nothing while the item takes another comment.

    Raises:
        Refused: it has as many as it may have.
    """
    if count >= MOST:
        raise Refused("comments_full", limit=MOST)
