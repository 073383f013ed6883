"""What a person sees when something breaks: a Vietnamese page or sentence and a short number.

The number stands in the log beside the trace; nothing of the trace reaches the browser.
"""

from __future__ import annotations

import functools
import html
from string import Template

import streamlit as st
import structlog
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from lib.config import ROOT
from lib.domain.failures import new_number
from lib.web import words
from lib.web.asgi import Scope, wants_page
from lib.web.headers import stamp

_log = structlog.get_logger(__name__)


def record(error: BaseException, **facts: object) -> str:
    """Write the failure with its trace to the log, and return the number it has there."""
    number = new_number()
    _log.error("unexpected", number=number, exc_info=error, **facts)
    return number


def answer(
    scope: Scope, status: int, *, sentence: str | None = None, number: str | None = None
) -> Response:
    """The refusal as a page for a person, as one line for a script."""
    title, usual = words.ERRORS.get(status, words.OTHER_ERROR)
    text = sentence or usual
    headers = {"Cache-Control": "no-store"}
    if not wants_page(scope):
        line = f"{text} ({words.NUMBER}: {number})" if number else text
        return PlainTextResponse(line, status, headers)
    note = f"<p>{words.NUMBER}: <strong>{html.escape(number)}</strong></p>" if number else ""
    page = _template().substitute(
        title=html.escape(title), text=html.escape(text), note=note, home=html.escape(words.HOME)
    )
    return HTMLResponse(page, status, headers)


async def on_http_exception(request: Request, error: HTTPException) -> Response:
    """Answer what a route refuses by status code."""
    response = answer(request.scope, error.status_code)
    response.headers.update(error.headers or {})
    return response


async def on_cut_line(request: Request, _error: ClientDisconnect) -> Response:
    """Somebody left, or lost the line, in the middle of a file: no bug, and nobody to answer."""
    _log.info("upload cut", path=request.url.path)
    return Response(status_code=204)


async def on_exception(request: Request, error: Exception) -> Response:
    """Answer a bug in a route; Starlette raises it again for the server's own log."""
    number = record(error, path=request.url.path)
    response = answer(request.scope, 500, number=number)
    # Starlette answers a bug outside of every middleware.
    stamp(response.headers)
    return response


def on_script_error(error: Exception) -> bool:
    """Show the number of an error that a page did not expect; Streamlit then shows nothing."""
    number = record(error, page=st.context.url)
    st.error(words.SCRIPT_ERROR.format(number=number))
    return True


@functools.cache
def _template() -> Template:
    return Template((ROOT / "static" / "error.html").read_text(encoding="utf-8"))
