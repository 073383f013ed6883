from __future__ import annotations

import pytest
from streamlit.runtime.state import session_state
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from lib.web.spared import tab_state
from lib.web.spared.tab_state import TabState

COPIED = "filtered_state"


def page() -> None:
    import streamlit as st

    st.session_state.setdefault("kept", None)
    st.session_state.setdefault("full", "chữ")
    st.text_input("Một", key="full")
    st.text_input("Hai", key="empty", value=None)
    st.text_input("Ba", value="không tên")
    st.number_input("Bốn", key="number", value=None)
    st.selectbox("Năm", ["a", "b"], key="list", index=None)
    st.segmented_control("Sáu", ["a", "b"], key="control")
    st.button("Bảy", key="button")
    seen = "one", "full", "empty"
    st.write([name for name in seen if name in st.session_state], sorted(st.session_state))


@pytest.fixture(autouse=True)
def _own_streamlit(monkeypatch):
    """Streamlit's own property is back afterwards."""
    monkeypatch.setattr(SafeSessionState, COPIED, SafeSessionState.__dict__[COPIED])


@pytest.fixture
def looked_up() -> None:
    tab_state.look_up()


def run() -> AppTest:
    ran = AppTest.from_function(page).run()
    ran.text_input(key="full").set_value("khác")
    ran.segmented_control(key="control").set_value("b")
    ran.run()
    assert not ran.exception
    return ran


def test_whatever_is_asked_is_what_the_copy_says(looked_up):
    safe = run().session_state._state
    copied = safe._state.filtered_state if isinstance(safe, SafeSessionState) else None
    assert copied is not None
    held = safe.filtered_state
    ids = list(safe._state._keys())

    assert isinstance(held, TabState)
    for key in [*copied, *ids, "full", "none", session_state.SCRIPT_RUN_WITHOUT_ERRORS_KEY]:
        assert (key in held, held.get(key)) == (key in copied, copied.get(key)), key
    assert len(copied) >= 7
    assert (dict(held), len(held), repr(held)) == (copied, len(copied), repr(copied))


def test_a_page_is_drawn_as_it_was():
    def drawn() -> list[object]:
        return [one.proto for one in run().main if hasattr(one, "proto")]

    before = drawn()

    tab_state.look_up()

    assert drawn() == before


@pytest.mark.parametrize("is_looked_up", [False, True])
def test_a_field_copies_nothing(monkeypatch, is_looked_up):
    def field() -> None:
        import streamlit as st

        st.text_input("Một", key="full", value=None)

    if is_looked_up:
        tab_state.look_up()
    copies = []
    copied = session_state.SessionState.filtered_state.fget

    def counted(state):
        copies.append(state)
        return copied(state)

    monkeypatch.setattr(session_state.SessionState, COPIED, property(counted))

    AppTest.from_function(field).run()

    assert len(copies) == (0 if is_looked_up else 1)


def test_looking_up_twice_changes_nothing(looked_up):
    once = SafeSessionState.__dict__[COPIED]

    tab_state.look_up()

    assert SafeSessionState.__dict__[COPIED] is once


def test_a_streamlit_without_that_copy_is_left_alone(monkeypatch):
    monkeypatch.delattr(SafeSessionState, COPIED)

    tab_state.look_up()

    assert COPIED not in SafeSessionState.__dict__
