"""Our two cookies, of the session and of the device: their names and how they are set."""

from __future__ import annotations

from typing import Final

from starlette.requests import cookie_parser
from starlette.responses import Response

from lib.config import settings
from lib.web.asgi import Scope, header

SECURE_NAME: Final = "__Host-tdkt"
PLAIN_NAME: Final = "tdkt"
_DEVICE: Final = "-device"


def cookie_name() -> str:
    """The session's cookie; a browser takes its __Host- form only Secure and for this host.

    Chromium and Firefox count http://localhost as secure, so that form serves there too.
    """
    return PLAIN_NAME if settings().insecure_cookie else SECURE_NAME


def device_cookie_name() -> str:
    """The name of the cookie that a browser is known by."""
    return f"{cookie_name()}{_DEVICE}"


def sent_cookie(scope: Scope) -> str | None:
    """The value of the session's cookie in this request."""
    return cookie_parser(header(scope, "cookie")).get(cookie_name())


def sent_device(scope: Scope) -> str | None:
    """The value of the device's cookie in this request."""
    return cookie_parser(header(scope, "cookie")).get(device_cookie_name())


def give(response: Response, value: str, *, max_age_s: int) -> None:
    """Put the session's cookie on the response."""
    _set(response, cookie_name(), value, max_age_s)


def give_device(response: Response, value: str, *, max_age_s: int) -> None:
    """Put the device's cookie on the response."""
    _set(response, device_cookie_name(), value, max_age_s)


def _set(response: Response, name: str, value: str, max_age_s: int) -> None:
    """Unreadable by scripts, never sent from other sites."""
    response.set_cookie(
        name,
        value,
        max_age=max_age_s,
        path="/",
        httponly=True,
        secure=not settings().insecure_cookie,
        samesite="strict",
    )
