from lib.store.db import Database


def test_reads_what_was_written(db: Database) -> None:
    db.write(lambda tx: tx.run("CREATE TABLE marks (mark INTEGER PRIMARY KEY)"))

    touched = db.write(lambda tx: tx.run("INSERT INTO marks (mark) VALUES ($1), ($2)", [1, 2]))

    assert touched == 2
    assert db.read(lambda tx: tx.rows("SELECT mark FROM marks ORDER BY mark")) == [(1,), (2,)]
