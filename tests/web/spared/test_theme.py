from __future__ import annotations

import pytest
from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import app_session

from lib.config import ROOT
from lib.web.spared import theme

SECTIONS = (
    ("theme", ()), ("theme.light", ("light",)), ("theme.dark", ("dark",)),
    ("theme.sidebar", ("sidebar",)), ("theme.light.sidebar", ("light", "sidebar")),
    ("theme.dark.sidebar", ("dark", "sidebar")),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _own_theme(monkeypatch):
    """Streamlit with the theme of our configuration, and its own function back afterwards."""
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    monkeypatch.chdir(ROOT)
    config.get_config_options(force_reparse=True)


def message() -> ForwardMsg:
    """What goes out with a run, as Streamlit makes it."""
    made = ForwardMsg()
    for section, path in SECTIONS:
        place = made.new_session.custom_theme
        for name in path:
            place = getattr(place, name)
        app_session._populate_theme_msg(place, section)
    return made


def test_the_kept_theme_is_the_theme():
    before = message()

    theme.keep()

    assert before.new_session.custom_theme.light.primary_color
    assert [message(), message()] == [before, before]


def test_options_are_read_once_however_many_runs_there_are(monkeypatch):
    theme.keep()
    message()
    asked = []
    monkeypatch.setattr(config, "get_options_for_section", asked.append)

    message()

    assert asked == []


def test_keeping_it_twice_changes_nothing():
    theme.keep()
    once = app_session._populate_theme_msg

    theme.keep()

    assert app_session._populate_theme_msg is once


def test_a_streamlit_without_that_function_is_left_alone(monkeypatch):
    monkeypatch.delattr(app_session, "_populate_theme_msg")

    theme.keep()

    assert not hasattr(app_session, "_populate_theme_msg")
