"""No table has files that the start does not know of: it would remove them as nobody's."""

from __future__ import annotations

import inspect
import re

from lib.store import file_records
from lib.store.engine.db import Database

OF_MIGRATIONS = "schema_version"
OF_ITS_OWN_FOLDER = "jobs"


def test_every_table_that_names_a_file_is_known(db: Database) -> None:
    rows = db.read(
        lambda tx: tx.rows(
            """
            SELECT table_name
            FROM information_schema.columns
            WHERE column_name = 'sha256'
            """
        )
    )

    read = re.findall(r"FROM (\w+)", inspect.getsource(file_records.named_files))
    assert {*read, OF_MIGRATIONS, OF_ITS_OWN_FOLDER} == {row[0] for row in rows}
