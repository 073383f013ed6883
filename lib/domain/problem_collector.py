"""Checking several typed values and refusing all that are wrong at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from lib.errors import Invalid, Problems

T = TypeVar("T")


class ProblemCollector:
    """Collects what is wrong with the values of one form."""

    def __init__(self) -> None:
        self._problems: list[Invalid] = []

    def take(self, key: str, parse: Callable[[], T], instead: T) -> T:
        """The parsed value; when it is refused `instead`, which nobody sees after `finish`.

        Args:
            key: the field's key, by which the page finds the place for the sentence.
        """
        try:
            return parse()
        except Invalid as problem:
            problem.facts["key"] = key
            self._problems.append(problem)
            return instead

    @property
    def problems(self) -> tuple[Invalid, ...]:
        """What has been refused so far."""
        return tuple(self._problems)

    def add(self, problems: Iterable[Invalid]) -> None:
        """Take over what another collector has refused."""
        self._problems += problems

    def finish(self) -> None:
        """Nothing when all was well.

        Raises:
            Problems: what was refused, in the order of the form.
        """
        if self._problems:
            raise Problems(self._problems)
