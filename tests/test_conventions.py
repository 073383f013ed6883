"""What docs/conventions.md says of the product names tests that there are."""

from __future__ import annotations

import re

import pytest

from tests.documents import ROOT

DOCUMENT = (ROOT / "docs" / "conventions.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", DOCUMENT, flags=re.MULTILINE)
COUNT = 54
STATES = {"held", "in part", "not yet"}


def named(shown_by: str) -> list[tuple[str, str]]:
    """File and function of every test that a row names."""
    return re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", shown_by)


NAMED = sorted({test for *_, shown_by in ROWS for test in named(shown_by)})


def test_all_conventions_stand_there_in_their_order():
    assert [int(number) for number, *_ in ROWS] == [*range(1, COUNT + 1)]


def test_each_is_in_one_of_three_states():
    assert {state for _, _, state, _ in ROWS} <= STATES


def test_what_is_held_is_shown_by_a_test():
    assert [number for number, _, state, by in ROWS if state == "held" and not named(by)] == []


def test_every_id_is_understood():
    assert DOCUMENT.count("::") == sum(len(named(shown_by)) for *_, shown_by in ROWS)


@pytest.mark.parametrize(("file", "function"), NAMED, ids=lambda value: value)
def test_every_named_test_is_there(file, function):
    path = ROOT / file

    assert path.is_file(), file
    source = path.read_text(encoding="utf-8")
    assert re.search(rf"^def {function}\(", source, flags=re.MULTILINE), f"{file}::{function}"
