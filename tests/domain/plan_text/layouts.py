"""The layouts that we wrote, what each says, and ways in which extraction spoils such a text."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lib.config import ROOT
from lib.domain.plan_text.as_data import as_data
from lib.domain.plan_text.nouns import Plan
from lib.domain.plan_text.parse import parse

FOLDER = ROOT / "tests" / "data" / "plans"
LAYOUTS = sorted(FOLDER.glob("*.txt"))
WHOLE = [one for one in LAYOUTS if not one.stem.endswith("-da-ngat")]
"""Those whose paragraphs are not broken yet."""
_OF_LINES = {
    "lines", "theme_lines", "recipient_lines", "unplaced", "lines_total", "lines_placed", "places",
}  # fmt: skip


def lines_of(layout: Path) -> list[str]:
    return layout.read_text(encoding="utf-8").splitlines()


def understood(lines: Sequence[str]) -> Any:
    """What a text says, without the numbers of its lines."""
    return without_lines(as_data(parse(lines)))


def without_lines(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: without_lines(one) for key, one in data.items() if key not in _OF_LINES}
    return [without_lines(one) for one in data] if isinstance(data, list) else data


def summary(plan: Plan) -> dict[str, Any]:
    """A plan as its truth is written beside each layout."""
    head, signer = plan.head, plan.signer
    return {
        "kind": plan.kind,
        "number": head.number,
        "day": head.day and head.day.isoformat(),
        "place": head.place,
        "agency": head.agency,
        "superior": head.superior,
        "title": plan.title,
        "theme": plan.theme,
        "outline": [line for group in plan.groups for line in _outline(group, "")],
        "bases": [
            " · ".join(str(part) for part in (one.kind, one.number, one.day, one.issuer))
            for one in plan.legal_bases
        ],
        "mentions": [" · ".join(str(x) for x in (one.kind, one.number)) for one in plan.mentions],
        "grounds": [one.text for one in plan.grounds],
        "purposes": [one.text for one in plan.purposes],
        "requirements": [one.text for one in plan.requirements],
        "duties": [one.unit for one in plan.duties],
        "limits": [f"{one.begins or '…'} – {one.ends}" for one in plan.deadlines if one.is_limit],
        "recipients": [one.text for one in plan.recipients],
        "signer": signer and " · ".join(str(x) for x in (signer.title, signer.name, signer.rank)),
        "annexes": [f"{one.title} ({len(one.lines)})" for one in plan.annexes],
        "questions": [f"{one.doubt.value} {one.told}".strip() for one in plan.questions],
        "unplaced": list(plan.unplaced),
    }


def _outline(group: Any, indent: str) -> list[str]:
    told = f"{indent}{group.code} {group.kind.value}: {group.title or group.text[:40]}"
    under = [line for child in group.children for line in _outline(child, f"{indent}  ")]
    return [f"{told} [{len(group.points)}]" if group.points else told, *under]


def is_paragraph(line: str) -> bool:
    """Whether it is long enough for extraction to break it."""
    return len(line) > 60 and not line.startswith("|") and "   " not in line


def wrapped(lines: Sequence[str], width: int) -> list[str]:
    """Long lines broken, with an empty line between all paragraphs."""
    made: list[str] = []
    for line in lines:
        if made and made[-1] and line.strip():
            made.append("")
        made += textwrap.wrap(line, width, break_on_hyphens=False) if is_paragraph(line) else [line]
    return made


def doubled(lines: Sequence[str]) -> list[str]:
    return [part for line in lines for part in (line, "")]


def decomposed(lines: Sequence[str]) -> list[str]:
    return [unicodedata.normalize("NFD", line) for line in lines]


def hard_spaced(lines: Sequence[str]) -> list[str]:
    """Single spaces become no-break spaces, as word processors put them before numbers."""
    return [line if "   " in line else line.replace(" ", "\u00a0") for line in lines]


def trailed(lines: Sequence[str]) -> list[str]:
    return [f"{line} \u200b  \t" for line in lines]


def unspaced(lines: Sequence[str]) -> list[str]:
    """Without empty lines."""
    return [line for line in lines if line.strip()]
