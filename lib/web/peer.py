"""Whom a connection comes from is what its other end is, whatever its headers say."""

from __future__ import annotations

from typing import Final

from uvicorn import config
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from lib.web.asgi import ASGIApp, Receive, Scope, Send

_PEER: Final = "tdkt.peer"


def keep() -> None:
    """Let uvicorn leave the other end of each connection as it is.

    It believes X-Forwarded-For of any process on this machine, so whoever comes through a tunnel
    or a forgotten proxy could name any address. Ours is read where TDKT_TRUSTED_PROXY is asked.
    """
    # uvicorn takes this name after it has imported app.py.
    config.ProxyHeadersMiddleware = PeerKept  # type: ignore[assignment, attr-defined]


class PeerKept:
    """uvicorn's middleware, of which only the scheme remains."""

    def __init__(self, app: ASGIApp, trusted_hosts: list[str] | str = "127.0.0.1") -> None:
        self._app = app
        self._proxied = ProxyHeadersMiddleware(self._restored, trusted_hosts)  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[_PEER] = scope.get("client")
        await self._proxied(scope, receive, send)  # type: ignore[arg-type]

    async def _restored(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["client"] = scope.pop(_PEER)
        await self._app(scope, receive, send)
