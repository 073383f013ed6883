"""The files that back reports and nominations now, each in a row."""

from __future__ import annotations

from lib.domain.access import Action
from lib.domain.exports import EvidenceLine, Snapshot
from lib.exports import cells
from lib.exports.cells import Kind
from lib.exports.export import Column, Export, stamp


def _columns(snapshot: Snapshot) -> tuple[Column[EvidenceLine], ...]:
    units = {one.unit_id: one for one in snapshot.units}
    tasks = {str(one.task_id): one for one in snapshot.tasks}
    people = snapshot.people

    def code(line: EvidenceLine) -> str:
        return cells.safe(tasks[line.task_id].code) if line.task_id else ""

    def task(line: EvidenceLine) -> str:
        return cells.safe(tasks[line.task_id].short_title) if line.task_id else ""

    def question(line: EvidenceLine) -> str:
        asked = tasks[line.task_id].form.fields if line.task_id else ()
        return cells.safe(next((one.label for one in asked if one.key == line.question), ""))

    return (
        Column("unit_code", lambda line, _: cells.safe(units[line.unit_id].code)),
        Column("unit", lambda line, _: cells.safe(units[line.unit_id].name)),
        Column("task_code", lambda line, _: code(line)),
        Column("task", lambda line, _: task(line)),
        Column("question", lambda line, _: question(line)),
        Column("nomination", lambda line, _: cells.safe(line.nomination)),
        Column("evidence_title", lambda line, _: cells.safe(line.title)),
        Column("effective_on", lambda line, to: cells.day(line.effective_on, to), kind=Kind.DAY),
        Column("file_name", lambda line, _: cells.safe(line.file_name)),
        Column("media_type", lambda line, _: cells.safe(line.media_type)),
        Column("size_bytes", lambda line, _: str(line.size_bytes), kind=Kind.COUNT),
        Column("revision_no", lambda line, _: str(line.revision_no), kind=Kind.NUMBER),
        Column("uploaded_by", lambda line, _: cells.safe(people.get(line.uploaded_by, ""))),
        Column("uploaded_at", lambda line, to: cells.day(line.uploaded_at, to), kind=Kind.DAY),
        Column("sha256", lambda line, _: cells.safe(line.sha256)),
        *stamp(snapshot),
    )


EVIDENCE = Export(
    key="evidence",
    action=Action.EXPORT_CSV,
    columns=_columns,
    lines=lambda snapshot: iter(snapshot.evidence),
    count=lambda snapshot: len(snapshot.evidence),
)
