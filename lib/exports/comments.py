"""What units and the Office have asked each other about items, a row for each comment."""

from __future__ import annotations

from lib.domain.access import Action
from lib.domain.comment_lines import CommentLine
from lib.domain.exports import Snapshot
from lib.exports import cells
from lib.exports.cells import Kind
from lib.exports.export import Column, Export, stamp
from lib.text import comments as words


def _columns(snapshot: Snapshot) -> tuple[Column[CommentLine], ...]:
    units = {str(one.unit_id): one for one in snapshot.units}
    people = snapshot.people
    threads = list(dict.fromkeys(one.thread_id for one in snapshot.comments))
    numbers = {thread_id: str(number) for number, thread_id in enumerate(threads, start=1)}

    def unit(line: CommentLine) -> str:
        return str(line.unit_id)

    return (
        Column("thread", lambda line, _: numbers[line.thread_id], kind=Kind.NUMBER),
        Column("unit_code", lambda line, _: cells.safe(units[unit(line)].code)),
        Column("unit", lambda line, _: cells.safe(units[unit(line)].name)),
        Column("task_code", lambda line, _: cells.safe(line.task_code)),
        Column("task", lambda line, _: cells.safe(line.task)),
        Column("comment_step", lambda line, _: words.STEPS[line.step]),
        Column("comment_side", lambda line, _: words.SIDES[line.side]),
        Column("comment_body", lambda line, _: cells.safe(line.body)),
        Column("comment_by", lambda line, _: cells.safe(people.get(line.done_by, ""))),
        Column("comment_home", lambda line, _: cells.safe(units[line.home].name)),
        Column("comment_at", lambda line, to: cells.day(line.done_at, to), kind=Kind.DAY),
        *stamp(snapshot),
    )


COMMENTS = Export(
    key="comments",
    action=Action.EXPORT_CSV,
    columns=_columns,
    lines=lambda snapshot: iter(snapshot.comments),
    count=lambda snapshot: len(snapshot.comments),
)
