"""What the check of figures found, each in a row, with what the Office has said of it."""

from __future__ import annotations

from lib.domain.access import Action
from lib.domain.exports import Snapshot
from lib.domain.quality.findings import RuleKey, Severity
from lib.domain.quality_lines import QualityLine
from lib.exports import cells
from lib.exports.cells import Kind
from lib.exports.export import Column, Export, stamp
from lib.text import quality as words


def _columns(snapshot: Snapshot) -> tuple[Column[QualityLine], ...]:
    units = {one.unit_id: one for one in snapshot.units}
    tasks = {one.task_id: one for one in snapshot.tasks}

    def code(line: QualityLine) -> str:
        return cells.safe(tasks[line.task_id].code) if line.task_id else ""

    def task(line: QualityLine) -> str:
        return cells.safe(tasks[line.task_id].short_title) if line.task_id else ""

    return (
        Column("severity", lambda line, _: words.SEVERITIES[Severity(line.severity)]),
        Column("rule", lambda line, _: words.RULES[RuleKey(line.rule)]),
        Column("unit_code", lambda line, _: cells.safe(units[line.unit_id].code)),
        Column("unit", lambda line, _: cells.safe(units[line.unit_id].name)),
        Column("task_code", lambda line, _: code(line)),
        Column("task", lambda line, _: task(line)),
        Column("finding", lambda line, _: cells.safe(line.sentence)),
        Column("seen", lambda line, _: words.SEEN if line.is_seen else words.UNSEEN),
        Column("seen_reason", lambda line, _: cells.safe(line.reason)),
        Column("seen_by", lambda line, _: cells.safe(line.seen_by)),
        Column("seen_at", lambda line, to: cells.day(line.seen_at, to), kind=Kind.DAY),
        *stamp(snapshot),
    )


QUALITY = Export(
    key="quality",
    action=Action.EXPORT_CSV,
    columns=_columns,
    lines=lambda snapshot: iter(snapshot.findings),
    count=lambda snapshot: len(snapshot.findings),
)
