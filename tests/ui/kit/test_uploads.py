from __future__ import annotations

from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from lib.ui.kit import uploads

    def take() -> None:
        uploads.let_go(st.session_state["files"][:1])

    st.file_uploader("Tệp", accept_multiple_files=True, key="files")
    st.button("Nhận", key="take", on_click=take)
    storage = get_script_run_ctx().uploaded_file_mgr.file_storage
    st.text(sorted(one.name for files in storage.values() for one in files.values()))


def test_files_that_were_taken_in_are_no_longer_kept():
    at = AppTest.from_function(script).run()
    at.file_uploader[0].set_value(
        [("a.txt", b"a", "text/plain"), ("b.txt", b"b", "text/plain")]
    ).run()
    held = at.text[0].value
    at.button(key="take").click().run()

    assert held == "['a.txt', 'b.txt']"
    assert at.text[0].value == "['b.txt']"
