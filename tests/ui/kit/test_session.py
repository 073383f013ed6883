from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from streamlit.runtime.context import ContextProxy, StreamlitHeaders
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

from lib.errors import Denied
from lib.services import clock
from lib.services.operation import runtime
from lib.services.people import sessions
from lib.store import accounts
from lib.text import sentence
from tests.cast import HUNG, LAN, QUANG, with_cast

PAGE = """
import streamlit as st
from lib.domain.access import Action
from lib.ui.kit import session

actor = session.require(Action.{action})
st.title(actor.full_name)


def act():
    session.require(Action.{action})
    st.session_state["acted"] = True


@st.fragment
def part():
    session.require(Action.{action})
    st.button("look", key="look")
    st.text("SECRET")


st.button("act", key="act", on_click=act)
part()
"""


@pytest.fixture(autouse=True)
def database(duck_stage, monkeypatch):
    database = duck_stage.set(with_cast)
    monkeypatch.setattr(runtime, "_database", database)
    return database


@pytest.fixture
def browser(monkeypatch):
    """What the browser's connection carries; a test changes it."""
    carried = {"headers": {}, "cookies": {}}
    headers = property(lambda _: StreamlitHeaders(carried["headers"].items()))
    monkeypatch.setattr(ContextProxy, "headers", headers)
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: carried["cookies"]))
    return carried


def page(database, person=None, action="ITEM_SAVE") -> AppTest:
    at = AppTest.from_string(PAGE.format(action=action))
    if person is not None:
        opened = sessions.open_session(database, person.account_id, None)
        at.session_state["_session"] = opened.session_id
        at.session_state["_socket"] = ""
    return at.run()


def drawn(at: AppTest) -> tuple[list[str], list[str], list[str]]:
    assert not at.exception
    return (
        [one.value for one in at.title],
        [one.value for one in at.text],
        [one.value for one in at.error],
    )


SHOWN = ([LAN.full_name], ["SECRET"], [])
SIGNED_OUT = ([], [], [sentence(Denied("signed_out"))])
NOT_ALLOWED = ([], [], [sentence(Denied("role"))])


TIMED = """
import streamlit as st
from lib.domain.access import Action
from lib.ui.kit import session

actor = session.resume()
if "look" in st.session_state:
    with session.unattended():
        session.require(Action.ITEM_SAVE)
    session.require(Action.ITEM_SAVE)
if "began" in st.session_state:
    del st.session_state["began"]
    session.rerun_unattended()
"""
IDLE = timedelta(minutes=5)


def idle_session(database, monkeypatch):
    """A session of Lan that nobody has used for a while, and how its use is noted from now on."""
    uses = []
    with clock.at(clock.now() - IDLE):
        opened = sessions.open_session(database, LAN.account_id, None)
    asked = sessions.actor

    def note(db, session_id, *, is_use=True):
        uses.append(is_use)
        return asked(db, session_id, is_use=is_use)

    monkeypatch.setattr(sessions, "actor", note)
    at = AppTest.from_string(TIMED)
    at.session_state["_session"] = opened.session_id
    at.session_state["_socket"] = ""
    return at, uses


def test_what_a_timer_asks_is_no_use(database, monkeypatch):
    at, uses = idle_session(database, monkeypatch)
    at.session_state["look"] = True

    at.run()

    assert not at.exception
    assert uses == [True, False, True]


def test_a_page_that_a_timer_begins_anew_is_not_used_either(database, monkeypatch):
    at, uses = idle_session(database, monkeypatch)
    at.session_state["began"] = True

    at.run()
    at.run()

    assert not at.exception
    # The first run, the one its timer began, and the next by a person.
    assert uses == [True, False, True]


def test_a_line_that_comes_back_by_itself_is_no_use(database, monkeypatch, browser):
    at, uses = idle_session(database, monkeypatch)
    browser["headers"] = {"Sec-WebSocket-Key": "another"}

    at.run()

    assert uses == [False]


def close(database):
    database.write(lambda tx: accounts.set_open(tx, LAN.account_id, is_open=False, seen_version=1))


def take_roles(database):
    database.write(
        lambda tx: tx.run(
            "UPDATE accounts SET roles = ',council,' WHERE account_id = $1", [LAN.account_id]
        )
    )


def force_change(database):
    database.write(
        lambda tx: tx.run(
            "UPDATE accounts SET must_change = TRUE WHERE account_id = $1", [LAN.account_id]
        )
    )


def test_a_page_opens_to_whoever_may(database):
    assert drawn(page(database, LAN)) == SHOWN


def test_a_page_run_alone_shows_nothing_to_strangers(database):
    assert drawn(page(database)) == SIGNED_OUT


def test_a_page_shows_nothing_to_whoever_may_not(database):
    assert drawn(page(database, QUANG)) == NOT_ALLOWED


@pytest.mark.parametrize(
    ("change", "reason"),
    [(close, "signed_out"), (take_roles, "role"), (force_change, "must_change")],
    ids=["closed", "roles taken", "must change"],
)
@pytest.mark.parametrize("click", ["act", "look"], ids=["callback", "fragment"])
def test_the_next_click_is_refused(database, change, reason, click):
    at = page(database, LAN)
    change(database)

    at.button(key=click).click().run()

    assert drawn(at) == ([], [], [sentence(Denied(reason))])
    assert "acted" not in at.session_state


def test_a_click_acts_while_the_right_stands(database):
    at = page(database, LAN)

    at.button(key="act").click().run()

    assert drawn(at) == SHOWN
    assert at.session_state["acted"]


