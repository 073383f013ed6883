"""The same tables as an OData feed, which Excel and Power BI read without a query of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

from starlette.responses import JSONResponse, Response

from lib.config import settings
from lib.domain.past import PARAM
from lib.exports.machine import odata, rows
from lib.exports.machine.columns import ROW, Typed
from lib.services.connections import editions, reading
from lib.web.api.asking import Asked, carried, parameters, whole
from lib.web.api.problems import Problem
from lib.web.api.tables import USUAL_ROWS, Page, place_of, read_page
from lib.web.asgi import header

_HEADERS: Final = {"OData-Version": "4.0", "Cache-Control": "no-store"}
_JSON: Final = "application/json;odata.metadata=minimal;charset=utf-8"
_KNOWN: Final = ("$top", "$skip", "$count", "$select", "$skiptoken", "$format", PARAM)
_NOT_DONE: Final = ("$filter", "$orderby", "$expand", "$search", "$apply", "$compute")
_MOST: Final = 100_000_000
_HOST: Final = re.compile(r"[A-Za-z0-9.\-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")


def service(asked: Asked) -> Response:
    """The list of the tables."""
    _options(asked, ("$format",))
    found = [
        {"name": one.key, "title": one.label, "kind": "EntitySet", "url": one.key}
        for one in reading.exports_of(asked.grant)
    ]
    told = {"@odata.context": f"{_home(asked)}$metadata", "value": found}
    return JSONResponse(told, headers=_HEADERS, media_type=_JSON)


def metadata(asked: Asked) -> Response:
    """Which columns each has."""
    given = parameters(asked.request, ("$format", PARAM))
    campaign = asked.campaign_at(given.get(PARAM))
    told = odata.metadata(
        [
            (one.key, editions.current_columns(asked.db, campaign, one))
            for one in reading.exports_of(asked.grant)
        ]
    )
    return Response(told, headers=_HEADERS, media_type="application/xml")


def collection(asked: Asked, key: str) -> Response:
    """Rows of a table; a long one in parts, each with the address of the next."""
    export = reading.export_of(asked.grant, key)
    given = _options(asked, _KNOWN)
    top = whole(given.get("$top"), "$top", usual=_MOST, least=0, most=_MOST)
    skip = whole(given.get("$skip"), "$skip", usual=0, least=0, most=_MOST)
    begun = place_of(asked, given.get("$skiptoken"), key)
    moment = carried(given, PARAM)
    described = f"{_home(asked)}$metadata{'?' + urlencode(moment) if moment else ''}"

    def tell(one: Page) -> Response:
        found = one.edition
        only = _selected(given.get("$select"), found.columns)
        told: dict[str, Any] = {"@odata.context": f"{described}#{key}{_named(only)}"}
        if given.get("$count") == "true":
            told["@odata.count"] = found.spool.rows
        coming = one.coming(asked, key)
        if coming and top > one.limit:
            rest = {"$top": str(top - one.limit)} if "$top" in given else {}
            kept = carried(given, "$select")
            query = urlencode({**moment, **kept, **rest, "$skiptoken": coming}, safe="$,")
            told["@odata.nextLink"] = f"{_home(asked)}{key}?{query}"
        body = rows.encoded(found.columns, one.cells(), only=only, numbered_from=one.first + 1)
        head = json.dumps(told, ensure_ascii=False)[:-1]
        return Response(f'{head},"value":\n{body}}}\n', headers=_HEADERS, media_type=_JSON)

    campaign = asked.campaign_at(given.get(PARAM))
    return read_page(asked, campaign, export, begun, min(USUAL_ROWS, top), tell, first=skip)


def _options(asked: Asked, known: Collection[str]) -> Mapping[str, str]:
    """The options of the request.

    Raises:
        Problem: one that is not done here, or none at all.
    """
    for name in asked.request.query_params:
        if name in _NOT_DONE:
            raise Problem(501, "odata_option", name=name)
    given = parameters(asked.request, known)
    if given.get("$format", "json") not in {"json", "application/json"}:
        raise Problem(406, "odata_format")
    if given.get("$count", "false") not in {"true", "false"}:
        raise Problem(400, "odata_count")
    return given


def _selected(given: str | None, columns: Collection[Typed]) -> frozenset[str] | None:
    if given is None or given.strip() == "*":
        return None
    names = frozenset(one.strip() for one in given.split(","))
    unknown = names - {ROW, *(one.name for one in columns)}
    if unknown:
        raise Problem(400, "odata_select")
    return names


def _named(only: Collection[str] | None) -> str:
    return "" if only is None else f"({','.join(sorted(only))})"


def _home(asked: Asked) -> str:
    """The feed's address as the program sees it, without which addresses in it mean nothing."""
    request = asked.request
    path = f"{quote(request.scope['root_path'])}/v1/odata/"
    host = header(request.scope, "host")
    if not _HOST.fullmatch(host):
        return path
    scheme = request.url.scheme
    if settings().trusted_proxy:
        said = header(request.scope, "x-forwarded-proto")
        scheme = said if said in {"http", "https"} else scheme
    return f"{scheme}://{host}{path}"
