"""`make golden`: write the bytes of every export anew, to be read in the diff."""

from __future__ import annotations

import tempfile
from pathlib import Path

from lib.store import migrations
from lib.store.engine.duck import DuckDatabase
from tests.exports import (
    award_scene,
    comment_scene,
    document_scene,
    evaluation_scene,
    opinion_scene,
    scene,
)
from tests.support.data_folder import data_in

HERE = Path(__file__).parent


SCENES = tuple(
    (one.play, one.GOLDEN)
    for one in (scene, award_scene, evaluation_scene, document_scene, opinion_scene, comment_scene)
)


def main() -> None:
    for play, golden in SCENES:
        with tempfile.TemporaryDirectory() as folder, data_in(Path(folder)):
            database = DuckDatabase(Path(folder) / "golden.duckdb", create=True)
            try:
                migrations.migrate(database)
                play(database)
                for name, (key, options) in golden.items():
                    (HERE / name).write_bytes(scene.file_of(database, key, options))
            finally:
                database.close()


if __name__ == "__main__":
    main()
