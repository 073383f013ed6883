"""The one cookie of ours: its name and how it is set."""

from __future__ import annotations

from typing import Final

from starlette.requests import cookie_parser
from starlette.responses import Response

from lib.config import settings
from lib.web.asgi import Scope, header

SECURE_NAME: Final = "__Host-tdkt"
PLAIN_NAME: Final = "tdkt"


def cookie_name() -> str:
    """The cookie's name; a browser takes its __Host- form only Secure and for this host.

    Chromium and Firefox count http://localhost as secure, so that form serves there too.
    """
    return PLAIN_NAME if settings().insecure_cookie else SECURE_NAME


def sent_cookie(scope: Scope) -> str | None:
    """The value of our cookie in this request."""
    return cookie_parser(header(scope, "cookie")).get(cookie_name())


def give(response: Response, value: str, *, max_age_s: int) -> None:
    """Put the cookie on the response: unreadable by scripts, never sent from other sites."""
    response.set_cookie(
        cookie_name(),
        value,
        max_age=max_age_s,
        path="/",
        httponly=True,
        secure=not settings().insecure_cookie,
        samesite="strict",
    )
