"""Who is at this browser: asked anew on every run, by every page, fragment and callback."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NoReturn, cast
from urllib.parse import urlsplit
from uuid import UUID

import streamlit as st
import structlog
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState

from lib.config import settings
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.devices import Browser, browser_name
from lib.errors import Denied, Refused
from lib.services import presence
from lib.services.operation import runtime, setup
from lib.services.people import sessions
from lib.services.people.sessions import OpenedSession
from lib.services.presence import Window
from lib.text import sentence
from lib.ui.kit import feedback
from lib.web import logs
from lib.web.address import client_address
from lib.web.cookies import cookie_name, device_cookie_name
from lib.web.gate import process

_SESSION: Final = "_session"
_SOCKET: Final = "_socket"
_TICKET: Final = "_ticket"
_DEVICE: Final = "_device"
_TURNED_AWAY: Final = "_turned_away"
_UNATTENDED: Final = "_unattended"
_HOME_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "::1"})

_run = threading.local()
_log = structlog.get_logger(__name__)


def db() -> runtime.Database:
    """The database of this process."""
    return runtime.database()


def resume() -> Actor | None:
    """Who is signed in, found by the cookie on a first run; only the shell asks this way."""
    logs.about(None)
    state = st.session_state
    state.pop(_TURNED_AWAY, None)
    if _SESSION not in state:
        found = sessions.find(db(), st.context.cookies.get(cookie_name()))
        if found is None:
            return None
        _remember(found.session_id)
    return _current(is_use=not state.pop(_UNATTENDED, False))


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """While the shell runs a page, its require() need not read again what was just read."""
    _run.actor = actor
    logs.about(actor.account_id)
    try:
        yield
    finally:
        _run.actor = None


@contextmanager
def unattended() -> Iterator[None]:
    """While a timer looks, require() does not count as use: a page left open must run out."""
    _run.is_unattended = True
    try:
        yield
    finally:
        _run.is_unattended = False


def rerun_unattended() -> NoReturn:
    """Begin the page anew on the word of a timer."""
    st.session_state[_UNATTENDED] = True
    st.rerun()


def rerun_parts(keys: Sequence[str]) -> NoReturn:
    """Draw the fragments with these keys anew on the word of a timer, and nothing else.

    Streamlit lets widgets' callbacks alone name fragments: from a page's body that would end a run
    half drawn. A timer's fragment has nothing to draw, so it may say that it is such a callback.
    """
    with ThreadState.scoped(run_location=RunLocation.CALLBACK):
        st.rerun(keys)


def require(action: Action | None = None) -> Actor:
    """The actor as the database has it now; the run stops for anyone who may not do this.

    The first statement of every page, fragment and callback: the latter two run without the shell.
    """
    handed: Actor | None = getattr(_run, "actor", None)
    was_here = _SESSION in st.session_state
    actor = handed or _current(is_use=not getattr(_run, "is_unattended", False))
    logs.about(actor.account_id if actor else None)
    try:
        _check(actor, action)
    except Denied as refusal:
        # Fragments and callbacks draw into a page whose rest stands: a whole new run will tell.
        if handed is None and was_here and _TURNED_AWAY not in st.session_state:
            st.session_state[_TURNED_AWAY] = True
            _start_over(refusal, actor, action)
        _stop(refusal, actor, action)
    return cast(Actor, actor)


def require_empty() -> None:
    """Stop the run once the installation has been set up."""
    if not setup.is_empty(db()):
        st.error(sentence(Refused("already_set_up")))
        st.stop()


def refuse(action: Action) -> NoReturn:
    """Stand in for a page that the actor may not open."""
    _stop(Denied("role"), getattr(_run, "actor", None), action)


def begin(opened: OpenedSession) -> None:
    """Act in a session just opened; the next run hands its ticket to the browser."""
    _remember(opened.session_id)
    st.session_state[_TICKET] = opened.ticket
    # The cookies of this connection are those of its beginning, before the device had its own.
    st.session_state[_DEVICE] = (opened.device_id, _socket())


def has_begun() -> bool:
    """Whether this very run has signed somebody in."""
    return _TICKET in st.session_state


def hand_over_ticket() -> None:
    """Let the browser trade a new session's ticket for its cookie, by loading a picture."""
    ticket = st.session_state.pop(_TICKET, None)
    if ticket is not None:
        st.html(f'<img src="/auth/cookie?ticket={ticket}" alt="" style="display:none">')


