"""streamlit-authenticator's sign-in form over our accounts and sessions.

Of the library only the form remains: its cookie can be read by scripts and not be revoked, its
lockout counts in a dict, its key is a constant, and `api_key` would post passwords to others.
"""

from __future__ import annotations

import secrets
from typing import Any, Final

import streamlit as st
import streamlit_authenticator as stauth
from streamlit_authenticator.controllers import AuthenticationController
from streamlit_authenticator.models import AuthenticationModel
from streamlit_authenticator.utilities import Encryptor

from lib.errors import Denied
from lib.services.people import sign_in
from lib.services.people.sessions import OpenedSession
from lib.services.people.sign_in import HalfSignIn
from lib.text import sentence
from lib.ui.kit import session
from lib.ui.people import own_devices

_STATUS: Final = "authentication_status"
_REFUSAL: Final = "_sign_in_refusal"
_HALF: Final = "_half_sign_in"
_OWN_KEYS: Final = ("name", "username", "email", "roles", "logout", _STATUS, _REFUSAL)
_FIELDS: Final = {
    "Form name": "Đăng nhập",
    "Username": "Tên đăng nhập",
    "Password": "Mật khẩu",
    "Login": "Đăng nhập",
}


class _Model(AuthenticationModel):  # type: ignore[misc]
    """Asks our service in place of the library's dictionary of all accounts."""

    def login(self, username: str | None, password: str | None, *_: Any, **__: Any) -> bool:
        try:
            opened = sign_in.sign_in(
                session.db(),
                username or "",
                password or "",
                session.address(),
                session.browser(),
            )
        except Denied as refusal:
            st.session_state[_STATUS] = False
            st.session_state[_REFUSAL] = sentence(refusal)
            return False
        _forget()
        if isinstance(opened, HalfSignIn):
            st.session_state[_HALF] = opened.token
            return False
        _begin(opened)
        return True


class _Cookies:
    """In place of the library's cookie: ours is handed over by the shell."""

    def get_cookie(self) -> None:
        return None

    def set_cookie(self) -> None:
        return None


class _Authenticator(stauth.Authenticate):  # type: ignore[misc]
    def __init__(self) -> None:
        # Not the library's own, which draws an iframe for its cookie.
        self.api_key = self.path = None
        self.attrs = {"login_sleep_time": 0}
        self.secret_key = secrets.token_hex(32)
        self.encryptor = Encryptor(self.secret_key)
        self.cookie_controller = _Cookies()
        self.authentication_controller = AuthenticationController({"usernames": {}})
        self.authentication_controller.authentication_model = _Model({"usernames": {}})


def sign_in_form() -> str:
    """Draw the form; why the last try was refused, "" if none was.

    Raises:
        Unavailable: the database cannot count the try now.
    """
    if _HALF in st.session_state:
        return _code_form()
    _Authenticator().login(fields=_FIELDS)
    if session.has_begun() or _HALF in st.session_state:
        st.rerun()
    if st.session_state.get(_STATUS) is not False:
        return ""
    return str(st.session_state.get(_REFUSAL) or sentence(Denied("credentials")))


def _code_form() -> str:
    """Ask for the second factor; why the last code was refused, "" if none was."""
    with st.form("second_factor"):
        st.markdown("Mật khẩu đúng. Vui lòng nhập mã xác thực hai lớp.")
        code = st.text_input(
            "Mã xác thực",
            key="second_factor_code",
            help="6 chữ số đang hiện trong ứng dụng xác thực, hoặc một mã dự phòng chưa dùng.",
            autocomplete="one-time-code",
        )
        is_sent = st.form_submit_button("Xác nhận", key="second_factor_send", type="primary")
    st.button("Đăng nhập lại từ đầu", key="second_factor_back", type="tertiary", on_click=_start)
    return _finish(code) if is_sent else ""


def _finish(code: str) -> str:
    try:
        opened = sign_in.finish(
            session.db(), st.session_state[_HALF], code, session.address(), session.browser()
        )
    except Denied as refusal:
        if refusal.reason == "half_over":
            _start()
            st.session_state[_STATUS] = False
            st.session_state[_REFUSAL] = sentence(refusal)
            st.rerun()
        return sentence(refusal)
    _start()
    _begin(opened)
    st.rerun()


def _begin(opened: OpenedSession) -> None:
    session.begin(opened)
    own_devices.tell_strange(opened)


def _start() -> None:
    st.session_state.pop(_HALF, None)


def _forget() -> None:
    for key in _OWN_KEYS:
        st.session_state.pop(key, None)
