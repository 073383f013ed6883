"""What describes the addresses: OpenAPI for programs, a page for people."""

from __future__ import annotations

import functools
import html
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from lib import text
from lib.config import ROOT, VERSION
from lib.exports.machine.openapi import Described, document
from lib.exports.registry import EXPORTS
from lib.services.connections import editions, reading
from lib.web.api.asking import Asked, parameters
from lib.web.api.tables import MOST_ROWS

_NO_STORE = {"Cache-Control": "no-store"}


def openapi(request: Request) -> Response:
    """All tables; without a key no campaign's columns."""
    parameters(request, ())
    tables = [Described(one.key, one.label, text.EXPORT_HINTS[one.key]) for one in EXPORTS.values()]
    return _document(request, tables)


def openapi_of(asked: Asked) -> Response:
    """The tables that the key opens, with the columns of its campaign's forms as they are now."""
    parameters(asked.request, ())
    campaign = asked.campaign
    tables = [
        Described(
            one.key,
            one.label,
            text.EXPORT_HINTS[one.key],
            editions.current_columns(asked.db, campaign, one),
        )
        for one in reading.exports_of(asked.grant)
    ]
    return _document(asked.request, tables)


def page(request: Request) -> Response:
    """How to read, for people."""
    parameters(request, ())
    home = f"{request.scope['root_path']}/v1"
    rows = "".join(
        f"<tr><td><code>{one.key}</code></td><td>{html.escape(one.label)}</td>"
        f"<td>{html.escape(text.EXPORT_HINTS[one.key])}</td></tr>"
        for one in EXPORTS.values()
    )
    told = _template().substitute(home=html.escape(home), rows=rows, most=MOST_ROWS)
    return HTMLResponse(told, headers=_NO_STORE)


def _document(request: Request, tables: list[Described]) -> Response:
    server = f"{request.scope['root_path']}/v1"
    told = document(tables, server=server, version=VERSION, most_rows=MOST_ROWS)
    return JSONResponse(told, headers=_NO_STORE)


@functools.cache
def _template() -> Template:
    return Template((ROOT / "static" / "api.html").read_text(encoding="utf-8"))
