"""Every block of a database file is looked at, whoever asks for its rows."""

import random

import pytest

from lib.store.engine import fullread
from lib.store.engine.duck import DuckDatabase

BLOCK = 256 << 10
HEADERS = 3 * 4096


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The bytes of a file with rows, an index and blocks that are free again."""
    database = DuckDatabase(tmp_path_factory.mktemp("sound") / "a.duckdb", create=True)
    database.write(lambda tx: tx.run("CREATE TABLE a (b INTEGER PRIMARY KEY, c VARCHAR UNIQUE)"))
    fill = "INSERT INTO a SELECT i, repeat(hash(i)::VARCHAR, 9) FROM range($1::INTEGER, $2) n(i)"
    for begin in (0, 3000, 6000):
        database.write(lambda tx, begin=begin: tx.run(fill, [begin, begin + 3000]))
        database.checkpoint()
    database.write(lambda tx: tx.run("DELETE FROM a WHERE b < 5000"))
    database.checkpoint()
    database.close()
    return database.path.read_bytes()


def places(content):
    return range(HEADERS, len(content) - BLOCK + 1, BLOCK)


def test_a_sound_file_has_no_rotten_block(sound, tmp_path):
    path = tmp_path / "a.duckdb"
    path.write_bytes(sound)

    assert len(places(sound)) > 5
    assert fullread.rotten(path, pause_s=0) == []


def test_one_bit_is_found_in_whatever_block(sound, tmp_path):
    path, choose = tmp_path / "a.duckdb", random.Random(1)

    for place in places(sound):
        content = bytearray(sound)
        content[place + choose.randrange(BLOCK)] ^= 1 << choose.randrange(8)
        path.write_bytes(content)
        assert fullread.rotten(path, pause_s=0) == [place]


def test_blocks_never_written_are_no_damage(sound, tmp_path):
    path = tmp_path / "a.duckdb"
    path.write_bytes(sound + bytes(BLOCK))

    assert fullread.rotten(path, pause_s=0) == []


def test_a_block_that_is_being_written_is_looked_at_again(sound, tmp_path, monkeypatch):
    path = tmp_path / "a.duckdb"
    half = bytearray(sound)
    half[HEADERS + 100_000 : HEADERS + BLOCK] = bytes(BLOCK - 100_000)
    path.write_bytes(half)
    monkeypatch.setattr(fullread.time, "sleep", lambda _s: path.write_bytes(sound))

    assert fullread.rotten(path) == []
