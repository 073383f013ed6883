"""What tests/data/rights.yaml says: who may do what, told apart from the code that decides it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from lib.domain.access import Role

PATH = Path(__file__).parents[2] / "data" / "rights.yaml"
Place = Literal["own", "other", "office", "own_office"]
"""Whose the thing is: the actor's unit's, another's, the Office's, or the Office's and theirs."""
PLACES: tuple[Place, ...] = ("own", "other", "office", "own_office")
_COVERED: Mapping[str, Collection[str]] = {
    "own": ("own", "own_office"),
    "office": ("office", "own_office"),
    "any": PLACES,
}
AT_HOME = "unit"
"""The tie of whoever is at home in the unit that the thing is about as a collective."""
DENIED, OWN_WORK, REFUSED = "denied", "own work", "refused"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: the right that a step needs from these states, and where it leads."""

    step: str
    right: str
    sources: tuple[str, ...]
    target: str
    is_barred: bool
    is_barred_at_home: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """All rows of one kind of thing.

    Attributes:
        elsewhere: entries of its history that are part of a nomination's step.
    """

    states: tuple[str, ...]
    ties: tuple[str, ...]
    rules: tuple[Rule, ...]
    elsewhere: tuple[str, ...]

    @property
    def steps(self) -> list[str]:
        return list(dict.fromkeys(rule.step for rule in self.rules))


class Rulebook:
    """The page as read."""

    def __init__(self) -> None:
        told: Mapping[str, Any] = yaml.safe_load(PATH.read_text(encoding="utf-8"))
        self.actions: Mapping[str, Mapping[str, str]] = {
            action: dict.fromkeys(Role, "any") if given == "everybody" else given
            for action, given in told["actions"].items()
        }
        self.elsewhere: Mapping[str, str] = told["tried_elsewhere"]
        self.subjects = {
            name: _subject(rows)
            for name, rows in told.items()
            if name not in ("actions", "tried_elsewhere")
        }

    def gives(self, roles: Collection[Role], right: str, place: Place | None) -> bool:
        """Whether some role gives the right on a thing of the place; None asks for any at all."""
        reach = {self.actions[right][role] for role in roles if role in self.actions[right]}
        return bool(reach) and (place is None or any(place in _COVERED[one] for one in reach))

    def outcome(
        self, subject: str, step: str, state: str, *, roles: Collection[Role], place: Place,
        tie: str | None,
    ) -> str:  # fmt: skip
        """DENIED, OWN_WORK, REFUSED, or the state that the step leads to."""
        rules = [rule for rule in self.subjects[subject].rules if rule.step == step]
        taken = next((rule for rule in rules if state in rule.sources), None)
        wanted = [taken] if taken else rules
        if not any(self.gives(roles, rule.right, place) for rule in wanted):
            return DENIED
        if taken is None:
            return REFUSED
        if tie == AT_HOME:
            is_own = taken.is_barred_at_home and place in _COVERED["own"]
        else:
            is_own = taken.is_barred and tie is not None
        if is_own:
            return OWN_WORK
        return state if taken.target == "same" else taken.target


def _subject(rows: Mapping[str, Any]) -> Subject:
    rules = tuple(
        Rule(
            row["step"],
            row["right"],
            tuple(row["from"]),
            row["to"],
            row.get("barred") == "all",
            row.get("barred_at_home", False),
        )
        for row in rows["steps"]
    )
    return Subject(
        tuple(rows["states"]), tuple(rows["ties"]), rules,
        tuple(rows.get("as_steps_of_nominations", ())),
    )  # fmt: skip


BOOK = Rulebook()
