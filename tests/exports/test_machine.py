"""Tables for programs: rows of a CSV on the disk, names of columns, and JSON to the digit."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.campaigns import Task
from lib.domain.exports import Options, Snapshot
from lib.exports import cells
from lib.exports import csv as csv_files
from lib.exports.export import Column, Export
from lib.exports.machine import columns, rows
from lib.exports.machine.columns import Type, Typed
from lib.exports.machine.spool import Spool
from lib.exports.registry import EXPORTS
from lib.services.campaigns import campaigns
from lib.services.reports import exports
from tests import small_campaign
from tests.exports import scene

CELL = st.text(st.characters(codec="utf-8"), max_size=12)


@given(
    table=st.lists(st.tuples(CELL, CELL), max_size=1200),
    cut=st.integers(1, 5000),
    first=st.integers(0, 1300),
    count=st.integers(0, 1300),
)
def test_rows_are_found_wherever_they_stand(table, cut, first, count):
    told = [list(map(cells.safe, row)) for row in table]
    whole = b"".join(csv_files.written(["a", "b"], iter(told), Options()))
    spool = Spool(whole[at : at + cut] for at in range(0, len(whole), cut))
    spool.hold()

    wanted = list(csv.reader(io.StringIO(whole.decode("utf-8-sig"), newline="")))[1:]
    assert spool.rows == len(table) == len(wanted)
    assert spool.size == len(whole)
    assert spool.cells(first, count) == wanted[first : first + count]
    assert b"".join(spool.pieces(0, spool.size)) == whole
    assert b"".join(spool.pieces(3, 10**9)) == whole[3:]
    spool.retire()
    spool.leave()


def test_a_file_that_cannot_be_made_leaves_none_open():
    def pieces():
        yield b"a,b\r\n"
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError, match="gone"):
        Spool(pieces())


@given(CELL)
def test_a_text_comes_as_it_was_typed(typed):
    [[told]] = [
        list(row.values())
        for row in json.loads(rows.encoded([Typed("a", "A", Type.TEXT)], [[cells.safe(typed)]]))
    ]

    assert (told or "") == typed


@pytest.mark.parametrize("cell", ["0", "-1", "12", "12.50", "0.1", "-0.00", "9" * 15, "100"])
def test_a_number_keeps_its_digits(cell):
    assert rows.encoded([Typed("a", "A", Type.NUMBER)], [[cell]]) == f'[{{"a":{cell}}}]'


@pytest.mark.parametrize("cell", ["012", "1e5", "NaN", "1,5", "--1", '1"'])
def test_what_is_no_number_of_json_stays_readable(cell):
    [row] = json.loads(rows.encoded([Typed("a", "A", Type.NUMBER)], [[cell]]))

    assert row == {"a": cell}


def test_empty_cells_days_and_instants():
    typed = [Typed("a", "", Type.DAY), Typed("b", "", Type.INSTANT), Typed("c", "", Type.NUMBER)]

    told = rows.encoded(typed, [["2026-11-22", "2026-11-22 14:03:22", ""]], numbered_from=7)
    assert json.loads(told) == [
        {"row_no": 7, "a": "2026-11-22", "b": "2026-11-22T14:03:22+07:00", "c": None}
    ]
    assert json.loads(rows.encoded(typed, [["2026-11-22", "", "1"]], only={"c"})) == [{"c": 1}]


def _export(*given):
    return Export("x", None, lambda _: given, lambda _: iter(()), lambda _: 0)


def test_names_are_ascii_and_what_is_always_there_keeps_its_own():
    def cell(_line, _options):
        return ""

    named = columns.typed(
        _export(
            Column("opinion", cell, label="Ý kiến của đơn vị"),
            Column("BK-TTg", cell, label="Bằng khen"),
            Column("Số hội nghị (hội nghị)", cell, label="x", name="II.1.1_so_hoi_nghi"),
            Column("0603", cell, label="y"),
            Column("…", cell, label="z"),
            Column("row_no", cell, label="w"),
            Column("opinion", cell),
        ),
        None,
    )

    assert [one.name for one in named] == [
        "opinion_2", "bk_ttg", "ii_1_1_so_hoi_nghi", "c_0603", "c_", "row_no_2", "opinion",
    ]  # fmt: skip


@pytest.fixture
def db(stage, own_data):
    return stage.set(scene.play).db


def of(db, key):
    campaign = small_campaign.stored(db)
    return columns.typed(EXPORTS[key], exports.named(db, campaign, key, is_whole=False))


@pytest.mark.parametrize("key", EXPORTS)
def test_every_table_has_names_and_headings(db, key):
    found = of(db, key)
    names = [one.name for one in found]

    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and name.isascii() for name in names)
    snapshot = exports.named(db, small_campaign.stored(db), key, is_whole=True)
    assert [one.label for one in found] == [
        cells.bare(one) for one in EXPORTS[key].headings(snapshot)
    ]
    # What the types promise holds in every cell.
    for row in EXPORTS[key].rows(snapshot, Options()):
        for one, cell in zip(found, row, strict=True):
            told = json.loads(rows.encoded([one], [[cell]]))[0][one.name]
            if one.type == Type.NUMBER:
                assert told is None or isinstance(told, int | float), one
            elif one.type == Type.DAY:
                assert told is None or len(told) == 10, one
            elif one.type == Type.INSTANT:
                assert told is None or (len(told), told[10]) == (25, "T"), one


def test_new_words_of_a_form_leave_the_names(db):
    campaign = small_campaign.stored(db)
    plan = campaigns.plan(db, campaign)

    def reworded(task: Task) -> Task:
        asked = tuple(replace(one, label=f"Chữ mới: {one.label}") for one in task.form.fields)
        return replace(task, form=replace(task.form, fields=asked))

    snapshots = [
        Snapshot("nho", 1, scene.NOW.date(), (), plan.groups, tasks)
        for tasks in (plan.tasks, tuple(map(reworded, plan.tasks)))
    ]
    before, after = (columns.typed(EXPORTS["items"], one) for one in snapshots)

    assert [one.name for one in after] == [one.name for one in before]
    assert [one.label for one in after] != [one.label for one in before]
