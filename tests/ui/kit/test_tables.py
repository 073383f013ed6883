"""What a click in a table means, and what ticks mean."""

from __future__ import annotations

import pytest

from lib.ui.kit import tables
from lib.ui.kit.tables import Choice


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The session's state without a session."""
    held: dict[str, object] = {}
    monkeypatch.setattr(tables.st, "session_state", held)
    return held


def selected(*, rows: tuple[int, ...] = (), cell: tuple[int, str] | None = None) -> object:
    """What Streamlit keeps of a table."""
    return {"selection": {"rows": list(rows), "columns": [], "cells": [cell] if cell else []}}


def test_a_click_on_any_cell_opens_its_row(state):
    state["_rows_list"] = ("a", "b", "c")

    state["list"] = selected(cell=(1, "Còn lại"))

    assert tables.opened("list") == "b"


@pytest.mark.parametrize("kept", [None, selected(), selected(cell=(3, "Mã"))])
def test_what_stands_in_no_row_opens_nothing(state, kept):
    state["_rows_list"] = ("a", "b", "c")
    if kept is not None:
        state["list"] = kept

    assert tables.opened("list") is None


def test_the_row_clicked_is_chosen_while_none_is_ticked(state):
    choice = Choice("list", ("a", "b", "c"))

    state["list"] = selected(cell=(2, "Mã"))
    assert (choice.chosen, choice.clicked, choice.shown) == (["c"], "c", "c")

    state["list"] = selected(rows=(0, 1), cell=(2, "Mã"))
    assert (choice.chosen, choice.clicked, choice.shown) == (["a", "b"], "c", "c")

    state["list"] = selected(rows=(1, 0))
    assert (choice.chosen, choice.clicked, choice.shown) == (["b", "a"], None, "b")

    state["list"] = selected()
    assert (choice.chosen, choice.clicked, choice.shown) == ([], None, None)


def test_ticks_beyond_the_rows_choose_nothing(state):
    state["list"] = selected(rows=(1, 7))

    assert Choice("list", ("a", "b")).chosen == ["b"]
