"""A campaign as one ZIP: what stands in it, and how much of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lib.domain.files import MEGABYTE, Limits
from lib.domain.papers.papers import Paper

FORMAT: Final = "thi-dua-phong-trao"
SCHEMA: Final = 1
ENDING: Final = ".zip"
MANIFEST: Final = "muc-luc.json"
CAMPAIGN: Final = "phong-trao.yaml"
OUTLINE: Final = "bo-cuc-bao-cao.yaml"
TEMPLATES: Final[Mapping[Paper, str]] = {
    paper: f"mau-van-ban/{paper.value}.docx" for paper in Paper
}
"""Where the Office's own template of each paper stands."""
KNOWN: Final = frozenset({MANIFEST, CAMPAIGN, OUTLINE, *TEMPLATES.values()})
LIMITS: Final = Limits(
    file_bytes=20 * MEGABYTE, unpacked_bytes=40 * MEGABYTE, entries=len(KNOWN)
)  # fmt: skip
MEMBER_BYTES: Final = 2 * MEGABYTE
"""Of one file inside; what is read of each has narrower limits of its own."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a package.

    Attributes:
        path: one of KNOWN.
        name: what the Office calls a template; "" of the others.
    """

    path: str
    content: bytes
    name: str = ""
