"""The address where the browser trades the ticket of a sign-in for its cookie."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.web import cookies
from lib.web.asgi import header
from lib.web.errors import answer

COOKIE_URL: Final = "/auth/cookie"
_PIXEL: Final = base64.b64decode("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==")


def routes(redeem: Callable[[str], str | None], *, cookie_life_s: int) -> list[Route]:
    """The address that a page draws as an image right after sign-in.

    Args:
        redeem: the cookie's value for a ticket, once.
    """

    async def give_cookie(request: Request) -> Response:
        if header(request.scope, "sec-fetch-site") not in {"", "same-origin"}:
            return answer(request.scope, 403)
        cookie = await run_in_threadpool(redeem, request.query_params.get("ticket", ""))
        response = Response(_PIXEL, media_type="image/gif", headers={"Cache-Control": "no-store"})
        if cookie is not None:
            cookies.give(response, cookie, max_age_s=cookie_life_s)
        return response

    return [Route(COOKIE_URL, give_cookie)]
