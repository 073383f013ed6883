"""The addresses of a session: its cookies for a ticket, and how long it still lives."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lib.domain.devices import Handed
from lib.services.people.sessions import Left
from lib.web import cookies
from lib.web.asgi import header
from lib.web.errors import answer

COOKIE_URL: Final = "/auth/cookie"
SESSION_URL: Final = "/auth/session"
_PIXEL: Final = base64.b64decode("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==")


Redeem = Callable[[str, str | None], Handed | None]
"""The cookies for a ticket, once; the second is the device's cookie that the browser shows."""


def routes(
    redeem: Redeem,
    *,
    left: Callable[[object], Left | None],
    renew: Callable[[object], Left | None],
    cookie_life_s: int,
    device_life_s: int,
) -> list[Route]:
    """The address that a page draws as an image right after sign-in, and the one vi.js asks.

    Args:
        left: how long a cookie's session still lives.
        renew: the same once it was noted as used.
    """

    async def give_cookie(request: Request) -> Response:
        if header(request.scope, "sec-fetch-site") not in {"", "same-origin"}:
            return answer(request.scope, 403)
        ticket = request.query_params.get("ticket", "")
        handed = await run_in_threadpool(redeem, ticket, cookies.sent_device(request.scope))
        response = Response(_PIXEL, media_type="image/gif", headers={"Cache-Control": "no-store"})
        if handed is not None:
            cookies.give(response, handed.session, max_age_s=cookie_life_s)
            if handed.device is not None:
                cookies.give_device(response, handed.device, max_age_s=device_life_s)
        return response

    async def tell_session(request: Request) -> Response:
        if header(request.scope, "sec-fetch-site") not in {"", "same-origin"}:
            return answer(request.scope, 403)
        ask = renew if request.method == "POST" else left
        found = await run_in_threadpool(ask, cookies.sent_cookie(request.scope))
        if found is None:
            return answer(request.scope, 403)
        told = {"left_s": int(found.time.total_seconds()), "renewable": found.is_renewable}
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    return [
        Route(COOKIE_URL, give_cookie),
        Route(SESSION_URL, tell_session, methods=["GET", "POST"]),
    ]
