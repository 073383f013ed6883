"""Columns built from buffers hold what pyarrow itself would have made of the cells."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.config import ROOT
from lib.ui.kit import arrow

TEXTS = st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"])), max_size=40)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
WHOLE = st.integers(min_value=-(2**63), max_value=2**63 - 1)
OTHERS = st.floats(allow_nan=False)


@given(TEXTS)
def test_texts(cells):
    assert arrow.texts(cells).equals(pa.array(cells, pa.string()))


@given(st.lists(st.lists(WORDS, max_size=4), max_size=20))
def test_chips(cells):
    assert arrow.chips(cells).equals(pa.array(cells, pa.list_(pa.string())))


@given(st.lists(st.lists(st.integers(0, 99), min_size=1, max_size=4), min_size=1, max_size=20))
def test_courses(cells):
    assert arrow.courses(cells).equals(pa.array(cells, pa.list_(pa.int64())))


@given(st.lists(st.none() | WHOLE, min_size=1))
def test_whole_numbers(cells):
    assert arrow.numbers(cells).equals(pa.array(cells, pa.int64()))


@given(st.lists(st.none() | OTHERS, min_size=1).filter(any))
def test_other_numbers(cells):
    assert arrow.numbers(cells).equals(pa.array(cells, pa.float64()))


@given(st.lists(st.none() | st.booleans()))
def test_ticks(cells):
    assert arrow.ticks(cells).equals(pa.array(cells, pa.bool_()))


def test_every_array_keeps_the_formats_rules():
    for made in (
        arrow.texts(["a", None, "", "Đợt thi đua"]),
        arrow.chips([[], ["a", "bằng khen"], []]),
        arrow.numbers([1, None]),
        arrow.numbers([0.5, None]),
        arrow.ticks([True, None, *[False] * 20]),
    ):
        made.validate(full=True)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["a"], pa.string()),
        ([None, "a"], pa.string()),
        ([], pa.string()),
        ([None], pa.string()),
        ([None, 3], pa.int64()),
        ([3, 2.5], pa.float64()),
        ([None, False], pa.bool_()),
    ],
    ids=str,
)
def test_a_plain_column_is_of_the_kind_of_its_first_cell(cells, kind):
    made = arrow.table({"Cột": cells, "Chip": arrow.chips([["a"]] * len(cells))})

    assert made.schema.types == [kind, pa.list_(pa.string())]
    assert made["Cột"].to_pylist() == cells


def test_lists_are_made_of_nothing_else():
    makers = ("pa.array(", "pa.table(", "pa.scalar(", "from_pylist(", "from_pydict(", "st.table(")
    others = [path for path in (ROOT / "lib" / "ui").rglob("*.py") if path.name != "arrow.py"]
    found = [(path, maker) for path in others for maker in makers if maker in path.read_text()]

    assert found == []
