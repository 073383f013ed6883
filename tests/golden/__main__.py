"""`make golden`: write the bytes of every export anew, to be read in the diff."""

from __future__ import annotations

import tempfile
from pathlib import Path

from lib.store import migrations
from lib.store.duck import DuckDatabase
from tests.exports import scene
from tests.support.data_folder import data_in

HERE = Path(__file__).parent


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, data_in(Path(folder)):
        database = DuckDatabase(Path(folder) / "golden.duckdb", create=True)
        try:
            migrations.migrate(database)
            scene.play(database)
            for name, (key, options) in scene.GOLDEN.items():
                (HERE / name).write_bytes(scene.file_of(database, key, options))
        finally:
            database.close()


if __name__ == "__main__":
    main()
