"""Short names for what ASGI passes around."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["ASGIApp", "Message", "Receive", "Scope", "Send", "header", "wants_page"]


def header(scope: Scope, name: str) -> str:
    """A request header, empty where there is none."""
    return Headers(scope=scope).get(name, "")


def wants_page(scope: Scope) -> bool:
    """Whether a person's browser asked for this to look at, and not a script for its data."""
    destination = header(scope, "sec-fetch-dest")
    return destination == "document" or (not destination and "text/html" in header(scope, "accept"))
