"""A plan read out of a file that a person gives, by the inspecting processes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from pydantic import TypeAdapter

from lib.domain import files
from lib.domain.files import Limits
from lib.domain.plan_text.corrections import Corrected
from lib.domain.plan_text.nouns import Plan
from lib.errors import BadPlan, BadUpload
from lib.exports import old_word
from lib.services.files.inspection import pool
from lib.services.files.inspection.bounds import Bounds

ENDINGS: Final = (".docx", ".doc", ".pdf", ".txt", ".md")
BOUNDS: Final = Bounds(cpu_s=20, wall_s=60.0, memory_bytes=512 << 20)
_MACROS: Final = ("_VBA_PROJECT".encode("utf-16-le"), "Macros".encode("utf-16-le"))
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_PLANS: Final = TypeAdapter(Plan)


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A file as it was understood.

    Attributes:
        kind: "docx", "doc", "pdf" or "txt".
        lines: its text; numbers of lines in the plan count these, from 1.
        warnings, left_out: keys of the words in the texts.
    """

    name: str
    kind: str
    lines: tuple[str, ...]
    plan: Plan
    warnings: tuple[str, ...]
    left_out: Mapping[str, int]


def read(
    name: str, content: bytes, *, corrected: Sequence[Corrected] = (), limits: Limits | None = None
) -> ReadPlan:
    """The plan that a file holds.

    Args:
        name: as the person calls the file; its ending must be one of ENDINGS.
        corrected: what the person said of lines after reading them before.
    Raises:
        BadUpload, BadPlan: why it cannot be read, in words a person can act on.
    """
    limits = limits or Limits()
    shown = files.shown_name(name)
    files.require_plain_name(name)
    if files.ending_of(name) not in ENDINGS:
        raise BadPlan("not_plan", file=shown)
    _require_size(len(content), shown, limits)
    is_old = content.startswith(old_word.OLE)
    asked = {
        "name": shown, "limits": asdict(limits),
        "corrected": [[one.line, one.correction.value] for one in corrected],
    }  # fmt: skip
    known = _converted(content, shown) if is_old else content
    found = pool.pool().inspected(pool.PLANS, known, asked, file=shown, bounds=BOUNDS)
    told = json.loads(found.content)
    warnings = [*(["old_word"] if is_old else []), *_texts(found.facts["warnings"])]
    return ReadPlan(
        shown, "doc" if is_old else str(found.facts["kind"]), tuple(told["lines"]),
        _PLANS.validate_json(json.dumps(told["plan"])), tuple(warnings),
        _counts(found.facts["left_out"]),
    )  # fmt: skip


def _require_size(size: int, shown: str, limits: Limits) -> None:
    if size == 0:
        raise BadUpload("empty", file=shown)
    if size > limits.file_bytes:
        told, limit = files.format_size(size), files.format_size(limits.file_bytes)
        raise BadUpload("too_large", file=shown, size=told, limit=limit)


def _converted(content: bytes, shown: str) -> bytes:
    """An old Word file as DOCX."""
    if _LOCKED in content:
        raise BadUpload("protected", file=shown)
    if any(one in content for one in _MACROS):
        raise BadUpload("macros", file=shown)
    try:
        made = old_word.to_docx(content)
    except RuntimeError as error:
        raise BadPlan("no_office", file=shown) from error
    if made is None:
        raise BadPlan("unconverted", file=shown)
    return made


def _texts(told: object) -> list[str]:
    return [str(one) for one in told] if isinstance(told, list) else []


def _counts(told: object) -> dict[str, int]:
    return {str(name): int(count) for name, count in told.items()} if isinstance(told, dict) else {}
