"""/healthz: the process lives. /readyz: it can serve; checked at most every 30 s."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Final

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lib.errors import AppError
from lib.web.cookies import sent_cookie

KEEP_S: Final = 30.0
_NO_STORE: Final = {"Cache-Control": "no-store"}
_log = structlog.get_logger(__name__)

Status = Mapping[str, object]


class Readiness:
    """The last answer of a probe, asked again when it is older than KEEP_S.

    Args:
        probe: writes and reads; its answer holds "ready" and whatever helps an admin.
        clock: seconds that only grow.
    """

    def __init__(
        self, probe: Callable[[], Status], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._probe = probe
        self._clock = clock
        self._turn = threading.Lock()
        self._status: Status = {}
        self._until = float("-inf")

    def status(self) -> Status:
        """The status, at most KEEP_S old; askers at the same moment share one probe."""
        with self._turn:
            if self._clock() >= self._until:
                self._status = self._ask()
                self._until = self._clock() + KEEP_S
            return self._status

    def _ask(self) -> Status:
        try:
            return self._probe()
        except AppError as error:
            _log.warning("not ready", reason=error.reason, kind=type(error).__name__)
            return {"ready": False, "error": type(error).__name__, "reason": error.reason}


def routes(probe: Callable[[], Status], is_admin: Callable[[object], bool]) -> list[Route]:
    """Both addresses.

    Args:
        is_admin: whether a cookie's value belongs to a live session of an admin.
    """
    readiness = Readiness(probe)

    async def healthz(request: Request) -> Response:
        return JSONResponse({"alive": True}, headers=_NO_STORE)

    async def readyz(request: Request) -> Response:
        status = await run_in_threadpool(readiness.status)
        ready = bool(status.get("ready"))
        cookie = sent_cookie(request.scope)
        told = cookie is not None and await run_in_threadpool(is_admin, cookie)
        body = dict(status) if told else {"ready": ready}
        return JSONResponse(body, 200 if ready else 503, headers=_NO_STORE)

    return [Route("/healthz", healthz), Route("/readyz", readyz)]
