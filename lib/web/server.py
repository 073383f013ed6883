"""Everything that app.py puts around the Streamlit script."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypedDict

from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute

from lib.config import settings
from lib.services.operation import private_files
from lib.services.people.sessions import Left
from lib.web import errors, health, lifespan, peer, sign_in, words
from lib.web.assets import Assets, OwnFiles, first_files
from lib.web.gate.gate import Gate
from lib.web.packing import Packer
from lib.web.spared import spare


@dataclass(frozen=True, slots=True)
class Services:
    """What the web layer asks of the services, as functions.

    Args:
        find: the key of the live session of a cookie's value, or None.
        redeem: the cookies for the ticket of a sign-in, once, and the device's that is shown.
        left: how long the session of a cookie's value still lives.
        renew: the same once it was noted as used.
        is_admin: whether a cookie's value belongs to a live session of an admin.
        status: a write and a read; "ready" and details for an admin.
        start: opens the database.
        stop: closes it with a checkpoint.
        cookie_life_s: how long a browser keeps the cookie of a session.
        device_life_s: how long it keeps the one that it is known by.
    """

    find: Callable[[object], Hashable | None]
    redeem: sign_in.Redeem
    left: Callable[[object], Left | None]
    renew: Callable[[object], Left | None]
    is_admin: Callable[[object], bool]
    status: Callable[[], health.Status]
    start: Callable[[], object]
    stop: Callable[[], None]
    cookie_life_s: int
    device_life_s: int


class Around(TypedDict):
    """Arguments of st.App."""

    routes: list[BaseRoute]
    middleware: list[Middleware]
    lifespan: Any
    on_script_error: Callable[[Exception], bool | None]
    exception_handlers: dict[Any, Callable[[Any, Any], Any]]


def around(services: Services, *more: BaseRoute) -> Around:
    """What st.App gets beside the script; `more` are routes of other modules."""
    _check_settings()
    private_files.keep_private()
    spare()
    peer.keep()
    packer = Packer(settings().data_dir / "cache" / "assets")
    own = OwnFiles(packer)
    return {
        "routes": [
            *sign_in.routes(
                services.redeem,
                left=services.left,
                renew=services.renew,
                cookie_life_s=services.cookie_life_s,
                device_life_s=services.device_life_s,
            ),
            *health.routes(services.status, services.is_admin),
            *own.routes(),
            *more,
        ],
        "middleware": [
            Middleware(lifespan.PlainFailure),
            Middleware(Gate, find=services.find),
            Middleware(Assets, packer=packer, own=own),
        ],
        "lifespan": lifespan.around(
            logs_dir=settings().logs_dir,
            start=services.start,
            stop=services.stop,
            warm=lambda: packer.warm(first_files()),
        ),
        "on_script_error": errors.on_script_error,
        "exception_handlers": {
            HTTPException: errors.on_http_exception,
            ClientDisconnect: errors.on_cut_line,
            Exception: errors.on_exception,
        },
    }


def _check_settings() -> None:
    """End the start with one line for each wrong setting."""
    try:
        settings()
    except ValidationError as wrong:
        for problem in wrong.errors():
            name = "TDKT_" + "_".join(str(part) for part in problem["loc"]).upper()
            line = words.WRONG_SETTING.format(name=name, detail=problem["msg"])
            sys.stderr.write(f"{line}\n")
        sys.exit(1)
