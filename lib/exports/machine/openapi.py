"""The description of the addresses for programs, OpenAPI 3.1, made of the registry of exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lib.domain.exports import Dates, Decimals
from lib.domain.past import PARAM
from lib.exports.machine.columns import Type, Typed
from lib.text.connections import API_WORDS as _WORDS

VERSION: Final = "3.1.0"
_SCHEMAS: Final[Mapping[Type, Mapping[str, Any]]] = {
    Type.TEXT: {"type": ["string", "null"]},
    Type.NUMBER: {"type": ["number", "null"]},
    Type.DAY: {"type": ["string", "null"], "format": "date"},
    Type.INSTANT: {"type": ["string", "null"], "format": "date-time"},
}


@dataclass(frozen=True, slots=True)
class Described:
    """A table.

    Attributes:
        columns: None where they are not told, being a campaign's.
    """

    key: str
    title: str
    about: str
    columns: tuple[Typed, ...] | None = None


def document(
    tables: Sequence[Described], *, server: str, version: str, most_rows: int
) -> dict[str, Any]:
    """The whole document.

    Args:
        server: what the paths begin with.
        version: of the program.
        most_rows: of one page.
    """
    paths: dict[str, Any] = {"/tables": _get("listTables", _WORDS["tables"], _json(_LIST))}
    for one in tables:
        paths[f"/tables/{one.key}"] = _page(one, most_rows)
        paths[f"/tables/{one.key}.csv"] = _csv(one)
    return {
        "openapi": VERSION,
        "info": {"title": _WORDS["title"], "version": version, "description": _WORDS["about"]},
        "servers": [{"url": server}],
        "security": [{"bearer": []}, {"basic": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "description": _WORDS["bearer"]},
                "basic": {"type": "http", "scheme": "basic", "description": _WORDS["basic"]},
            },
            "schemas": {"Problem": _PROBLEM, "Column": _COLUMN},
            "responses": {"Problem": _problem_answer()},
        },
    }


def row_schema(columns: Sequence[Typed] | None) -> dict[str, Any]:
    """What a row of a table is."""
    if columns is None:
        return {"type": "object"}
    return {
        "type": "object",
        "properties": {
            one.name: {**_SCHEMAS[one.type], "description": one.label} for one in columns
        },
        "required": [one.name for one in columns],
        "additionalProperties": False,
    }


def _page(one: Described, most_rows: int) -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": {
            "table": {"const": one.key},
            "title": {"type": "string"},
            "campaign": {"type": "string"},
            "revision": {"type": "integer"},
            "as_of": {"type": "string", "format": "date-time"},
            "day": {"type": "string", "format": "date"},
            "count": {"type": "integer", "description": _WORDS["count"]},
            "first": {"type": "integer", "description": _WORDS["first"]},
            "columns": {"type": "array", "items": {"$ref": "#/components/schemas/Column"}},
            "next": {"type": ["string", "null"], "description": _WORDS["next"]},
            "rows": {"type": "array", "items": row_schema(one.columns)},
        },
    }
    schema["required"] = list(schema["properties"])
    limits = {"type": "integer", "minimum": 1, "maximum": most_rows}
    return _get(
        f"read_{one.key}",
        f"{one.title}. {one.about}",
        _json(schema),
        [
            _parameter("limit", _WORDS["limit"], limits),
            _parameter("cursor", _WORDS["cursor"], {"type": "string"}),
            _parameter(PARAM, _WORDS[PARAM], {"type": "string"}),
        ],
    )


def _csv(one: Described) -> dict[str, Any]:
    return _get(
        f"download_{one.key}",
        f"{one.title}: {_WORDS['csv']}",
        {"text/csv": {"schema": {"type": "string"}}},
        [
            _parameter("dates", _WORDS["dates"], {"enum": [each.value for each in Dates]}),
            _parameter("decimals", _WORDS["decimals"], {"enum": [each.value for each in Decimals]}),
            _parameter(PARAM, _WORDS[PARAM], {"type": "string"}),
        ],
    )


def _get(
    operation: str, summary: str, content: Mapping[str, Any], parameters: Sequence[Any] = ()
) -> dict[str, Any]:
    refused = {"$ref": "#/components/responses/Problem"}
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "parameters": list(parameters),
            "responses": {
                "200": {"description": _WORDS["ok"], "content": dict(content)},
                "304": {"description": _WORDS["same"]},
                **dict.fromkeys(("400", "401", "404", "410", "429", "503"), refused),
            },
        }
    }


def _parameter(name: str, words: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": words, "schema": dict(schema)}


def _json(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": dict(schema)}}


def _problem_answer() -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": _WORDS["problem"],
        "headers": {"Retry-After": {"description": _WORDS["retry"], "schema": {"type": "integer"}}},
        "content": {"application/problem+json": {"schema": schema}},
    }


_TEXT: Final = {"type": "string"}
_PROBLEM: Final = {
    "type": "object",
    "properties": {
        "type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT,
        "code": _TEXT,
    },
    "required": ["type", "title", "status", "detail", "code"],
}  # fmt: skip
_COLUMN: Final = {
    "type": "object",
    "properties": {"name": _TEXT, "label": _TEXT, "type": {"enum": [one.value for one in Type]}},
    "required": ["name", "label", "type"],
}
_LIST: Final = {
    "type": "object",
    "properties": {
        "campaign": {
            "type": "object",
            "properties": {
                "code": _TEXT, "title": _TEXT, "state": _TEXT, "revision": {"type": "integer"},
            },
            "required": ["code", "title", "state", "revision"],
        },
        "key": {
            "type": "object",
            "properties": {"name": _TEXT, "expires_on": {"type": "string", "format": "date"}},
            "required": ["name", "expires_on"],
        },
        "tables": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": dict.fromkeys(("key", "title", "about", "json", "csv"), _TEXT),
                "required": ["key", "title", "about", "json", "csv"],
            },
        },
    },
    "required": ["campaign", "key", "tables"],
}  # fmt: skip