def sign_out() -> None:
    """End the session; a callback."""
    actor = _current()
    if actor is not None:
        with feedback.noted():
            sessions.sign_out(db(), actor, address())
    _forget()


def browser() -> Browser:
    """What the browser shows of itself to whoever asks for its password."""
    shown = st.context.cookies.get(device_cookie_name())
    device_id, socket = st.session_state.get(_DEVICE, (None, ""))
    return Browser(
        cookie=shown if isinstance(shown, str) else None,
        device_id=device_id if socket == _socket() else None,
        name=browser_name(_header("User-Agent")),
    )


def window() -> Window:
    """This tab, and the sign-in that acts in it."""
    return Window(_tab(), st.session_state.get(_SESSION))


def address() -> str | None:
    """Where the browser is, as far as we know; None on this machine itself."""
    found = st.context.ip_address
    said = [one for one in st.context.headers.get_all("X-Forwarded-For") if isinstance(one, str)]
    return client_address(said, found if isinstance(found, str) else None)


def is_unprotected() -> bool:
    """Whether a password would cross a network in the clear, and the operator allows no trial."""
    if settings().insecure_cookie:
        return False
    # A page's Origin has the scheme that its reader sees, whatever proxies do on the way.
    origin = urlsplit(_header("Origin"))
    if origin.scheme != "http" or origin.hostname in _HOME_HOSTS:
        return False
    return _header("X-Forwarded-Proto") != "https"


def _current(*, is_use: bool = True) -> Actor | None:
    state = st.session_state
    session_id: UUID | None = state.get(_SESSION)
    if session_id is None:
        return None
    # A line that was cut comes back without anybody at the browser.
    is_same_line = state.get(_SOCKET) == _socket()
    actor = sessions.actor(db(), session_id, is_use=is_use and is_same_line)
    if actor is not None and not is_same_line:
        # Streamlit hands a session to any connection that knows its id, and the id stands in
        # every upload address: so a new connection must show the cookie.
        shown = sessions.find(db(), st.context.cookies.get(cookie_name()))
        if shown is not None and shown.session_id == session_id:
            state[_SOCKET] = _socket()
        else:
            actor = None
    if actor is None:
        _forget()
        feedback.note(feedback.Kind.INFO, sentence(Denied("signed_out")))
    else:
        process.signed_in(_tab(), _socket(), session_id)
    return actor


def _forget() -> None:
    """Forget everything but which device this connection comes from."""
    presence.forget(window())
    device = st.session_state.get(_DEVICE)
    st.session_state.clear()
    if device is not None:
        st.session_state[_DEVICE] = device
    process.signed_out(_tab(), _socket())


def _remember(session_id: UUID) -> None:
    st.session_state[_SESSION] = session_id
    st.session_state[_SOCKET] = _socket()
    # Before anything is sent that only this person may read.
    process.signed_in(_tab(), _socket(), session_id)


def _check(actor: Actor | None, action: Action | None) -> None:
    if actor is None:
        raise Denied("signed_out")
    if action is not None:
        access.check(actor, action)
    elif actor.must_change:
        raise Denied("must_change")
    elif actor.must_enrol:
        raise Denied("must_enrol")


def _start_over(refusal: Denied, actor: Actor | None, action: Action | None) -> None:
    if actor is not None:
        _log_refusal(refusal, actor, action)
        feedback.note(feedback.Kind.ERROR, sentence(refusal))
    st.rerun()


def _stop(refusal: Denied, actor: Actor | None, action: Action | None) -> NoReturn:
    if actor is not None:
        _log_refusal(refusal, actor, action)
    st.error(sentence(refusal))
    st.stop()


def _log_refusal(refusal: Denied, actor: Actor, action: Action | None) -> None:
    _log.warning("refused", user=str(actor.account_id), action=action, reason=refusal.reason)


def _tab() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""


def _socket() -> str:
    return _header("Sec-WebSocket-Key")


def _header(name: str) -> str:
    value = st.context.headers.get(name)
    return value if isinstance(value, str) else ""
