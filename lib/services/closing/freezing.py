"""What is held fast when a report is ready: its words, its paper, and what they were counted of."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from lib import text
from lib.domain.exports import Snapshot
from lib.domain.papers.paper_parts import written_date
from lib.domain.papers.papers import PaperData
from lib.domain.papers.report_paper import ReportLine, ReportPaper
from lib.domain.reports import annex_charts, annexes, facts, hand
from lib.domain.reports.document import Document, Line, LineKind
from lib.domain.reports.figures import Figures
from lib.domain.reports.report import Report, State
from lib.domain.reports.told import Told
from lib.exports import orders as snapshot_orders
from lib.exports.docx.making import orders
from lib.services import clock
from lib.services.closing.reading import Reading
from lib.services.files import stored_files
from lib.store.engine.db import Database
from lib.store.file_records import StoredFile

_MEDIA_TYPE: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Thawed:
    """What was held fast."""

    paper: PaperData
    document: Document


def paper(read: Reading, made: Document, *, is_draft: bool) -> PaperData:
    """All that the paper of the report tells."""
    day = read.snapshot.day
    told = ReportPaper(
        subject=made.subject,
        symbol=text.REPORT_SYMBOL.format(agency=read.paper.agency.abbreviation),
        date=written_date(None, day.year),
        is_draft=is_draft,
        addressees=read.addressees,
        lines=tuple(one for line in made.lines for one in _printed(line)),
        indicators=tuple(annexes.indicators(read.told)),
        units=annexes.units(read.snapshot),
        honours=tuple(annexes.honours(read.snapshot)),
        charts=tuple(annex_charts.charts(read.told)),
        documents=tuple(annexes.documents(read.snapshot)),
    )
    facts_ = replace(read.paper.campaign, revision=read.snapshot.revision, audit=read.snapshot.head)
    return replace(read.paper, made_at=clock.now(), day=day, campaign=facts_, closing=told)


def signed(data: PaperData, report: Report) -> PaperData:
    """The same with number and day, once it is signed."""
    told = data.closing
    if told is None or report.state != State.SIGNED:
        return data
    signed_as = replace(told, symbol=report.number, date=written_date(report.signed_on, None))
    signer = replace(data.director, name=report.signer, position=report.signer_position)
    return replace(data, closing=signed_as, director=signer)


def frozen(data: PaperData, made: Document) -> str:
    """Both as JSON."""
    lines = [_line(one) for one in made.lines]
    told = {"paper": orders.data_to_json(data), "subject": made.subject, "lines": lines}
    return json.dumps(told, ensure_ascii=False)


def thawed(told: str) -> Thawed:
    """What `frozen` wrote."""
    given = json.loads(told)
    lines = tuple(_thawed_line(one) for one in given["lines"])
    return Thawed(orders.data_from_json(given["paper"]), Document(given["subject"], lines))


def packed(snapshot: Snapshot) -> bytes:
    """Everything that the figures were counted of."""
    out = io.BytesIO()
    snapshot_orders.write(out, snapshot, None)
    return out.getvalue()


def kept_snapshot(db: Database, report: Report) -> Snapshot:
    """What the figures of a report that is ready were counted of.

    Raises:
        NotFound: the disk has lost it.
    """
    file = StoredFile(report.snapshot_sha256, 0, _MEDIA_TYPE, "")
    path = stored_files.opened(db, file, "report").path
    with path.open("rb") as kept:
        snapshot, _ = snapshot_orders.read(kept)
        return replace(snapshot, items=tuple(snapshot.items))


def kept_figures(db: Database, report: Report) -> Told:
    """The figures of a report that is ready."""
    return Told(Figures(facts.facts(kept_snapshot(db, report))), {})


def sha256(data: str) -> str:
    return hashlib.sha256(data.encode()).hexdigest()


def _printed(line: Line) -> list[ReportLine]:
    """Its paragraphs; a part that nobody has written shows as a place to be filled in."""
    if line.kind in (LineKind.SECTION, LineKind.HEADING):
        is_section = line.kind == LineKind.SECTION
        return [ReportLine(line.words.text, is_section=is_section, is_heading=not is_section)]
    if line.is_gone:
        return []
    if line.is_empty and line.is_required:
        return [ReportLine(text.REPORT_TO_FILL.format(label=line.label))]
    return [ReportLine(one) for one in line.paragraphs]


def _line(line: Line) -> dict[str, object]:
    spans = [[one.start, one.end, one.name] for one in line.words.spans]
    return {
        "kind": line.kind.value, "key": line.key, "text": line.words.text, "spans": spans,
        "label": line.label, "version": line.version, "by_hand": line.is_by_hand,
    }  # fmt: skip


def _thawed_line(given: Mapping[str, Any]) -> Line:
    words = hand.checked(
        given["text"], [(int(one[0]), int(one[1]), str(one[2])) for one in given["spans"]]
    )
    return Line(
        LineKind(given["kind"]), given["key"], words, given["label"], version=given["version"],
        original=words if given["by_hand"] else None,
    )  # fmt: skip
