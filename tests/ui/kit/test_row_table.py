"""Rows as the table's widget tells them, whatever it tells."""

from __future__ import annotations

import pytest

from lib.ui.kit import row_table

BEGUN = [{"noi": "A", "nguoi": "1"}, {"noi": "B"}, {"noi": "C"}]
COLUMNS = ("noi", "nguoi")


@pytest.mark.parametrize(
    ("changes", "rows"),
    [
        ({}, BEGUN),
        ({"edited_rows": {0: {"nguoi": "2"}}}, [{"noi": "A", "nguoi": "2"}, *BEGUN[1:]]),
        ({"edited_rows": {"1": {"noi": None}}}, [BEGUN[0], {"noi": ""}, BEGUN[2]]),
        ({"deleted_rows": [1]}, [BEGUN[0], BEGUN[2]]),
        ({"added_rows": [{"noi": "D"}, {}]}, [*BEGUN, {"noi": "D"}]),
        (
            {
                "edited_rows": {2: {"noi": "Z"}}, "deleted_rows": [0],
                "added_rows": [{}, {"nguoi": "9"}],
            },
            [{"noi": "B"}, {"noi": "Z"}, {}, {"nguoi": "9"}],
        ),
        ({"edited_rows": {9: {"noi": "x"}, -1: {"noi": "x"}}, "deleted_rows": [9, -1]}, BEGUN),
        ({"edited_rows": {0: {"la": "x", "noi": 5}}}, [{"noi": "", "nguoi": "1"}, *BEGUN[1:]]),
    ],
    ids=["none", "cell", "emptied", "deleted", "added", "all", "no such row", "no such cell"],
)  # fmt: skip
def test_rows_follow_what_was_changed(changes, rows):
    assert row_table.edited(BEGUN, changes, COLUMNS) == rows
    assert BEGUN[0] == {"noi": "A", "nguoi": "1"}


def test_an_untouched_blank_table_has_no_rows():
    assert row_table.edited([{}], {}, COLUMNS) == []


def test_what_is_told_has_an_end():
    many = row_table.edited([], {"added_rows": [{"noi": "x" * 10**6}] * 10**4}, COLUMNS)

    assert len(many) == 60
    assert {len(row["noi"]) for row in many} == {500}


@pytest.mark.parametrize("told", [None, "x", 5, {"noi": "A"}, [None, "x", ["noi"]]])
def test_a_draft_of_another_form_has_no_rows(told):
    assert row_table.rows_of(told, COLUMNS) == []
