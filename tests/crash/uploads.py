"""The process that is killed while it uploads evidence through the services.

Of every upload the number is printed once it has returned; its files can be made again from the
number, so that what is on disk can be compared byte for byte. Nothing of Streamlit runs.
"""

from __future__ import annotations

import io
import itertools
import os
import random
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.services.acts import new_act
from lib.services.evidence import evidence, evidence_uses
from lib.services.files import stored_files
from lib.services.files.file_checks import Upload
from lib.services.operation import checks
from lib.store import file_records
from lib.store.engine.db import Database
from tests import cast, files, small_campaign
from tests.crash import child
from tests.crash.child import WRITERS, open_file

FILES = 3


def prepare(db: Database) -> None:
    """What a start does: migrate, fill what is missing, remove what broken-off uploads left."""
    child.prepare(db)
    stored_files.clean_up(db)


def contents(number: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file of one upload: large enough for a kill to fall into a write."""
    for place in range(FILES):
        padding = random.Random(f"{number} {place}").randbytes(30_000).hex().encode()
        yield f"{number}-{place}.pdf", files.pdf(b"% " + padding + b"\n")


def upload(db: Database, actor: Actor, campaign: Campaign, number: int) -> None:
    """Several files in one act."""
    evidence.add(
        db, actor, campaign, act_id=new_act(), unit_id=actor.unit_id,
        task_code=small_campaign.HELD,
        uploads=[Upload(name, io.BytesIO(content)) for name, content in contents(number)],
    )  # fmt: skip


def make_room(db: Database, actor: Actor, campaign: Campaign) -> None:
    """Take off all that backs the item; rows and files stay."""
    task = small_campaign.task(db, small_campaign.HELD)
    found = evidence.of_item(db, actor, unit_id=actor.unit_id, task_id=task.task_id)
    for one in found.files:
        evidence_uses.remove(
            db, actor, campaign, small_campaign.item_files(db, actor, small_campaign.HELD),
            act_id=new_act(), evidence_id=one.evidence_id,
        )  # fmt: skip


def saved(db: Database) -> list[int]:
    """The numbers of the uploads that are there whole, rows and bytes."""
    rows = db.read(lambda tx: tx.rows("SELECT file_name, sha256 FROM evidence_revisions"))
    kept = stored_files.blobs(db)
    there = {name: kept.path(sha256) for name, sha256 in rows}
    numbers = {int(name.split("-")[0]) for name in there}
    return sorted(
        number
        for number in numbers
        if all(
            name in there and there[name].is_file() and there[name].read_bytes() == content
            for name, content in contents(number)
        )
    )


def faults(db: Database) -> list[str]:
    """Halves of uploads: rows without whole files, files without rows, marks that stayed."""
    found = [f"{problem.name}: {problem.rows}" for problem in checks.problems(db)]
    rows = db.read(lambda tx: tx.rows("SELECT DISTINCT file_name FROM evidence_revisions"))
    begun = {int(name.split("-")[0]) for (name,) in rows}
    found += [f"upload {number} is there in part" for number in begun - set(saved(db))]
    root = stored_files.blobs(db).root
    on_disk = {
        str(one.relative_to(root)).replace(os.sep, "") for one in root.rglob("*") if one.is_file()
    }
    named = db.read(file_records.checksums)
    return found + [f"{name} has no row" for name in sorted(on_disk - named)]


def main(path: Path) -> None:
    """Upload until killed."""
    db = open_file(path)
    prepare(db)
    campaign = small_campaign.stored(db)
    numbers = itertools.count(max(saved(db), default=0) + 1)

    def upload_on(person: cast.Person) -> None:
        actor = cast.actor(db, person)
        for round_no in itertools.count():
            if round_no % 20 == 0:
                make_room(db, actor, campaign)
            number = next(numbers)
            upload(db, actor, campaign, number)
            os.write(1, b"%d\n" % number)

    threads = [threading.Thread(target=upload_on, args=(person,)) for person in WRITERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
