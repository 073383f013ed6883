"""The box on the disk: crashes, torn writes, several processes, and no older state left behind."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from lib.domain.opinions import Sealed, code_hash, new_code
from lib.errors import Unavailable
from lib.services.opinions.box import Box
from lib.store.files.twins import Twins

DAY = date(2021, 3, 20)
CAMPAIGN = UUID(int=7)


def sealed(words: str) -> Sealed:
    answers = {"chu_de": "khac", "noi_dung": words}
    return Sealed(CAMPAIGN, code_hash(new_code()), 1, answers, DAY)


def words(box: Box) -> list[str]:
    return sorted(str(one.answers["noi_dung"]) for one in box.waiting())


def fill(box: Box, count: int = 3) -> None:
    for number in range(count):
        box.put(sealed(f"Ý kiến {number}"), uuid4())


def test_what_was_taken_in_outlives_the_process(tmp_path):
    first = Box(tmp_path)
    fill(first)
    first.close()

    assert words(Box(tmp_path)) == ["Ý kiến 0", "Ý kiến 1", "Ý kiến 2"]


@pytest.mark.parametrize("half", ["0.a", "0.b"])
@pytest.mark.parametrize("cut", [0, 20, 60])
def test_a_torn_write_loses_nothing_that_was_acknowledged(tmp_path, half, cut):
    first = Box(tmp_path)
    fill(first)
    first.close()
    path = tmp_path / half
    path.write_bytes(path.read_bytes()[:cut] + b"\xff" * 100)

    assert words(Box(tmp_path)) == ["Ý kiến 0", "Ý kiến 1", "Ý kiến 2"]


def test_a_disk_that_spoilt_both_is_told(tmp_path):
    first = Box(tmp_path)
    fill(first)
    first.close()
    for half in ("0.a", "0.b"):
        (tmp_path / half).write_bytes(b"\xff" * 100)

    with pytest.raises(Unavailable):
        Box(tmp_path)


def test_what_cannot_be_put_on_disk_is_not_taken_in(tmp_path, monkeypatch):
    box = Box(tmp_path)
    fill(box, 1)

    def full(*_args):
        raise Unavailable("disk_full", path="", detail="")

    monkeypatch.setattr(Twins, "write", full)
    with pytest.raises(Unavailable):
        box.put(sealed("Mới"), uuid4())

    assert words(box) == ["Ý kiến 0"]


def test_what_was_removed_is_gone_from_the_disk(tmp_path):
    box = Box(tmp_path)
    fill(box, 40)
    sizes = {path.stat().st_size for path in tmp_path.glob("0.[ab]")}

    box.remove({one.code_hash for one in box.waiting()})

    assert {path.stat().st_size for path in tmp_path.glob("0.[ab]")} == sizes
    assert [path for path in tmp_path.iterdir() if b"noi_dung" in path.read_bytes()] == []


def test_files_are_overwritten_in_place(tmp_path):
    box = Box(tmp_path)
    fill(box, 1)
    before = {path.name: path.stat().st_ino for path in tmp_path.glob("0.[ab]")}

    fill(box, 5)
    box.stir(DAY)

    assert {path.name: path.stat().st_ino for path in tmp_path.glob("0.[ab]")} == before


def test_each_writing_has_an_order_of_its_own(tmp_path):
    box = Box(tmp_path)
    fill(box, 30)
    orders = set()
    for _ in range(5):
        box.stir(DAY)
        orders.add(tuple(one.code_hash for one in box.waiting()))

    assert len(orders) == 5


def test_stirring_moves_the_files_times_though_nothing_came(tmp_path):
    box = Box(tmp_path)
    box.stir(DAY)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("0.[ab]")}

    box.stir(DAY)

    after = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("0.[ab]")}
    assert before.keys() == after.keys() == {"0.a", "0.b"}
    assert all(after[name] > before[name] for name in before)


def test_two_processes_have_a_box_each_and_the_living_takes_over_from_the_dead(tmp_path):
    first, second = Box(tmp_path), Box(tmp_path)
    fill(first, 2)
    second.put(sealed("Của máy kia"), uuid4())
    first.stir(DAY)
    assert words(first) == ["Ý kiến 0", "Ý kiến 1"]

    second.close()
    first.stir(DAY)
    first.stir(DAY)

    assert words(first) == ["Của máy kia", "Ý kiến 0", "Ý kiến 1"]
    assert words(Box(tmp_path)) == []
