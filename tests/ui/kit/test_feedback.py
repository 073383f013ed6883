from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

SCRIPT = """
import streamlit as st
from lib.errors import Conflict, Refused
from lib.ui.kit import feedback


def fail():
    with feedback.noted("list"):
        raise Conflict("changed")


def succeed():
    with feedback.noted("list"):
        pass


def leave():
    st.session_state["here"] = "another page"


feedback.arrive(st.session_state.get("here", "page"))
feedback.show_notes()
st.button("leave", key="leave", on_click=leave)
st.button("succeed", key="succeed", on_click=succeed)
st.button("fail", key="fail", on_click=fail)
if st.button("note", key="note"):
    feedback.note(feedback.Kind.SUCCESS, "Đã lưu.")
    feedback.note(feedback.Kind.WARNING, "Sắp đến hạn.")
    st.rerun()
with feedback.shown():
    if st.button("refuse", key="refuse"):
        raise Refused("locked")
with st.container(key="list"):
    feedback.show_notes("list")
"""


@pytest.fixture
def at() -> AppTest:
    return AppTest.from_string(SCRIPT).run()


def said(at: AppTest) -> list[str]:
    assert not at.exception
    return [one.value for kind in ("success", "warning", "error") for one in at.get(kind)]


def test_a_note_stays_so_that_nothing_moves_under_the_hand(at):
    at.button(key="note").click().run()

    assert said(at) == ["Đã lưu.", "Sắp đến hạn."]
    assert said(at.run()) == ["Đã lưu.", "Sắp đến hạn."]


def test_a_new_note_takes_the_place_of_what_was_shown(at):
    at.button(key="note").click().run()
    at.button(key="note").click().run()

    assert said(at) == ["Đã lưu.", "Sắp đến hạn."]


def test_a_note_is_gone_on_another_page(at):
    at.button(key="note").click().run()
    at.button(key="leave").click().run()

    assert said(at) == []


def test_the_next_act_clears_the_refusal_of_the_last(at):
    at.button(key="fail").click().run()
    at.button(key="succeed").click().run()

    assert said(at) == []


def test_a_refusal_is_shown_where_it_happens(at):
    at.button(key="refuse").click().run()

    (words,) = said(at)
    assert words.startswith("Báo cáo đã gửi Văn phòng")


def test_a_refusal_in_a_callback_is_noted_for_its_place(at):
    at.button(key="fail").click().run()

    (words,) = said(at)
    assert words.startswith("Người khác đã lưu trước bạn")
    assert [one.value for one in at.main.get("error")] == [words]
