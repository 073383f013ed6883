import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from lib.errors import Duplicate, Unavailable
from lib.store.engine import logcheck, logcut, opening, paircopy, safety
from lib.store.engine.duck import DuckDatabase
from tests.store.conftest import add_marks, marks
from tests.support import failing_disk

INSERT = "INSERT INTO marks (mark_id, code, share) VALUES ($1, $2, $3)"
SAVES = 60
BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Image:
    """What a disk may hold after the power went."""

    path: Path

    @property
    def log(self) -> Path:
        return safety.log_of(self.path)

    def beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)

    def names(self) -> list[str]:
        return sorted(path.name for path in self.path.parent.iterdir() if path.is_file())

    def content(self) -> dict[str, bytes]:
        return {name: (self.path.parent / name).read_bytes() for name in self.names()}


def save(database: DuckDatabase, number: int) -> None:
    database.write(lambda tx: tx.run(INSERT, [number, f"code {number}", 0]))


@pytest.fixture(scope="module")
def killed_source(tmp_path_factory) -> Path:
    """A folder with what a kill leaves: half of the saves in the file, the others in its log."""
    source = tmp_path_factory.mktemp("live") / "thidua.duckdb"
    database = DuckDatabase(source, create=True)
    add_marks(database)
    for number in range(2, SAVES // 2):
        save(database, number)
    database.checkpoint()
    for number in range(SAVES // 2, SAVES):
        save(database, number)
    folder = tmp_path_factory.mktemp("killed")
    shutil.copy(source, folder)
    shutil.copy(safety.log_of(source), folder)
    database.close()
    return folder


@pytest.fixture
def killed(killed_source, tmp_path) -> Image:
    """A database that was killed."""
    shutil.copytree(killed_source, tmp_path / "image")
    return Image(tmp_path / "image" / "thidua.duckdb")


@pytest.fixture
def in_checkpoint(killed) -> Image:
    """The same, stopped after the safety pair was made."""
    safety.make(killed.path)
    return killed


def test_a_copier_that_outlives_its_server_declares_nothing_whole(in_checkpoint):
    """kill -9 ends the server, not the copier: it goes on beside the next server's own."""
    late = in_checkpoint.beside(".safe.copy-of-a-killed-server.part")

    paircopy.copy_pair(in_checkpoint.path, late)
    safety.drop(in_checkpoint.path)

    assert not safety.is_whole(in_checkpoint.path)
    assert in_checkpoint.names() == ["thidua.duckdb", "thidua.duckdb.wal"]


def opened_rows(image: Image) -> int:
    """How many saves are there; keys are unique, lookups and scans agree."""
    database = DuckDatabase(image.path)
    try:
        found = marks(database)
        for number, code, *_ in found:
            sql = "SELECT mark_id FROM marks WHERE code = $1 AND mark_id = $2"
            assert database.read(lambda tx, a=(code, number): tx.rows(sql, a)) == [(number,)]  # noqa: B023
            with pytest.raises(Duplicate):
                save(database, number)
        return len(found)
    finally:
        database.close()


def refusal(image: Image) -> Unavailable:
    with pytest.raises(Unavailable) as caught:
        DuckDatabase(image.path)
    return caught.value


def test_a_kill_loses_nothing(killed):
    assert opened_rows(killed) == SAVES - 1


def test_the_pair_goes_after_a_good_start(in_checkpoint):
    assert opened_rows(in_checkpoint) == SAVES - 1

    assert in_checkpoint.names() == ["thidua.duckdb", "thidua.duckdb.lock"]


def cut(image: Image) -> None:
    image.path.write_bytes(image.path.read_bytes()[:9000])


def spoil_the_header(image: Image) -> None:
    content = bytearray(image.path.read_bytes())
    content[3 * BLOCK : 3 * BLOCK + 512] = b"\xff" * 512
    image.path.write_bytes(content)


def spoil_both(image: Image) -> None:
    spoil_the_header(image)
    image.log.write_bytes(image.log.read_bytes()[:50])


def lose_the_file(image: Image) -> None:
    image.path.unlink()


def lose_the_log_too(image: Image) -> None:
    spoil_the_header(image)
    image.log.unlink()


def empty(image: Image) -> None:
    image.path.write_bytes(b"")


@pytest.mark.parametrize(
    "harm", [cut, spoil_the_header, spoil_both, lose_the_file, lose_the_log_too, empty]
)
def test_a_torn_file_is_replaced_by_the_pair(in_checkpoint, harm):
    harm(in_checkpoint)

    assert opened_rows(in_checkpoint) == SAVES - 1


def test_the_broken_file_is_kept(in_checkpoint):
    spoil_the_header(in_checkpoint)
    broken = in_checkpoint.path.read_bytes()

    opened_rows(in_checkpoint)

    assert in_checkpoint.beside(".broken.1").read_bytes() == broken
    assert in_checkpoint.beside(".wal.broken.1").exists()


@pytest.mark.parametrize("seed", range(8))
def test_power_lost_inside_a_checkpoint(in_checkpoint, tmp_path, seed):
    """Some blocks of the checkpoint have reached the disk and some have not."""
    choose = random.Random(seed)
    before = in_checkpoint.path.read_bytes()
    finished = Image(tmp_path / "finished" / "thidua.duckdb")
    shutil.copytree(in_checkpoint.path.parent, finished.path.parent)
    DuckDatabase(finished.path).close()
    after = finished.path.read_bytes()
    torn = b"".join(
        choose.choice([before, after])[place : place + BLOCK] or bytes(BLOCK)
        for place in range(0, max(len(before), len(after)), BLOCK)
    )
    in_checkpoint.path.write_bytes(torn)

    assert opened_rows(in_checkpoint) == SAVES - 1


@pytest.mark.parametrize("harm", [cut, spoil_the_header, lose_the_file])
def test_a_replacement_that_was_interrupted_is_done_again(in_checkpoint, harm):
    """The log has been put in place, the file not yet."""
    in_checkpoint.beside(".new").write_bytes(b"half a copy")
    in_checkpoint.log.replace(in_checkpoint.beside(".wal.broken.1"))
    shutil.copyfile(in_checkpoint.beside(".safe.wal"), in_checkpoint.log)
    harm(in_checkpoint)

    assert opened_rows(in_checkpoint) == SAVES - 1


def test_a_pair_that_is_not_whole_is_never_used(in_checkpoint):
    pair = in_checkpoint.beside(".safe")
    pair.write_bytes(pair.read_bytes()[:-1])
    spoil_the_header(in_checkpoint)
    before = in_checkpoint.path.read_bytes()

    assert refusal(in_checkpoint).reason == "damaged"
    assert in_checkpoint.path.read_bytes() == before
    assert in_checkpoint.log.exists()


def test_a_damaged_file_without_a_pair_is_refused_untouched(killed):
    spoil_the_header(killed)
    before = killed.content()

    assert refusal(killed).reason == "damaged"
    assert killed.content() == before | {"thidua.duckdb.lock": b""}


def test_a_pair_as_damaged_as_the_file_is_refused(in_checkpoint):
    spoil_the_header(in_checkpoint)
    spoil_the_header(Image(in_checkpoint.beside(".safe")))

    assert refusal(in_checkpoint).reason == "damaged"
    assert refusal(in_checkpoint).reason == "damaged"
    assert in_checkpoint.beside(".broken.1").exists()
    assert not in_checkpoint.beside(".broken.2").exists()


def test_a_start_without_room_for_the_pair_is_refused(killed):
    with pytest.raises(Unavailable) as caught:
        DuckDatabase(killed.path, free=lambda path: 1 << 20)

    assert caught.value.reason == "no_checkpoint_room"
    assert opened_rows(killed) == SAVES - 1


@pytest.mark.parametrize("missing_bytes", [1, 7, 20])
def test_a_torn_end_of_the_log_costs_its_transaction_only(killed, missing_bytes):
    killed.log.write_bytes(killed.log.read_bytes()[:-missing_bytes])

    assert opened_rows(killed) == SAVES - 2


@pytest.mark.parametrize("zeros", [1, 8, 16, 4096])
def test_zeros_after_the_log_cost_nothing(killed, zeros):
    killed.log.write_bytes(killed.log.read_bytes() + bytes(zeros))

    assert opened_rows(killed) == SAVES - 1


def test_a_torn_end_may_lack_its_beginning(killed):
    """Pages of the last transaction may reach the disk out of their order."""
    content = bytearray(killed.log.read_bytes())
    start = content.rfind(logcheck._COMMIT, 0, -len(logcheck._COMMIT)) + len(logcheck._COMMIT)
    content[start : start + 16] = bytes(16)
    killed.log.write_bytes(content)

    assert logcheck.hidden_damage(killed.log) is None
    assert opened_rows(killed) == SAVES - 2


@pytest.fixture(scope="module")
def torn_source(tmp_path_factory) -> tuple[Path, int]:
    """A folder with what a kill leaves, and where the last commit, of several entries, begins."""
    source = tmp_path_factory.mktemp("live") / "thidua.duckdb"
    database = DuckDatabase(source, create=True)
    add_marks(database)
    for number in range(2, 20):
        save(database, number)
    begin = safety.size_of(safety.log_of(source))

    def several(tx) -> None:
        for number in range(100, 160):
            tx.run(INSERT, [number, f"code {number}", 0])

    database.write(several)
    folder = tmp_path_factory.mktemp("torn")
    shutil.copy(source, folder)
    shutil.copy(safety.log_of(source), folder)
    database.close()
    return folder, begin


@pytest.fixture
def torn(torn_source, tmp_path) -> Image:
    shutil.copytree(torn_source[0], tmp_path / "image")
    return Image(tmp_path / "image" / "thidua.duckdb")


@pytest.mark.parametrize("seed", range(12))
def test_a_hole_in_the_last_commit_is_cut_there(torn, torn_source, seed):
    """Nobody was told of it: sectors of it reached the disk and others did not."""
    choose, begin = random.Random(seed), torn_source[1]
    content = bytearray(torn.log.read_bytes())
    lost = [at for at in range(begin // 512 * 512, len(content), 512) if choose.random() < 0.4]
    for at in lost or [begin // 512 * 512]:
        start, end = max(at, begin), min(at + 512, len(content))
        content[start:end] = bytes(end - start)
    torn.log.write_bytes(content)

    assert opened_rows(torn) == 19

    for kept in logcut.kept(torn.path):
        assert kept.read_bytes() == bytes(content)


def test_a_cut_log_is_kept_and_listed(torn, torn_source):
    place = torn_source[1] + 200
    overwrite(torn, place, bytes(300))
    damaged = torn.log.read_bytes()

    DuckDatabase(torn.path).close()

    [kept] = logcut.kept(torn.path)
    assert kept.name == "thidua.duckdb.wal.cut.1"
    assert kept.read_bytes() == damaged


def test_at_most_a_few_cut_logs_are_kept(torn, torn_source, tmp_path):
    for _ in range(7):
        for name in ("thidua.duckdb", "thidua.duckdb.wal"):
            shutil.copyfile(torn_source[0] / name, torn.path.with_name(name))
        overwrite(torn, torn_source[1] + 200, bytes(300))
        DuckDatabase(torn.path).close()

    assert [one.suffix for one in logcut.kept(torn.path)] == [".3", ".4", ".5", ".6", ".7"]


def test_power_lost_again_while_a_torn_log_is_cut(torn, torn_source, monkeypatch):
    """The pair of the first start holds the torn log too."""
    overwrite(torn, torn_source[1] + 200, bytes(300))
    with monkeypatch.context() as patch:
        patch.setattr(logcut, "cut_torn_end", failing_disk.EIO)
        assert refusal(torn).reason == "disk_error"

    assert safety.is_whole(torn.path)
    assert opened_rows(torn) == 19


def test_a_whole_commit_behind_a_damaged_end_is_never_cut(torn, torn_source):
    """The end of the last but one commit has rotted: the last one is acknowledged and whole."""
    overwrite(torn, torn_source[1] - 5, b"\xff")
    before = torn.content()

    assert refusal(torn).reason == "damaged_log"
    assert torn.content() == before | {"thidua.duckdb.lock": b""}


def test_a_first_commit_torn_at_the_beginning_of_the_log(tmp_path):
    source = tmp_path / "live" / "thidua.duckdb"
    source.parent.mkdir()
    database = DuckDatabase(source, create=True)
    add_marks(database)
    database.checkpoint()
    save(database, 2)
    shutil.copytree(source.parent, tmp_path / "image")
    database.close()
    image = Image(tmp_path / "image" / "thidua.duckdb")
    content, main = image.log.read_bytes(), image.path.read_bytes()
    for zeros in (1, 20, 40, 512):
        image.log.write_bytes(bytes(zeros) + content[zeros:])

        assert opened_rows(image) == 1
        image.path.write_bytes(main)


def overwrite(image: Image, place: int, content: bytes) -> None:
    spoilt = bytearray(image.log.read_bytes())
    spoilt[place : place + len(content)] = content
    image.log.write_bytes(spoilt)


def entry_in_the_middle(image: Image) -> int:
    """Where the length of an entry stands, half-way through the log."""
    content = image.log.read_bytes()
    return content.find(logcheck._COMMIT, len(content) // 2) + len(logcheck._COMMIT)


@pytest.mark.parametrize(
    ("shift", "harm"),
    [
        (0, b"\xff" * 8),
        (0, bytes(8)),
        (2, b"\x01"),
        (8, b"\xff"),
        (20, b"\xff"),
        (20, bytes(512)),
    ],
    ids=["length too large", "length zero", "length grown", "checksum", "payload", "a sector"],
)
def test_a_damaged_middle_of_the_log_is_refused(killed, shift, harm):
    place = entry_in_the_middle(killed)
    overwrite(killed, place + shift, harm)
    before = killed.content()

    refused = refusal(killed)

    assert refused.reason == "damaged_log"
    assert refused.facts["path"] == str(killed.log)
    assert abs(int(str(refused.facts["position"])) - place) < 700
    assert killed.content() == before | {"thidua.duckdb.lock": b""}


def test_the_operator_may_cut_a_damaged_log(killed):
    place = entry_in_the_middle(killed)
    overwrite(killed, place, b"\xff" * 8)
    damaged = killed.log.read_bytes()
    position = int(str(refusal(killed).facts["position"]))

    kept = opening.truncate_log(killed.path, position)

    assert position == place
    assert kept.read_bytes() == damaged
    assert SAVES // 2 <= opened_rows(killed) < SAVES - 1


@pytest.mark.parametrize("position", [-1, 10**9])
def test_a_log_is_cut_inside_only(killed, position):
    before = killed.log.read_bytes()

    with pytest.raises(ValueError, match="outside"):
        opening.truncate_log(killed.path, position)

    assert killed.log.read_bytes() == before


def test_the_log_of_a_running_server_is_not_cut(killed):
    database = DuckDatabase(killed.path)
    save(database, 1000)

    with pytest.raises(Unavailable) as caught:
        opening.truncate_log(killed.path, 100)

    assert caught.value.reason == "in_use"
    database.close()
    assert opened_rows(killed) == SAVES


def rows_unless_refused(image: Image) -> int | None:
    try:
        return opened_rows(image)
    except Unavailable as refused:
        return None if refused.reason in {"damaged_log", "damaged"} else -1


@pytest.mark.parametrize("seed", range(20))
def test_no_damage_cuts_saves_away_in_silence(killed, seed):
    choose = random.Random(seed)
    content = killed.log.read_bytes()
    end = content.rfind(logcheck._COMMIT, 0, -len(logcheck._COMMIT))
    harm = choose.choice([b"\xff", b"\x00"]) * choose.choice([1, 4, 16, 200])
    overwrite(killed, choose.randrange(0, end - 300), harm)

    assert rows_unless_refused(killed) in (None, SAVES - 1)


@pytest.mark.parametrize("place", [0, 2, 3, 5, 8, 12, 31, 34])
def test_a_damaged_beginning_of_the_log_is_refused(killed, place):
    harm = bytes([killed.log.read_bytes()[place] ^ 0x80])
    overwrite(killed, place, harm)

    assert rows_unless_refused(killed) is None


def test_there_is_no_damage_in_what_is_no_log(tmp_path):
    other = tmp_path / "other.wal"
    other.write_bytes(b"\x01\x02\x03" + logcheck._COMMIT)

    assert logcheck.hidden_damage(other) is None
    assert logcheck.hidden_damage(tmp_path / "none.wal") is None


def test_the_start_keeps_at_most_a_few_broken_files(in_checkpoint, tmp_path):
    source = tmp_path / "kept"
    shutil.copytree(in_checkpoint.path.parent, source)

    for _ in range(8):
        for name in ("thidua.duckdb", "thidua.duckdb.wal"):
            shutil.copyfile(source / name, in_checkpoint.path.with_name(name))
        safety.make(in_checkpoint.path)
        spoil_the_header(in_checkpoint)
        DuckDatabase(in_checkpoint.path).close()

    kept = [name for name in in_checkpoint.names() if ".duckdb.broken." in name]
    assert kept == [f"thidua.duckdb.broken.{number}" for number in range(1, 6)]
