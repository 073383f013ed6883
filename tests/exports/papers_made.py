"""Papers of the three packs, filled from the tracked templates."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace

from lib.domain.papers import paper_fields
from lib.domain.papers.papers import PACKS, PER_NOMINEE, Pack, Paper, PaperData
from lib.exports.docx.filling import fill
from lib.exports.docx.templates import build
from tests.exports.paper_data import CENTRE, some_data

FIRST_PACK = {paper: pack for pack in reversed(Pack) for paper in PACKS[pack]}
"""A pack that the paper belongs to."""

SANDBOX = fill.Sandbox()


def template(paper: Paper) -> bytes:
    return (build.FOLDER / f"{paper}.docx").read_bytes()


def every_paper(data: PaperData) -> Iterator[tuple[Paper, bytes]]:
    """All papers of a pack, in its order."""
    for paper in data.papers:
        for nominee in data.told_in(paper).nominees if paper in PER_NOMINEE else [None]:
            context = paper_fields.context(paper, data, nominee)
            yield paper, fill.filled(template(paper), context, SANDBOX)


@functools.cache
def one(paper: Paper) -> bytes:
    """The paper with its usual data."""
    data = some_data(FIRST_PACK[paper])
    if paper == Paper.UNIT_SUBMISSION:
        data = replace(data, unit=CENTRE)
    return next(content for made, content in every_paper(data) if made == paper)
