"""What happens when the server starts and stops."""

from __future__ import annotations

import asyncio
import gc
import importlib
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Final

import structlog
from starlette.concurrency import run_in_threadpool
from streamlit import config

from lib.errors import AppError, disk_refusal
from lib.text import sentence
from lib.web import logs, words
from lib.web.asgi import ASGIApp, Message, Receive, Scope, Send

# The first session would pay for these: a second and more.
WARM: Final = ("pyarrow", "streamlit_authenticator")
# Python's are 700, 10, 10.
GC_THRESHOLDS: Final = (5000, 20, 20)
_log = structlog.get_logger(__name__)

Lifespan = Callable[[object], AbstractAsyncContextManager[None]]


def around(
    *,
    logs_dir: Path,
    start: Callable[[], object],
    stop: Callable[[], None],
    warm: Callable[[], None],
) -> Lifespan:
    """The lifespan of the server.

    Args:
        start: opens what pages need; an AppError keeps the server from starting.
        stop: closes it, when no request runs any more.
        warm: work that may go on while the first pages are served.
    """

    @asynccontextmanager
    async def lifespan(app: object) -> AsyncIterator[None]:
        try:
            logs.configure(logs_dir)
        except OSError as error:
            raise disk_refusal(error, logs_dir) from error
        await run_in_threadpool(start)
        for name in WARM:
            await run_in_threadpool(importlib.import_module, name)
        _spare_collector()
        warming = asyncio.create_task(run_in_threadpool(warm))
        _log.info("started")
        sys.stdout.write(f"{words.SERVING.format(url=_url())}\n")
        sys.stdout.flush()
        try:
            yield
        finally:
            await warming
            await run_in_threadpool(stop)
            _log.info("stopped")

    return lifespan


def _spare_collector() -> None:
    """Let the collector of cycles look at what pages make, seldom, and not at what was imported.

    It looked through young objects some twenty times in a run and often went on to the old ones,
    a tenth of what a save costs. Pages make few cycles, so memory stays as it was.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


def _url() -> str:
    address = config.get_option("server.address")
    everywhere = {None, "127.0.0.1", "0.0.0.0", "::"}  # noqa: S104 - compared with, not bound to
    host = "localhost" if address in everywhere else address
    return f"http://{host}:{config.get_option('server.port')}"


class PlainFailure:
    """Middleware: a start that a person must help prints one sentence and no trace."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self.app(scope, receive, send)
            return

        async def send_plainly(message: Message) -> None:
            # Starlette sends this while it handles the exception.
            error = sys.exception()
            if message["type"] == "lifespan.startup.failed" and isinstance(error, AppError):
                line = words.CANNOT_START.format(sentence=sentence(error))
                sys.stderr.write(f"{line}\n")
                message = {"type": "lifespan.startup.failed", "message": ""}
            await send(message)

        await self.app(scope, receive, send_plainly)