def test_a_refusal_is_logged(database, capsys):
    page(database, QUANG, "ITEM_SAVE")

    logged = capsys.readouterr().out
    assert "refused" in logged
    assert str(QUANG.account_id) in logged
    assert "quang" not in logged
    assert "item.save" in logged


def test_another_connection_must_show_the_cookie(database, browser):
    opened = sessions.open_session(database, LAN.account_id, None)
    cookie = sessions.redeem(database, opened.ticket).session
    browser["headers"] = {"Sec-WebSocket-Key": "first"}
    at = AppTest.from_string(PAGE.format(action="ITEM_SAVE"))
    at.session_state["_session"] = opened.session_id
    at.session_state["_socket"] = "first"
    assert drawn(at.run()) == SHOWN

    browser["headers"] = {"Sec-WebSocket-Key": "second"}
    browser["cookies"] = {"__Host-tdkt": cookie}
    assert drawn(at.run()) == SHOWN

    browser["cookies"] = {}
    assert drawn(at.run()) == SHOWN, "the second connection has shown it once"

    browser["headers"] = {"Sec-WebSocket-Key": "third"}
    assert drawn(at.run()) == SIGNED_OUT
    assert "_session" not in at.session_state


def test_a_connection_with_another_persons_cookie_is_out(database, browser):
    opened = sessions.open_session(database, LAN.account_id, None)
    other = sessions.open_session(database, HUNG.account_id, None)
    browser["headers"] = {"Sec-WebSocket-Key": "second"}
    browser["cookies"] = {"__Host-tdkt": sessions.redeem(database, other.ticket).session}
    at = AppTest.from_string(PAGE.format(action="ITEM_SAVE"))
    at.session_state["_session"] = opened.session_id
    at.session_state["_socket"] = "first"

    assert drawn(at.run()) == SIGNED_OUT


ADDRESS = """
import streamlit as st
from lib.ui.kit import session

st.text(f"{session.address()} {session.is_unprotected()}")
"""


@pytest.mark.parametrize(
    ("headers", "unprotected"),
    [
        ({"Origin": "http://localhost:8501"}, False),
        ({"Origin": "http://127.0.0.1:8501"}, False),
        ({"Origin": "http://[::1]:8501"}, False),
        ({"Origin": "https://thidua.so.vn"}, False),
        ({"Origin": "http://192.168.1.5:8501"}, True),
        ({"Origin": "http://localhost.evil.example"}, True),
        ({"Origin": "http://192.168.1.5", "X-Forwarded-Proto": "https"}, False),
        ({}, False),
    ],
    ids=lambda value: value.get("Origin", "none") if isinstance(value, dict) else "",
)
def test_plain_http_from_another_machine_is_unprotected(browser, headers, unprotected):
    browser["headers"] = headers

    at = AppTest.from_string(ADDRESS).run()

    assert at.text[0].value == f"None {unprotected}"


def test_the_operator_may_allow_a_trial(browser, monkeypatch):
    browser["headers"] = {"Origin": "http://192.168.1.5:8501"}
    monkeypatch.setattr("lib.ui.kit.session.settings", lambda: _settings(insecure_cookie=True))

    at = AppTest.from_string(ADDRESS).run()

    assert at.text[0].value == "None False"


def test_only_a_trusted_proxy_names_the_address(browser, monkeypatch):
    browser["headers"] = {"X-Forwarded-For": "1.2.3.4, 10.0.0.7"}
    assert AppTest.from_string(ADDRESS).run().text[0].value == "None False"

    monkeypatch.setattr("lib.web.address.settings", lambda: _settings(trusted_proxy=True))

    assert AppTest.from_string(ADDRESS).run().text[0].value == "10.0.0.7 False"


def _settings(**changed):
    from lib.config import settings

    return settings().model_copy(update=changed)


FAILING = """
from lib.domain.access import Action
from lib.ui.kit import session
from lib.web import errors

actor = session.resume()
if actor is not None:
    session.require(Action.PLAN_VIEW)
errors.record(ZeroDivisionError("secret detail"))
"""


class OneThread:
    """In place of a thread for each run: all come into one, as those of a tab may."""

    def __init__(self, pool, target):
        self.pool, self.target = pool, target

    def start(self):
        self.done = self.pool.submit(self.target)

    def join(self, timeout=None):
        self.done.result(timeout)

    def is_alive(self):
        return not self.done.done()

    def __eq__(self, other):
        return isinstance(other, threading.Thread)

    __hash__ = None


@pytest.fixture
def one_thread(monkeypatch):
    with ThreadPoolExecutor(1) as pool:
        replaced = vars(threading) | {"Thread": lambda target, **_: OneThread(pool, target)}
        monkeypatch.setattr(script_runner, "threading", SimpleNamespace(**replaced))
        yield


@pytest.mark.usefixtures("one_thread")
def test_a_bug_tells_whose_run_it_was_and_never_of_who_was_there_before(database, capsys):
    for person in (LAN, HUNG, None):
        at = AppTest.from_string(FAILING)
        if person is not None:
            opened = sessions.open_session(database, person.account_id, None)
            at.session_state["_session"] = opened.session_id
            at.session_state["_socket"] = ""
        at.run()

    plain = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    lines = [line for line in plain.splitlines() if "unexpected" in line]
    users = [re.search(r"\buser=(\S+)", line) for line in lines]
    assert [one and one[1] for one in users] == [str(LAN.account_id), str(HUNG.account_id), None]
