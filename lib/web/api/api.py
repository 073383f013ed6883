"""The addresses below /api: what is refused before a key is looked at, and who answers the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount

from lib.errors import AppError
from lib.services.connections import reading
from lib.services.operation import runtime
from lib.web import errors, logs, members
from lib.web.api import asking, described, odata, problems, tables
from lib.web.api.asking import Asked
from lib.web.api.problems import Problem
from lib.web.api.rates import Rates
from lib.web.asgi import Receive, Scope, Send, header
from lib.web.downloads import Downloads
from lib.web.gate.gate import API
from lib.web.gate.sockets import place_of

_METHODS: Final = ("GET", "HEAD")
# A table of 136,000 rows is 136 pages of the usual size, which come as fast as they can be made.
OF_KEY: Final = Rates(300, 5)
# A whole office may share one address.
OF_ADDRESS: Final = Rates(900, 15)
# A large table costs seconds of a process, and a thread for as long as it is sent.
PLACES: Final = Downloads(of_one=4, of_all=12)

Served = Callable[..., Response]
_OPEN: Final[Sequence[tuple[re.Pattern[str], Served]]] = (
    (re.compile(r"/v1/?"), described.page),
    (re.compile(r"/v1/openapi\.json"), described.openapi),
)
"""What anybody may read: nothing of a campaign."""
_SERVED: Final[Sequence[tuple[re.Pattern[str], Served]]] = (
    (re.compile(r"/v1/tables/?"), tables.listed),
    (re.compile(r"/v1/tables/([A-Za-z0-9_]+)\.csv"), tables.csv_file),
    (re.compile(r"/v1/tables/([A-Za-z0-9_]+)"), tables.page),
    (re.compile(r"/v1/openapi\.json"), described.openapi_of),
    (re.compile(r"/v1/odata/?"), odata.service),
    (re.compile(r"/v1/odata/\$metadata"), odata.metadata),
    (re.compile(r"/v1/odata/([A-Za-z0-9_]+)"), odata.collection),
)
"""What a key opens."""


def routes() -> list[Mount]:
    return [Mount(API, app=_serve)]


async def _serve(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        await errors.answer(scope, 404)(scope, receive, send)
        return
    request = Request(scope, receive)
    try:
        opened = await _admitted(request)
        if isinstance(opened, Response):
            await opened(scope, receive, send)
            return
        # From here on, not by the thread, which has a copy of this request's context of its own.
        logs.about(opened.grant.actor.account_id)
        place = opened.grant.connection.connection_id
        PLACES.enter(place)
        try:
            answer = await run_in_threadpool(_answer, opened)
            await answer(scope, receive, send)
        finally:
            PLACES.leave(place)
    except Problem as problem:
        await problem.answer()(scope, receive, send)
    except AppError as error:
        await problems.refused(error)(scope, receive, send)


async def _admitted(request: Request) -> Response | Asked:
    """The answer to who needs no key, or what the key opens.

    Raises:
        Problem, AppError: the refusal.
    """
    if request.method not in _METHODS:
        raise Problem(405, "read_only", {"Allow": ", ".join(_METHODS)})
    # A page of another site has no business here, whatever passwords its browser remembers.
    if header(request.scope, "sec-fetch-site") not in {"", "none", "same-origin"}:
        raise Problem(403, "other_site")
    asking.refuse_secrets(request)
    came_from = members.address(request)
    if wait := OF_ADDRESS.wait(place_of(came_from)):
        raise problems.too_fast(wait)
    secret = asking.secret(request)
    if secret is None and (open_to_all := _found(_OPEN, request)):
        return await run_in_threadpool(open_to_all[0], request)
    grant = await run_in_threadpool(
        reading.opened, runtime.database(), asking.required_secret(request), came_from
    )
    if wait := OF_KEY.wait(grant.connection.connection_id):
        raise problems.too_fast(wait)
    return Asked(request, runtime.database(), grant, came_from)


def _answer(asked: Asked) -> Response:
    """What the key opens at this address, in a thread of its own."""
    served = _found(_SERVED, asked.request)
    if served is not None:
        serve, *given = served
        return cast(Response, serve(asked, *given))
    open_to_all = _found(_OPEN, asked.request)
    if open_to_all is None:
        raise Problem(404, "no_address")
    return cast(Response, open_to_all[0](asked.request))


def _found(known: Sequence[tuple[re.Pattern[str], Served]], request: Request) -> list[Any] | None:
    """Who serves the address, and what he is given of it."""
    path = request.scope["path"].removeprefix(request.scope["root_path"])
    for pattern, serve in known:
        if matched := pattern.fullmatch(path):
            return [serve, *matched.groups()]
    return None
