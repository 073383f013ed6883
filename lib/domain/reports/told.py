"""What templates may name besides figures: the agency, the campaign, and titles of its plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from lib.domain.campaigns import ContentGroup, Task
from lib.domain.reports.counted import Figure
from lib.domain.reports.figures import Figures
from lib.domain.reports.sentences import Value
from lib.domain.vietnamese import within

WORDS: Final = frozenset(
    {"loai", "co_quan", "cap_tren", "phong_trao", "ke_hoach", "can_cu", "noi_nhan", "ngay_so_lieu"}
)
"""Kind of report, agency, its superior, movement, the plan and its ground, addressees, day."""


@dataclass(frozen=True, slots=True)
class Told:
    """Words and figures together, as templates name them."""

    figures: Figures
    words: Mapping[str, str]
    kept: dict[str, Figure] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        """What stands for the name.

        Raises:
            KeyError: no such name.
        """
        if name in self.words:
            return Value(self.words[name], is_figure=False)
        return self.figure(name).value

    def figure(self, name: str) -> Figure:
        """The figure of the name, counted once.

        Raises:
            KeyError: no such figure.
        """
        if name not in self.kept:
            self.kept[name] = self.figures.figure(name)
        return self.kept[name]


def titles(groups: Iterable[ContentGroup], tasks: Iterable[Task]) -> dict[str, str]:
    """The names `II.1.ten`, `II.1.tieu_de` and those of tasks; titles fit into a sentence."""
    found: dict[str, str] = {}
    plan: list[ContentGroup | Task] = [*groups, *tasks]
    for one in plan:
        found[f"{one.code}.ten"] = one.short_title
        found[f"{one.code}.tieu_de"] = within(one.title)
    return found
