"""The figures: what is done for each, what it is compared to, and its limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from bench.samples import KB, Line, Samples


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the bench.

    Attributes:
        name: the samples it is made of.
        ratios: the name of a value in the line -> the samples it is the ratio to, which were taken
            in the same rounds.
        more: further values of the line, from all samples.
    """

    name: str
    ratios: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    least: Mapping[str, float] = field(default_factory=dict)
    more: Callable[[Samples], dict[str, float | None]] = lambda _samples: {}

    def line(self, samples: Samples) -> Line:
        """The figure as measured."""
        median = samples.median(self.name)
        values: dict[str, float | None] = {
            "cpu_ms": round(median.cpu_ms, 2),
            "wall_ms": round(median.wall_ms, 2),
            "bytes": median.wire_bytes,
            **{value: samples.ratio(self.name, other) for value, other in self.ratios.items()},
            **self.more(samples),
            "repetitions": median.count,
        }
        return Line(self.name, values, self.limits, self.least)


def _many_units(samples: Samples) -> dict[str, float | None]:
    first, following = samples.median("summary_4000"), samples.median("summary_4000_next")
    few = samples.median("summary_changed")
    return {
        "next_cpu_ms": round(following.cpu_ms, 2),
        "next_ratio_changed": samples.ratio("summary_4000_next", "summary_changed"),
        "bytes_ratio_changed": round(
            max(first.wire_bytes, following.wire_bytes) / few.wire_bytes, 2
        ),
    }


def _home_of_staff(samples: Samples) -> dict[str, float | None]:
    return {"ratio_staff": samples.ratio("home_staff", "bare")}


def _in_browser(samples: Samples) -> dict[str, float | None]:
    """CPU is that of the page's run, like the others'; bytes and waits are a browser's."""
    first, later = samples.median("sign_in_first"), samples.median("sign_in_later")
    return {
        "wall_ms": round(first.wall_ms, 2),
        "bytes": first.wire_bytes,
        "later_wall_ms": round(later.wall_ms, 2),
        "later_bytes": later.wire_bytes,
    }


def _beside_papers(samples: Samples) -> dict[str, float | None]:
    """What the server itself spends more, and the wait, which goes with how busy the cores are."""
    quiet, busy = samples.median("save_quiet"), samples.median("save_while_papers")
    return {
        "ratio_quiet": round(busy.wall_ms / quiet.wall_ms, 2),
        "ratio_quiet_cpu": round(busy.cpu_ms / quiet.cpu_ms, 2),
    }


_TO_BARE: Final = {"ratio_bare": "bare"}
_TO_EMPTY_LOAD: Final = {"ratio_empty": "page_load_empty"}
FIGURES: Final = (
    Figure("bare"),
    Figure("empty", _TO_BARE, limits={"ratio_bare": 1.3}),
    Figure("home", _TO_BARE, limits={"ratio_bare": 3, "ratio_staff": 3}, more=_home_of_staff),
    Figure("save", _TO_BARE, limits={"ratio_bare": 5, "bytes": 12 * KB}),
    Figure("summary_idle", _TO_BARE, limits={"ratio_bare": 1.3}),
    Figure("summary_changed", _TO_BARE, limits={"ratio_bare": 6}),
    Figure("summary_moved", {"ratio_bare": "bare_beside_moved"}, limits={"ratio_bare": 6}),
    Figure(
        "summary_4000",
        _TO_BARE,
        limits={"ratio_bare": 12, "next_ratio_changed": 1, "bytes_ratio_changed": 1.5},
        more=_many_units,
    ),
    Figure("page_load_checklist", _TO_EMPTY_LOAD),
    Figure("page_load_summary", _TO_EMPTY_LOAD),
    Figure(
        "sign_in_load",
        _TO_EMPTY_LOAD,
        limits={"bytes": 800 * KB, "later_bytes": 40 * KB},
        more=_in_browser,
    ),
    Figure("nominations_list", {"ratio_few": "nominations_50"}, limits={"ratio_few": 1.5}),
    Figure("papers_200", {"ratio_docxtpl": "papers_bare"}, limits={"ratio_docxtpl": 2}),
    Figure(
        "save_while_papers",
        limits={"ratio_quiet": 2, "ratio_quiet_cpu": 1.1},
        more=_beside_papers,
    ),
    Figure("cold_start", {"ratio_empty": "cold_start_empty"}),
    # The hidden option runner.postScriptGC=false must still be worth its line in config.toml.
    Figure("empty_with_gc", {"ratio_empty": "empty_without_gc"}, least={"ratio_empty": 2}),
)
NAMES: Final = tuple(figure.name for figure in FIGURES)
