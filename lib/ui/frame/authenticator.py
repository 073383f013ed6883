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
from lib.text import sentence
from lib.ui.kit import session
from lib.ui.people import own_devices

_STATUS: Final = "authentication_status"
_REFUSAL: Final = "_sign_in_refusal"
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
        session.begin(opened)
        own_devices.tell_strange(opened)
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
    _Authenticator().login(fields=_FIELDS)
    if session.has_begun():
        st.rerun()
    if st.session_state.get(_STATUS) is not False:
        return ""
    return str(st.session_state.get(_REFUSAL) or sentence(Denied("credentials")))


def _forget() -> None:
    for key in _OWN_KEYS:
        st.session_state.pop(key, None)
