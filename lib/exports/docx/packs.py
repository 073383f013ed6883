"""A whole pack: its papers one after another, and the ZIP file that holds them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lib import text
from lib.domain.papers import papers
from lib.domain.papers.paper_parts import Collective, Individual
from lib.domain.papers.papers import PER_NOMINEE, Paper, PaperData
from lib.domain.vietnamese import local, search_key
from lib.exports.docx import fill
from lib.exports.docx.orders import Order


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
    """As in TDKT_TD-BC-2021_bang-khen_20261122-1403_r1234.zip: ASCII, no spaces."""
    campaign = re.sub(r"[^A-Za-z0-9-]+", "-", data.campaign.code)
    what = text.PACK_FILES[data.pack]
    return f"TDKT_{campaign}_{what}_{local(data.made_at):%Y%m%d-%H%M}_r{data.campaign.revision}.zip"


def make(order: Order) -> Iterator[str]:
    """Write the ZIP file; the name of each paper when it is in."""
    sandbox = fill.Sandbox()
    templates = {paper: Path(path).read_bytes() for paper, path in order.templates.items()}
    # The papers are packed already, so packing them again would cost time for nothing.
    with zipfile.ZipFile(order.target, "w", zipfile.ZIP_STORED) as pack:
        for file in files(order.data):
            context = papers.context(file.paper, order.data, file.nominee)
            pack.writestr(file.name, fill.filled(templates[file.paper], context, sandbox))
            yield file.name


def _ascii(name: str) -> str:
    """As in Nguyen-Thi-Lan."""
    words = re.sub(r"[^a-z0-9]+", " ", search_key(name)).title().split()
    return "-".join(words)[:60] or "khong-ten"
