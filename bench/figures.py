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
        act: the samples it is made of.
        twin: the samples of its twin, measured in the same rounds.
        empty: the samples of an empty page, measured in the same rounds.
        more: further values of the line, from all samples.
    """

    name: str
    twin: str | None = None
    empty: str | None = None
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
            "ratio_twin": samples.ratio(self.name, self.twin),
            "ratio_empty": samples.ratio(self.name, self.empty),
            **self.more(samples),
            "repetitions": median.count,
        }
        return Line(self.name, values, self.limits, self.least)


def _many_units(samples: Samples) -> dict[str, float | None]:
    first, following = samples.median("summary_4000"), samples.median("summary_4000_next")
    few = samples.median("summary_changed")
    return {
        "next_cpu_ms": round(following.cpu_ms, 2),
        "ratio_changed": samples.ratio("summary_4000", "summary_changed"),
        "next_ratio_changed": samples.ratio("summary_4000_next", "summary_changed"),
        "bytes_ratio_changed": round(
            max(first.wire_bytes, following.wire_bytes) / few.wire_bytes, 2
        ),
    }


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
    """A person waits for the wall, which the worker's CPU may take from the server."""
    quiet, busy = samples.median("save_quiet"), samples.median("save_while_papers")
    return {"ratio_quiet": round(busy.wall_ms / quiet.wall_ms, 2)}


FIGURES: Final = (
    Figure("save", twin="save_twin", empty="empty", limits={"ratio_twin": 1.5, "bytes": 16 * KB}),
    Figure("summary_idle", empty="empty", limits={"ratio_empty": 2}),
    Figure("summary_changed", empty="empty", limits={"ratio_empty": 8}),
    Figure(
        "summary_4000",
        empty="empty",
        limits={"ratio_changed": 4, "next_ratio_changed": 1.5, "bytes_ratio_changed": 1.5},
        more=_many_units,
    ),
    Figure("page_load_checklist", twin="page_load_twin", empty="page_load_empty"),
    Figure("page_load_summary", empty="page_load_empty"),
    Figure(
        "sign_in_load",
        empty="page_load_empty",
        limits={"bytes": 800 * KB, "later_bytes": 40 * KB},
        more=_in_browser,
    ),
    Figure("nominations_list", twin="nominations_50", limits={"ratio_twin": 1.5}),
    Figure("papers_200", twin="papers_bare", limits={"ratio_twin": 2}),
    Figure("save_while_papers", limits={"ratio_quiet": 2}, more=_beside_papers),
    Figure("cold_start", empty="cold_start_empty"),
    Figure("empty"),
    # The hidden option runner.postScriptGC=false must still be worth its line in config.toml.
    Figure("empty_with_gc", empty="empty_without_gc", least={"ratio_empty": 2}),
)
NAMES: Final = tuple(figure.name for figure in FIGURES)
