"""Which papers a whole pack holds, and what they and its ZIP file are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lib import text
from lib.domain.papers.paper_parts import Collective, Individual
from lib.domain.papers.papers import PER_NOMINEE, Paper, PaperData
from lib.domain.vietnamese import local, search_key


@dataclass(frozen=True, slots=True)
class PaperFile:
    """One paper of a pack, under the name it has inside the ZIP file."""

    name: str
    paper: Paper
    nominee: Collective | Individual | None = None


def files(data: PaperData) -> Iterator[PaperFile]:
    """The papers in the order of the pack, numbered so that folders show them in it."""
    made = data.papers
    for number, paper in enumerate(data.offered, 1):
        if paper not in made:
            continue
        stem = f"{number:02}_{text.PAPER_FILES[paper]}"
        if paper not in PER_NOMINEE:
            yield PaperFile(f"{stem}.docx", paper)
            continue
        for place, nominee in enumerate(data.told_in(paper).nominees, 1):
            yield PaperFile(f"{stem}_{place:03}_{_ascii(nominee.name)}.docx", paper, nominee)


def zip_name(data: PaperData) -> str:
    """As in TDKT_TD-BC-2021_bang-khen_20261122-1403_r1234.zip."""
    return file_name(data, text.PACK_FILES[data.pack], "zip")


def file_name(data: PaperData, what: str, ending: str) -> str:
    """ASCII, no spaces."""
    campaign = re.sub(r"[^A-Za-z0-9-]+", "-", data.campaign.code)
    at, revision = f"{local(data.made_at):%Y%m%d-%H%M}", data.campaign.revision
    return f"TDKT_{campaign}_{what}_{at}_r{revision}.{ending}"


def _ascii(name: str) -> str:
    """As in Nguyen-Thi-Lan."""
    words = re.sub(r"[^a-z0-9]+", " ", search_key(name)).title().split()
    return "-".join(words)[:60] or "khong-ten"
