"""The last workbook that came in is kept row by row, and taken back while nothing rests on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from lib.domain.imports import Outcome, Result
from lib.errors import Refused
from lib.services.acts import Act
from lib.store import imports as store
from lib.store.imports import Import, ImportRow, Place


def keep(act: Act, place: Place, file: str, result: Result, rows: Sequence[ImportRow]) -> None:
    """Store what the rows did, under the act's own key; nothing of rows that did nothing."""
    if not rows:
        return
    counts = result.counts
    store.insert(
        act.tx, act.intent.act_id, place, file, added=counts[Outcome.NEW],
        changed=counts[Outcome.CHANGED], by=act.author.account_id, now=act.now,
    )  # fmt: skip
    store.insert_rows(act.tx, act.intent.act_id, rows)


def take_back(
    act: Act, place: Place, import_id: UUID, put_back: Callable[[ImportRow], int]
) -> Import:
    """Take the last import back inside an act; what it was.

    Args:
        put_back: puts the record of a row back; its version then. It refuses with `import_used`
            what has been changed or used since.
    Raises:
        Refused: `nothing_imported`, it is not the last one; and what `put_back` refuses.
    """
    found = store.last(act.tx, place)
    if found is None or found.import_id != import_id:
        raise Refused("nothing_imported")
    # The last row first: what rests on another was written after it.
    kept = reversed(store.rows(act.tx, import_id))
    versions = {one.record: put_back(one) for one in kept}
    store.set_rows_undone(act.tx, import_id, versions)
    store.set_undone(act.tx, import_id, by=act.author.account_id, now=act.now)
    return found


def told(found: Import) -> dict[str, object]:
    """What the audit log says of an import that was taken back."""
    return {"file": found.file_name, "added": found.added, "changed_rows": found.changed}
