from __future__ import annotations

import pytest
from streamlit import string_util
from streamlit.testing.v1 import AppTest

from lib.web.spared import labels

FINDER = "extract_leading_emoji"


def page() -> None:
    import streamlit as st

    st.segmented_control("Chọn", ["Chưa làm", "🚀 Đang làm", ":material/check: Xong", "Ổn 🚀"])


@pytest.fixture(autouse=True)
def _own_streamlit(monkeypatch):
    """Streamlit's own function is back afterwards."""
    monkeypatch.setattr(string_util, FINDER, getattr(string_util, FINDER))


def drawn() -> list[tuple[str, str]]:
    ran = AppTest.from_function(page).run()
    assert not ran.exception
    return [(one.content, one.content_icon) for one in ran.segmented_control[0].proto.options]


def test_labels_are_what_they_were():
    before = drawn()

    labels.keep()

    assert before[1] == ("Đang làm", "🚀")
    assert [drawn(), drawn()] == [before, before]


def test_each_label_is_looked_through_once_however_many_runs_there_are(monkeypatch):
    asked = []
    find = getattr(string_util, FINDER)
    monkeypatch.setattr(string_util, FINDER, lambda label: asked.append(label) or find(label))
    labels.keep()
    drawn()
    once = list(asked)

    drawn()

    assert once
    assert asked == once


def test_keeping_it_twice_changes_nothing():
    labels.keep()
    once = getattr(string_util, FINDER)

    labels.keep()

    assert getattr(string_util, FINDER) is once


def test_a_streamlit_without_that_function_is_left_alone(monkeypatch):
    monkeypatch.delattr(string_util, FINDER)

    labels.keep()

    assert not hasattr(string_util, FINDER)
